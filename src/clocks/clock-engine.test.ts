import { beforeEach, describe, expect, test } from 'vitest';
import { fileFixture } from '../../tools/test/file-fixture.ts';
import { must } from '../../tools/test/test-result.ts';
import { type LiveEvent, type Module, newId, ok, systemActor, type Tx } from '../kernel/index.ts';
import { openTestMembers, type TestPerson } from '../members/members.testing.ts';
import type { DeadlineRule, Law } from '../vocabulary/index.ts';
import { deadlineRules, lawOf } from '../vocabulary/index.ts';
import type { ClockStart } from './clock.ts';
import { type ClockOfObject, clockKinds } from './clock-kind.ts';
import { clocksOf, nextDue, nextDues, openClocksOf } from './clock-store.ts';
import { cancelClocks, lapseClocks, meetClocks } from './end-clocks.ts';
import { followLaw, followLawAgain } from './follow-law.ts';
import { clocksJobs } from './jobs.ts';
import { moveClocks } from './move-clocks.ts';
import { resumeClocks } from './resume-clocks.ts';
import { startClocks } from './start-clocks.ts';
import { supervisorsOf } from './supervisors.ts';
import { sweepClocks } from './sweep-clocks.ts';

/** The engine on letters, which a planted module answers within a time: who is told when, and what it leaves behind. */
const heard: { what: string; clocks: readonly ClockOfObject[] }[] = [];
const lettersModule: Module = {
  name: 'letters',
  offers: [
    clockKinds.offer(
      {
        kind: 'letter',
        words: { vi: 'Thư', en: 'Letter' },
        supervisedBy: 'SUPERVISE_CASES',
        told: {
          dueSoon: ['commune_child_officer'],
          breached: ['commune_chair'],
          PROVINCE: ['province_child_officer'],
          CENTRAL: ['ministry_child_officer'],
        },
        page: (id) => `/thu/${id}`,
        breached: async (_tx, clocks) => void heard.push({ what: 'breached', clocks }),
        moved: async (_tx, clocks) => void heard.push({ what: 'moved', clocks }),
      },
      // Nobody is told of these, and their module hears nothing.
      {
        kind: 'note',
        words: { vi: 'Ghi chú', en: 'Note' },
        supervisedBy: 'SUPERVISE_CASES',
        told: { dueSoon: [], breached: [], PROVINCE: [], CENTRAL: [] },
        page: (id) => `/ghi-chu/${id}`,
      },
      // Nobody stands above these in a province or in the nation.
      {
        kind: 'errand',
        words: { vi: 'Việc vặt', en: 'Errand' },
        supervisedBy: 'OWN_CASE',
        told: { dueSoon: [], breached: ['commune_chair'], PROVINCE: ['commune_chair'], CENTRAL: ['commune_chair'] },
        page: (id) => `/viec-vat/${id}`,
      },
    ),
  ],
};
const home = fileFixture(async () => {
  const opened = await openTestMembers({}, [lettersModule]);
  const people: Record<string, TestPerson> = {};
  for (const [agency, role, area] of [
    ['UBND-00004', 'commune_child_officer', { commune: '00004' }],
    ['UBND-00004', 'commune_chair', { commune: '00004' }],
    ['SYT-01', 'province_child_officer', { province: '01' }],
    ['MOH-MCD', 'ministry_child_officer', {}],
  ] as const)
    people[role] = await opened.person(agency, [{ role, ...area }]);
  return { ...opened, people };
});

const MINUTE = 60_000;
const base = deadlineRules[0] as DeadlineRule;
const rule = (code: string, more: Partial<DeadlineRule> = {}): DeadlineRule => {
  const { urgency: _, ...plain } = base;
  return {
    ...plain,
    id: `${code}.TEST`,
    code,
    amount: 60,
    unit: 'minute',
    warnAt: 0.5,
    validFrom: '2025-01-01',
    escalatesTo: 'PROVINCE',
    ownerRole: 'commune_child_officer',
    ...more,
  };
};
const law = (...rules: DeadlineRule[]): Law => ({ ...lawOf(home.kernel), rules });
const LETTER = rule('DL-LETTER');
const DRAFT = rule('DL-DRAFT', { amount: 30, escalatesTo: 'CENTRAL' });

