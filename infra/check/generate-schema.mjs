// Writes schema/azure.json from the ARM types that @azure/mcp-linux-x64 carries. Needed only when a resource type or an API version is
// added; the package is 137 MB, so it is no dependency of this checkout. How to run it: docs/deploy.md, "The offline check".
//
//   node infra/check/generate-schema.mjs <path of azmcp>
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const RESOURCE_TYPES = [
  'Microsoft.Authorization/roleAssignments',
  'Microsoft.Insights/components',
  'Microsoft.KeyVault/vaults',
  'Microsoft.ManagedIdentity/userAssignedIdentities',
  'Microsoft.OperationalInsights/workspaces',
  'Microsoft.Resources/resourceGroups',
  'Microsoft.Storage/storageAccounts',
  'Microsoft.Storage/storageAccounts/blobServices',
  'Microsoft.Storage/storageAccounts/blobServices/containers',
  'Microsoft.Storage/storageAccounts/managementPolicies',
  'Microsoft.Storage/storageAccounts/queueServices',
  'Microsoft.Storage/storageAccounts/queueServices/queues',
  'Microsoft.Web/serverfarms',
  'Microsoft.Web/sites',
  'Microsoft.Web/sites/basicPublishingCredentialsPolicies',
  'Microsoft.Web/sites/config',
];

const [azmcp] = process.argv.slice(2);
if (!azmcp) {
  console.error('usage: node infra/check/generate-schema.mjs <path of azmcp>');
  process.exit(2);
}

const resources = {};
const types = {};
for (const type of RESOURCE_TYPES) {
  const answer = execFileSync(azmcp, ['bicepschema', 'get', '--resource-type', type], { maxBuffer: 64 * 1024 * 1024, stdio: ['ignore', 'pipe', 'ignore'] });
  const all = JSON.parse(answer).results.BicepSchemaResult;
  const resource = all.find((entry) => entry.$type === 'Resource');
  const provider = type.split('/')[0];
  const named = new Map(all.filter((entry) => entry.$type === 'Object' || entry.$type === 'DiscriminatedObject').map((entry) => [entry.name, entry]));
  const keep = (reference) => {
    const name = reference.replace(/(\[\])+$/, '');
    if (!named.has(name)) return reference;
    const key = `${provider}/${name}`;
    if (!(key in types)) {
      types[key] = {};
      types[key] = compact(named.get(name), keep);
    }
    return `${provider}/${reference}`;
  };
  resources[resource.name] = compact(resource.bodyType, keep);
}

const sorted = (map) => Object.fromEntries(Object.entries(map).sort(([a], [b]) => (a < b ? -1 : 1)));
const lines = (map) => Object.entries(sorted(map)).map(([name, value]) => `    ${JSON.stringify(name)}: ${JSON.stringify(value)}`).join(',\n');
const target = fileURLToPath(new URL('schema/azure.json', import.meta.url));
writeFileSync(target, `{\n  "from": "@azure/mcp-linux-x64 2.0.5, azmcp bicepschema get",\n  "resources": {\n${lines(resources)}\n  },\n  "types": {\n${lines(types)}\n  }\n}\n`);
console.log(`${Object.keys(resources).length} resource types, ${Object.keys(types).length} object types`);

// A property is its type with "!" for required and "-" for read-only; what lies below a read-only property is never written, so it is left out.
function compact(type, keep) {
  if (type.$type === 'DiscriminatedObject') {
    const cases = type.elements.map((element) => compact(element, keep));
    const by = Object.keys(cases[0]).find((name) => cases.every((one) => /^[\w.-]+!$/.test(one[name] ?? '') && !/^(string|int|bool|any)!$/.test(one[name])));
    return { $by: by, $cases: Object.fromEntries(cases.map((one) => [one[by].slice(0, -1), { ...properties(type.baseProperties, keep), ...one }])) };
  }
  const result = properties(type.properties, keep);
  if (type.additionalPropertiesType) result['*'] = keep(type.additionalPropertiesType);
  return result;
}

function properties(list, keep) {
  const result = {};
  for (const { name, type, flags = '' } of list ?? []) {
    result[name] = flags.includes('ReadOnly') ? '-' : keep(type) + (flags.includes('Required') ? '!' : '');
  }
  return result;
}
