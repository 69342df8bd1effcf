#!/usr/bin/env bash
# Microsoft.Azure.WebJobs.Extensions.Storage.Queues 5.3.10 with Microsoft.Azure.WebJobs 3.0.48 (NuGet) against Azurite 3.35.0 (npm): the listener behind every
# queue trigger of Azure Functions, on a queue whose name ends in "-poison".
# One would guess: maxDequeueCount and visibilityTimeout of host.json are for every queue trigger, so a message that fails is tried again after that
# time, at most that often.
# What happens: the name alone takes a queue out of both. A message that fails there is not given back but stays hidden for the ten minutes of the
# listener's own lease, and it is never given up: tried, hidden for ten minutes, tried, for ever.
# Seen with three tries a second apart: "returns: 3 tries, 0 left, 1 in returns-poison" and, ten seconds later still, "letters-poison: 1 try, 1 left, hidden".
set -euo pipefail
folder=$(mktemp -d)
azurite=
trap '[ -z "$azurite" ] || { kill "$azurite" 2>/dev/null; wait "$azurite" 2>/dev/null; } || true; rm -rf "$folder"' EXIT
cd "$folder"
echo '{"private":true}' > package.json
npm install --silent --no-audit --no-fund --ignore-scripts azurite@3.35.0 >/dev/null
cat > poison.csproj <<'X'
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup>
    <OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework><ImplicitUsings>enable</ImplicitUsings>
    <RestorePackagesPath>packages</RestorePackagesPath>
  </PropertyGroup>
  <ItemGroup>
    <PackageReference Include="Microsoft.Azure.WebJobs" Version="3.0.48" />
    <PackageReference Include="Microsoft.Azure.WebJobs.Extensions.Storage.Queues" Version="5.3.10" />
    <PackageReference Include="Azure.Storage.Queues" Version="12.28.1" />
  </ItemGroup>
</Project>
X
cat > Program.cs <<'X'
using Azure.Storage.Queues;
using Microsoft.Azure.WebJobs;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

const string key = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";
var account = $"DefaultEndpointsProtocol=http;AccountName=devstoreaccount1;AccountKey={key};"
    + $"BlobEndpoint=http://127.0.0.1:{args[0]}/devstoreaccount1;QueueEndpoint=http://127.0.0.1:{args[1]}/devstoreaccount1";
QueueClient Queue(string name) => new(account, name);
foreach (var name in (string[])["returns", "letters-poison"])
{
    await Queue(name).CreateIfNotExistsAsync();
    await Queue(name).SendMessageAsync(Convert.ToBase64String("synthetic"u8));
}
using var host = new HostBuilder()
    .ConfigureAppConfiguration(settings => settings.AddInMemoryCollection(new Dictionary<string, string?> { ["AzureWebJobsStorage"] = account }))
    .ConfigureWebJobs(jobs => jobs.AddAzureStorageQueues(queues =>
    {
        queues.MaxDequeueCount = 3;
        queues.VisibilityTimeout = TimeSpan.FromSeconds(1);
        queues.MaxPollingInterval = TimeSpan.FromMilliseconds(200);
    }))
    .ConfigureServices(services => services.AddSingleton<ITypeLocator, Types>())
    .Build();
await host.StartAsync();
for (var i = 0; i < 60 && !(await Queue("returns-poison").ExistsAsync()); i++) await Task.Delay(500);
await Task.Delay(TimeSpan.FromSeconds(10));
await host.StopAsync();
async Task<int> Left(string name) => (await Queue(name).GetPropertiesAsync()).Value.ApproximateMessagesCount;
var hidden = (await Queue("letters-poison").PeekMessageAsync()).Value is null ? "hidden" : "to be seen";
Console.WriteLine($"returns: {Jobs.Returns} tries, {await Left("returns")} left, {await Left("returns-poison")} in returns-poison");
Console.WriteLine($"letters-poison: {Jobs.Letters} try, {await Left("letters-poison")} left, {hidden}");

sealed class Types : ITypeLocator { public IReadOnlyList<Type> GetTypes() => [typeof(Jobs)]; }
public sealed class Jobs
{
    public static int Returns, Letters;
    public static void FromReturns([QueueTrigger("returns")] string message) { Interlocked.Increment(ref Returns); throw new InvalidOperationException(message); }
    public static void FromLetters([QueueTrigger("letters-poison")] string message) { Interlocked.Increment(ref Letters); throw new InvalidOperationException(message); }
}
X
dotnet build -c Release -v q -o out >build.log || { cat build.log; exit 1; }
ports=$(node -e 'const n=require("net"),s=[0,0,0].map(()=>n.createServer().listen(0,"127.0.0.1"));setTimeout(()=>{console.log(s.map(x=>x.address().port).join(" "));s.forEach(x=>x.close())},100)')
read -r blob queue table <<< "$ports"
node node_modules/azurite/dist/src/azurite.js --silent --disableTelemetry --skipApiVersionCheck --location data --blobPort "$blob" --queuePort "$queue" --tablePort "$table" >azurite.log 2>&1 &
azurite=$!
for _ in $(seq 100); do [ "$(grep -c 'successfully listening' azurite.log || true)" -ge 2 ] && break; sleep 0.2; done
seen=$(dotnet out/poison.dll "$blob" "$queue" | grep -E '^(returns|letters-poison): ')
expected='returns: 3 tries, 0 left, 1 in returns-poison
letters-poison: 1 try, 1 left, hidden'
echo "$seen"
[ "$seen" = "$expected" ] || { echo "The behaviour has changed."; exit 1; }
