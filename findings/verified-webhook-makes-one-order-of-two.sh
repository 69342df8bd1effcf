#!/usr/bin/env bash
# standardwebhooks 1.1.1 and svix 1.99.1 (npm), the two libraries for Standard Webhooks: what a receiver is handed after the signature of a webhook was found right.
# One would guess: what is handed out is what was signed, and can be passed on to the next system, which knows the orders by their ids.
# What happens: both hand out the body as JavaScript reads it, and nothing else. A number above 2^53, such as the order id in Shopify's own test webhook or
# any 64-bit id, is rounded: two orders become one, under an id that the shop never gave. A receiver that removes duplicates by id drops the second
# order, and where a pixel in the browser sends the id as the shop wrote it, the first counts twice.
# What was handed out no longer fits its own signature either.
# Seen: what is printed below.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
echo '{"private":true}' > package.json
npm install --silent --no-audit --no-fund --ignore-scripts standardwebhooks@1.1.1 svix@1.99.1 >/dev/null
cat > verify.js <<'X'
const orders = ['820982911946154508', '820982911946154493'];
const secret = 'whsec_' + Buffer.from('a key of thirty-two bytes, as is').toString('base64');

function standard(name, Webhook) {
  const webhook = new Webhook(secret);
  const now = new Date();
  const headers = (body) => ({
    'webhook-id': 'msg_1', 'webhook-timestamp': String(Math.floor(now / 1000)), 'webhook-signature': webhook.sign('msg_1', now, body),
  });
  const verify = (body, signed = body) => webhook.verify(body, headers(signed));
  const bodies = orders.map((id) => `{"type":"order.paid","data":{"order_id":${id}}}`);
  const handed = bodies.map((body) => verify(body));
  let again;
  try {
    verify(JSON.stringify(handed[0]), bodies[0]);
    again = 'fits';
  } catch {
    again = 'does not fit';
  }
  console.log(`${name}: ${handed.map((event) => event.data.order_id).join(' and ')}; passed on, it ${again} its signature`);
}

standard('standardwebhooks', require('standardwebhooks').Webhook);
standard('svix', require('svix').Webhook);
X
seen=$(node verify.js)
echo "$seen"
expected='standardwebhooks: 820982911946154500 and 820982911946154500; passed on, it does not fit its signature
svix: 820982911946154500 and 820982911946154500; passed on, it does not fit its signature'
[ "$seen" = "$expected" ] || { echo "The behaviour has changed."; exit 1; }
