import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { filesUnder } from '../files.ts';
import type { Gate } from './gate.ts';

/** A message that a page calls, `m.case_title`. */
const CALL = /\bm\.([A-Za-z0-9_]+)/g;
/** A family of messages, of which a code picks one: `words('case_event', code)`. */
const FAMILY = /\b(?:words|keyOf)\(\s*'([a-z0-9_]+)'/g;
const SOURCE = /\.(ts|svelte)$/;

/** Every message of the pages is in both languages and on some page, and every message that a page names is there. */
export const messagesGate: Gate = {
  name: 'messages',
  async run(root) {
    const apps = join(root, 'apps');
    const names = existsSync(apps) ? readdirSync(apps).sort() : [];
    return names
      .filter((app) => existsSync(join(apps, app, 'messages')))
      .flatMap((app) => faultsOf(root, `apps/${app}`));
  },
};

function faultsOf(root: string, app: string): string[] {
  const languages = readdirSync(join(root, app, 'messages')).sort();
  const keys = languages.map((file) => [file, keysOf(join(root, app, 'messages', file))] as const);
  const all = new Set(keys.flatMap(([, own]) => [...own]));
  const { calls, families } = namedIn(root, app);
  const unused = [...all].filter(
    (key) => !calls.has(key) && ![...families.keys()].some((family) => key.startsWith(`${family}_`)),
  );
  return [
    ...keys.flatMap(([file, own]) =>
      [...all].filter((key) => !own.has(key)).map((key) => `${app}/messages/${file} lacks ${key}`),
    ),
    ...unused.map((key) => `${app}/messages: ${key} is on no page`),
    ...[...calls]
      .filter(([key]) => !all.has(key))
      .map(([key, file]) => `${file} names the message ${key}, which is nowhere`),
    ...[...families]
      .filter(([family]) => ![...all].some((key) => key.startsWith(`${family}_`)))
      .map(([family, file]) => `${file} names the family ${family}, of which there is no message`),
  ];
}

function keysOf(path: string): Set<string> {
  return new Set(Object.keys(JSON.parse(readFileSync(path, 'utf8')) as object).filter((key) => key !== '$schema'));
}

/** What the app's own pages name, each with the file that named it first. */
function namedIn(root: string, app: string) {
  const calls = new Map<string, string>();
  const families = new Map<string, string>();
  for (const file of filesUnder(root, `${app}/src`).filter((one) => SOURCE.test(one) && !one.includes('.test.'))) {
    const text = readFileSync(join(root, file), 'utf8');
    for (const [, key] of text.matchAll(CALL)) if (key && !calls.has(key)) calls.set(key, file);
    for (const [, family] of text.matchAll(FAMILY)) if (family && !families.has(family)) families.set(family, file);
  }
  return { calls, families };
}
