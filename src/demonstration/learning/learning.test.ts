import { expect, test } from 'vitest';
import { fileFixture } from '../../../tools/test/file-fixture.ts';
import { openTestKernel } from '../../../tools/test/test-kernel.ts';
import { must } from '../../../tools/test/test-result.ts';
import { anonymous, systemActor } from '../../kernel/index.ts';
import { learningModule, publishedItems } from '../../learning/index.ts';
import { syncAgencies } from '../../members/index.ts';
import { readCast } from '../cast.ts';
import { enterPeople } from '../enter-people.ts';
import { playLearning } from './play-learning.ts';

const home = fileFixture(() => openTestKernel('2026-12-01T02:00:00Z'));

test('invented editors publish what came with the house, and what is held back stays a draft', async () => {
  const ctx = home.context(systemActor('test'));
  must(await syncAgencies(ctx));
  must(
    (await learningModule.sync?.(ctx, { owner: home.owner, say: () => undefined })) ?? { ok: true, value: undefined },
  );
  must(await enterPeople(ctx));
  const cast = must(await readCast(ctx));
  const published = must(await playLearning(ctx, cast));
  const items = must(await publishedItems(home.context(anonymous)));
  expect(items).toHaveLength(published);
  const { rows } = await home.owner.query(
    "select i.slug, i.kind, v.bands from learning.item i join learning.item_version v on v.item_id = i.id and v.number = i.head where i.stage <> 'APPROVED'",
  );
  // Scenes for the youngest wait for a human voice.
  expect(rows.length).toBeGreaterThan(0);
  for (const row of rows) expect(row).toMatchObject({ kind: 'SCENARIO', bands: ['B6_8'] });
  expect(must(await playLearning(ctx, cast))).toBe(0);
}, 120_000);
