import { spawnSync } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { temporaryFolder } from '../../../tools/temporary-folder.ts';
import { tallyOf } from '../count/tally.ts';
import { type Stratum, strata } from './ballot.ts';
import { boxOf, hashOfBox, type StratumContent } from './ballot-box.ts';

/** The script that anybody may run shares no code with the platform, and comes to the same count. */
const SCRIPT = fileURLToPath(new URL('../../../tools/count-ballots.mjs', import.meta.url));
const folder = temporaryFolder('lachan-box-');
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function recount(box: unknown) {
  const file = join(folder, 'box.json');
  writeFileSync(file, JSON.stringify(box));
  const { status, stdout } = spawnSync(process.execPath, [SCRIPT, file], { encoding: 'utf8' });
  return { status, told: JSON.parse(stdout) as { strata: Record<string, unknown>[]; faults: string[] } };
}

function boxFrom(contents: Readonly<Record<Stratum, StratumContent>>) {
  const used = strata.map((stratum) => ({ stratum, ballots: contents[stratum].ballots.length }));
  return {
    code: '0000-0000',
    kind: 'STATEMENTS',
    numbers: [1, 2, 3],
    closedAt: '2026-12-15T10:00:00Z',
    strata: boxOf({ issued: [], used, refused: [] }, contents),
    hash: hashOfBox(contents, [1, 2, 3]),
  };
}

const content = (said: readonly string[]): StratumContent => ({
  receipts: said.map((_, at) => at.toString(16).padStart(64, '0')),
  ballots: said,
});
const ballot = fc
  .uniqueArray(fc.constantFrom(1, 2, 3, 4), { maxLength: 4 })
  .chain((numbers) =>
    fc
      .tuple(...numbers.sort().map((number) => fc.constantFrom('+', '-', '=').map((sign) => `${number}${sign}`)))
      .map((parts) => parts.join(' ')),
  );

test('the outside script counts each stratum as the page does', () => {
  fc.assert(
    fc.property(fc.array(ballot, { minLength: 10, maxLength: 30 }), fc.array(ballot, { maxLength: 9 }), (many, few) => {
      const { status, told } = recount(boxFrom({ CLASS: content(few), DEVICE: content(many), PAPER: content([]) }));
      expect(told.faults).toEqual([]);
      expect(status).toBe(0);
      const { counted } = tallyOf('DEVICE', 'STATEMENTS', many, [1, 2, 3]);
      expect(told.strata).toEqual([
        { stratum: 'CLASS', shown: false },
        { stratum: 'DEVICE', shown: true, ballots: many.length, counted },
        { stratum: 'PAPER', shown: false },
      ]);
    }),
    { numRuns: 10 },
  );
});

test('the outside script notices a ballot that was changed, added or taken away after the close', () => {
  const said = Array.from({ length: 12 }, (_, at) => (at % 2 ? '1+' : '1- 2='));
  const box = boxFrom({ CLASS: content([]), DEVICE: content(said), PAPER: content([]) });
  interface Lists {
    receipts: string[];
    ballots: string[];
  }
  const changed = (change: (lists: Lists) => void) => {
    const copy = structuredClone(box) as typeof box;
    change(copy.strata[1] as unknown as Lists);
    return recount(copy);
  };
  expect(changed(() => undefined).status).toBe(0);
  const changes: readonly ((lists: Lists) => void)[] = [
    ({ ballots }) => void ballots.splice(11, 1, '3+'),
    ({ ballots, receipts }) => {
      ballots.push('9+');
      receipts.push('f'.repeat(64));
    },
    ({ receipts }) => void receipts.pop(),
    ({ receipts }) => void receipts.splice(1, 1, '0'.repeat(64)),
  ];
  const without = recount({ ...box, numbers: [1, 2] });
  expect(without.status).toBe(1);
  for (const change of changes) {
    const { status, told } = changed(change);
    expect(status).toBe(1);
    expect(told.faults.length).toBeGreaterThan(0);
  }
});
