#!/usr/bin/env bash
# Sylvan.Data.Csv 1.4.4 and Sep 0.17.1 (NuGet) with their defaults, on a file as a shop exports its orders: Shopify's order names begin with "#", and a file
# that was edited by hand ends with an empty line.
# One would guess: RFC 4180 knows neither comments nor empty lines, so both read four orders, or refuse the file with a word about the line.
# What happens: Sylvan drops every row whose first field begins with "#" without a word, and a header that begins with it too: the first order then is the
# header. Sep reads the rows with "#", leaves the quotes of RFC 4180 in the values unless told otherwise, and throws at an empty line after it
# has given out the rows above. In a file of one column both take the empty line for a row.
# Seen: what is printed below. So conversions would be lost unseen, have another order number, or be sent half.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
cat > rows.csproj <<'X'
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup>
    <OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework><ImplicitUsings>enable</ImplicitUsings>
    <RestorePackagesPath>packages</RestorePackagesPath>
  </PropertyGroup>
  <ItemGroup>
    <PackageReference Include="Sylvan.Data.Csv" Version="1.4.4" />
    <PackageReference Include="Sep" Version="0.17.1" />
  </ItemGroup>
</Project>
X
cat > Program.cs <<'X'
using nietras.SeparatedValues;
using Sylvan.Data.Csv;

(string Name, string Text)[] files =
[
    ("names with #", "order,value\n#1001,25\n\"#1002\",3\nB-1003,4\n#1004,5\n"),
    ("header with #", "#order,value\n1001,25\n1002,3\n"),
    ("empty line at the end", "order,value\n1001,25\n1002,3\n\n"),
    ("quoted", "order,value\n\"1001\",\"25\"\n"),
];
foreach (var (name, text) in files)
{
    Console.WriteLine($"{name}: Sylvan {Read(text, Sylvan)}");
    Console.WriteLine($"{name}: Sep {Read(text, WithSep)}");
}

static string Read(string text, Func<string, IEnumerable<string>> rows)
{
    var seen = new List<string>();
    try { foreach (var row in rows(text)) seen.Add(row); }
    catch (InvalidDataException) { seen.Add("and throws"); }
    return seen.Count == 0 ? "nothing" : string.Join(" ", seen);
}
static IEnumerable<string> Sylvan(string text)
{
    using var reader = CsvDataReader.Create(new StringReader(text));
    while (reader.Read()) yield return string.Join('=', Enumerable.Range(0, reader.FieldCount).Select(reader.GetString));
}
static IEnumerable<string> WithSep(string text)
{
    using var reader = Sep.Reader().FromText(text);
    while (reader.MoveNext()) yield return reader.Current[0].ToString() + "=" + reader.Current[1].ToString();
}
X
dotnet build -c Release -v q -o out >build.log || { cat build.log; exit 1; }
seen=$(dotnet out/rows.dll)
expected='names with #: Sylvan #1002=3 B-1003=4
names with #: Sep #1001=25 "#1002"=3 B-1003=4 #1004=5
header with #: Sylvan 1002=3
header with #: Sep 1001=25 1002=3
empty line at the end: Sylvan 1001=25 1002=3 =
empty line at the end: Sep 1001=25 1002=3 and throws
quoted: Sylvan 1001=25
quoted: Sep "1001"="25"'
echo "$seen"
[ "$seen" = "$expected" ] || { echo "The behaviour has changed."; exit 1; }
