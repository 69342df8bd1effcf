#!/usr/bin/env bash
# cloudevents 10.0.0 (npm, the CloudEvents project's SDK for JavaScript): reading an event and handing it on.
# One would guess: `time` is optional (CloudEvents 1.0.2), so an event that was sent without it has none, and one that has it keeps it.
# What happens: an event that arrives without `time` has one after it was read, the moment of reading, and it goes out with it. An event that brings
# microseconds and an offset has UTC with milliseconds after it was read; only `new CloudEvent` keeps the text.
# So behind such a relay the time of an event may be the relay's, and equal events read twice are no longer equal.
# Seen: "without time: read as now, handed on as now" and "2026-01-01T10:00:00.123456+02:00: read as 2026-01-01T08:00:00.123Z,
# made as 2026-01-01T10:00:00.123456+02:00".
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
echo '{"private":true}' > package.json
npm install --silent --no-audit --no-fund --ignore-scripts cloudevents@10.0.0 >/dev/null
cat > read.js <<'X'
const { CloudEvent, HTTP } = require('cloudevents');
const began = Date.now();
const read = (more) => HTTP.toEvent({
  headers: { 'content-type': 'application/cloudevents+json' },
  body: JSON.stringify({ specversion: '1.0', id: '1', source: '/shop', type: 'order.paid', data: { order: 1001 }, ...more })
});
const out = (event) => JSON.parse(HTTP.structured(event).body).time;
const word = (time) => time === undefined ? 'nothing' : Math.abs(new Date(time) - began) < 60000 ? 'now' : time;
const without = read({});
const given = '2026-01-01T10:00:00.123456+02:00';
const withTime = read({ time: given });
console.log(`without time: read as ${word(without.time)}, handed on as ${word(out(without))}`);
console.log(`${given}: read as ${withTime.time}, made as ${new CloudEvent({ id: '1', source: '/shop', type: 'order.paid', time: given }).time}`);
X
seen=$(node read.js)
expected='without time: read as now, handed on as now
2026-01-01T10:00:00.123456+02:00: read as 2026-01-01T08:00:00.123Z, made as 2026-01-01T10:00:00.123456+02:00'
echo "cloudevents $(node -p 'require("cloudevents/package.json").version')"
echo "$seen"
[ "$seen" = "$expected" ] || { echo "The behaviour has changed."; exit 1; }
