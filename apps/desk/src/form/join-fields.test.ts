import fc from 'fast-check';
import { expect, test } from 'vitest';
import { joinFields } from './join-fields.ts';

test('a field belongs to whoever changed it; a choice of this window stays; words of both stay', () => {
  const base = { reason: 'A', words: '', tags: ['x'], code: null as string | null };
  expect(joinFields(base, { words: 'của kia' }, base)).toEqual({ ...base, words: 'của kia' });
  expect(joinFields({ ...base, reason: 'B' }, { reason: 'C', tags: ['y'] }, base)).toEqual({
    ...base,
    reason: 'B',
    tags: ['y'],
  });
  expect(joinFields({ ...base, words: 'của này' }, { words: 'của kia' }, base).words).toBe('của kia\ncủa này');
  expect(joinFields({ ...base, words: 'một hai' }, { words: 'một' }, base).words).toBe('một hai');
  // Emptied after its act, while the other window wrote on: what it wrote stays.
  expect(joinFields(base, { words: 'cũ và mới' }, { ...base, words: 'cũ' }).words).toBe('cũ và mới');
  // What this window knows no field of is none of it.
  expect(joinFields(base, { other: 'x' } as never, base)).toEqual(base);
});

test('no word that either window wrote is lost, whatever both knew', () => {
  const words = fc.array(fc.stringMatching(/^[a-z]{3,6}$/), { minLength: 0, maxLength: 5 });
  fc.assert(
    fc.property(words, words, words, (known, here, there) => {
      const text = (more: readonly string[]) => [...known, ...more].map((word) => `${word} `).join('');
      const { at } = joinFields({ at: text(here) }, { at: text(there) }, { at: text([]) });
      for (const word of [...known, ...here, ...there]) expect(at.split(/\s+/)).toContain(word);
    }),
  );
});
