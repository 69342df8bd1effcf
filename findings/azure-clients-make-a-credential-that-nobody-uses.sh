#!/usr/bin/env bash
# Microsoft.Extensions.Azure 1.14.0 with Azure.Storage.Queues 12.28.1 (NuGet): what is made for a client with a connection string.
# One would guess: a client that is registered with a connection string, or made by a delegate that takes no credential, needs none, so none is made.
# What happens: the factory asks for a credential for each client before it makes it, and unless UseCredential was called that is a new
# DefaultAzureCredential (Azure.Core holds it by now) with its whole chain, which loads Microsoft.Identity.Client and is never used: tens of
# milliseconds of a start. A credential given to UseCredential that does its work when it is asked for a token avoids it.
# Seen: what is printed below.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
cat > credential.csproj <<'X'
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup>
    <OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework><ImplicitUsings>enable</ImplicitUsings>
    <RestorePackagesPath>packages</RestorePackagesPath>
  </PropertyGroup>
  <ItemGroup>
    <PackageReference Include="Microsoft.Extensions.Azure" Version="1.14.0" />
    <PackageReference Include="Azure.Storage.Queues" Version="12.28.1" />
  </ItemGroup>
</Project>
X
cat > Program.cs <<'X'
using Azure.Core;
using Azure.Storage.Queues;
using Microsoft.Extensions.Azure;
using Microsoft.Extensions.DependencyInjection;

const string account = "DefaultEndpointsProtocol=http;AccountName=a;AccountKey=a2V5;QueueEndpoint=http://127.0.0.1:1/a";
var services = new ServiceCollection();
services.AddAzureClients(clients =>
{
    if (args[0] == "connection string")
        clients.AddQueueServiceClient(account);
    else
        clients.AddClient<QueueServiceClient, QueueClientOptions>((QueueClientOptions options, IServiceProvider _) => new QueueServiceClient(account, options));
    if (args[0] == "delegate, UseCredential")
        clients.UseCredential(_ => DelegatedTokenCredential.Create((_, _) => throw new InvalidOperationException("asked for a token")));
});
await using var provider = services.BuildServiceProvider();
var client = provider.GetRequiredService<QueueServiceClient>();
var loaded = AppDomain.CurrentDomain.GetAssemblies().Select(assembly => assembly.GetName().Name).Where(name => name!.Contains("Identity")).Order();
Console.WriteLine($"{args[0]}: {client.AccountName}, {(loaded.Any() ? string.Join(", ", loaded) : "nothing")} loaded");
X
dotnet build -c Release -o out -v q --nologo >build.log 2>&1 || { cat build.log; exit 1; }
seen=$(for form in "connection string" "delegate" "delegate, UseCredential"; do dotnet out/credential.dll "$form"; done)
echo "$seen"
expected='connection string: a, Microsoft.Identity.Client loaded
delegate: a, Microsoft.Identity.Client loaded
delegate, UseCredential: a, nothing loaded'
[ "$seen" = "$expected" ] || { echo "changed"; exit 1; }
