import { describe, expect, test } from 'vitest';
import { fileFixture } from '../../../tools/test/file-fixture.ts';
import { openTestKernel } from '../../../tools/test/test-kernel.ts';
import { type Actor, type Ctx, type Module, newId, Offered, ok, refuseRequest } from '../../kernel/index.ts';
import { type Duty, dutyOf } from './duty.ts';
import { type DutySource, dutySources } from './duty-source.ts';
import { countWaiting, listWork, WORK_PAGE } from './list-work.ts';

const many = WORK_PAGE + 7;
const planted = (kind: string, list: DutySource['list']): DutySource => ({ kind, topics: [`${kind}.`], list });
const duty = (id: string, given: Partial<Duty> = {}): Duty =>
  dutyOf({ object: { kind: 'thing', id }, reference: null, act: 'act', since: null, ...given });
const module: Module = {
  name: 'planted',
  offers: [
    dutySources.offer(
      planted('planted-some', async () =>
        ok({
          duties: [duty('a', { danger: true }), duty('b', { mine: false }), duty('c', { assigned: true })],
          more: true,
        }),
      ),
      planted('planted-many', async () =>
        ok({ duties: Array.from({ length: many }, (_, at) => duty(`m${at}`)), more: false }),
      ),
      planted('planted-refuses', async () => refuseRequest('access.not-permitted')),
      planted('planted-throws', async () => {
        throw new Error('a table is gone');
      }),
    ),
  ],
};

const house = fileFixture(() => openTestKernel(undefined, {}, [module]));
const someone = (): Ctx =>
  house.context({
    kind: 'person',
    person: newId<'person'>(),
    name: 'Người Mẫu',
    nameKey: '',
    agency: 'C111',
    assignments: [{ role: 'sysadmin', agency: 'C111' }],
    grants: [],
    exclusions: [],
    session: newId<'session'>(),
    purpose: 'test',
  } satisfies Actor);
async function work(filters: Parameters<typeof listWork>[1] = {}) {
  const found = await listWork(someone(), filters);
  if (!found.ok) throw new Error(found.refusal.code);
  return found.value;
}

describe('the list of work', () => {
  test('names the sources that could not answer, and empties nothing for them', async () => {
    const all = await work();
    expect(all.unread).toEqual(['planted-refuses', 'planted-throws']);
    expect(all.cut).toEqual(['planted-some']);
    expect(all.total).toBe(3 + many);
    expect(all.rows[0]).toMatchObject({ id: 'planted-some a', band: 'save-now' });
    expect(house.log.filter((line) => line.includes('a source of duties')).length).toBeGreaterThanOrEqual(2);
    // What the source threw is for the log's stack, and no text of it for the page.
    expect(JSON.stringify(all)).not.toContain('a table is gone');
  });

  test('has in each number the number of rows that its filter shows', async () => {
    const all = await work();
    for (const [band, rows] of Object.entries(all.bands)) expect((await work({ band })).total, band).toBe(rows);
    for (const { kind, rows } of all.kinds) expect((await work({ kind })).total, kind).toBe(rows);
    const mine = await work({ mine: true });
    for (const [band, rows] of Object.entries(mine.bands))
      expect((await work({ band, mine: true })).total, band).toBe(rows);
    expect((await work({ assigned: true })).rows.map(({ id }) => id)).toEqual(['planted-some c']);
    expect([all.assigned, mine.assigned, (await work({ band: 'save-now' })).assigned]).toEqual([1, 1, 0]);
    expect((await work({ kind: 'no-such', band: 'no-such' })).rows).toEqual([]);
  });

  test('is counted for whoever is on another page, in the same numbers', async () => {
    const all = await work();
    const counted = await countWaiting(someone());
    if (!counted.ok) throw new Error(counted.refusal.code);
    const { now, danger, topics } = counted.value;
    expect(Object.values(now).reduce((sum, rows) => sum + rows, 0)).toBe(all.bands['save-now'] + all.bands['my-turn']);
    expect(now['planted-some']).toBe(2);
    expect(danger).toEqual([{ id: 'planted-some a', reference: null }]);
    expect(topics).toEqual(all.topics);
    expect(await countWaiting(house.context({ kind: 'anonymous' }))).toMatchObject({
      refusal: { code: 'access.not-permitted' },
    });
  });

  test('is read by pages that join without a gap, and a page beyond the last is the last', async () => {
    const first = await work();
    expect(first.rows).toHaveLength(WORK_PAGE);
    expect(first.pages).toBe(2);
    const second = await work({ page: 1 });
    const ids = [...first.rows, ...second.rows].map(({ id }) => id);
    expect(new Set(ids).size).toBe(3 + many);
    for (const page of [99, -3, Number.NaN, 1.7]) expect((await work({ page })).rows.length).toBeGreaterThan(0);
  });

  test('is a person’s alone', async () => {
    expect(await listWork(house.context({ kind: 'anonymous' }))).toMatchObject({
      refusal: { code: 'access.not-permitted' },
    });
  });

  test('has one source for a kind: a second one is refused at the start', () => {
    expect(() => new Offered([module, { ...module, name: 'other' }])).toThrow(/planted-some is offered twice/);
  });
});
