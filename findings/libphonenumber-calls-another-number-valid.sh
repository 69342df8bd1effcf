#!/usr/bin/env bash
# libphonenumber-csharp 9.0.43 (NuGet, the C# port of Google's libphonenumber): parse, ask IsValidNumber, hash the E.164 form, as advertisers are told to.
# One would guess: what is valid is the number that was written, and a text that is none, or that is two, is refused or not valid.
# What happens: a word behind the number is dialled letter by letter, as a vanity number is, and where a plan allows long numbers, as Germany's and
# Austria's do, the result is valid. So are two numbers with a slash between them. In Brazil 00 55 is a carrier's prefix too, so the landlines of area 49,
# written with 00 and their country, are valid numbers in Germany. A German mobile number whose plus got lost becomes a landline in East Frisia.
# Each is a digest that no person has, and nothing tells it from a right one.
# Seen: what is printed below; the first line of each country is the same number as people mean it.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
cat > phones.csproj <<'X'
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup>
    <OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework><ImplicitUsings>enable</ImplicitUsings>
    <RestorePackagesPath>packages</RestorePackagesPath>
  </PropertyGroup>
  <ItemGroup><PackageReference Include="libphonenumber-csharp" Version="9.0.43" /></ItemGroup>
</Project>
X
cat > Program.cs <<'X'
using PhoneNumbers;

var phones = PhoneNumberUtil.GetInstance();
foreach (var line in args)
{
    var (country, text) = (line[..2], line[3..]);
    var number = phones.Parse(text, country);
    Console.WriteLine($"{line}: {phones.Format(number, PhoneNumberFormat.E164)}, {(phones.IsValidNumber(number) ? "valid in " + phones.GetRegionCodeForNumber(number) : "not valid")}");
}
X
dotnet build -c Release -v q -o out >build.log || { cat build.log; exit 1; }
seen=$(dotnet out/phones.dll 'DE +49 30 1234567' 'DE +49 30 1234567 home' 'DE 030 1234567 privat' 'DE +49 30 1234567 / 765432' \
  'AT +43 1 5880' 'AT +43 1 5880 office' 'US +1 415 555 2671 cell' 'BR +55 49 3012 3456' 'BR 00 55 49 3012 3456' 'DE +49 151 23456789' 'DE 4915123456789')
echo "$seen"
expected='DE +49 30 1234567: +49301234567, valid in DE
DE +49 30 1234567 home: +493012345674663, valid in DE
DE 030 1234567 privat: +49301234567774828, valid in DE
DE +49 30 1234567 / 765432: +49301234567765432, valid in DE
AT +43 1 5880: +4315880, valid in AT
AT +43 1 5880 office: +4315880633423, valid in AT
US +1 415 555 2671 cell: +141555526712355, not valid
BR +55 49 3012 3456: +554930123456, valid in BR
BR 00 55 49 3012 3456: +4930123456, valid in DE
DE +49 151 23456789: +4915123456789, valid in DE
DE 4915123456789: +494915123456789, valid in DE'
[ "$seen" = "$expected" ] || { echo "The behaviour has changed."; exit 1; }
