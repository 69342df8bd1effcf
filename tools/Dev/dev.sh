#!/usr/bin/env bash
# Builds tools/Dev when its sources changed and becomes it. Called by ./run and ./test with the command as first argument.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

if ! command -v dotnet >/dev/null; then
  echo "The .NET 10 SDK is needed but \`dotnet\` was not found. Install it from https://dot.net and run this again." >&2
  exit 1
fi

dll=tools/Dev/bin/Debug/net10.0/Dev.dll
stamp=artifacts/dev/tool-built

is_current() {
  [ -f "$dll" ] && [ -f "$stamp" ] || return 1
  [ -z "$(find tools/Dev \( -name bin -o -name obj \) -prune -o -newer "$stamp" -print)" ] || return 1
  [ -z "$(find Directory.Build.props Directory.Packages.props global.json .editorconfig BannedSymbols.txt -newer "$stamp" -print)" ]
}

if ! is_current; then
  if ! sdk=$(dotnet --version 2>&1) || [ "${sdk%%.*}" -lt 10 ]; then
    echo "The .NET SDK 10.0.100 or newer is needed; found: $(dotnet --list-sdks | tail -n 1 | cut -d' ' -f1). Install it from https://dot.net and run this again." >&2
    exit 1
  fi
  mkdir -p artifacts/dev
  # The stamp is from before the build, so an edit during the build is built the next time.
  touch "$stamp.$$"
  # No build servers that would outlive the script.
  if ! output=$(DOTNET_TieredPGO=0 UseSharedCompilation=false MSBUILDDISABLENODEREUSE=1 DOTNET_CLI_UI_LANGUAGE=en \
      dotnet build tools/Dev --nologo -v q -tl:off </dev/null 2>&1); then
    rm -f "$stamp.$$"
    grep -E ': error |error NU' <<<"$output" | sort -u >&2 || echo "$output" >&2
    echo "tools/Dev could not be built; see above. If a package could not be loaded, check the network and \`dotnet nuget list source\`, then run this again." >&2
    exit 1
  fi
  mv "$stamp.$$" "$stamp"
fi

exec dotnet "$dll" "$@"
