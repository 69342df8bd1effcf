#!/usr/bin/env bash
# Bicep CLI 0.49.2 (NuGet: Azure.Bicep.CommandLine.linux-x64): two spellings of one key, such as AzureWebJobsStorage and azureWebJobsStorage, in a map.
# One would guess: keys either differ by case everywhere or nowhere.
# What happens: it depends on how the map comes about. An object that is written down keeps both, without a note of compiler or linter; union() and a spread
# make one of the two, with the value of the last, but union() takes the spelling of the last and the spread that of the first; union() of one map that has
# both keeps both; toObject() refuses the second. contains() finds a key in any case, and union() of lists tells Orders from orders.
# So the same two app settings are two, one or an error, and where they are two it is whoever reads them that decides which value counts.
# Seen: what is printed below.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
cat > cli.csproj <<'X'
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup><TargetFramework>net10.0</TargetFramework><RestorePackagesPath>packages</RestorePackagesPath></PropertyGroup>
  <ItemGroup><PackageDownload Include="Azure.Bicep.CommandLine.linux-x64" Version="[0.49.2]" /></ItemGroup>
</Project>
X
dotnet restore cli.csproj -v q >/dev/null
bicep=$folder/packages/azure.bicep.commandline.linux-x64/0.49.2/tools/bicep
chmod u+x "$bicep"
map() {
  cat > "$1.bicep" <<X
param first object = { AzureWebJobsStorage: 'one' }
param second object = { azureWebJobsStorage: 'two' }
param both object = { AzureWebJobsStorage: 'one', azureWebJobsStorage: 'two' }
param pairs array = [{ key: 'AzureWebJobsStorage', value: 'one' }, { key: 'azureWebJobsStorage', value: 'two' }]
resource map 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' = {
  name: '$1'
  location: 'westeurope'
  tags: $2
}
X
  echo "using './$1.bicep'" > "$1.bicepparam"
  if "$bicep" snapshot "$1.bicepparam" --mode Overwrite --subscription-id 11111111-1111-4111-8111-111111111111 --resource-group rg --location westeurope >"$1.log" 2>&1
  then echo "$1: $(node -p "JSON.stringify(JSON.parse(require('fs').readFileSync('$1.snapshot.json')).predictedResources[0].tags)")"
  elif grep -q 'case-insensitively unique' "$1.log"; then echo "$1: refused"
  else echo "$1: failed"; fi
}
"$bicep" --version
seen=$(map written "{ AzureWebJobsStorage: 'one', azureWebJobsStorage: 'two' }"
map parameter 'both'
map union 'union(first, second)'
map union-of-one 'union(both, {})'
map spread '{ ...first, ...second }'
map toObject 'toObject(pairs, pair => pair.key, pair => pair.value)'
map contains "{ found: string(contains(first, 'azurewebjobsstorage')) }"
map lists "{ union: string(union(['Orders'], ['orders'])) }")
expected='written: {"AzureWebJobsStorage":"one","azureWebJobsStorage":"two"}
parameter: {"AzureWebJobsStorage":"one","azureWebJobsStorage":"two"}
union: {"azureWebJobsStorage":"two"}
union-of-one: {"AzureWebJobsStorage":"one","azureWebJobsStorage":"two"}
spread: {"AzureWebJobsStorage":"two"}
toObject: refused
contains: {"found":"True"}
lists: {"union":"[\"Orders\",\"orders\"]"}'
echo "$seen"
[ "$seen" = "$expected" ] || { echo "The behaviour has changed."; exit 1; }
