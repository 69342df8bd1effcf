// A .bicepparam against its template: names, kinds and limits.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { compareParameters } from './modules.mjs';

export function checkParameterFile(file, open, report) {
  const path = file.using?.path && join(file.folder, file.using.path);
  if (!path || !existsSync(path)) {
    report(file.using?.node ?? file.root, 'unknown-module', 'using names no file of this checkout');
    return;
  }
  const given = file.of('var').map((one) => ({ node: one.nameNode, key: one.name, value: one.value }));
  compareParameters(open(path), given, file.using.node, file.path, report);
}
