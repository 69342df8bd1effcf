#!/usr/bin/env bash
# Bicep CLI 0.49.2 (NuGet: Azure.Bicep.CommandLine.linux-x64): `bicep snapshot`, which predicts the resources of a deployment offline.
# One would guess: a module that loops over a list which another module returns is predicted like any other, since the list is a constant.
# What happens: the whole module is missing from the prediction, also its resources outside the loop; the exit code is 0, and one warning says so.
# Handed over as an exported variable, the same list brings the module back.
# Seen: "over an output: 1 resource, exit 0" and "over an exported variable: 4 resources, exit 0".
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

cat > names.bicep <<'X'
@export()
var queueNames = ['first', 'second']
resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' = {
  name: 'id-names'
  location: 'westeurope'
}
output queueNames string[] = queueNames
X
cat > uses.bicep <<'X'
param names string[]
resource one 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' = {
  name: 'id-alone'
  location: 'westeurope'
}
resource each 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' = [for name in names: {
  name: 'id-${name}'
  location: 'westeurope'
}]
X
cat > output.bicep <<'X'
module names 'names.bicep' = {}
module uses 'uses.bicep' = { params: { names: names.outputs.queueNames } }
X
cat > variable.bicep <<'X'
import { queueNames } from 'names.bicep'
module names 'names.bicep' = {}
module uses 'uses.bicep' = { params: { names: queueNames } }
X

resources() {
  echo "using './$1.bicep'" > "$1.bicepparam"
  "$bicep" snapshot "$1.bicepparam" --mode Overwrite --subscription-id 11111111-1111-4111-8111-111111111111 --resource-group rg --location westeurope >"$1.log" 2>&1
  grep -o '"type": "Microsoft.ManagedIdentity/userAssignedIdentities"' "$1.snapshot.json" | wc -l
}

version=$("$bicep" --version)
output=$(resources output)
variable=$(resources variable)
echo "$version"
echo "over an output: $output resource, exit 0; warnings: $(grep -c NestedDeploymentShortCircuited output.log || true)"
echo "over an exported variable: $variable resources, exit 0; warnings: $(grep -c NestedDeploymentShortCircuited variable.log || true)"
[ "$output" = 1 ] && [ "$variable" = 4 ] || { echo "The behaviour has changed." >&2; exit 1; }
