import { expect, test } from 'vitest';
import { fileFixture } from '../../../tools/test/file-fixture.ts';
import { code, must } from '../../../tools/test/test-result.ts';
import { openOffenceFile } from '../files/open-file.ts';
import { expandNode } from '../graph/expand-node.ts';
import { reviewHub } from '../graph/review-hub.ts';
import { graphReader } from '../graph/walk-input.ts';
import { addIdentifier } from '../identifiers/add-identifier.ts';
import { findIdentifiers } from '../identifiers/find-identifier.ts';
import { openOffencesHome } from '../offences.testing.ts';
import { askDeconfliction, QUESTIONS_MOST } from './ask-deconfliction.ts';
import { closeDeconfliction } from './close-deconfliction.ts';
import { liftDeconflictionLock } from './lift-lock.ts';
import { listDeconfliction } from './list-deconfliction.ts';
import { endWatch, listWatchTerms, watchIdentifier } from './watch-identifier.ts';

const home = fileFixture(() => openOffencesHome());
const graph = graphReader(() => undefined);
type Who = 'lead' | 'partner' | 'stranger';
const fileOf = async (who: Who) =>
  must(await openOffenceFile(await home.of(who), { summary: 'Nội dung mẫu của một tin báo.' })).id;
let used = 10_000_000;
const fresh = () => `09${used++}`;
const add = async (who: Who, file: string, written: string, more: object = {}) =>
  must(await addIdentifier(await home.of(who), { file, kind: 'PHONE', written, ...more }));
const pointers = async (who: 'lead' | 'partner' | 'stranger' | 'coordinator', file?: string) =>
  must(await listDeconfliction(await home.of(who), { file })).pointers;
const noticesOf = async (who: 'lead' | 'second' | 'partner' | 'stranger' | 'coordinator') => {
  const { actor } = await home.of(who);
  const { rows } = await home.owner.query(
    `select kind, object_id as object, facts from work.notice where person = $1 and kind like any('{deconfliction%,watch-term%}') order by created_at, id`,
    [actor.kind === 'person' ? actor.person : null],
  );
  return rows as { kind: string; object: string; facts: Record<string, unknown> }[];
};

test('two units with the same number are each told of the other, in the transaction that writes it, and of nothing else', async () => {
  const number = fresh();
  const [ours, theirs] = [await fileOf('lead'), await fileOf('partner')];
  await add('lead', ours, number);
  const before = [await noticesOf('lead'), await noticesOf('partner')];
  const alone = must(await findIdentifiers(await home.of('lead'), { kind: 'PHONE', written: number }));
  await add('partner', theirs, `+84 ${number.slice(1)}`);
  const [own] = await pointers('lead', ours);
  const [other] = await pointers('partner', theirs);
  expect(own).toMatchObject({ unit: 'CAT-01', otherUnit: 'CAT-79', state: 'OPEN', outcome: null });
  expect(other).toMatchObject({ unit: 'CAT-79', otherUnit: 'CAT-01', state: 'OPEN' });
  for (const [who, [past]] of [
    ['lead', before],
    ['partner', before.slice(1)],
  ] as const)
    expect((await noticesOf(who)).slice(past?.length)).toMatchObject([{ kind: 'deconfliction.told' }]);
  // Neither id, nor reference, nor a link of the other side's file.
  expect(JSON.stringify(own)).not.toContain(theirs);
  expect(JSON.stringify(other)).not.toContain(ours);
  expect(must(await findIdentifiers(await home.of('lead'), { kind: 'PHONE', written: number }))).toEqual(alone);
  expect(await pointers('stranger')).toEqual([]);
  // The same again tells nobody twice.
  await add('partner', theirs, number);
  expect(await pointers('lead', ours)).toHaveLength(1);
});

