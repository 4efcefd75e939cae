import { expect, test } from 'vitest';
import { adapters } from './adapters.ts';
import { networkKeeping } from './network-keeping.pure.ts';

test('of every channel by which people write it is said once what its network keeps, in both languages, and on what that rests', () => {
  const written = adapters.filter(({ ofTheHouse, toService }) => !ofTheHouse && !toService).map(({ code }) => code);
  expect(networkKeeping.flatMap(({ channels }) => channels).sort()).toEqual(written.sort());
  for (const { id, name, keeps, source } of networkKeeping)
    for (const words of [name.vi, name.en, keeps.vi, keeps.en, source])
      expect([id, words.length > 2]).toEqual([id, true]);
  // A child reads it: short sentences, and to them.
  for (const { keeps } of networkKeeping)
    for (const sentence of keeps.vi.split(/(?<=[.:]) /)) expect(sentence.length).toBeLessThanOrEqual(110);
});
