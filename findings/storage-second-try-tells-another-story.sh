#!/usr/bin/env bash
# Azure.Storage.Queues 12.28.1 and Azure.Storage.Blobs 12.30.1 (NuGet) against Azurite 3.35.0 (npm), when the answer to a call is lost after the service
# has carried it out. The clients then try again by themselves, and the caller is told only how the second try went.
# One would guess: what is repeated by the client is either safe to repeat or fails as a transport error that says "unknown".
# What happens: the second try meets what the first one did, and its answer is handed on as the truth. A delete "finds no message", an extension "has the
# wrong receipt", an exclusive upload "exists already", conditional writes "do not meet the condition": all four had succeeded. The calls named
# ...IfNotExists and ...IfExists say nothing was done (null, False), although this very call did it. A message is there twice. Only the lease is
# what it should be. So every such call has to read back what is there before it is called a failure.
# Seen: the table that is printed below, the same in each run.
set -euo pipefail
folder=$(mktemp -d)
azurite=
trap '[ -z "$azurite" ] || { kill "$azurite" 2>/dev/null; wait "$azurite" 2>/dev/null; } || true; rm -rf "$folder"' EXIT
cd "$folder"
echo '{"private":true}' > package.json
npm install --silent --no-audit --no-fund --ignore-scripts azurite@3.35.0 >/dev/null
cat > lost.csproj <<'X'
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup>
    <OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework><ImplicitUsings>enable</ImplicitUsings>
    <RestorePackagesPath>packages</RestorePackagesPath>
  </PropertyGroup>
  <ItemGroup>
    <PackageReference Include="Azure.Storage.Queues" Version="12.28.1" />
    <PackageReference Include="Azure.Storage.Blobs" Version="12.30.1" />
  </ItemGroup>
</Project>
X
cat > Program.cs <<'X'
using Azure;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;
using Azure.Storage.Queues;

var answers = new Answers();
T With<T>(T options) where T : ClientOptions
{
    options.Transport = new HttpClientTransport(new HttpClient(answers));
    options.Retry.Delay = TimeSpan.FromMilliseconds(20);
    return options;
}
const string key = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";
var account = $"DefaultEndpointsProtocol=http;AccountName=devstoreaccount1;AccountKey={key};"
    + $"BlobEndpoint=http://127.0.0.1:{args[0]}/devstoreaccount1;QueueEndpoint=http://127.0.0.1:{args[1]}/devstoreaccount1";
var box = new BlobContainerClient(account, "box", With(new BlobClientOptions()));
var queue = new QueueClient(account, "queue", With(new QueueClientOptions()));
await box.CreateIfNotExistsAsync();
await queue.CreateIfNotExistsAsync();
var text = BinaryData.FromString("x");

async Task Lost(string call, Func<Task<object?>> act, Func<Task<object>> truth)
{
    answers.LoseNext = true;
    string told;
    try { told = (await act())?.ToString() ?? "null"; }
    catch (RequestFailedException failure) { told = $"{failure.Status} {failure.ErrorCode}"; }
    Console.WriteLine($"{call}: {told}; in truth {await truth()}");
}
async Task<object> Messages() => $"{(await queue.GetPropertiesAsync()).Value.ApproximateMessagesCount} message(s)";
async Task<object> Blob(string name) => await box.GetBlobClient(name).ExistsAsync() ? $"{(await box.GetBlobClient(name).GetPropertiesAsync()).Value.ContentLength} byte(s)" : "no blob";

await Lost("send a message", async () => { await queue.SendMessageAsync("m"); return "sent"; }, Messages);
await queue.ClearMessagesAsync();
await queue.SendMessageAsync("m");
var held = (await queue.ReceiveMessageAsync(TimeSpan.FromSeconds(60))).Value;
await Lost("extend a message", async () => (await queue.UpdateMessageAsync(held.MessageId, held.PopReceipt, visibilityTimeout: TimeSpan.Zero)).Value.PopReceipt,
    async () => (await queue.PeekMessageAsync()).Value is null ? "still hidden" : "visible as asked");
