@"%~dp0tools\Dev\dev.cmd" bench %*
