#!/usr/bin/env bash
# Microsoft.Azure.Functions.Worker.Sdk 2.1.0 with Microsoft.Azure.Functions.Worker 2.52.0 (NuGet): which methods with [Function] are functions.
# One would guess: one list, and what is not fit to be a function is an error or at least a warning.
# What happens: the build writes two lists that disagree, without a warning of the SDK. functions.metadata, which the package carries and tools read, has
# private and internal methods and no function of a nested class. The source generator, whose list the running worker gives to its host, has functions of
# nested classes, even of a private one, and no private or internal method. Of seven functions only three are in both lists.
# So a function can be in the package's list and never run, or run and be missing from every check of the package.
# Seen: "in both: inherited internal-class public-method", "only in functions.metadata: internal-method private-method",
# "only in the generated list: nested-class private-nested-class", "warnings that name a function: 0".
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
cat > lists.csproj <<'X'
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup>
    <OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework><AzureFunctionsVersion>v4</AzureFunctionsVersion>
    <EmitCompilerGeneratedFiles>true</EmitCompilerGeneratedFiles><RestorePackagesPath>packages</RestorePackagesPath>
  </PropertyGroup>
  <ItemGroup>
    <PackageReference Include="Microsoft.Azure.Functions.Worker" Version="2.52.0" />
    <PackageReference Include="Microsoft.Azure.Functions.Worker.Sdk" Version="2.1.0" />
    <PackageReference Include="Microsoft.Azure.Functions.Worker.Extensions.Timer" Version="4.3.1" />
  </ItemGroup>
</Project>
X
echo '{"version":"2.0"}' > host.json
cat > Program.cs <<'X'
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.Hosting;

FunctionsApplication.CreateBuilder(args).Build().Run();

public class Outer
{
    [Function("public-method")] public void A([TimerTrigger("0 0 * * * *")] string timer) { }
    [Function("internal-method")] internal void B([TimerTrigger("0 0 * * * *")] string timer) { }
    [Function("private-method")] private void C([TimerTrigger("0 0 * * * *")] string timer) { }
    public class Nested { [Function("nested-class")] public void D([TimerTrigger("0 0 * * * *")] string timer) { } }
    private class Hidden { [Function("private-nested-class")] public void E([TimerTrigger("0 0 * * * *")] string timer) { } }
}
internal class Inside { [Function("internal-class")] public void F([TimerTrigger("0 0 * * * *")] string timer) { } }
public abstract class Basis { [Function("inherited")] public void G([TimerTrigger("0 0 * * * *")] string timer) { } }
public class Derived : Basis { }
X
dotnet build -c Release -v q >build.log || { cat build.log; exit 1; }
node -e 'for (const f of JSON.parse(require("fs").readFileSync("bin/Release/net10.0/functions.metadata"))) console.log(f.name)' | LC_ALL=C sort > metadata.txt
generated=$(find obj -name GeneratedFunctionMetadataProvider.g.cs)
grep -oE 'Name = "[a-z-]+"' "$generated" | cut -d '"' -f 2 | LC_ALL=C sort > generated.txt
line() { LC_ALL=C comm "$1" metadata.txt generated.txt | tr '\n' ' ' | sed 's/ $//'; }
seen="in both: $(line -12)
only in functions.metadata: $(line -23)
only in the generated list: $(line -13)
warnings that name a function: $(grep -cE 'warning.*(-method|-class|Program\.cs)' build.log || true)"
expected='in both: inherited internal-class public-method
only in functions.metadata: internal-method private-method
only in the generated list: nested-class private-nested-class
warnings that name a function: 0'
echo "$seen"
[ "$seen" = "$expected" ] || { echo "The behaviour has changed."; exit 1; }
