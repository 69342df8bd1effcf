// Bodies of resources against the schema of their type.
import { entries, literal, named, unwrap } from './bicep.mjs';
import { property } from './schema.mjs';

// Bicep's own properties of every resource.
const OF_BICEP = ['parent', 'scope', 'dependsOn'];
const PREVIEW_ALLOWED = new Set(['Microsoft.Insights/diagnosticSettings@2021-05-01-preview']);

export function checkResources(file, schema, report) {
  const checker = new Bodies(schema, report, new Map(file.of('var').map((one) => [one.name, one.value])), new Map(file.of('param').map((one) => [one.name, one.type?.text])));
  for (const one of file.of('resource')) checkResource(one, schema, checker, report);
}

function checkResource(one, schema, checker, report) {
  const [type, version] = (one.reference ?? '').split('@');
  if (!version) {
    report(one.node, 'api-version', `${one.name}: the type has no API version`);
    return;
  }
  if (version.endsWith('-preview') && !PREVIEW_ALLOWED.has(one.reference)) report(one.node, 'api-version', `${one.reference} is a preview version`);
  const body = schema.body(one.reference);
  if (!body) {
    const known = schema.versions(type);
    report(one.node, 'unknown-type', known.length > 0 ? `the snapshot has ${type} in version ${known.join(', ')}` : `the snapshot does not have ${type}`);
  } else if (one.body?.type !== 'object') {
    report(one.node, 'wrong-kind', `${one.name} must be an object`);
  } else if (!one.existing) {
    checker.object(one.body, body, one.reference, [...OF_BICEP]);
  } else {
    existing(one, report);
  }
}

function existing(one, report) {
  const properties = entries(one.body);
  if (!properties.some((entry) => entry.key === 'name')) report(one.body, 'missing-property', `${one.name} has no name`);
  for (const { node, key } of properties) {
    if (key !== undefined && key !== 'name' && !OF_BICEP.includes(key)) report(node, 'unknown-property', `${one.name}: an existing resource has no ${key} here`);
  }
}

class Bodies {
  constructor(schema, report, variables, parameters) {
    Object.assign(this, { schema, report, variables, parameters });
  }

  object(node, type, where, alsoAllowed = []) {
    const properties = entries(node);
    const shape = type.$cases ? this.discriminated(node, type, properties, where) : type;
    if (!shape) return;
    for (const { node: at, key, value } of properties) {
      if (key === undefined || alsoAllowed.includes(key)) continue;
      if (!(key in shape) && !('*' in shape)) this.report(at, 'unknown-property', `${where} has no property ${key}`);
      else if (shape[key] === '-') this.report(at, 'read-only-property', `${where}: ${key} is read-only`);
      else this.value(value, property(shape[key] ?? shape['*']).type, `${where}: ${key}`);
    }
    const given = new Set(properties.map((one) => one.key));
    for (const [name, text] of Object.entries(shape)) {
      if (property(text).required && name !== '*' && !given.has(name)) this.report(node.parent ?? node, 'missing-property', `${where} needs ${name}`);
    }
  }

  discriminated(node, type, properties, where) {
    const value = properties.find((one) => one.key === type.$by)?.value;
    const chosen = literal(value);
    if (chosen !== undefined && !(chosen in type.$cases)) this.report(value, 'unlisted-value', `${where}: ${type.$by} is one of ${Object.keys(type.$cases).join(', ')}`);
    if (!value) this.report(node, 'missing-property', `${where} needs ${type.$by}`);
    return type.$cases[chosen];
  }

  value(node, type, where) {
    const one = unwrap(node);
    if (one.type === 'ternary_expression') {
      named(one).slice(1).forEach((branch) => this.value(branch, type, where));
    } else if (one.type === 'parenthesized_expression') {
      this.value(named(one)[0], type, where);
    } else if (one.type === 'identifier' && this.variables.has(one.text) && this.variables.get(one.text).type !== 'for_statement') {
      this.value(this.variables.get(one.text), type, where);
    } else if (node.type === 'for_statement') {
      if (!type.endsWith('[]') && type !== 'any') this.wrong(node, 'a list', type, where);
      else this.value(one, type.replace(/\[\]$/, ''), where);
    } else {
      this.constant(one, type, where);
    }
  }

  constant(node, type, where) {
    const kind = this.kindOf(node);
    const expected = kindExpected(type, this.schema);
    if (kind === undefined || kind === 'null' || expected === 'any') return;
    if (kind !== expected) this.wrong(node, `a ${kind}`, type, where);
    else if (kind === 'array' && node.type === 'array') named(node).forEach((item) => this.value(item, type.slice(0, -2), `${where}[]`));
    else if (kind === 'object' && node.type === 'object') this.object(node, this.schema.type(type), where);
    else if (kind === 'string') this.text(node, type, where);
  }

  text(node, type, where) {
    const listed = type.split(' | ').filter((one) => one !== 'string');
    const value = literal(node);
    if (value !== undefined && listed.length > 0 && !listed.includes(value)) this.report(node, 'unlisted-value', `${where} is one of ${listed.join(', ')}`);
  }

  kindOf(node) {
    if (['string', 'array', 'object', 'boolean', 'null'].includes(node.type)) return node.type === 'boolean' ? 'bool' : node.type;
    if (node.type === 'number') return 'int';
    const declared = node.type === 'identifier' ? this.parameters.get(node.text) : undefined;
    return ['string', 'int', 'bool', 'array', 'object'].includes(declared) ? declared : declared?.endsWith('[]') ? 'array' : undefined;
  }

  wrong(node, found, type, where) {
    this.report(node, 'wrong-kind', `${where} is ${found} but should be ${type}`);
  }
}

function kindExpected(type, schema) {
  if (type.endsWith('[]')) return 'array';
  if (['int', 'bool', 'any', 'string'].includes(type)) return type;
  return schema.type(type) ? 'object' : 'string';
}
