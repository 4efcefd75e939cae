/**
 * Reads the files of `data/vn/`. Node's modules are asked for at the moment of use, not imported: pages carry the vocabulary, and in
 * a browser its lists must load although its files cannot.
 */

/** The text of `data/vn/<name>` in NFC. Found from this module upwards, or from the working directory where the code was bundled. */
export function readDataFile(name: string): string {
  const { existsSync, readFileSync } = process.getBuiltinModule('node:fs');
  const { dirname, join } = process.getBuiltinModule('node:path');
  const { fileURLToPath } = process.getBuiltinModule('node:url');
  for (const start of [dirname(fileURLToPath(import.meta.url)), process.cwd()]) {
    for (let at = start; ; at = dirname(at)) {
      const path = join(at, 'data', 'vn', name);
      if (existsSync(path)) return readFileSync(path, 'utf8').normalize('NFC');
      if (at === dirname(at)) break;
    }
  }
  throw new Error(`data/vn/${name} was not found above ${import.meta.url} or ${process.cwd()}`);
}
