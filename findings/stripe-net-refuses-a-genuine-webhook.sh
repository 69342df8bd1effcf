#!/usr/bin/env bash
# Stripe.net 53.1.0 (NuGet) and stripe 23.1.0 (npm): the same webhook, genuinely signed, read with the two SDKs of one vendor.
# One would guess: reading a webhook is a question of signature, time and JSON, and both SDKs answer it alike.
# What happens: an endpoint keeps the API version it was created with. Stripe.net throws at a right signature when that is not the version the package
# was built for, so an upgrade of the package alone can end all webhooks; the one for Node.js never looks. The exception has the same type as that for
# a wrong signature, so a receiver that answers 400 to it tells its operator that the secret is wrong.
# Seen: "version of the package: .NET read, Node.js read", "2024-06-20: .NET StripeException, Node.js read".
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
echo '{"private":true}' > package.json
npm install --silent --no-audit --no-fund --ignore-scripts stripe@23.1.0 >/dev/null
cat > hook.csproj <<'X'
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup>
    <OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework><ImplicitUsings>enable</ImplicitUsings>
    <RestorePackagesPath>packages</RestorePackagesPath>
  </PropertyGroup>
  <ItemGroup><PackageReference Include="Stripe.net" Version="53.1.0" /></ItemGroup>
</Project>
X
cat > Program.cs <<'X'
using Stripe;

if (args.Length == 0) { Console.WriteLine(StripeConfiguration.ApiVersion); return; }
try { Console.WriteLine(EventUtility.ConstructEvent(args[0], args[1], "whsec_synthetic").Id == "evt_1" ? "read" : "another event"); }
catch (StripeException) { Console.WriteLine("StripeException"); }
X
cat > sign.js <<'X'
const Stripe = require('stripe');
const { execFileSync } = require('node:child_process');
const stripe = new Stripe('sk_test_synthetic');
const read = (run) => { try { return run() } catch (e) { return e.constructor.name } };
for (const version of process.argv.slice(2)) {
  const payload = JSON.stringify({ id: 'evt_1', object: 'event', api_version: version, created: 1767225600, type: 'charge.succeeded', data: { object: { id: 'ch_1', object: 'charge', amount: 100 } } });
  const header = stripe.webhooks.generateTestHeaderString({ payload, secret: 'whsec_synthetic' });
  const net = execFileSync('dotnet', ['out/hook.dll', payload, header]).toString().trim();
  const node = read(() => stripe.webhooks.constructEvent(payload, header, 'whsec_synthetic').id === 'evt_1' ? 'read' : 'another event');
  console.log(`${version === process.argv[2] ? 'version of the package' : version}: .NET ${net}, Node.js ${node}`);
}
X
dotnet build -c Release -v q -o out >build.log || { cat build.log; exit 1; }
seen=$(node sign.js "$(dotnet out/hook.dll)" 2024-06-20)
expected='version of the package: .NET read, Node.js read
2024-06-20: .NET StripeException, Node.js read'
echo "$seen"
[ "$seen" = "$expected" ] || { echo "The behaviour has changed."; exit 1; }