test('a shared point and what belongs to a child tell nobody', async () => {
  const [ours, theirs] = [await fileOf('lead'), await fileOf('partner')];
  const child = fresh();
  await add('lead', ours, child, { childOwned: true });
  await add('partner', theirs, child);
  const shared = fresh();
  const { identifier } = await add('lead', ours, shared);
  must(await reviewHub(await home.of('lead'), { identifier, reason: 'FAMILY_PHONE', until: '2027-03-01' }));
  await add('partner', theirs, shared);
  expect(await pointers('lead', ours)).toEqual([]);
  expect(await pointers('partner', theirs)).toEqual([]);
});

test('who coordinates sees two files on one identifier once, with both files; each unit its own alone', async () => {
  const number = fresh();
  const [ours, theirs] = [await fileOf('lead'), await fileOf('partner')];
  await add('lead', ours, number);
  await add('partner', theirs, number);
  const ofBoth = (await pointers('coordinator')).filter(({ file }) => [ours, theirs].includes(file));
  expect(ofBoth).toHaveLength(1);
  const [seen] = ofBoth;
  expect([seen?.file, seen?.otherFile].toSorted()).toEqual([ours, theirs].toSorted());
  expect([seen?.reference, seen?.otherReference]).toEqual([expect.any(String), expect.any(String)]);
  expect(await pointers('coordinator', theirs)).toMatchObject([{ file: theirs, unit: 'CAT-79', otherFile: ours }]);
  expect(await pointers('lead', ours)).toMatchObject([{ file: ours, otherFile: null, otherReference: null }]);
  // Closed by the one that is shown, it is closed for both.
  must(await closeDeconfliction(await home.of('coordinator'), { pointer: seen?.id ?? '', outcome: 'COORDINATED' }));
  expect(await pointers('partner', theirs)).toMatchObject([{ state: 'CLOSED', otherFile: null }]);
});

test('who coordinates ends it for both, with who leads; nobody else can, and not twice', async () => {
  const number = fresh();
  const [ours, theirs] = [await fileOf('lead'), await fileOf('partner')];
  await add('lead', ours, number);
  await add('partner', theirs, number);
  const [own] = await pointers('lead', ours);
  const pointer = own?.id ?? '';
  const close = async (who: 'lead' | 'coordinator', more: object) =>
    closeDeconfliction(await home.of(who), { pointer, outcome: 'MERGED', ...more });
  expect(code(await close('lead', { lead: 'CAT-01' }))).toBe('access.not-permitted');
  expect(code(await close('coordinator', {}))).toBe('deconfliction.outcome-unusable');
  expect(code(await close('coordinator', { lead: 'CAT-48' }))).toBe('deconfliction.outcome-unusable');
  must(await close('coordinator', { lead: 'CAT-79' }));
  expect(code(await close('coordinator', { lead: 'CAT-79' }))).toBe('deconfliction.closed');
  expect(await pointers('lead', ours)).toMatchObject([{ state: 'CLOSED', outcome: 'MERGED', lead: 'CAT-79' }]);
  expect(await pointers('partner', theirs)).toMatchObject([{ state: 'CLOSED', outcome: 'MERGED', lead: 'CAT-79' }]);
  expect((await noticesOf('partner')).map(({ kind }) => kind)).toContain('deconfliction.closed');
});

test('a question says the same whether somebody holds it or not, and tells both where somebody does', async () => {
  const number = fresh();
  const [ours, theirs] = [await fileOf('lead'), await fileOf('partner')];
  await add('lead', ours, number);
  const ask = async (written: string, purpose = 'BEFORE_ACTION') =>
    askDeconfliction(await home.of('partner'), { file: theirs, kind: 'PHONE', written, purpose });
  const held = must(await ask(number));
  expect(must(await ask(fresh()))).toEqual(held);
  expect(code(await ask(number, 'CURIOUS'))).toBe('deconfliction.purpose-missing');
  expect(await pointers('lead', ours)).toMatchObject([{ otherUnit: 'CAT-79' }]);
  expect(await pointers('partner', theirs)).toMatchObject([{ otherUnit: 'CAT-01' }]);
  // It is no way to the identifier itself.
  const found = must(await findIdentifiers(await home.of('partner'), { kind: 'PHONE', written: number }));
  expect(found.same).toBeNull();
  const [own] = await pointers('partner', theirs);
  expect(
    code(
      await expandNode(await home.of('partner'), graph, { node: { kind: 'IDENTIFIER', id: own?.identifier ?? '' } }),
    ),
  ).toBe('graph-node.not-found');
});

