// A value that is given to a parameter against the parameter's type and limits. Only literals can be judged.
import { literal, named } from './bicep.mjs';

const KINDS = { string: 'string', number: 'int', boolean: 'bool', array: 'array', object: 'object' };

export function checkValue(name, value, parameter, report) {
  const type = parameter.type?.text;
  const expected = ['string', 'int', 'bool', 'array', 'object'].includes(type) ? type : type?.endsWith('[]') ? 'array' : undefined;
  const kind = KINDS[value.type];
  if (expected && kind && kind !== expected) {
    report(value, 'wrong-kind', `${name} is a ${kind} but should be ${expected}`);
    return;
  }
  const constant = value.type === 'number' ? Number(value.text) : literal(value);
  if (constant !== undefined) checkLimits(name, value, constant, parameter.decorators, report);
}

function checkLimits(name, value, constant, decorators, report) {
  const size = typeof constant === 'number' ? constant : constant.length;
  for (const { name: decorator, args } of decorators) {
    const limit = Number(args[0]?.text);
    const low = decorator === 'minValue' || decorator === 'minLength';
    const high = decorator === 'maxValue' || decorator === 'maxLength';
    if ((low && size < limit) || (high && size > limit)) report(value, 'out-of-limits', `${name}: @${decorator}(${limit})`);
    if (decorator !== 'allowed') continue;
    const allowed = named(args[0]).map((item) => literal(item) ?? Number(item.text));
    if (!allowed.includes(constant)) report(value, 'unlisted-value', `${name} is one of ${allowed.join(', ')}`);
  }
}
