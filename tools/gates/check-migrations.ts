/**
 * A migration that has landed is never edited: databases that ran it would be refused at their next start. Their digests stand
 * in tools/gates/landed-migrations.json; `node tools/gates/check-migrations.ts --write` adds the new files, and changes none that are there.
 */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../../apps/server/paths.ts';
import { filesUnder } from '../files.ts';
import type { Gate } from './gate.ts';

const LANDED = 'tools/gates/landed-migrations.json';
const COMMAND = 'node tools/gates/check-migrations.ts --write';

/** Digest by `module/file`, as `kernel.migration` of an installation holds it too. */
type Digests = Readonly<Record<string, string>>;

function digestsOf(root: string): Digests {
  const files = filesUnder(root, 'src').filter((file) => /^src\/[^/]+\/migrations\/[^/]+\.sql$/.test(file));
  return Object.fromEntries(
    files.map((file) => [
      file.replace(/^src\/([^/]+)\/migrations\//, '$1/'),
      createHash('sha256')
        .update(readFileSync(join(root, file)))
        .digest('hex'),
    ]),
  );
}

const landedOf = (root: string): Digests =>
  existsSync(join(root, LANDED)) ? (JSON.parse(readFileSync(join(root, LANDED), 'utf8')) as Digests) : {};

/** A database has run what landed before: a file that sorts before one of them would run out of its order there. */
function tooEarly(name: string, landed: Digests): string[] {
  const [module = ''] = name.split('/');
  const last = Object.keys(landed)
    .filter((one) => one.startsWith(`${module}/`))
    .toSorted()
    .at(-1);
  return last !== undefined && name < last
    ? [`${name} comes before ${last}, which has landed: give it a later number`]
    : [];
}

export const migrationsGate: Gate = {
  name: 'migrations',
  async run(root) {
    const [landed, present] = [landedOf(root), digestsOf(root)];
    return [
      ...Object.entries(landed).flatMap(([name, digest]) => {
        if (present[name] === undefined) return [`${name} has landed and is gone`];
        return present[name] === digest
          ? []
          : [
              `${name} has landed and was edited: add a new file (one of your own that never left your machine: ${LANDED} first)`,
            ];
      }),
      ...Object.keys(present)
        .filter((name) => landed[name] === undefined)
        .flatMap((name) => [...tooEarly(name, landed), `${name} is new: ${COMMAND}`]),
    ];
  },
};

/** Adds the digests of new files; those that are there stay as they are. @returns what was added */
export function addLanded(root: string): string[] {
  const [landed, present] = [landedOf(root), digestsOf(root)];
  const added = Object.keys(present).filter((name) => landed[name] === undefined);
  const early = added.flatMap((name) => tooEarly(name, landed));
  if (early.length > 0) throw new Error(early.join('\n'));
  const all = Object.entries({ ...present, ...landed }).toSorted(([a], [b]) => (a < b ? -1 : 1));
  writeFileSync(join(root, LANDED), `${JSON.stringify(Object.fromEntries(all), null, 2)}\n`);
  return added;
}

if (import.meta.main && process.argv.includes('--write'))
  console.log(`${LANDED}: ${addLanded(ROOT).join(', ') || 'nothing new'}`);
