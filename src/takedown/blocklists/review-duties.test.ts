import { expect, it } from 'vitest';
import { fileFixture } from '../../../tools/test/file-fixture.ts';
import { code, must } from '../../../tools/test/test-result.ts';
import { DAY, systemActor } from '../../kernel/index.ts';
import { listWork } from '../../work/index.ts';
import { endOverdue } from './block-jobs.ts';
import { openBlockHome } from './block-lists.testing.ts';
import { removeBlock, reviewBlock } from './end-block.ts';
import { listBlocks, readBlock } from './list-blocks.ts';

const home = fileFixture(() => openBlockHome());
const state = async (id: string) =>
  (await home.owner.query('select state from takedown.block_entry where id = $1', [id])).rows[0];

it('an entry is a duty before its review is due: left in force with a reason, or it lapses', async () => {
  const began = home.clock.now().getTime();
  const at = (days: number) => new Date(began + days * DAY);
  const [kept, unseen] = [
    await home.block('sau.example', 'DOMAIN', { reviewAt: at(30), expiresAt: at(180) }),
    await home.block('chua-xem.example', 'DOMAIN', { reviewAt: at(30), expiresAt: at(180) }),
  ];
  const brief = await home.block('tam-thoi.example', 'DOMAIN', { reviewAt: at(31), expiresAt: at(31) });
  const duties = async (who: 'analyst' | 'officer' = 'analyst') =>
    must(await listWork((await home.now())[who], { kind: 'block-review' })).rows.map(
      ({ reference, mine, look }) => [reference, mine, look] as const,
    );
  const codes = [kept.code, unseen.code].sort();
  const listed = async () =>
    must(await listBlocks((await home.now()).analyst, { toReview: true }))
      .entries.map(({ code }) => code)
      .sort();
  home.clock.set(at(15));
  expect(await duties()).toEqual([]);
  expect(await listed()).toEqual([]);
  home.clock.set(at(17));
  // What ends anyway is looked at by nobody.
  expect((await duties()).map(([code]) => code).sort()).toEqual(codes);
  expect(await listed()).toEqual([...codes, brief.code].sort());
  expect((await duties('officer'))[0]).toEqual([expect.any(String), true, 'resting']);
  const outsider = await home.as(await home.person('MOCST-ABEI', ['takedown_officer']));
  expect(must(await listWork(outsider, { kind: 'block-review' })).rows).toEqual([]);
  const { analyst } = await home.now();
  const keep = { id: kept.id, reason: 'STILL_THERE', reviewAt: at(90) };
  for (const reviewAt of [new Date(0), at(17), at(17 + 93), at(181)])
    expect(code(await reviewBlock(analyst, { ...keep, reviewAt }))).toBe('block-entry.dates-unusable');
  for (const reason of ['', 'CLEAN'])
    expect(code(await reviewBlock(analyst, { ...keep, reason }))).toBe('block-entry.basis-unusable');
  must(await reviewBlock(analyst, keep));
  expect((await duties()).map(([code]) => code)).toEqual([unseen.code]);
  expect(must(await readBlock(analyst, kept.id)).events.at(-1)).toMatchObject({
    code: 'reviewed',
    reason: 'STILL_THERE',
  });

  // Late, it is still in force for a week, and the first thing to do.
  home.clock.set(at(33));
  await endOverdue(home.context(systemActor('test')));
  expect(await state(unseen.id)).toMatchObject({ state: 'ACTIVE' });
  expect(await state(brief.id)).toMatchObject({ state: 'EXPIRED' });
  expect(await duties()).toEqual([[unseen.code, true, 'breached']]);
  const late = must(await readBlock((await home.now()).analyst, unseen.id));
  expect(late).toMatchObject({ mayReview: true, lapsesAt: at(37) });
  home.clock.set(at(37));
  await endOverdue(home.context(systemActor('test')));
  expect(await state(kept.id)).toMatchObject({ state: 'ACTIVE' });
  expect(await state(unseen.id)).toMatchObject({ state: 'EXPIRED' });
  const lapsed = must(await readBlock((await home.now()).analyst, unseen.id));
  expect(lapsed).toMatchObject({ endReason: 'NOT_REVIEWED', mayReview: false });
  expect(lapsed.events.at(-1)).toMatchObject({ code: 'lapsed' });
  expect(await duties()).toEqual([]);
  expect(code(await reviewBlock((await home.now()).analyst, { ...keep, id: unseen.id }))).toBe(
    'block-entry.wrong-state',
  );
  // Nobody chooses what only time does.
  expect(code(await removeBlock((await home.now()).officer, { id: kept.id, reason: 'NOT_REVIEWED' }))).toBe(
    'block-entry.basis-unusable',
  );
});