let from = new Date(0);
let notices = new Date(0);
beforeEach(async () => {
  // Everything that still runs from the test before ends.
  await home.owner.query("update clocks.clock set status = 'cancelled', ended_at = now() where ended_at is null");
  home.clock.advance(24 * 3_600_000);
  from = home.clock.now();
  notices = from;
  heard.length = 0;
});

async function write<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
  return must(await home.context(systemActor('test')).transaction(async (tx) => ok(await work(tx)))) as T;
}
const letter = (id = newId<'letter'>(), kind = 'letter') => ({ kind, id });
const start = (object: ClockStart['object'], more: Partial<ClockStart> = {}) =>
  write((tx) =>
    startClocks(tx, {
      law: law(LETTER, DRAFT),
      object,
      codes: ['DL-LETTER'],
      startedAt: home.clock.now(),
      occurrence: 'sent',
      ownerAgency: 'UBND-00004',
      provinceCode: '01',
      communeCode: '00004',
      ...more,
    }),
  );
const clocks = (object: { kind: string; id: string }) => write((tx) => clocksOf(tx, object));
const sweep = async (batch?: number) =>
  must(await sweepClocks(home.context(systemActor('test')), batch === undefined ? {} : { batch }));
const row = async (object: { id: string }, code = 'DL-LETTER') =>
  (await home.owner.query('select * from clocks.clock where object_id = $1 and rule_code = $2', [object.id, code]))
    .rows[0];
const escalations = async (object: { id: string }) =>
  (
    await home.owner.query(
      `select told.kind, level, to_agency, at from clocks.escalation as told join clocks.clock as c on c.id = clock_id
       where object_id = $1 order by at, told.kind desc`,
      [object.id],
    )
  ).rows;
/** What came since the last look, by the role of who got it. */
async function told() {
  const { rows } = await home.owner.query<{ person: string; kind: string; object: string | null; count: number }>(
    "select person, kind, object_id as object, (facts ->> 'count')::int as count from work.notice where created_at >= $1 order by kind, person",
    [notices],
  );
  notices = new Date(home.clock.now().getTime() + 1);
  const roleOf = (id: string) => Object.entries(home.people).find(([, person]) => person.id === id)?.[0];
  return rows.map(({ person, kind, object, count }) => [roleOf(person), kind, object, count]);
}
const at = (minutes: number) => new Date(from.getTime() + minutes * MINUTE);

