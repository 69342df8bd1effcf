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

rem The local mode's output path, whatever the mode of the app: only for this build, so as a property and not as a variable.
dotnet build tools\Dev --nologo -v q -p:FunctionsWorker=local -p:UseSharedCompilation=false -nodeReuse:false 1>&2
if errorlevel 1 (
  echo tools\Dev could not be built; see above. 1>&2
  exit /b 1
)

dotnet artifacts\bin\Dev\debug\Dev.dll %*
exit /b %errorlevel%
