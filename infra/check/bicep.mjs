// From text to declarations.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { Language, Parser } from 'web-tree-sitter';

const KINDS = {
  parameter_declaration: 'param',
  variable_declaration: 'var',
  resource_declaration: 'resource',
  module_declaration: 'module',
  output_declaration: 'output',
  type_declaration: 'type',
  user_defined_function: 'func',
};

export async function createParser() {
  await Parser.init();
  const grammar = createRequire(import.meta.url).resolve('tree-sitter-bicep/tree-sitter-bicep.wasm');
  const parser = new Parser();
  parser.setLanguage(await Language.load(grammar));
  return parser;
}

/** Reads a file. Its declarations have a name node, decorators, a body (unwrapped from loops and conditions) and the node itself. */
export function parseFile(parser, path) {
  const text = readFileSync(path, 'utf8');
  // The grammar knows no assignments to parameters; as variables they read the same.
  const source = path.endsWith('.bicepparam') ? text.replace(/^param(?=\s)/gm, 'var  ') : text;
  const root = parser.parse(source).rootNode;
  const declarations = [];
  let decorators = [];
  for (const node of named(root)) {
    if (node.type === 'decorators') {
      decorators = named(node).map(decorator);
    } else {
      if (node.type in KINDS) declarations.push(declaration(node, decorators));
      decorators = [];
    }
  }
  nestedResources(root, declarations);
  const using = named(root).find((node) => node.type === 'using_statement');
  const scope = named(root).find((node) => node.type === 'target_scope_assignment');
  return {
    path,
    folder: dirname(path),
    root,
    declarations,
    using: using ? { node: using, path: literal(named(using)[0]) } : null,
    targetScope: scope ? literal(named(scope)[0]) : 'resourceGroup',
    syntaxErrors: [...walk(root)].filter((node) => node.isMissing || node.type === 'ERROR'),
    of: (...kinds) => declarations.filter((one) => kinds.includes(one.kind)),
  };
}

export function* walk(node) {
  yield node;
  for (const child of children(node)) yield* walk(child);
}

export const children = (node) => Array.from({ length: node.childCount }, (_, index) => node.child(index));

export const named = (node) => children(node).filter((child) => child.isNamed && child.type !== 'comment' && child.type !== 'diagnostic_comment');

/** The text of a string without interpolation; undefined for anything else. */
export function literal(node) {
  if (node?.type !== 'string' || named(node).some((part) => part.type === 'interpolation')) return undefined;
  return named(node).map((part) => part.text).join('');
}

/** Properties of an object literal; the key is undefined where it is computed. */
export const entries = (object) => named(object).filter((node) => node.type === 'object_property' && named(node).length === 2).map((node) => {
  const [key, value] = named(node);
  return { node, key: key.type === 'string' ? literal(key) : key.text, value };
});

/** What a loop or a condition produces. */
export function unwrap(node) {
  return node && (node.type === 'for_statement' || node.type === 'if_statement') ? unwrap(named(node).at(-1)) : node;
}

function declaration(node, decorators) {
  const parts = named(node);
  const name = parts[0];
  const type = parts.find((part) => part.type === 'type') ?? (node.type === 'parameter_declaration' ? parts[1] : undefined);
  const hasValue = children(node).some((child) => child.type === '=');
  const reference = node.type === 'resource_declaration' || node.type === 'module_declaration' ? literal(parts[1]) : undefined;
  return {
    kind: KINDS[node.type],
    name: name.text,
    node,
    nameNode: name,
    decorators,
    type,
    value: hasValue ? parts.at(-1) : undefined,
    reference,
    existing: children(node).some((child) => child.type === 'existing'),
    body: hasValue ? unwrap(parts.at(-1)) : undefined,
    loop: hasValue && parts.at(-1).type === 'for_statement',
  };
}

function decorator(node) {
  const call = named(node)[0];
  const argumentList = named(call).find((part) => part.type === 'arguments');
  const name = call.type === 'call_expression' ? named(call)[0] : call;
  return { name: name.text.split('.').at(-1), node, args: argumentList ? named(argumentList) : [] };
}

/** Resources within resources: their type goes on from that of the outer one, and so does the version unless they have their own. */
function nestedResources(root, declarations) {
  const known = new Map(declarations.map((one) => [one.node.id, one]));
  for (const node of walk(root)) {
    if (node.type !== 'resource_declaration' || known.has(node.id)) continue;
    const inner = declaration(node, []);
    const [outerType, outerVersion] = known.get(enclosing(node).id).reference.split('@');
    const [type, version = outerVersion] = inner.reference.split('@');
    const nested = { ...inner, reference: `${outerType}/${type}@${version}`, nested: true };
    known.set(node.id, nested);
    declarations.push(nested);
  }
}

function enclosing(node) {
  return node.parent.type === 'resource_declaration' ? node.parent : enclosing(node.parent);
}
