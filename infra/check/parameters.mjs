// Parameters say what they are and what they may be, and nothing secret goes in or out in the open.
import { named, walk } from './bicep.mjs';
import { checkValue } from './values.mjs';

const SECRET = /(password|secret|token|apikey|accountkey|sharedkey|connectionstring|credential|sas)s?$/i;
const LIMITS = ['allowed', 'minLength', 'maxLength', 'minValue', 'maxValue'];
const KEY_FUNCTION = /^list(Keys|AccountSas|ServiceSas|Secrets|ConnectionStrings|.*Keys)$/;

export function checkParameters(file, report) {
  for (const one of file.of('param', 'output')) {
    if (!has(one, 'description')) report(one.nameNode, 'missing-description', `${one.kind} ${one.name} has no @description`);
  }
  for (const one of file.of('param')) {
    const isSecret = SECRET.test(one.name);
    if (isSecret && !has(one, 'secure')) report(one.nameNode, 'insecure-secret', `param ${one.name} looks like a secret and is not @secure()`);
    if (has(one, 'secure') && one.value && !isEmpty(one.value)) report(one.value, 'insecure-secret', `param ${one.name} is @secure() but has a value in the template`);
    if (one.value && !isEmpty(one.value)) checkValue(one.name, one.value, one, report);
    if (['string', 'int'].includes(one.type?.text) && !LIMITS.some((limit) => has(one, limit))) report(one.nameNode, 'missing-limit', `param ${one.name} has no limit (@allowed, @minLength, @maxValue, …)`);
  }
  for (const one of file.of('output')) {
    const call = [...walk(one.node)].find((node) => node.type === 'call_expression' && KEY_FUNCTION.test(lastName(node)));
    const member = [...walk(one.node)].find((node) => node.type === 'property_identifier' && SECRET.test(node.text));
    if (SECRET.test(one.name) || call || member) report(one.nameNode, 'secret-output', `output ${one.name} would show a secret to everybody who reads deployments`);
  }
}

const has = (one, name) => one.decorators.some((decorator) => decorator.name === name);

const isEmpty = (node) => node.text === "''";

const lastName = (call) => named(call)[0].text.split('.').at(-1).replace(/[^\w].*$/, '');
