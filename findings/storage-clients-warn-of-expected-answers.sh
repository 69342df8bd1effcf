#!/usr/bin/env bash
# Microsoft.Extensions.Azure 1.14.0 with Azure.Storage.Blobs 12.30.1 (NuGet) against Azurite 3.35.0 (npm): what an app that registers its clients with
# AddAzureClients finds in its log.
# One would guess: a call that is made to bear an answer, as CreateIfNotExists bears "it exists", leaves no warning when it is given that answer.
# What happens: CreateIfNotExists and DeleteIfExists end well, with null and False, and leave a Warning each time, of the same category and the same event id
# as a call that throws. Exists, which is given the same 404, leaves none, nor does a download that is told 304. So an alert on warnings rings at every
# start, and no level of a category tells what was expected from what was not.
# Seen: what is printed below.
set -euo pipefail
folder=$(mktemp -d)
azurite=
trap '[ -z "$azurite" ] || { kill "$azurite" 2>/dev/null; wait "$azurite" 2>/dev/null; } || true; rm -rf "$folder"' EXIT
cd "$folder"
echo '{"private":true}' > package.json
npm install --silent --no-audit --no-fund --ignore-scripts azurite@3.35.0 >/dev/null
cat > warns.csproj <<'X'
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup>
    <OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework><ImplicitUsings>enable</ImplicitUsings>
    <RestorePackagesPath>packages</RestorePackagesPath>
  </PropertyGroup>
  <ItemGroup>
    <PackageReference Include="Microsoft.Extensions.Azure" Version="1.14.0" />
    <PackageReference Include="Azure.Storage.Blobs" Version="12.30.1" />
  </ItemGroup>
</Project>
X
cat > Program.cs <<'X'
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Microsoft.Extensions.Azure;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

const string key = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";
var account = $"DefaultEndpointsProtocol=http;AccountName=devstoreaccount1;AccountKey={key};"
    + $"BlobEndpoint=http://127.0.0.1:{args[0]}/devstoreaccount1";
var log = new Log();
var services = new ServiceCollection();
services.AddLogging(logging => logging.AddProvider(log).SetMinimumLevel(LogLevel.Warning));
services.AddAzureClients(clients => clients.AddBlobServiceClient(account));
await using var provider = services.BuildServiceProvider();
var box = provider.GetRequiredService<BlobServiceClient>().GetBlobContainerClient("box");
await box.CreateAsync();
var blob = box.GetBlobClient("there");
var tag = (await blob.UploadAsync(BinaryData.FromString("x"))).Value.ETag;
log.Lines.Clear();

await Told("CreateIfNotExists of what exists", async () => (await box.CreateIfNotExistsAsync()) is null ? "null" : "created");
await Told("DeleteIfExists of what does not", async () => (await box.GetBlobClient("missing").DeleteIfExistsAsync()).Value);
await Told("Exists of what does not", async () => (await box.GetBlobClient("missing").ExistsAsync()).Value);
await Told("download with If-None-Match", async () => (await blob.DownloadContentAsync(new BlobDownloadOptions { Conditions = new() { IfNoneMatch = tag } })).GetRawResponse().Status);
await Told("GetProperties of what does not exist", async () =>
{
    try { return await box.GetBlobClient("missing").GetPropertiesAsync(); }
    catch (RequestFailedException failure) { return $"throws {failure.Status}"; }
});

async Task Told(string call, Func<Task<object>> act)
{
    var result = await act();
    Console.WriteLine($"{call}: {result}; {(log.Lines.Count == 0 ? "nothing" : string.Join(", ", log.Lines))}");
    log.Lines.Clear();
}

sealed class Log : ILoggerProvider, ILogger
{
    public List<string> Lines = [];
    private string _category = "";
    public ILogger CreateLogger(string categoryName) => new Log { Lines = Lines, _category = categoryName };
    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;
    public bool IsEnabled(LogLevel level) => level >= LogLevel.Warning;
    void ILogger.Log<TState>(LogLevel level, EventId id, TState state, Exception? exception, Func<TState, Exception?, string> text) => Lines.Add($"{level} {_category} {id.Id} {id.Name}");
    public void Dispose() { }
}
X
dotnet build -c Release -v q -o out >build.log || { cat build.log; exit 1; }
ports=$(node -e 'const n=require("net"),s=[0,0,0].map(()=>n.createServer().listen(0,"127.0.0.1"));setTimeout(()=>{console.log(s.map(x=>x.address().port).join(" "));s.forEach(x=>x.close())},100)')
read -r blob queue table <<< "$ports"
node node_modules/azurite/dist/src/azurite.js --silent --disableTelemetry --skipApiVersionCheck --location data --blobPort "$blob" --queuePort "$queue" --tablePort "$table" >azurite.log 2>&1 &
azurite=$!
for _ in $(seq 100); do [ "$(grep -c 'successfully listening' azurite.log || true)" -ge 2 ] && break; sleep 0.2; done
seen=$(dotnet out/warns.dll "$blob")
expected='CreateIfNotExists of what exists: null; Warning Azure.Core 8 ErrorResponse
DeleteIfExists of what does not: False; Warning Azure.Core 8 ErrorResponse
Exists of what does not: False; nothing
download with If-None-Match: 304; nothing
GetProperties of what does not exist: throws 404; Warning Azure.Core 8 ErrorResponse'
echo "$seen"
[ "$seen" = "$expected" ] || { echo "The behaviour has changed."; exit 1; }
