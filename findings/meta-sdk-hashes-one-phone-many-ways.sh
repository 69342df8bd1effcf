#!/usr/bin/env bash
# facebook-nodejs-business-sdk 24.0.1 (npm, Meta's SDK for its Conversions API): how a phone number is normalised before it is hashed.
# One would guess: the ways in which people write one number end in one digest, that of country code and number, or are refused.
# What happens: only "+", "00" and some separators are taken away, never a dot, a slash or "(0)", and each remainder is hashed without a word. Where no
# country is known the trunk zero is cut and nothing put in its place: a number in Berlin, 030 12345678, gets the digest of 3012345678, which begins as
# Greek numbers do (+30), and a Californian one without "+1" begins as Swiss ones do (+41). An extension becomes part of the number.
# So a phone that comes already hashed from such a sender says nothing about its form, and most spellings of a number never meet.
# Seen: nine digests for the twelve writings of two numbers below.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
echo '{"private":true}' > package.json
npm install --silent --no-audit --no-fund --ignore-scripts facebook-nodejs-business-sdk@24.0.1 >/dev/null
cat > phones.js <<'X'
const { createHash } = require('node:crypto');
const { UserData } = require('facebook-nodejs-business-sdk');
const digest = (text) => createHash('sha256').update(text).digest('hex');
const forms = new Map(['493012345678', '4903012345678', '49(0)3012345678', '3012345678', '03012345678', '030/12345678',
  '14155552671', '4155552671', '415.555.2671', '1415.555.2671', '1415555267112'].map((form) => [digest(form), form]));
const written = ['+49 30 12345678', '0049 30 12345678', '+49 (0)30 12345678', '030 12345678', '030/12345678',
  '+1 415 555 2671', '1-415-555-2671', '001 415 555 2671', '(415) 555-2671', '415.555.2671', '+1 415.555.2671', '+1 415 555 2671 ext 12'];
for (const phone of written) {
  const hashed = [new UserData().setPhone(phone).normalize().ph].flat()[0];
  console.log(`${phone}: ${forms.get(hashed) ?? hashed}`);
}
X
seen=$(node phones.js)
expected='+49 30 12345678: 493012345678
0049 30 12345678: 493012345678
+49 (0)30 12345678: 4903012345678
030 12345678: 3012345678
030/12345678: 030/12345678
+1 415 555 2671: 14155552671
1-415-555-2671: 14155552671
001 415 555 2671: 14155552671
(415) 555-2671: 4155552671
415.555.2671: 415.555.2671
+1 415.555.2671: 1415.555.2671
+1 415 555 2671 ext 12: 1415555267112'
echo "$seen"
[ "$seen" = "$expected" ] || { echo "The behaviour has changed."; exit 1; }
