#!/usr/bin/env bash
# NCrontab.Signed 3.4.0 (NuGet, what the timers of Azure Functions read their schedules with) beside cron-parser 5.10.6 (npm, cron's own rules), on the same
# schedules.
# One would guess: a schedule that was tried in cron, or in one of the many pages that explain cron, means the same in a timer function.
# What happens: NCrontab takes all that is below without a word, and means something else. A range across midnight or across the weekend is turned round, so
# that a job for the night runs all day and one for the weekend on working days. Days of the month and days of the week must both fit, where cron takes
# either: "the 1st, and Mondays" waits more than two months for a 1st that is a Monday. A day that no month has is a schedule, of no day at all.
# cron-parser refuses the ranges and the day by name.
# Seen: what is printed below.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
echo '{"private":true}' > package.json
npm install --silent --no-audit --no-fund --ignore-scripts cron-parser@5.10.6 >/dev/null
cat > days.csproj <<'X'
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup>
    <OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework><ImplicitUsings>enable</ImplicitUsings>
    <RestorePackagesPath>packages</RestorePackagesPath>
  </PropertyGroup>
  <ItemGroup><PackageReference Include="NCrontab.Signed" Version="3.4.0" /></ItemGroup>
</Project>
X
cat > Program.cs <<'X'
using System.Globalization;
using NCrontab;

var from = new DateTime(2026, 12, 1);
foreach (var schedule in args)
{
    var next = CrontabSchedule.Parse(schedule).GetNextOccurrences(from, from.AddYears(30)).Take(3)
        .Select(time => time.ToString("ddd yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture));
    Console.WriteLine($"{schedule}: {string.Join(", ", next.DefaultIfEmpty("never"))}");
}
X
cat > cron.js <<'X'
const { CronExpressionParser } = require('cron-parser');
const days = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
for (const schedule of process.argv.slice(2)) {
  let next;
  try {
    const cron = CronExpressionParser.parse(schedule, { currentDate: '2026-12-01T00:00:00Z', tz: 'UTC' });
    next = [1, 2, 3].map(() => cron.next().toISOString()).map((t) => `${days[new Date(t).getUTCDay()]} ${t.slice(0, 10)} ${t.slice(11, 16)}`).join(', ');
  } catch (error) {
    next = error.message;
  }
  console.log(`${schedule}: ${next}`);
}
X
dotnet build -c Release -v q -o out >build.log || { cat build.log; exit 1; }
schedules=('0 22-2 * * *' '0 3 * * Fri-Mon' '0 3 1 * Mon' '0 3 31 2 *' '0 3 1 * *')
seen="NCrontab
$(dotnet out/days.dll "${schedules[@]}")
cron-parser
$(node cron.js "${schedules[@]}")"
echo "$seen"
expected='NCrontab
0 22-2 * * *: Tue 2026-12-01 02:00, Tue 2026-12-01 03:00, Tue 2026-12-01 04:00
0 3 * * Fri-Mon: Tue 2026-12-01 03:00, Wed 2026-12-02 03:00, Thu 2026-12-03 03:00
0 3 1 * Mon: Mon 2027-02-01 03:00, Mon 2027-03-01 03:00, Mon 2027-11-01 03:00
0 3 31 2 *: never
0 3 1 * *: Tue 2026-12-01 03:00, Fri 2027-01-01 03:00, Mon 2027-02-01 03:00
cron-parser
0 22-2 * * *: Invalid range: 22-2, min(22) > max(2)
0 3 * * Fri-Mon: Invalid range: 5-1, min(5) > max(1)
0 3 1 * Mon: Tue 2026-12-01 03:00, Mon 2026-12-07 03:00, Mon 2026-12-14 03:00
0 3 31 2 *: Invalid explicit day of month definition
0 3 1 * *: Tue 2026-12-01 03:00, Fri 2027-01-01 03:00, Mon 2027-02-01 03:00'
[ "$seen" = "$expected" ] || { echo "The behaviour has changed."; exit 1; }
