// object.name where the object is a literal of this file: a variable, or what a loop goes through.
import { entries, named, walk } from './bicep.mjs';

export function checkMembers(file, report) {
  const variables = new Map(file.of('var').map((one) => [one.name, one.value]));
  members(file.root, variables, (node) => variables.get(node.text), report);
}

function members(root, variables, resolve, report) {
  for (const node of walk(root)) {
    if (node.type === 'for_statement') {
      const [binding, source] = named(node);
      const item = binding.type === 'for_loop_parameters' ? named(binding)[0] : binding;
      const list = variables.get(source.text);
      if (list?.type === 'array') loop(node, item.text, named(list), report);
    } else if (node.type === 'member_expression' && node.parent?.type !== 'lambda_expression') {
      const [object, name] = named(node);
      const value = object?.type === 'identifier' ? resolve(object) : undefined;
      if (value?.type === 'object') known(node, name, [value], report);
    }
  }
}

/** Every item must have what is asked of the loop's variable. */
function loop(statement, variable, items, report) {
  if (items.some((item) => item.type !== 'object')) return;
  for (const node of walk(statement)) {
    const [object, name] = node.type === 'member_expression' ? named(node) : [];
    if (object?.type === 'identifier' && object.text === variable) known(node, name, items, report);
  }
}

function known(node, name, objects, report) {
  // ".?" asks for what may be missing; a computed key may be any.
  if (node.text.includes('.?') || name?.type !== 'property_identifier') return;
  for (const object of objects) {
    const keys = entries(object).map((entry) => entry.key);
    if (!keys.includes(undefined) && !keys.includes(name.text)) report(objects.length > 1 ? object : name, 'unknown-property', `there is no ${name.text}`);
  }
}
