#!/usr/bin/env bash
# @paddle/paddle-node-sdk 3.10.0 (npm): checking the signature of a webhook.
# One would guess: a tolerance of some minutes, as Stripe's SDK and Standard Webhooks have it, so that a webhook may wait in a proxy or queue.
# What happens: a signature that is right is called wrong once it is more than five seconds old, and the check has no parameter for it.
# A receiver that verifies after putting webhooks into a queue refuses genuine ones; the signature must be checked at the door.
# Seen: "0 s: true, 1 s: true, 8 s: false, 60 s: false".
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
echo '{"private":true}' > package.json
npm install --silent --no-audit --no-fund --ignore-scripts @paddle/paddle-node-sdk@3.10.0 >/dev/null
cat > check.js <<'X'
const { createHmac } = require('node:crypto');
const { Paddle } = require('@paddle/paddle-node-sdk');
const paddle = new Paddle('no-key-is-needed');
const [secret, body] = ['pdl_ntfset_synthetic', '{"event_id":"evt_1","event_type":"transaction.completed"}'];
const signed = (seconds) => {
  const at = Math.floor(Date.now() / 1000) - seconds;
  return `ts=${at};h1=${createHmac('sha256', secret).update(`${at}:${body}`).digest('hex')}`;
};
(async () => {
  const seen = [];
  for (const age of [0, 1, 8, 60]) seen.push(`${age} s: ${await paddle.webhooks.isSignatureValid(body, secret, signed(age))}`);
  console.log(seen.join(', '));
})();
X
seen=$(node check.js)
echo "@paddle/paddle-node-sdk $(node -p 'JSON.parse(require("fs").readFileSync("node_modules/@paddle/paddle-node-sdk/package.json")).version')"
echo "$seen"
[ "$seen" = "0 s: true, 1 s: true, 8 s: false, 60 s: false" ] || { echo "The behaviour has changed."; exit 1; }