describe('a clock', () => {
  test('starts by the law, once for an occurrence, with what it is told by', async () => {
    const one = letter();
    const record = newId<'case'>();
    const [planned] = await start(one, { codes: ['DL-LETTER', 'DL-NONE'], record, urgency: 'U2' });
    expect(planned).toMatchObject({ due: at(60), warn: at(30) });
    await start(one);
    expect(await clocks(one)).toEqual([
      {
        id: planned?.id,
        rule: 'DL-LETTER',
        startedAt: from,
        warnAt: at(30),
        dueAt: at(60),
        status: 'running',
        breachedAt: null,
        endedAt: null,
        escalatedTo: null,
      },
    ]);
    expect(await row(one)).toMatchObject({
      rule_id: 'DL-LETTER.TEST',
      object_kind: 'letter',
      record_id: record,
      occurrence: 'sent',
      urgency: 'U2',
      owner_agency: 'UBND-00004',
      owner_role: 'commune_child_officer',
      province_code: '01',
      commune_code: '00004',
      escalates_to: 'PROVINCE',
    });
    await start(one, { occurrence: 'sent again' });
    expect(await clocks(one)).toHaveLength(2);
    const bare = letter();
    const { ownerRole: _, ...nobody } = LETTER;
    await write((tx) =>
      startClocks(tx, {
        law: law(nobody),
        object: bare,
        codes: ['DL-LETTER'],
        startedAt: from,
        occurrence: 'x',
        ownerAgency: 'MOH-MCD',
      }),
    );
    expect(await row(bare)).toMatchObject({
      record_id: bare.id,
      urgency: null,
      owner_role: null,
      province_code: null,
      commune_code: null,
    });
    expect(await start(letter(), { codes: ['DL-NONE'] })).toEqual([]);
  });

  test('that ends first is told for the object, and by object for many', async () => {
    const [one, other, none] = [letter(), letter(), letter()];
    await start(one, { codes: ['DL-LETTER', 'DL-DRAFT'] });
    await start(other);
    const first = { next_due_from: from, next_due_at: at(30), next_due_rule: 'DL-DRAFT' };
    const second = { next_due_from: from, next_due_at: at(60), next_due_rule: 'DL-LETTER' };
    expect(await write((tx) => nextDue(tx, one))).toEqual(first);
    expect(await write((tx) => nextDue(tx, none))).toEqual({
      next_due_from: null,
      next_due_at: null,
      next_due_rule: null,
    });
    const many = () => write((tx) => nextDues(tx, 'letter', [one.id, other.id, none.id]));
    expect(await many()).toEqual(
      new Map([
        [one.id, first],
        [other.id, second],
      ]),
    );
    expect(await write((tx) => nextDues(tx, 'note', [one.id]))).toEqual(new Map());
    await write((tx) => meetClocks(tx, one, { codes: ['DL-DRAFT'] }));
    await write((tx) => meetClocks(tx, other));
    expect(await many()).toEqual(new Map([[one.id, second]]));
  });

  test('ends met or late, missed or cancelled, by the time of the act and of the codes that were named', async () => {
    const end = async (
      how: typeof meetClocks,
      minutes: number,
      ending?: { codes?: readonly string[]; at?: Date },
    ): Promise<unknown[]> => {
      const one = letter();
      await start(one, { codes: ['DL-LETTER', 'DL-DRAFT'], startedAt: from });
      home.clock.set(at(minutes).toISOString());
      await write((tx) => how(tx, one, ending));
      return (await clocks(one)).map(({ rule: of, status, endedAt }) => [of, status, endedAt]);
    };
    expect(await end(meetClocks, 30)).toEqual([
      ['DL-DRAFT', 'met', at(30)],
      ['DL-LETTER', 'met', at(30)],
    ]);
    expect(await end(meetClocks, 60, { at: at(31) })).toEqual([
      ['DL-DRAFT', 'met-late', at(31)],
      ['DL-LETTER', 'met', at(31)],
    ]);
    expect(await end(lapseClocks, 45)).toEqual([
      ['DL-DRAFT', 'missed', at(45)],
      ['DL-LETTER', 'cancelled', at(45)],
    ]);
    expect(await end(lapseClocks, 61, { codes: ['DL-LETTER'], at: at(59) })).toEqual([
      ['DL-DRAFT', 'running', null],
      ['DL-LETTER', 'cancelled', at(59)],
    ]);
    expect(await end(cancelClocks, 61)).toEqual([
      ['DL-DRAFT', 'cancelled', at(61)],
      ['DL-LETTER', 'cancelled', at(61)],
    ]);
    expect(await end(cancelClocks, 61, { codes: ['DL-DRAFT'], at: at(1) })).toEqual([
      ['DL-DRAFT', 'cancelled', at(1)],
      ['DL-LETTER', 'running', null],
    ]);
  });

  test('runs on where the act that ended it is taken back, and no other does', async () => {
    const one = letter();
    await start(one, { codes: ['DL-LETTER', 'DL-DRAFT'] });
    await write((tx) => meetClocks(tx, one, { codes: ['DL-DRAFT'] }));
    home.clock.advance(MINUTE);
    const ended = home.clock.now();
    await write((tx) => meetClocks(tx, one));
    await write((tx) => resumeClocks(tx, one, { at: ended }));
    expect((await clocks(one)).map(({ rule: of, status, endedAt }) => [of, status, endedAt])).toEqual([
      ['DL-DRAFT', 'met', from],
      ['DL-LETTER', 'running', null],
    ]);
  });

  test('goes over to another agency while it is open, late too', async () => {
    const [one, other, late] = [letter(), letter(), letter()];
    await start(late);
    home.clock.set(at(60).toISOString());
    await start(one, { codes: ['DL-LETTER', 'DL-DRAFT'] });
    await write((tx) => meetClocks(tx, one, { codes: ['DL-DRAFT'] }));
    await start(other);
    await sweep();
    expect([(await row(late)).status, (await row(one)).status]).toEqual(['breached', 'running']);
    for (const object of [one, late]) await write((tx) => moveClocks(tx, object, { ownerAgency: 'SYT-01' }));
    expect([
      (await row(one)).owner_agency,
      (await row(late)).owner_agency,
      (await row(one, 'DL-DRAFT')).owner_agency,
      (await row(other)).owner_agency,
    ]).toEqual(['SYT-01', 'SYT-01', 'UBND-00004', 'UBND-00004']);
  });
});

