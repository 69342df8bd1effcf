// Checks Bicep templates without a network and without the Bicep CLI:
//
//   node infra/check/check.mjs infra/main.bicep infra/modules/*.bicep infra/*.bicepparam
//
// Prints one line for each finding (path:line: rule: message) and ends with 1 when there are any.
import { createParser, parseFile } from './bicep.mjs';
import { checkMembers } from './members.mjs';
import { checkModules } from './modules.mjs';
import { checkParameterFile } from './parameter-files.mjs';
import { checkParameters } from './parameters.mjs';
import { checkResources } from './resources.mjs';
import { loadSchema } from './schema.mjs';
import { checkSymbols } from './symbols.mjs';

const NOT_CHECKED = `Not checked, because only Bicep itself or Azure can: types of expressions, arity of functions, scopes, naming rules, values that come from
expressions, br: modules, types written by hand beyond what the template uses, and everything that ARM validates (what-if, policies, quotas).
The grammar cannot read spread (...), interpolated ''' strings, resourceInput<> and extensions: a template that uses them is reported as a syntax error.`;

const paths = process.argv.slice(2);
if (paths.length === 0) {
  console.error('usage: node infra/check/check.mjs <file.bicep | file.bicepparam>...');
  process.exit(2);
}

const parser = await createParser();
const schema = loadSchema();
const cache = new Map();
const open = (path) => {
  if (!cache.has(path)) cache.set(path, parseFile(parser, path));
  return cache.get(path);
};

const findings = [];
for (const path of paths) {
  const file = open(path);
  const report = (node, rule, message) => findings.push({ path, line: node.startPosition.row + 1, rule, message });
  file.syntaxErrors.forEach((node) => report(node, 'syntax', node.isMissing ? `${node.type} is missing` : `cannot be read: ${node.text.split('\n')[0].slice(0, 60)}`));
  // Behind a syntax error every other finding would be a guess.
  if (file.syntaxErrors.length > 0) continue;
  checkSymbols(file, report);
  if (path.endsWith('.bicepparam')) {
    checkParameterFile(file, open, report);
    continue;
  }
  checkMembers(file, report);
  checkParameters(file, report);
  checkResources(file, schema, report);
  checkModules(file, open, report);
}

findings.sort((a, b) => (a.path === b.path ? a.line - b.line : a.path < b.path ? -1 : 1));
findings.forEach(({ path, line, rule, message }) => console.log(`${path}:${line}: ${rule}: ${message}`));
console.log(`${paths.length} files, ${findings.length} findings. Schemas: ${schema.sources.join('; ')}.`);
console.log(NOT_CHECKED);
process.exitCode = findings.length === 0 ? 0 : 1;
