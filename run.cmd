@"%~dp0tools\Dev\dev.cmd" run %*