describe('the sweep', () => {
  const none = { warned: 0, breached: 0, raised: 0, told: [] };

  test('warns the owner, tells owner and province when it runs out, and the ministry when as long again has passed', async () => {
    const one = letter();
    await start(one);
    home.clock.set(new Date(at(30).getTime() - 1).toISOString());
    expect(await sweep()).toEqual(none);
    home.clock.set(at(30).toISOString());
    expect(await sweep()).toEqual({ ...none, warned: 1, told: ['UBND-00004'] });
    expect(await told()).toEqual([['commune_child_officer', 'clock.due-soon', one.id, 1]]);
    home.clock.set(new Date(at(60).getTime() - 1).toISOString());
    expect(await sweep()).toEqual(none);
    expect(heard).toEqual([]);
    home.clock.set(at(60).toISOString());
    const swept = await sweep();
    expect({ ...swept, told: swept.told.toSorted() }).toEqual({ ...none, breached: 1, told: ['SYT-01', 'UBND-00004'] });
    expect((await told()).toSorted()).toEqual([
      ['commune_chair', 'clock.breached', one.id, 1],
      ['province_child_officer', 'clock.breached', one.id, 1],
    ]);
    expect(heard).toEqual([
      { what: 'breached', clocks: [{ kind: 'letter', object: one.id, rule: 'DL-LETTER', dueAt: at(60) }] },
    ]);
    expect(await row(one)).toMatchObject({
      status: 'breached',
      breached_at: at(60),
      escalated_to: 'PROVINCE',
      escalated_agency: 'SYT-01',
      escalate_next_at: at(120),
    });
    home.clock.set(new Date(at(120).getTime() - 1).toISOString());
    expect(await sweep()).toEqual(none);
    home.clock.set(at(120).toISOString());
    expect(await sweep()).toEqual({ ...none, raised: 1, told: ['MOH-MCD'] });
    expect(await told()).toEqual([['ministry_child_officer', 'clock.raised', one.id, 1]]);
    expect(await row(one)).toMatchObject({
      status: 'breached',
      escalated_to: 'CENTRAL',
      escalated_agency: 'MOH-MCD',
      escalate_next_at: null,
    });
    home.clock.advance(24 * 60 * MINUTE);
    expect(await sweep()).toEqual(none);
    expect(await escalations(one)).toEqual([
      { kind: 'warning', level: 'OWNER', to_agency: 'UBND-00004', at: at(30) },
      { kind: 'breach', level: 'PROVINCE', to_agency: 'SYT-01', at: at(60) },
      { kind: 'breach', level: 'CENTRAL', to_agency: 'MOH-MCD', at: at(120) },
    ]);
    const { rows } = await home.owner.query(
      "select actor_kind, body::jsonb -> 'codes' as codes from kernel.audit_entry where action = 'clock.sweep' and at >= $1 order by at",
      [from],
    );
    const entry = { warned: 0, breached: 0, raised: 0 };
    expect(rows).toEqual(
      [{ warned: 1 }, { breached: 1 }, { raised: 1 }].map((done) => ({
        actor_kind: 'system',
        codes: { ...entry, ...done },
      })),
    );
  });

  test('tells the ministry at once where the rule says so, or where no province is concerned', async () => {
    const [central, nowhere] = [letter(), letter()];
    await start(central, { codes: ['DL-DRAFT'] });
    const {
      provinceCode: _p,
      communeCode: _c,
      ...plain
    } = {
      provinceCode: '',
      communeCode: '',
      law: law(LETTER),
      object: nowhere,
      codes: ['DL-LETTER'],
      startedAt: from,
      occurrence: 'sent',
      ownerAgency: 'UBND-00004',
    };
    await write((tx) => startClocks(tx, plain));
    home.clock.set(at(60).toISOString());
    expect(await sweep()).toMatchObject({ breached: 2, raised: 0 });
    for (const [object, code] of [
      [central, 'DL-DRAFT'],
      [nowhere, 'DL-LETTER'],
    ] as const)
      expect(await row(object, code)).toMatchObject({
        escalated_to: 'CENTRAL',
        escalated_agency: 'MOH-MCD',
        escalate_next_at: null,
      });
    // Two at once are one notice with their number, to each.
    expect((await told()).toSorted()).toEqual([
      ['commune_chair', 'clock.breached', null, 2],
      ['ministry_child_officer', 'clock.breached', null, 2],
    ]);
    home.clock.advance(24 * 60 * MINUTE);
    expect(await sweep()).toEqual(none);
  });

  test('names the record to who is told of one clock alone, so that nobody who is kept from it hears', async () => {
    const [one, record] = [letter(), newId<'case'>()];
    await start(one, { record });
    home.clock.set(at(30).toISOString());
    await sweep();
    for (let n = 0; n < 2; n += 1) await start(letter(), { record });
    home.clock.set(at(60).toISOString());
    await sweep();
    home.clock.set(at(90).toISOString());
    await sweep();
    const { rows } = await home.owner.query(
      `select kind, object_id as object, record_id as record from work.notice
       where created_at >= $1 and person = any ($2) order by created_at, kind`,
      [from, ['commune_child_officer', 'commune_chair'].map((role) => home.people[role]?.id)],
    );
    expect(rows).toEqual([
      { kind: 'clock.due-soon', object: one.id, record },
      { kind: 'clock.breached', object: one.id, record },
      { kind: 'clock.due-soon', object: null, record: null },
      { kind: 'clock.breached', object: null, record: null },
    ]);
  });

  test('goes up to the agencies that supervise the kind in the province and in the nation, where there are such', async () => {
    const above = (...areas: { kind: string; province: string | null }[]) =>
      supervisorsOf(home.context(systemActor('test')), areas);
    const nation = { '': 'MOH-MCD' };
    expect(await above({ kind: 'letter', province: '01' })).toEqual({ letter: { ...nation, '01': 'SYT-01' } });
    expect(await above({ kind: 'letter', province: null })).toEqual({ letter: nation });
    // A province without such an agency.
    expect(await above({ kind: 'letter', province: '79' })).toEqual({ letter: nation });
    expect(
      await above(
        { kind: 'letter', province: '79' },
        { kind: 'note', province: '01' },
        { kind: 'letter', province: '01' },
      ),
    ).toEqual({ letter: { ...nation, '01': 'SYT-01' }, note: { ...nation, '01': 'SYT-01' } });
    expect(await above({ kind: 'errand', province: '01' }, { kind: 'errand', province: null })).toEqual({ errand: {} });
    expect(await above()).toEqual({});
    // What nobody stands above is late all the same, and its owner hears.
    const errand = letter(newId(), 'errand');
    await start(errand);
    home.clock.set(at(60).toISOString());
    expect(await sweep()).toMatchObject({ breached: 1, told: ['UBND-00004'] });
    expect(await row(errand)).toMatchObject({ status: 'breached', escalated_to: 'PROVINCE', escalated_agency: null });
  });

  test('warns of none that has run out already, and looks at none that has ended', async () => {
    const [late, ended] = [letter(), letter()];
    await start(late);
    await start(ended);
    await write((tx) => meetClocks(tx, ended));
    home.clock.set(at(61).toISOString());
    expect(await sweep()).toMatchObject({ warned: 0, breached: 1 });
    expect((await row(ended)).status).toBe('met');
    expect((await row(late)).breached_at).toEqual(at(60));
    // One that was met late goes up no further.
    await write((tx) => meetClocks(tx, late));
    home.clock.set(at(200).toISOString());
    expect(await sweep()).toEqual(none);
  });

  test('tells nobody where the kind says so, counts it all the same, and lets everybody’s pages look again', async () => {
    const events: LiveEvent[] = [];
    const stop = home.kernel.live.listen((event) => events.push(event));
    const note = letter(newId(), 'note');
    await start(note);
    home.clock.set(at(60).toISOString());
    expect(await sweep()).toMatchObject({ breached: 1 });
    expect([await told(), heard]).toEqual([[], []]);
    await expect
      .poll(() =>
        events
          .filter(({ topic }) => topic === 'clocks.clock')
          .map(({ id, agency }) => [id, agency])
          .sort(),
      )
      .toEqual([
        ['SYT-01', 'SYT-01'],
        ['UBND-00004', 'UBND-00004'],
      ]);
    stop();
  });

  test('goes on batch by batch until nothing is left, and names each clock to its module once', async () => {
    const many = Array.from({ length: 7 }, () => letter());
    for (const one of many) await start(one);
    home.clock.set(at(60).toISOString());
    expect(await sweep(2)).toMatchObject({ breached: 7 });
    const named = heard.flatMap(({ clocks: of }) => of.map(({ object }) => object));
    expect(named.toSorted()).toEqual(many.map(({ id }) => id).toSorted());
    expect(
      (await told()).filter(([role]) => role === 'commune_chair').reduce((sum, [, , , n]) => sum + Number(n), 0),
    ).toBe(7);
    expect(await sweep(2)).toEqual(none);
  });

  test('by the job fails where a kind is known to nobody', async () => {
    const job = clocksJobs.find(({ name }) => name === 'clocks.sweep');
    expect(job?.cron).toBe('* * * * *');
    await job?.run(home.context(systemActor('test')), {});
    await start(letter(newId(), 'unheard'));
    home.clock.set(at(60).toISOString());
    await expect(job?.run(home.context(systemActor('test')), {})).rejects.toThrow(
      'no module registered the clock kind unheard',
    );
  });
});

