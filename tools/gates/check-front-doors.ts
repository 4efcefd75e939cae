import { existsSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { moduleNames } from '../../apps/server/modules.ts';
import { filesUnder } from '../files.ts';
import type { Gate } from './gate.ts';

const PLACES = ['src', 'apps', 'tools', 'tests', 'hash-kernel'];
const NAMED = /\b(?:import|export)\s+(?:type\s+)?\{([^}]*)\}\s*from\s*'([^']+)'/g;
const LOADED = /\{([^}]*)\}\s*=\s*(?:\(\s*)?await import\(\s*'([^']+)'/g;
const PASSED_ON = /\bexport\s+\*\s*from\s*'([^']+)'/g;
const DECLARED = /\bexport\s+(?:async\s+)?(?:const|function|class)\s+(\w+)/g;

/**
 * What stands at a front door is used by somebody outside: a value that another module, an application, a tool or a test
 * imports, or that a page takes from `app.modules`. Everything else is the module's own affair. Types may stand there without
 * it: they say what a verb takes and gives to whoever reads the door; so may extension points, which wait for
 * modules to come, and the lists of the vocabulary, which are the country's whether they are used yet or not.
 */
export const frontDoorsGate: Gate = {
  name: 'front doors',
  async run(root) {
    const texts = PLACES.flatMap((place) => filesUnder(root, place))
      .filter((file) => /\.(ts|mjs|svelte)$/.test(file))
      .map((file) => ({ file, text: readFileSync(join(root, file), 'utf8') }));
    return moduleNames
      .filter((name) => name !== 'vocabulary')
      .flatMap((module) => {
        const door = `src/${module}/index.ts`;
        if (!existsSync(join(root, door))) return [];
        const outside = texts.filter(({ file }) => !file.startsWith(`src/${module}/`));
        const used = new Set([`${module}Module`, ...outside.flatMap((one) => usedIn(one, module, door))]);
        const inside = texts.filter(({ file }) => file.startsWith(`src/${module}/`));
        const isPoint = (name: string) =>
          inside.some(({ text }) => text.includes(`export const ${name} = extensionPoint`));
        return exportsOf(root, door)
          .filter((name) => !used.has(name) && !isPoint(name))
          .map((name) => `${door} exports ${name}, which nobody outside of ${module} uses`);
      });
  },
};

/** Names that a file takes from the front door: imported, or, in an application, as a property of what the server hands over. */
function usedIn({ file, text }: { file: string; text: string }, module: string, door: string): string[] {
  const named = [...text.matchAll(NAMED), ...text.matchAll(LOADED)]
    .filter(([, , from = '']) => posix.join(posix.dirname(file), from) === door)
    .flatMap(([, names = '']) => namesIn(names, 'before'));
  const handedOver =
    /^(apps|tests|tools)\//.test(file) && /\bmodules\b/.test(text) && new RegExp(`\\b${module}\\b`).test(text);
  return handedOver ? [...named, ...[...text.matchAll(/\b[A-Za-z_]\w*\b/g)].map(([word]) => word)] : named;
}

/** Every value that leaves by a file, through what it passes on too. */
function exportsOf(root: string, file: string): string[] {
  if (!existsSync(join(root, file))) return [];
  const text = readFileSync(join(root, file), 'utf8');
  const passedOn = [...text.matchAll(PASSED_ON)].flatMap(([, from = '']) =>
    exportsOf(root, posix.join(posix.dirname(file), from)),
  );
  const listed = [...text.matchAll(/\bexport\s+\{([^}]*)\}/g)].flatMap(([, names = '']) =>
    namesIn(names.replaceAll(/\btype\s+\w+(\s+as\s+\w+)?/g, ''), 'after'),
  );
  return [...listed, ...passedOn, ...[...text.matchAll(DECLARED)].map(([, name = '']) => name)];
}

/** The names of a list in braces: before their `as`, or after it. */
function namesIn(list: string, side: 'before' | 'after'): string[] {
  return list
    .replaceAll(/\/\/.*$/gm, '')
    .split(',')
    .map((one) => one.trim().replace(/^type\s+/, ''))
    .filter((one) => one !== '')
    .map((one) => one.split(/\s+as\s+/).at(side === 'before' ? 0 : -1) as string);
}
