import { createSecretKey } from 'node:crypto';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  type ArtefactState,
  brokenCustody,
  type CustodyCode,
  chainEntry,
  custodyStart,
  type FoundEntry,
  type KnownArtefact,
  nextCodes,
  stateAfter,
} from './custody.ts';

const key = createSecretKey(Buffer.alloc(32, 3));
const [id, file, digest] = ['a-1', 'f-1', '11'.repeat(32)];

/** A sound chain; `choices` picks among what may follow. */
function chain(choices: readonly number[]): { known: KnownArtefact; entries: FoundEntry[] } {
  let previous = custodyStart(id, digest);
  let state: ArtefactState = 'NEW';
  const entries: FoundEntry[] = [];
  for (const choice of choices) {
    const may = nextCodes(state);
    if (may.length === 0) break;
    const code = may[choice % may.length] as CustodyCode;
    const sequence = entries.length + 1;
    const facts = { sequence, code, at: `2026-12-01T0${sequence % 10}:00:00.000Z`, actor: 'p-1', agency: 'A05' };
    const words = { why: `Lý do ${sequence}`, party: null, salt: 'ab'.repeat(16) };
    const made = chainEntry(key, { artefact: id, file, digest, ...facts }, words, previous);
    entries.push({ ...facts, words, ...made });
    previous = made.hash;
    state = stateAfter(state, code);
  }
  const known = { id, file, digest, state, headSequence: entries.length, headHash: previous, audited: entries.length };
  return { known, entries };
}

const choices = fc.array(fc.nat(5), { minLength: 1, maxLength: 9 });

it('is sound as it was written', () => {
  fc.assert(
    fc.property(choices, (made) => {
      const { known, entries } = chain(made);
      expect(brokenCustody(known, entries, key)).toBeUndefined();
    }),
  );
});

it('is told at the first entry that was changed, taken out, put in or moved', () => {
  fc.assert(
    fc.property(choices, fc.nat(), fc.nat(7), (made, where, what) => {
      const { known, entries } = chain(made);
      const at = where % entries.length;
      const entry = entries[at] as FoundEntry;
      const flip = (bytes: Buffer) => {
        const other = Buffer.from(bytes);
        other[where % 32] = (other[where % 32] as number) ^ (1 << (where % 8));
        return other;
      };
      const changed: readonly FoundEntry[] = [
        { ...entry, hash: flip(entry.hash) },
        { ...entry, previous: flip(entry.previous) },
        { ...entry, mac: flip(entry.mac) },
        { ...entry, body: entry.body.replace('A05', 'C02') },
        { ...entry, actor: 'p-2' },
        { ...entry, words: { why: 'Khác', party: null, salt: 'ab'.repeat(16) } },
        { ...entry, words: undefined },
      ];
      const forged = changed[what];
      const found = forged ? entries.with(at, forged) : entries.toSpliced(at, 1);
      const broken = brokenCustody(known, found, key);
      expect(broken?.sequence).toBe(at + 1);
    }),
    { numRuns: 300 },
  );
});

it('finds a past that was made anew without the key, and an end that was cut off', () => {
  const { known, entries } = chain([0, 1, 0]);
  const other = createSecretKey(Buffer.alloc(32, 4));
  const first = entries[0] as FoundEntry;
  const made = chainEntry(other, { artefact: id, file, digest, ...pick(first) }, first.words as never, first.previous);
  const forged = { ...first, ...made };
  expect(brokenCustody({ ...known, headSequence: 1, headHash: forged.hash, state: 'HELD' }, [forged], key)).toEqual({
    sequence: 1,
    fault: 'mac',
  });
  // Whoever owns the tables takes the last entry away and sets the head back: the audit still counts it.
  const cut = entries.slice(0, -1);
  const head = cut.at(-1) as FoundEntry;
  const state = cut.reduce<ArtefactState>((now, one) => stateAfter(now, one.code), 'NEW');
  expect(brokenCustody({ ...known, headSequence: cut.length, headHash: head.hash, state }, cut, key)).toEqual({
    sequence: cut.length + 1,
    fault: 'cut-off',
  });
});

const pick = ({ sequence, code, at, actor, agency }: FoundEntry) => ({ sequence, code, at, actor, agency });

it('takes nothing after a destruction, and nothing but a receipt at first and after it went away', () => {
  expect(nextCodes('DESTROYED')).toEqual([]);
  for (const state of ['NEW', 'HANDED_OVER', 'RETURNED'] as const) expect(nextCodes(state)).toEqual(['RECEIVED']);
  expect(stateAfter('SEALED', 'OPENED')).toBe('HELD');
  expect(stateAfter('SEALED', 'COPIED')).toBe('SEALED');
});
