@echo off
rem Builds tools/Dev and runs it. Called by run.cmd and test.cmd with the command as first argument.
setlocal
cd /d "%~dp0..\.."

where dotnet >nul 2>nul
if errorlevel 1 (
  echo The .NET 10 SDK is needed but dotnet was not found. Install it from https://dot.net and run this again. 1>&2
  exit /b 1
)
dotnet --version >nul 2>nul
if errorlevel 1 (
  echo The .NET SDK 10.0.100 or newer is needed. Install it from https://dot.net and run this again. 1>&2
  exit /b 1
)

dotnet build tools\Dev --nologo -v q -p:UseSharedCompilation=false -nodeReuse:false 1>&2
if errorlevel 1 (
  echo tools\Dev could not be built; see above. 1>&2
  exit /b 1
)

dotnet tools\Dev\bin\Debug\net10.0\Dev.dll %*
exit /b %errorlevel%
