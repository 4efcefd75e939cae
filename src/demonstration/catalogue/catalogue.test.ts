import { expect, it } from 'vitest';
import { fileFixture } from '../../../tools/test/file-fixture.ts';
import { openTestKernel } from '../../../tools/test/test-kernel.ts';
import { must } from '../../../tools/test/test-result.ts';
import { INTAKE } from '../../intake/index.ts';
import { createDeskKey, systemActor } from '../../kernel/index.ts';
import { readCatalogue } from '../../learning/index.ts';
import { syncAgencies } from '../../members/index.ts';
import { readCast } from '../cast.ts';
import { enterPeople } from '../enter-people.ts';
import { inventedProducts } from './invented-products.ts';
import { playCatalogue } from './play-catalogue.ts';

const home = fileFixture(() => openTestKernel('2026-11-24T09:00:00Z'));

it('the invented catalogue has every verdict, is marked as invented, and is made once', async () => {
  const ctx = home.context(systemActor('test'));
  await createDeskKey(home.owner, home.kernel.vault, INTAKE.desk, home.clock.now());
  must(await syncAgencies(ctx));
  must(await enterPeople(ctx));
  const cast = must(await readCast(ctx));
  expect(must(await playCatalogue(ctx, cast))).toBe(inventedProducts.length);
  expect(must(await playCatalogue(ctx, cast))).toBe(0);
  const lines = must(await readCatalogue(home.context({ kind: 'anonymous' })));
  expect(lines).toHaveLength(inventedProducts.length);
  expect(lines.every(({ invented, name }) => invented && name.endsWith('(minh họa)'))).toBe(true);
  expect(new Set(lines.map(({ verdict }) => verdict.code))).toEqual(
    new Set(['GOOD', 'CAREFUL', 'WARNING', 'UNFINISHED', 'LAPSED']),
  );
  expect(lines.filter(({ goodAlternative }) => goodAlternative).length).toBeGreaterThan(0);
  const { rows } = await home.owner.query(
    `select (select array_agg(state order by state) from learning.product_review) as reviews,
       (select array_agg(kind || ' ' || state order by kind, state) from learning.provider_word) as words,
       (select count(*)::int from learning.evaluation where made_at > $1) as future`,
    [home.clock.now()],
  );
  expect(rows).toEqual([
    {
      reviews: ['PUBLISHED', 'PUBLISHED', 'WAITING'],
      words: ['ANSWER TAKEN', 'APPEAL WAITING', 'SUBMISSION WAITING'],
      future: 0,
    },
  ]);
}, 120_000);
