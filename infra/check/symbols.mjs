// Names: declared once, known where they are used, used where they are declared.
import { children, named, walk } from './bicep.mjs';

const NAMESPACES = new Set(['az', 'sys']);
const FUNCTIONS = new Set(`any array base64 base64ToJson base64ToString bool cidrHost cidrSubnet concat contains dateTimeAdd deployer deployment empty endsWith environment
  extensionResourceId fail filter first flatten format getSecret groupBy guid indexOf int intersection items join json last lastIndexOf length loadFileAsBase64
  loadJsonContent loadTextContent loadYamlContent managementGroup managementGroupResourceId map mapValues max min newGuid objectKeys padLeft parseCidr range
  readEnvironmentVariable reduce replace resourceGroup resourceId shallowMerge skip sort split startsWith string subscription subscriptionResourceId substring take tenant
  tenantResourceId toLogicalZone toLower toObject toUpper trim union uniqueString uri uriComponent uriComponentToString utcNow description secure allowed minLength
  maxLength minValue maxValue metadata batchSize export sealed discriminator reference listKeys listAccountSas listServiceSas`.split(/\s+/));

export function checkSymbols(file, report) {
  const declared = file.declarations.filter((one) => one.kind !== 'output');
  duplicates(declared, report);
  duplicates(file.of('output'), report);
  const used = new Set();
  const names = new Set(declared.map((one) => one.name));
  visit(file.root, new Set(), { names, used, report });
  // What a parameter file declares, its template uses.
  for (const one of file.using ? [] : declared) {
    const unused = !used.has(one.name) && (one.kind === 'param' || one.kind === 'var' || (one.existing && !one.nested) || one.kind === 'func' || one.kind === 'type');
    if (unused) report(one.nameNode, 'unused-symbol', `${one.kind} ${one.name} is not used`);
  }
}

function duplicates(declarations, report) {
  const seen = new Set();
  for (const one of declarations) {
    if (seen.has(one.name)) report(one.nameNode, 'duplicate-symbol', `${one.name} is declared twice`);
    seen.add(one.name);
  }
}

function visit(node, locals, context) {
  const scope = localScope(node, locals);
  children(node).forEach((child, index) => {
    if (child.type !== 'identifier') {
      visit(child, scope, context);
    } else if (isCalled(node, index)) {
      call(child, context);
    } else if (!isDefinition(node, child)) {
      use(child, scope, context);
    }
  });
}

function use(node, scope, { names, used, report }) {
  if (scope.has(node.text) || NAMESPACES.has(node.text)) return;
  used.add(node.text);
  if (!names.has(node.text)) report(node, 'unknown-symbol', `${node.text} is not declared`);
}

function call(node, { names, used, report }) {
  used.add(node.text);
  if (!names.has(node.text) && !FUNCTIONS.has(node.text)) report(node, 'unknown-symbol', `there is no function ${node.text}`);
}

const isCalled = (parent, index) => parent.type === 'call_expression' && index === 0;

/** The name of a declaration, the key of a property, an imported name, a loop variable or a parameter of a function. */
function isDefinition(parent, node) {
  if (parent.type.endsWith('_declaration') || parent.type === 'user_defined_function' || parent.type === 'object_property') return named(parent)[0].id === node.id;
  return ['parameter', 'import_functionality', 'for_loop_parameters', 'lambda_expression'].includes(parent.type) && named(parent)[0].id === node.id
    || parent.type === 'for_statement' && named(parent)[0].id === node.id;
}

/** Names of loops, functions and lambdas. The grammar cuts some lambdas short, so theirs count for the whole list of arguments. */
function localScope(node, locals) {
  const own = [];
  if (node.type === 'for_statement') {
    const first = named(node)[0];
    own.push(...(first.type === 'for_loop_parameters' ? named(first) : [first]).map((name) => name.text));
  } else if (node.type === 'user_defined_function') {
    own.push(...[...walk(node)].filter((one) => one.type === 'parameter').map((one) => named(one)[0].text));
  } else if (node.type === 'arguments') {
    for (const lambda of [...walk(node)].filter((one) => one.type === 'lambda_expression')) {
      const first = named(lambda)[0];
      own.push(...(first.type === 'identifier' ? [first] : named(first)).map((name) => name.text));
    }
  }
  return own.length === 0 ? locals : new Set([...locals, ...own]);
}
