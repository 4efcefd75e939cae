import { expect, it } from 'vitest';
import { dutyNumber, dutyNumbersFor } from './duty-number.ts';

it('gives the numbers of the whole country wherever a child is, each once, with where it comes from', () => {
  for (const area of [{}, { province: '01' }, { province: '01', commune: '00004' }]) {
    const found = dutyNumbersFor(area, '2026-11-27');
    expect(found.map(({ number }) => number)).toEqual(expect.arrayContaining(['113', '115']));
    expect(new Set(found.map(({ code }) => code)).size).toBe(found.length);
    for (const { unit } of found) expect([null, '01', '00004']).toContain(unit);
  }
  for (const { source } of dutyNumber.terms) expect(source).toMatch(/Circular|Decision|Decree|Law/);
});