held = (await queue.ReceiveMessageAsync(TimeSpan.FromSeconds(60))).Value;
await Lost("delete a message", async () => (await queue.DeleteMessageAsync(held.MessageId, held.PopReceipt)).Status, Messages);
await Lost("upload without overwrite", async () => (await box.GetBlobClient("once").UploadAsync(text, overwrite: false)).GetRawResponse().Status, () => Blob("once"));
var tag = (await box.GetBlobClient("once").GetPropertiesAsync()).Value.ETag;
await Lost("upload with If-Match", async () => (await box.GetBlobClient("once").UploadAsync(BinaryData.FromString("four"), new BlobUploadOptions { Conditions = new() { IfMatch = tag } })).GetRawResponse().Status, () => Blob("once"));
var log = box.GetAppendBlobClient("log");
await log.CreateAsync();
await Lost("append at a position", async () => (await log.AppendBlockAsync(text.ToStream(), new AppendBlobAppendBlockOptions { Conditions = new() { IfAppendPositionEqual = 0 } })).GetRawResponse().Status, () => Blob("log"));
var other = box.GetAppendBlobClient("other");
await other.CreateAsync();
await Lost("append without a position", async () => (await other.AppendBlockAsync(text.ToStream())).GetRawResponse().Status, () => Blob("other"));
await Lost("CreateIfNotExists of a log", async () => (await box.GetAppendBlobClient("new").CreateIfNotExistsAsync())?.GetRawResponse().Status, () => Blob("new"));
await Lost("DeleteIfExists of a blob", async () => (await box.GetBlobClient("once").DeleteIfExistsAsync()).Value, () => Blob("once"));
var lease = log.GetBlobLeaseClient();
await Lost("acquire a lease", async () => (await lease.AcquireAsync(TimeSpan.FromSeconds(60))).Value.LeaseId == lease.LeaseId ? "acquired" : "another id",
    async () => (await log.GetPropertiesAsync()).Value.LeaseState);

/// The service carries the call out; what it answers never arrives.
sealed class Answers() : DelegatingHandler(new SocketsHttpHandler())
{
    public bool LoseNext;
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken token)
    {
        var answer = await base.SendAsync(request, token);
        if (!LoseNext) return answer;
        LoseNext = false;
        answer.Dispose();
        throw new HttpRequestException("The connection broke.", new IOException());
    }
}
X
dotnet build -c Release -v q -o out >build.log || { cat build.log; exit 1; }
ports=$(node -e 'const n=require("net"),s=[0,0,0].map(()=>n.createServer().listen(0,"127.0.0.1"));setTimeout(()=>{console.log(s.map(x=>x.address().port).join(" "));s.forEach(x=>x.close())},100)')
read -r blob queue table <<< "$ports"
node node_modules/azurite/dist/src/azurite.js --silent --disableTelemetry --skipApiVersionCheck --location data --blobPort "$blob" --queuePort "$queue" --tablePort "$table" >azurite.log 2>&1 &
azurite=$!
for _ in $(seq 100); do [ "$(grep -c 'successfully listening' azurite.log || true)" -ge 2 ] && break; sleep 0.2; done
seen=$(dotnet out/lost.dll "$blob" "$queue")
expected='send a message: sent; in truth 2 message(s)
extend a message: 400 PopReceiptMismatch; in truth visible as asked
delete a message: 404 MessageNotFound; in truth 0 message(s)
upload without overwrite: 409 BlobAlreadyExists; in truth 1 byte(s)
upload with If-Match: 412 ConditionNotMet; in truth 4 byte(s)
append at a position: 412 AppendPositionConditionNotMet; in truth 1 byte(s)
append without a position: 201; in truth 2 byte(s)
CreateIfNotExists of a log: null; in truth 0 byte(s)
DeleteIfExists of a blob: False; in truth no blob
acquire a lease: acquired; in truth Leased'
echo "$seen"
[ "$seen" = "$expected" ] || { echo "The behaviour has changed."; exit 1; }