test('whoever guesses a hundred times is locked; their unit and the coordinators are told, and a coordinator lets them in again', async () => {
  const file = await fileOf('stranger');
  const ctx = await home.of('stranger');
  const ask = async (written: string) =>
    askDeconfliction(ctx, { file, kind: 'PHONE', written, purpose: 'VERIFY_SOURCE' });
  const first = fresh();
  must(await ask(first));
  // The same again is the same question.
  must(await ask(first));
  for (let at = 1; at < QUESTIONS_MOST; at += 1) must(await ask(fresh()));
  expect(code(await ask(fresh()))).toBe('deconfliction.locked');
  expect((await noticesOf('stranger')).map(({ kind }) => kind)).toContain('deconfliction.locked');
  expect((await noticesOf('coordinator')).map(({ kind }) => kind)).toContain('deconfliction.locked');
  const person = ctx.actor.kind === 'person' ? ctx.actor.person : '';
  expect(code(await liftDeconflictionLock(ctx, { person }))).toBe('access.not-permitted');
  must(await liftDeconflictionLock(await home.of('coordinator'), { person }));
  must(await ask(fresh()));
  expect(code(await liftDeconflictionLock(await home.of('coordinator'), { person }))).toBe('deconfliction.not-found');
}, 120_000);

test('a watched identifier tells the unit when it comes up, until its day', async () => {
  const number = fresh();
  const [ours, theirs] = [await fileOf('lead'), await fileOf('partner')];
  const watch = async (until: string) =>
    watchIdentifier(await home.of('lead'), { file: ours, kind: 'PHONE', written: number, until });
  expect(code(await watch('2026-11-24'))).toBe('watch-term.unusable');
  expect(code(await watch('2027-11-24'))).toBe('watch-term.unusable');
  const { term } = must(await watch('2026-12-24'));
  expect(must(await listWatchTerms(await home.of('lead'), { file: ours })).terms).toMatchObject([
    { id: term, endedAt: null },
  ]);
  expect(code(await listWatchTerms(await home.of('partner'), { file: ours }))).toBe('offence-file.not-found');
  await add('partner', theirs, number);
  expect(await pointers('lead', ours)).toMatchObject([{ otherUnit: 'CAT-79' }]);
  const second = fresh();
  const ended = must(
    await watchIdentifier(await home.of('lead'), { file: ours, kind: 'PHONE', written: second, until: '2026-12-24' }),
  );
  must(await endWatch(await home.of('lead'), { file: ours, term: ended.term }));
  expect(code(await endWatch(await home.of('lead'), { file: ours, term: ended.term }))).toBe('watch-term.not-found');
  await add('partner', theirs, second);
  expect(await pointers('lead', ours)).toHaveLength(1);
});

test('pointers and watch terms go with the lead of the file', async () => {
  const number = fresh();
  const [ours, theirs] = [await fileOf('lead'), await fileOf('partner')];
  await add('lead', ours, number);
  await add('partner', theirs, number);
  must(
    await watchIdentifier(await home.of('lead'), { file: ours, kind: 'PHONE', written: fresh(), until: '2026-12-24' }),
  );
  await home.owner.query("update offences.offence_file set lead_agency = 'CAT-48' where id = $1", [ours]);
  expect(await pointers('stranger', ours)).toMatchObject([{ unit: 'CAT-48', otherUnit: 'CAT-79' }]);
  expect(await pointers('partner', theirs)).toMatchObject([{ otherUnit: 'CAT-48' }]);
  expect(must(await listWatchTerms(await home.of('stranger'), { file: ours })).terms).toHaveLength(1);
  expect(await pointers('lead', ours)).toEqual([]);
});
