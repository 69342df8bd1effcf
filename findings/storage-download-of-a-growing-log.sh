#!/usr/bin/env bash
# Azure.Storage.Blobs 12.30.1 (NuGet) against Azurite 3.35.0 (npm): reading an append blob while somebody appends to it.
# One would guess: what has been written of a log never changes, so a reader gets at least what was there when it began, whole connection or not.
# What happens: a download whose connection breaks in the middle is taken up by the client with a range and If-Match on the first ETag. A log that stands
# still arrives whole; one that grew by a byte meanwhile ends in 412 in the middle, after bytes that the caller has used already. OpenRead, which asks for
# piece after piece, ends so even on a whole connection, unless it is told that blobs may be modified.
# Seen: "connection breaks, log stands still: 2000 of 2000 bytes", "connection breaks, log grows: 1000 bytes, then 412 ConditionNotMet",
# "OpenRead, whole connection, log grows: 500 bytes, then 412 ConditionNotMet".
set -euo pipefail
folder=$(mktemp -d)
azurite=
trap '[ -z "$azurite" ] || { kill "$azurite" 2>/dev/null; wait "$azurite" 2>/dev/null; } || true; rm -rf "$folder"' EXIT
cd "$folder"
echo '{"private":true}' > package.json
npm install --silent --no-audit --no-fund --ignore-scripts azurite@3.35.0 >/dev/null
cat > grows.csproj <<'X'
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup>
    <OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework><ImplicitUsings>enable</ImplicitUsings>
    <RestorePackagesPath>packages</RestorePackagesPath>
  </PropertyGroup>
  <ItemGroup>
    <PackageReference Include="Azure.Storage.Blobs" Version="12.30.1" />
  </ItemGroup>
</Project>
X
cat > Program.cs <<'X'
using Azure;
using Azure.Core.Pipeline;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;

const string key = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";
var account = $"DefaultEndpointsProtocol=http;AccountName=devstoreaccount1;AccountKey={key};"
    + $"BlobEndpoint=http://127.0.0.1:{args[0]}/devstoreaccount1";
var answers = new Answers();
var options = new BlobClientOptions { Transport = new HttpClientTransport(new HttpClient(answers)) };
options.Retry.Delay = TimeSpan.FromMilliseconds(20);
var box = new BlobContainerClient(account, "box", options);
await box.CreateIfNotExistsAsync();

await Read("connection breaks, log stands still", breaks: true, grows: false, async log => (await log.DownloadStreamingAsync()).Value.Content);
await Read("connection breaks, log grows", breaks: true, grows: true, async log => (await log.DownloadStreamingAsync()).Value.Content);
await Read("OpenRead, whole connection, log grows", breaks: false, grows: true, log => log.OpenReadAsync(new BlobOpenReadOptions(allowModifications: false) { BufferSize = 500 }));

async Task Read(string name, bool breaks, bool grows, Func<AppendBlobClient, Task<Stream>> open)
{
    var log = box.GetAppendBlobClient(Guid.NewGuid().ToString());
    await log.CreateAsync();
    await log.AppendBlockAsync(new MemoryStream(new byte[2000]));
    answers.BreakNext = breaks;
    var stream = await open(log);
    var (buffer, length, first) = (new byte[500], 0, true);
    try
    {
        for (int read; (read = await stream.ReadAsync(buffer)) > 0; length += read)
        {
            if (first && grows) await log.AppendBlockAsync(new MemoryStream(new byte[1]));
            first = false;
        }
        Console.WriteLine($"{name}: {length} of 2000 bytes");
    }
    catch (RequestFailedException failure)
    {
        Console.WriteLine($"{name}: {length} bytes, then {failure.Status} {failure.ErrorCode}");
    }
}

/// Breaks the connection after 1,000 bytes of a body.
sealed class Answers() : DelegatingHandler(new SocketsHttpHandler())
{
    public bool BreakNext;
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken token)
    {
        var answer = await base.SendAsync(request, token);
        if (!BreakNext) return answer;
        BreakNext = false;
        var content = new StreamContent(new Broken(await answer.Content.ReadAsByteArrayAsync(token)));
        foreach (var header in answer.Content.Headers) content.Headers.TryAddWithoutValidation(header.Key, header.Value);
        answer.Content = content;
        return answer;
    }
}
sealed class Broken(byte[] body) : MemoryStream(body, 0, 1000)
{
    public override int Read(byte[] buffer, int offset, int count) => base.Read(buffer, offset, count) is > 0 and var read ? read : throw new IOException("The connection broke.");
    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken token = default) => new(Read(buffer.Span));
    public override int Read(Span<byte> buffer) => base.Read(buffer) is > 0 and var read ? read : throw new IOException("The connection broke.");
}
X
dotnet build -c Release -v q -o out >build.log || { cat build.log; exit 1; }
ports=$(node -e 'const n=require("net"),s=[0,0,0].map(()=>n.createServer().listen(0,"127.0.0.1"));setTimeout(()=>{console.log(s.map(x=>x.address().port).join(" "));s.forEach(x=>x.close())},100)')
read -r blob queue table <<< "$ports"
node node_modules/azurite/dist/src/azurite.js --silent --disableTelemetry --skipApiVersionCheck --location data --blobPort "$blob" --queuePort "$queue" --tablePort "$table" >azurite.log 2>&1 &
azurite=$!
for _ in $(seq 100); do [ "$(grep -c 'successfully listening' azurite.log || true)" -ge 2 ] && break; sleep 0.2; done
seen=$(dotnet out/grows.dll "$blob")
expected='connection breaks, log stands still: 2000 of 2000 bytes
connection breaks, log grows: 1000 bytes, then 412 ConditionNotMet
OpenRead, whole connection, log grows: 500 bytes, then 412 ConditionNotMet'
echo "$seen"
[ "$seen" = "$expected" ] || { echo "The behaviour has changed."; exit 1; }
