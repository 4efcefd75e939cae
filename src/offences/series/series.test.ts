import { expect, test } from 'vitest';
import { fileFixture } from '../../../tools/test/file-fixture.ts';
import { code, must } from '../../../tools/test/test-result.ts';
import { openOffenceFile } from '../files/open-file.ts';
import { expandNode } from '../graph/expand-node.ts';
import { findPath } from '../graph/find-path.ts';
import { reviewHub } from '../graph/review-hub.ts';
import { takeBackLink } from '../graph/take-back-link.ts';
import { graphReader } from '../graph/walk-input.ts';
import { addIdentifier } from '../identifiers/add-identifier.ts';
import { openOffencesHome } from '../offences.testing.ts';
import { decideSeries } from './decide-series.ts';
import { listSeries, readSeries } from './read-series.ts';
import { scanSeries } from './scan-series.ts';
import { clustersOf, type Support, warningsOf } from './series.ts';

const home = fileFixture(() => openOffencesHome());
const graph = graphReader(() => undefined);
type Who = 'lead' | 'partner' | 'stranger';
let used = 40_000_000;
const fresh = () => `09${used++}`;
const fileOf = async (who: Who, summary = `Nội dung mẫu số ${used++}.`) =>
  must(await openOffenceFile(await home.of(who), { summary })).id;
const add = async (who: Who, file: string, written: string, more: object = {}) =>
  must(await addIdentifier(await home.of(who), { file, kind: 'PHONE', written, ...more }));
const scan = async () => {
  home.clock.set(new Date(home.clock.now().getTime() + 10_000));
  return must(await scanSeries(home.platform()));
};
const listed = async (who: Who | 'coordinator') =>
  must(await listSeries(await home.of(who), { state: 'PROPOSED' })).series;
const support = (one: number, other: number, more: Partial<Support> = {}): Support => ({
  one,
  other,
  rule: 'IDENTIFIER',
  identifier: 100,
  identifierKind: 'PHONE',
  likeness: null,
  ...more,
});

test('one thing of somebody’s own ties two, a weak one does not, two weak ones do; those that are tied in a row are one series', () => {
  const weak = (identifier: number) => support(3, 4, { identifier, identifierKind: 'IP' });
  expect(clustersOf([weak(1)])).toEqual([]);
  expect(clustersOf([weak(1), weak(2)]).map(({ members }) => members)).toEqual([[3, 4]]);
  expect(clustersOf([support(1, 2), support(2, 3), support(7, 8)]).map(({ members }) => members)).toEqual([
    [1, 2, 3],
    [7, 8],
  ]);
  expect(clustersOf([support(1, 2, { rule: 'TARGET' })])).toEqual([]);
});

test('what speaks against a series is said', () => {
  expect(warningsOf([1, 2], [support(1, 2)])).toEqual(['ONE_SUPPORT']);
  expect(warningsOf([1, 2, 3], [support(1, 2), support(2, 3, { identifier: 101 })])).toEqual(['CHAIN']);
  expect(warningsOf([1, 2], [support(1, 2, { rule: 'WORDING', identifier: null, identifierKind: null })])).toEqual([
    'ONE_SUPPORT',
    'WORDING_ONLY',
  ]);
  expect(
    warningsOf(
      [1, 2],
      [1, 2].map((identifier) => support(1, 2, { identifier, identifierKind: 'IP' })),
    ),
  ).toEqual(['WEAK_ONLY']);
});

