#!/usr/bin/env bash
# Polly.Core 8.9.1 (NuGet): exponential back-off with jitter and a longest wait, as it is advised for calls to a service that is down.
# One would guess: jitter spreads the clients in every wait, and MaxDelay only bounds how far.
# What happens: the jitter is added first and the result cut at MaxDelay, so after a few tries nearly every client waits exactly MaxDelay, not about it:
# those that failed together come back together, wait for wait, which is what jitter is there to prevent.
# Seen with 1,000 clients, a first wait of 1 s and a longest one of 30 s: of the waits before the fourth try nobody has exactly 30 s, of those before the
# ninth more than 850 have. (Delays are drawn at random; the script asks for fewer than 10 and for more than 800.)
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
cat > waits.csproj <<'X'
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup>
    <OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework><ImplicitUsings>enable</ImplicitUsings>
    <RestorePackagesPath>packages</RestorePackagesPath>
  </PropertyGroup>
  <ItemGroup><PackageReference Include="Polly.Core" Version="8.9.1" /></ItemGroup>
</Project>
X
cat > Program.cs <<'X'
using Polly;
using Polly.Retry;

const int clients = 1000;
var longest = TimeSpan.FromSeconds(30);
var waits = new List<TimeSpan>[8];
for (var i = 0; i < waits.Length; i++) waits[i] = [];
for (var client = 0; client < clients; client++)
{
    var pipeline = new ResiliencePipelineBuilder { TimeProvider = new NoWaiting() }.AddRetry(new RetryStrategyOptions
    {
        MaxRetryAttempts = waits.Length,
        BackoffType = DelayBackoffType.Exponential,
        Delay = TimeSpan.FromSeconds(1),
        MaxDelay = longest,
        UseJitter = true,
        OnRetry = retry => { waits[retry.AttemptNumber].Add(retry.RetryDelay); return default; },
    }).Build();
    try { pipeline.Execute(() => throw new IOException()); }
    catch (IOException) { }
}
Console.WriteLine($"waits of exactly {longest.TotalSeconds} s, of {clients}: {string.Join(", ", waits.Select(w => w.Count(wait => wait == longest)))}");
Console.WriteLine($"waits above: {waits.Sum(w => w.Count(wait => wait > longest))}");
return waits[2].Count(wait => wait == longest) < 10 && waits[7].Count(wait => wait == longest) > 800 ? 0 : 1;

sealed class NoWaiting : TimeProvider
{
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => base.CreateTimer(callback, state, TimeSpan.Zero, period);
}
X
dotnet build -c Release -v q -o out >build.log || { cat build.log; exit 1; }
dotnet out/waits.dll || { echo "The behaviour has changed."; exit 1; }
