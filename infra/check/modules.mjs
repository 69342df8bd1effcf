// Calls of modules: the file is there, gets the parameters that it has, and gives the outputs that are asked for.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { entries, named, walk } from './bicep.mjs';
import { checkValue } from './values.mjs';

const OF_MODULES = ['name', 'scope', 'dependsOn', 'params', 'identity'];

export function checkModules(file, open, report) {
  for (const one of file.of('module')) {
    const target = targetOf(file, one, open, report);
    if (!target || one.body?.type !== 'object') continue;
    const body = entries(one.body);
    for (const { node, key } of body) {
      if (key !== undefined && !OF_MODULES.includes(key)) report(node, 'unknown-property', `module ${one.name}: ${key} is no property of modules`);
    }
    const given = body.find((entry) => entry.key === 'params')?.value;
    compareParameters(target, given ? entries(given) : [], one.node, `module ${one.name}`, report);
    if (target.targetScope !== file.targetScope && !body.some((entry) => entry.key === 'scope')) report(one.node, 'missing-scope', `module ${one.name} is of scope ${target.targetScope} and needs a scope`);
    outputsOf(file, one, target, report);
  }
}

export function compareParameters(target, given, where, caller, report) {
  const parameters = new Map(target.of('param').map((one) => [one.name, one]));
  for (const { node, key, value } of given) {
    if (parameters.has(key)) checkValue(key, value, parameters.get(key), report);
    else if (key !== undefined) report(node, 'unknown-parameter', `${caller}: ${target.path} has no parameter ${key}`);
  }
  const names = new Set(given.map((one) => one.key));
  for (const one of parameters.values()) {
    const optional = one.value || one.type?.text.endsWith('?') || [...walk(one.node)].some((node) => node.type === 'nullable_type');
    if (!optional && !names.has(one.name)) report(where, 'missing-parameter', `${caller}: ${target.path} needs ${one.name}`);
  }
}

function targetOf(file, one, open, report) {
  const path = one.reference && join(file.folder, one.reference);
  if (!path || one.reference.startsWith('br') || one.reference.startsWith('ts')) {
    report(one.node, 'unknown-module', `module ${one.name} is not a file of this checkout`);
  } else if (!existsSync(path)) {
    report(one.node, 'unknown-module', `module ${one.name}: there is no ${path}`);
  } else {
    return open(path);
  }
  return undefined;
}

/** module.outputs.name, also through "!", ".?" and an index. */
function outputsOf(file, one, target, report) {
  const outputs = new Set(target.of('output').map((output) => output.name));
  for (const node of walk(file.root)) {
    if (node.type !== 'member_expression') continue;
    const [outer, name] = named(node);
    if (outer?.type !== 'member_expression' || named(outer)[1]?.text !== 'outputs' || named(outer)[0].text.replace(/[!?[].*$/, '') !== one.name) continue;
    if (!outputs.has(name.text)) report(name, 'unknown-output', `module ${one.name}: ${target.path} has no output ${name.text}`);
  }
}
