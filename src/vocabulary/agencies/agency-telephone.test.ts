import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { agencyTelephone, centralAgencies, helplineNumber } from '../index.ts';

it('is of an agency that exists, from the day on which it does, with where it comes from', () => {
  for (const { agency, source, validFrom, number } of agencyTelephone.terms) {
    const of = centralAgencies.find(({ code }) => code === agency);
    expect(of).toBeDefined();
    expect(validFrom).toBe(of?.validFrom);
    expect([source, number]).not.toContain('');
  }
  expect(agencyTelephone.at('2017-12-05')).toEqual([]);
  const [now] = agencyTelephone.at('2026-11-28');
  expect(now).toMatchObject({ agency: 'C111', number: helplineNumber, free: true, verified: true });
});

/** A link, a fact of a refusal or a row of numbers that says it by itself. */
const BY_ITSELF = new RegExp(`tel:${helplineNumber}|call: '${helplineNumber}'|\\['${helplineNumber}',`);

it('is written nowhere else: pages and refusals take it from here', () => {
  const root = join(import.meta.dirname, '..', '..', '..');
  const found: string[] = [];
  for (const folder of ['apps/portal/src', 'apps/desk/src', 'src']) {
    for (const file of readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })) {
      if (!/\.(ts|svelte)$/.test(file) || /paraglide|\.test\.ts$/.test(file)) continue;
      // The formats of lessons and scenes have it as a code among others, which a page shows by the number of the day.
      if (/^learning\/(lessons|scenarios)\//.test(file)) continue;
      if (BY_ITSELF.test(readFileSync(join(root, folder, file), 'utf8'))) found.push(`${folder}/${file}`);
    }
  }
  // The kernel stands above the vocabulary and says it of a house that cannot answer; it is looked at here that it says the same.
  expect(found).toEqual(['src/kernel/http/edge.ts']);
});
