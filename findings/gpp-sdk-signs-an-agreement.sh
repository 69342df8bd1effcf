#!/usr/bin/env bash
# @iabgpp/cmpapi 3.2.0 (npm, IAB's own library for GPP strings): writing the sections of US states.
# One would guess: a field that nobody has set is "not applicable" (0) or, for a yes or no, "no", as all fields about notices and choices are.
# What happens: MspaCoveredTransaction, "this transaction is covered by the Multi-State Privacy Agreement", is 1, which is yes, in each of the eight sections
# below as soon as any one of their fields is set. Who records a single opt-out says by it that an agreement was signed. Reading the other way: a string
# without the segment for Global Privacy Control is read as "Gpc": false, so "was not asked" and "said no" look alike.
# Seen: "usnat: DBABLA~CAAQAAAAAABA.QA notice 0, sale 1, covered 1" and likewise for the other seven; "without the segment: Gpc false".
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
echo '{"private":true}' > package.json
npm install --silent --no-audit --no-fund --ignore-scripts @iabgpp/cmpapi@3.2.0 >/dev/null
cat > sections.js <<'X'
const { GppModel } = require('@iabgpp/cmpapi');
for (const name of ['usnat', 'usca', 'usva', 'usco', 'usut', 'usct', 'usfl', 'ustx']) {
  const written = new GppModel();
  written.setFieldValue(name, 'SaleOptOut', 1);
  const read = new GppModel(written.encode());
  const field = (of) => read.getFieldValue(name, of);
  console.log(`${name}: ${written.encode()} notice ${field('SaleOptOutNotice')}, sale ${field('SaleOptOut')}, covered ${field('MspaCoveredTransaction')}`);
}
console.log(`without the segment: Gpc ${new GppModel('DBABLA~BVQqAAAAAgA').getFieldValue('usnat', 'Gpc')}`);
X
seen=$(node sections.js)
expected='usnat: DBABLA~CAAQAAAAAABA.QA notice 0, sale 1, covered 1
usca: DBABBg~BAQAAABA.QA notice 0, sale 1, covered 1
usva: DBABRg~BAQAABA notice 0, sale 1, covered 1
usco: DBABJg~BAQAAEA.QA notice 0, sale 1, covered 1
usut: DBABFg~BAEAAAQA notice 0, sale 1, covered 1
usct: DBABVg~BAQAAAEA.QA notice 0, sale 1, covered 1
usfl: DBABAw~BAQAAABA notice 0, sale 1, covered 1
ustx: DBABEw~BAQAAAQA.QA notice 0, sale 1, covered 1
without the segment: Gpc false'
echo "$seen"
[ "$seen" = "$expected" ] || { echo "The behaviour has changed."; exit 1; }
