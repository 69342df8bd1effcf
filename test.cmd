@"%~dp0tools\Dev\dev.cmd" test %*