test('a unit is proposed what its own links show; it takes it, and the tie falls with the link that it rests on', async () => {
  const number = fresh();
  const [one, two] = [await fileOf('lead'), await fileOf('lead')];
  await add('lead', one, number);
  const second = await add('lead', two, number);
  expect((await scan()).proposed).toBe(1);
  // The same again is no second proposal.
  expect((await scan()).proposed).toBe(0);
  const [found] = await listed('lead');
  const ctx = await home.of('lead');
  const detail = must(await readSeries(ctx, { series: found?.id ?? '' }));
  expect(detail.seen.map((node) => node?.id).sort()).toEqual([one, two].sort());
  expect(detail).toMatchObject({
    national: false,
    warnings: ['ONE_SUPPORT'],
    supports: [{ rule: 'IDENTIFIER', identifierKind: 'PHONE' }],
  });
  expect(await listed('partner')).toEqual([]);
  expect(code(await readSeries(await home.of('partner'), { series: found?.id ?? '' }))).toBe(
    'offence-series.not-found',
  );
  expect(code(await decideSeries(ctx, { series: found?.id ?? '', reason: 'X' }))).toBe(
    'offence-series.reason-unusable',
  );
  must(await decideSeries(ctx, { series: found?.id ?? '', reason: 'SAME_OFFENDER' }));
  expect(code(await decideSeries(ctx, { series: found?.id ?? '', reason: 'COINCIDENCE' }))).toBe(
    'offence-series.decided',
  );
  const tied = must(await expandNode(ctx, graph, { node: { kind: 'SERIES', id: found?.id ?? '' }, steps: 1 }));
  expect(
    tied.nodes
      .slice(1)
      .map(({ id }) => id)
      .sort(),
  ).toEqual([one, two].sort());
  must(await takeBackLink(ctx, { link: second.link, reason: 'WRONG_VALUE' }));
  expect(
    must(await findPath(ctx, graph, { from: { kind: 'FILE', id: one }, to: { kind: 'FILE', id: two } })).nodes,
  ).toEqual([]);
});

test('across units it is proposed to who coordinates, and neither unit learns of it by a list, a number or a member', async () => {
  const number = fresh();
  const [ours, ours2, theirs] = [await fileOf('lead'), await fileOf('lead'), await fileOf('partner')];
  await add('lead', ours, number);
  const before = { lead: await listed('lead'), partner: await listed('partner') };
  await add('partner', theirs, number);
  expect((await scan()).proposed).toBe(1);
  expect({ lead: await listed('lead'), partner: await listed('partner') }).toEqual(before);
  const [national] = await listed('coordinator');
  const detail = must(await readSeries(await home.of('coordinator'), { series: national?.id ?? '' }));
  // That there are two files, and at which units; nothing of what is in them.
  expect(detail).toMatchObject({ national: true, members: 2, seen: [null, null] });
  expect(detail.units.flat().sort()).toEqual(['CAT-01', 'CAT-79']);
  expect(detail.supports).toMatchObject([{ rule: 'IDENTIFIER', identifierKind: 'PHONE', identifier: null }]);
  // Our own second file makes a series of ours, without theirs.
  await add('lead', ours2, number);
  await scan();
  const [own] = await listed('lead');
  expect(
    must(await readSeries(await home.of('lead'), { series: own?.id ?? '' }))
      .seen.map((node) => node?.id)
      .sort(),
  ).toEqual([ours, ours2].sort());
  expect(await listed('partner')).toEqual(before.partner);
  // The country's grew, and the smaller one lapsed.
  expect((await listed('coordinator')).map(({ id }) => id)).not.toContain(national?.id);
});

test('shared points, what belongs to a child and weak signs make no series', async () => {
  const [one, two] = [await fileOf('lead'), await fileOf('lead')];
  const child = fresh();
  for (const file of [one, two]) await add('lead', file, child, { childOwned: true });
  const shared = fresh();
  const { identifier } = await add('lead', one, shared);
  must(await reviewHub(await home.of('lead'), { identifier, reason: 'FAMILY_PHONE', until: '2027-03-01' }));
  await add('lead', two, shared);
  for (const file of [one, two])
    must(await addIdentifier(await home.of('lead'), { file, kind: 'IP', written: '8.8.4.4' }));
  expect((await scan()).proposed).toBe(0);
});

test('the same wording is a sign, however it is dressed; the text itself is kept nowhere', async () => {
  const wording =
    'Người lạ hứa tặng thẻ trò chơi nếu em gửi số nhà và tên trường, sau đó đe dọa sẽ kể với bố mẹ nếu em không chuyển tiền qua ví';
  await fileOf('lead', wording);
  await fileOf('lead', `${wording.toUpperCase()} !!!`);
  await fileOf(
    'lead',
    'Một tin báo khác hẳn về việc mất tài khoản trò chơi của một học sinh lớp năm ở trường tiểu học trong phường',
  );
  expect((await scan()).proposed).toBe(1);
  const [found] = await listed('lead');
  const detail = must(await readSeries(await home.of('lead'), { series: found?.id ?? '' }));
  expect(detail).toMatchObject({
    members: 2,
    supports: [{ rule: 'WORDING', identifier: null }],
    warnings: ['ONE_SUPPORT', 'WORDING_ONLY'],
  });
  expect(detail.supports[0]?.likeness).toBeGreaterThan(80);
});