describe('a change of law', () => {
  const follow = (...rules: DeadlineRule[]) =>
    write((tx) => followLaw(home.context(systemActor('test')), tx, law(...rules), 'DL-LETTER'));

  test('moves open clocks of its code, those of every kind, and each module hears of its own', async () => {
    const [one, note, met, other] = [letter(), letter(newId(), 'note'), letter(), letter()];
    for (const object of [one, note, met]) await start(object);
    await start(other, { codes: ['DL-DRAFT'] });
    await write((tx) => meetClocks(tx, met));
    const moved = await follow({ ...LETTER, id: 'DL-LETTER.NEW', amount: 90 }, DRAFT);
    expect(moved.map(({ object, dueBefore, dueAfter, becomes }) => [object, dueBefore, dueAfter, becomes])).toEqual(
      expect.arrayContaining([one, note].map((object) => [object, at(60), at(90), 'later'])),
    );
    expect(moved).toHaveLength(2);
    for (const object of [one, note])
      expect(await row(object)).toMatchObject({ rule_id: 'DL-LETTER.NEW', due_at: at(90), warn_at: at(45) });
    expect((await row(met)).due_at).toEqual(at(60));
    expect((await row(other, 'DL-DRAFT')).due_at).toEqual(at(30));
    expect(heard).toEqual([{ what: 'moved', clocks: [{ object: one.id, rule: 'DL-LETTER', dueAt: at(90) }] }]);
    // The same law again moves nothing.
    expect(await follow({ ...LETTER, id: 'DL-LETTER.NEW', amount: 90 })).toEqual([]);
    // A law without a rule of the code leaves the clocks as they are.
    expect(await follow(DRAFT)).toEqual([]);
    expect((await row(one)).due_at).toEqual(at(90));
  });

  test('lets a clock run again that is no longer late, as if it had never been; it warns and goes up anew', async () => {
    const one = letter();
    await start(one);
    home.clock.set(at(30).toISOString());
    await sweep();
    home.clock.set(at(60).toISOString());
    await sweep();
    await home.owner.query(
      'update clocks.escalation set seen_at = now() where clock_id in (select id from clocks.clock where object_id = $1)',
      [one.id],
    );
    await follow({ ...LETTER, amount: 180 });
    expect(await row(one)).toMatchObject({
      status: 'running',
      warned_at: null,
      breached_at: null,
      escalated_to: null,
      escalated_agency: null,
      escalate_next_at: null,
      due_at: at(180),
      warn_at: at(90),
    });
    const { rows } = await home.owner.query(
      'select count(*)::int as n from clocks.escalation join clocks.clock as c on c.id = clock_id where object_id = $1 and seen_at is not null',
      [one.id],
    );
    expect(rows[0].n).toBe(0);
    home.clock.set(at(90).toISOString());
    expect(await sweep()).toMatchObject({ warned: 1 });
    home.clock.set(at(180).toISOString());
    expect(await sweep()).toMatchObject({ breached: 1 });
  });

  test('that makes a late clock late by another time leaves it late, and one that becomes late is swept at once', async () => {
    const [late, running] = [letter(), letter()];
    await start(late);
    home.clock.set(at(60).toISOString());
    await sweep();
    await start(running);
    home.clock.set(at(70).toISOString());
    const seen = async () =>
      (
        await home.owner.query(
          'select seen_at from clocks.escalation join clocks.clock as c on c.id = clock_id where object_id = $1',
          [late.id],
        )
      ).rows[0].seen_at;
    await home.owner.query(
      'update clocks.escalation set seen_at = $2 where clock_id in (select id from clocks.clock where object_id = $1)',
      [late.id, at(65)],
    );
    const moved = await follow({ ...LETTER, amount: 5 });
    // Whoever has looked at it need not look again.
    expect(await seen()).toEqual(at(65));
    expect(moved.map(({ object, becomes }) => [object.id, becomes]).toSorted()).toEqual(
      [
        [late.id, 'earlier'],
        [running.id, 'breached-at-once'],
      ].toSorted(),
    );
    expect(await row(late)).toMatchObject({
      status: 'breached',
      due_at: at(5),
      breached_at: at(60),
      escalated_to: 'PROVINCE',
    });
    expect(await row(running)).toMatchObject({ status: 'running', due_at: at(65) });
    expect(await sweep()).toMatchObject({ breached: 1 });
  });

  test('by the job is followed for every code that it names, and for no other', async () => {
    const binding = deadlineRules.find(
      (one) => one.urgency === undefined && one.unit !== 'minute' && one.validTo === undefined,
    ) as DeadlineRule;
    const [one, other] = [letter(), letter()];
    const short = (code: string) => law(rule(code, { amount: 1 }));
    await start(one, { codes: [binding.code], law: short(binding.code), ownerAgency: 'SYT-01' });
    await start(other, { codes: ['DL-LETTER'], law: short('DL-LETTER') });
    const job = clocksJobs.find(({ name }) => name === 'clocks.follow-law');
    expect(job?.cron).toBeUndefined();
    await job?.run(home.context(systemActor('test')), { codes: ['DL-LETTER'] });
    expect((await row(one, binding.code)).due_at).toEqual(at(1));
    await job?.run(home.context(systemActor('test')), { codes: ['DL-LETTER', binding.code] });
    expect((await row(one, binding.code)).due_at.getTime()).toBeGreaterThan(at(1).getTime());
    expect((await row(one, binding.code)).rule_id).toBe(binding.id);
    expect((await row(other)).due_at).toEqual(at(1));
    // A job that was refused has failed, and is tried again.
    await expect(job?.run(home.context(systemActor('test')), { codes: ['DL-\0'] })).rejects.toThrow(
      'refused: request.invalid',
    );
  });

  test('is tried out by who oversees, on the clocks that they oversee', async () => {
    const [here, elsewhere] = [letter(), letter()];
    await start(here, { urgency: 'U2' });
    await start(elsewhere, { provinceCode: '79', ownerAgency: 'UBND-26734' });
    const seen = async (person: TestPerson | undefined) => {
      const ctx = await home.as(person as TestPerson);
      const found = must(await ctx.transaction(async (tx) => ok(await openClocksOf(tx, 'DL-LETTER'))));
      return found.map(({ object }) => object.id).toSorted();
    };
    expect(await seen(home.people.province_child_officer)).toEqual([here.id]);
    expect(await seen(home.people.ministry_child_officer)).toEqual([here.id, elsewhere.id].toSorted());
    expect(await seen(home.people.commune_child_officer)).toEqual([]);
    const all = await write((tx) => openClocksOf(tx, 'DL-LETTER'));
    expect(all.find(({ object }) => object.id === here.id)).toEqual({
      id: (await row(here)).id,
      ruleCode: 'DL-LETTER',
      startedAt: from,
      dueAt: at(60),
      ownerAgency: 'UBND-00004',
      object: here,
      urgency: 'U2',
      provinceCode: '01',
    });
    await write((tx) => meetClocks(tx, here));
    expect(await write((tx) => openClocksOf(tx, 'DL-LETTER'))).toHaveLength(1);
    expect(await write((tx) => openClocksOf(tx, 'DL-NONE'))).toEqual([]);
  });

  test('is followed once more a minute later, for clocks that were being started meanwhile', async () => {
    await write((tx) => followLawAgain(tx, ['DL-LETTER', 'DL-DRAFT']));
    const { rows } = await home.owner.query(
      "select payload, run_at from graphile_worker._private_jobs as job join graphile_worker._private_tasks as task on task.id = task_id where identifier = 'clocks.follow-law' order by job.id desc limit 1",
    );
    expect(rows).toEqual([{ payload: { codes: ['DL-LETTER', 'DL-DRAFT'] }, run_at: at(1) }]);
  });
});
