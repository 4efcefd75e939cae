import { beforeEach, describe, expect, it } from 'vitest';
import { fileFixture } from '../../../tools/test/file-fixture.ts';
import { code, must } from '../../../tools/test/test-result.ts';
import { addPushDevice } from '../../channels/index.ts';
import { openTestAccount, plantProvider, playProvider, testSending } from '../../channels/outbox/outbox.testing.ts';
import { accountsToServe, sendByAccount } from '../../channels/outbox/send-messages.ts';
import { wakesAsked } from '../../channels/push/push.testing.ts';
import { openPushService } from '../../channels/push/push-service.fake.ts';
import { newId, type PersonActor } from '../../kernel/index.ts';
import { acceptContact } from '../contacts/accept-contact.ts';
import { readRisk } from '../risk/read-risk.ts';
import { openCounsellingHome } from '../testing.ts';
import { acknowledgeCall, lookAtMissed, playOfficer, tellRing, withdrawCall } from './answer-call.ts';
import { climbLadders } from './climb-ladder.ts';
import { addOfficer, endOfficer, listOfficers } from './keep-officers.ts';
import { callOf, listCalls, missedCalls, officerFigures } from './list-calls.ts';
import { officerDuties } from './officer-duties.ts';
import { officerJobs } from './officer-jobs.ts';
import { AGENCY, COMMUNE, ELSEWHERE, inDanger, official, onRoster } from './officers.testing.ts';
import { openCall, openDrill } from './open-call.ts';
import { TEXT_OFFICER } from './text-officer-job.ts';

const home = fileFixture(async () => {
  const base = await openCounsellingHome();
  return {
    ...base,
    officer: await official(base, 'commune_child_officer', AGENCY),
    chair: await official(base, 'commune_chair', AGENCY),
    elsewhere: await official(base, 'commune_child_officer', `UBND-${ELSEWHERE}`),
    province: await official(base, 'province_child_officer', 'SYT-01', '01'),
    otherProvince: await official(base, 'province_child_officer', 'SYT-48', '48'),
  };
});
beforeEach(async () => {
  await home.clear();
  await home.owner.query(
    'update counselling.duty_officer set ended_at = added_at, ended_by = added_by where ended_at is null',
  );
  await home.owner.query(
    `update counselling.officer_call set state = 'WITHDRAWN', next_at = null where state in ('OPEN', 'UNANSWERED')`,
  );
  await home.owner.query(
    'update counselling.officer_call set looked_at = opened_at, looked_at_by = opened_by where looked_at is null',
  );
});

const later = async (minutes: number) => {
  home.clock.set(new Date(home.clock.now().getTime() + minutes * 60_000));
  await climbLadders(home.platform());
};
const call = async (helper: PersonActor, contact: string) =>
  must(await openCall(home.at(helper), { contact, commune: COMMUNE }));
const outcomes = (view: { readonly steps: readonly { readonly rung: string; readonly outcome: string }[] }) =>
  view.steps.map(({ rung, outcome }) => `${rung} ${outcome}`);
const now = async (helper: PersonActor, contact: string) => {
  const found = must(await callOf(home.at(helper), { contact })).call;
  if (!found) throw new Error('no call');
  return found;
};
const inbox = async (person: PersonActor, kind: string) =>
  (
    await home.owner.query<{ object_id: string }>('select object_id from work.notice where person = $1 and kind = $2', [
      person.person,
      kind,
    ])
  ).rows.map(({ object_id }) => object_id);
const duties = async (person: PersonActor) => must(await officerDuties.list(home.at(person))).duties;

describe('a call for a child in danger', () => {
  it('is opened at danger now alone, for a commune that exists, once at a time', async () => {
    const quiet = await home.onShift();
    const { contact: calm } = await home.child();
    must(await acceptContact(home.at(quiet), { contact: calm }));
    expect(code(await openCall(home.at(quiet), { contact: calm, commune: COMMUNE }))).toBe('officer-call.no-danger');
    const { contact, helper } = await inDanger(home);
    expect(code(await openCall(home.at(helper), { contact, commune: '99999' }))).toBe('officer-call.commune-unknown');
    expect(code(await openCall(home.at(quiet), { contact, commune: COMMUNE }))).toBe('access.not-permitted');
    const both = await Promise.all([call(helper, contact), call(helper, contact)]);
    expect(both[0].id).toBe(both[1].id);
  });

  it('is rung first, and taken by the officer with one press, which ends the countdown', async () => {
    await onRoster(home, home.officer, { name: 'Chị Lan', phone: '024 3.000-111' });
    const { contact, helper } = await inDanger(home);
    const opened = await call(helper, contact);
    expect(opened).toMatchObject({ rung: 'RING', state: 'OPEN', ring: { name: 'Chị Lan', phone: '0243000111' } });
    expect(await duties(home.officer)).toMatchObject([
      { act: 'acknowledge-call', danger: true, reference: opened.reference },
    ]);
    expect(await duties(home.elsewhere)).toEqual([]);
    const taken = must(await acknowledgeCall(home.at(home.officer), { call: opened.id }));
    expect(taken).toMatchObject({ state: 'ACKNOWLEDGED', missed: false, ring: null, byPhone: false });
    expect(must(await acknowledgeCall(home.at(home.officer), { call: opened.id })).steps).toHaveLength(2);
    expect(code(await acknowledgeCall(home.at(home.chair), { call: opened.id }))).toBe('officer-call.over');
    expect(must(await readRisk(home.at(helper), { contact }))).toMatchObject({
      countdown: null,
      handedOver: [{ to: 'DUTY_OFFICER' }],
    });
    expect(await duties(home.officer)).toEqual([]);
  });

  it('is taken on the telephone, as the helper says who rang', async () => {
    await onRoster(home, home.officer);
    const { contact, helper } = await inDanger(home);
    const opened = await call(helper, contact);
    const told = must(
      await tellRing(home.at(helper), { call: opened.id, outcome: 'ANSWERED', version: opened.version }),
    );
    expect(told).toMatchObject({ state: 'ACKNOWLEDGED', byPhone: true });
    expect(code(await tellRing(home.at(helper), { call: opened.id, outcome: 'BUSY' }))).toBe('officer-call.over');
  });

  it('goes up at once where nobody answers the telephone: message, deputy, province, each in the ledger', async () => {
    await onRoster(home, home.officer, { person: home.officer.person });
    await onRoster(home, home.officer, { rank: 'DEPUTY', name: 'Anh Minh', phone: '0240000222' });
    const { contact, helper } = await inDanger(home);
    const opened = await call(helper, contact);
    expect(await inbox(home.officer, 'officer-call.opened')).not.toContain(opened.id);
    const busy = must(await tellRing(home.at(helper), { call: opened.id, outcome: 'BUSY' }));
    expect(busy).toMatchObject({ rung: 'MESSAGE', missed: true, ring: null });
    expect(await inbox(home.officer, 'officer-call.opened')).toContain(opened.id);
    // The message went to the one who is on duty, and to nobody else of the commune.
    expect(await inbox(home.chair, 'officer-call.opened')).not.toContain(opened.id);
    expect(code(await tellRing(home.at(helper), { call: opened.id, outcome: 'BUSY' }))).toBe(
      'officer-call.nobody-to-ring',
    );
    await later(2);
    expect((await now(helper, contact)).rung).toBe('MESSAGE');
    await later(1);
    expect(await now(helper, contact)).toMatchObject({
      rung: 'DEPUTY',
      ring: { name: 'Anh Minh', phone: '0240000222' },
    });
    must(await tellRing(home.at(helper), { call: opened.id, outcome: 'REFUSED' }));
    expect(await inbox(home.province, 'officer-call.opened')).toContain(opened.id);
    expect(await duties(home.province)).toMatchObject([{ act: 'acknowledge-call', danger: true }]);
    expect(await inbox(home.otherProvince, 'officer-call.opened')).toEqual([]);
    expect(outcomes(await now(helper, contact))).toEqual([
      'RING TO_RING',
      'RING BUSY',
      'MESSAGE MESSAGED',
      'MESSAGE NO_ACKNOWLEDGEMENT',
      'DEPUTY TO_RING',
      'DEPUTY REFUSED',
      'PROVINCE MESSAGED',
    ]);
    must(await acknowledgeCall(home.at(home.province), { call: opened.id }));
    expect(await now(helper, contact)).toMatchObject({ state: 'ACKNOWLEDGED', missed: true });
  });

  it('says where nobody is on duty and goes on at once; when the province is silent too, the supervisor is told', async () => {
    const { contact, helper } = await inDanger(home);
    const opened = await call(helper, contact);
    // Nobody is on the roster: everybody at the commune who may answer gets the message.
    expect(opened).toMatchObject({ rung: 'MESSAGE', missed: true });
    expect(await inbox(home.chair, 'officer-call.opened')).toContain(opened.id);
    await later(3);
    expect(outcomes(await now(helper, contact))).toEqual([
      'RING NOBODY_ON_DUTY',
      'MESSAGE MESSAGED',
      'MESSAGE NO_ACKNOWLEDGEMENT',
      'DEPUTY NOBODY_ON_DUTY',
      'PROVINCE MESSAGED',
    ]);
    await later(5);
    expect((await now(helper, contact)).state).toBe('UNANSWERED');
    expect(await inbox(home.supervisor, 'officer-call.unanswered')).toContain(opened.id);
    // It can still be taken, late.
    must(await acknowledgeCall(home.at(home.chair), { call: opened.id }));
    expect((await now(helper, contact)).state).toBe('ACKNOWLEDGED');
  });

  it('blames no officer where nobody of 111 rang', async () => {
    await onRoster(home, home.officer);
    const { contact, helper } = await inDanger(home);
    await call(helper, contact);
    await later(3);
    expect(await now(helper, contact)).toMatchObject({ rung: 'MESSAGE', missed: false });
    expect(outcomes(await now(helper, contact))).toContain('RING NOT_RUNG');
  });

  it('is climbed once, by however many processes at once', async () => {
    await onRoster(home, home.officer);
    const { contact, helper } = await inDanger(home);
    await call(helper, contact);
    home.clock.set(new Date(home.clock.now().getTime() + 3 * 60_000));
    await Promise.all([climbLadders(home.platform()), climbLadders(home.platform())]);
    expect((await now(helper, contact)).rung).toBe('MESSAGE');
    expect((await now(helper, contact)).steps).toHaveLength(3);
  });

  it('ends when 111 needs nobody any more', async () => {
    await onRoster(home, home.officer);
    const { contact, helper } = await inDanger(home);
    const opened = await call(helper, contact);
    must(await withdrawCall(home.at(helper), { call: opened.id }));
    expect(code(await acknowledgeCall(home.at(home.officer), { call: opened.id }))).toBe('officer-call.over');
    await later(30);
    expect((await now(helper, contact)).state).toBe('WITHDRAWN');
  });

  it('tells an officer the kind and the commune, and nothing of the child or of what was said', async () => {
    await onRoster(home, home.officer);
    const { contact, helper } = await inDanger(home);
    const opened = await call(helper, contact);
    const [seen] = must(await listCalls(home.at(home.officer))).open;
    expect(seen).toMatchObject({ id: opened.id, kind: 'VIOLENCE_NOW', commune: COMMUNE });
    expect(JSON.stringify(seen)).not.toContain(contact);
    expect(code(await callOf(home.at(home.officer), { contact }))).toBe('record.not-found');
    expect(must(await listCalls(home.at(home.elsewhere))).open).toEqual([]);
    expect(code(await acknowledgeCall(home.at(home.elsewhere), { call: opened.id }))).toBe('record.not-found');
    expect(code(await tellRing(home.at(home.officer), { call: opened.id, outcome: 'ANSWERED' }))).toBe(
      'access.not-permitted',
    );
  });
});

describe('what a commune did not answer', () => {
  it('waits for its province until somebody has looked at it, and is counted by outcome', async () => {
    await onRoster(home, home.officer);
    home.clock.set(new Date(home.clock.now().getTime() + 3_600_000));
    const from = home.clock.now();
    const { contact, helper } = await inDanger(home);
    const opened = await call(helper, contact);
    must(await tellRing(home.at(helper), { call: opened.id, outcome: 'NO_ANSWER' }));
    must(await acknowledgeCall(home.at(home.officer), { call: opened.id }));
    expect(await duties(home.province)).toMatchObject([
      { act: 'look-at-missed', danger: false, reference: opened.reference },
    ]);
    expect(must(await missedCalls(home.at(home.province))).calls.map(({ id }) => id)).toContain(opened.id);
    expect(must(await missedCalls(home.at(home.otherProvince))).calls).toEqual([]);
    const to = new Date(home.clock.now().getTime() + 1);
    expect(must(await officerFigures(home.at(home.province), { from, to })).agencies).toMatchObject([
      { agency: AGENCY, commune: COMMUNE, calls: 1, acknowledged: 1, missed: 1, noAnswer: 1, busy: 0 },
    ]);
    expect(code(await lookAtMissed(home.at(home.officer), { call: opened.id }))).toBe('access.not-permitted');
    must(await lookAtMissed(home.at(home.province), { call: opened.id }));
    must(await lookAtMissed(home.at(home.province), { call: opened.id }));
    expect(await duties(home.province)).toEqual([]);
  });
});

describe('the roster', () => {
  it('is kept by the commune and its province, for themselves alone, and tells when nobody is there', async () => {
    const id = await onRoster(home, home.officer, { days: [1, 2, 3, 4, 5], from: 420, to: 1_020 });
    const own = must(await listOfficers(home.at(home.officer))).agencies[0];
    expect(own).toMatchObject({ agency: AGENCY, mayKeep: true, officers: [{ id, phone: '0240000111' }] });
    expect(own?.gaps[0]).toEqual({ from: 0, to: 420 });
    await onRoster(home, home.province, { rank: 'DEPUTY' });
    expect(must(await listOfficers(home.at(home.province))).agencies.map(({ agency }) => agency)).toContain(AGENCY);
    const entry = { name: 'Ai đó', phone: '0240000333', rank: 'OFFICER', days: [1], from: 0, to: 60 } as const;
    for (const by of [home.elsewhere, home.otherProvince, home.agent])
      expect(code(await addOfficer(home.at(by), { ...entry, agency: AGENCY }))).toBe('access.not-permitted');
    expect(code(await endOfficer(home.at(home.elsewhere), { officer: id }))).toBe('record.not-found');
    must(await endOfficer(home.at(home.officer), { officer: id }));
    const { contact, helper } = await inDanger(home);
    expect(outcomes(await call(helper, contact))[0]).toBe('RING NOBODY_ON_DUTY');
  });

  it('refuses hours, numbers and agencies that cannot be', async () => {
    const entry = {
      agency: AGENCY,
      name: 'Ai đó',
      phone: '0240000333',
      rank: 'OFFICER',
      days: [1],
      from: 0,
      to: 60,
    } as const;
    const add = (more: object) => addOfficer(home.at(home.officer), { ...entry, ...more });
    expect(code(await add({ name: ' ' }))).toBe('duty-officer.name-needed');
    expect(code(await add({ phone: '0000000001' }))).toBe('duty-officer.phone-unusable');
    expect(code(await add({ phone: 'gọi em' }))).toBe('duty-officer.phone-unusable');
    expect(code(await add({ days: [] }))).toBe('duty-officer.hours-unusable');
    expect(code(await add({ days: [8] }))).toBe('duty-officer.hours-unusable');
    expect(code(await add({ from: 1_440 }))).toBe('duty-officer.hours-unusable');
    expect(code(await add({ agency: 'XQZW-999' }))).toBe('agency.unknown');
    expect(code(await add({ agency: 'MOH-MCD' }))).toBe('duty-officer.no-area');
  });
});

describe('whoever is called', () => {
  it('is woken in the browsers that they turned on, rung by rung, and nobody in an exercise', async () => {
    const service = await openPushService(() => home.clock.now());
    for (const actor of [home.officer, home.elsewhere, home.province, home.supervisor])
      must(await addPushDevice(home.at(actor), { address: `${service.url}/${actor.person}`, userAgent: null }));
    await onRoster(home, home.officer);
    const { contact, helper } = await inDanger(home);
    await call(helper, contact);
    const { rows } = await home.owner.query<{ id: string; person: string }>(
      'select id, person from channels.push_device',
    );
    const personOf = new Map(rows.map(({ id, person }) => [id, person]));
    const woken = async () =>
      (await wakesAsked(home)).flatMap(({ devices }) => (devices as string[]).map((id) => personOf.get(id)));
    expect(await woken()).toEqual([]);
    for (let rung = 0; rung < 5; rung += 1) await later(30);
    const people = await woken();
    expect(people).toContain(home.officer.person);
    expect(people).toContain(home.province.person);
    expect(people).toContain(home.supervisor.person);
    expect(people).not.toContain(home.elsewhere.person);
    must(await openDrill(home.at(helper), { kind: 'VIOLENCE_NOW' }));
    for (let rung = 0; rung < 5; rung += 1) await later(30);
    expect(await woken()).toEqual(people);
    await service.close();
  });
});

describe('a text to the officer on duty', () => {
  const texts = async (reference: string) =>
    (
      await home.owner.query<{ state: string; purpose: string; agency: string }>(
        `select message.state, purpose, message.agency from channels.outbound_message as message
          join counselling.officer_call as call on call.id = message.object_id where call.reference = $1 order by message.id`,
        [reference],
      )
    ).rows;
  /** Does what the ladder asked for of the queue of jobs. */
  const jobsDone = async () => {
    const { rows } = await home.owner.query<{ payload: Record<string, unknown> }>(
      `select payload from graphile_worker._private_jobs as job
        join graphile_worker._private_tasks as task on task.id = job.task_id where task.identifier = 'counselling.text-officer'`,
    );
    for (const { payload } of rows)
      await officerJobs.find(({ name }) => name === TEXT_OFFICER)?.run(home.platform(), payload);
    return rows.length;
  };
  const begun = async (phone: string) => {
    const provider = playProvider();
    const planted = plantProvider(provider);
    await openTestAccount(home);
    await onRoster(home, home.officer, { phone });
    const { contact, helper } = await inDanger(home);
    const { reference } = await call(helper, contact);
    return { provider, planted, reference };
  };

  it('leaves by the account of 111 for texts, once, and says nothing of the child', async () => {
    const { provider, planted, reference } = await begun('0912345678');
    expect(await texts(reference)).toEqual([]);
    await later(30);
    expect(await jobsDone()).toBeGreaterThan(0);
    await jobsDone();
    expect(await texts(reference)).toEqual([{ state: 'waiting', purpose: 'officer-call', agency: 'C111' }]);
    for (const account of await accountsToServe(home.platform()))
      await sendByAccount(home.platform(), account, testSending(home));
    expect(provider.taken).toEqual([
      expect.objectContaining({
        to: '+84912345678',
        automatic: true,
        text: `111 gọi cán bộ trực: có việc khẩn, mã ${reference}. Mở hệ thống để nhận, hoặc gọi 111.`,
      }),
    ]);
    planted.close();
  });

  it('goes to each rung that has somebody on duty, up to the province’s', async () => {
    await onRoster(home, home.province, { agency: 'SYT-01', phone: '0987654321' });
    const { provider, planted, reference } = await begun('0912345678');
    for (let rung = 0; rung < 4; rung += 1) {
      await later(30);
      await jobsDone();
      for (const account of await accountsToServe(home.platform()))
        await sendByAccount(home.platform(), account, testSending(home));
    }
    expect(provider.taken.map(({ to }) => to)).toEqual(['+84912345678', '+84987654321']);
    expect(provider.taken.every(({ text }) => text.includes(reference))).toBe(true);
    planted.close();
  });

  it('goes to no telephone that cannot show it, and never in an exercise', async () => {
    const { planted, reference } = await begun('0240000111');
    await later(30);
    const asked = await jobsDone();
    expect(await texts(reference)).toEqual([]);
    const drill = must(await openDrill(home.at(await home.onShift()), { kind: 'VIOLENCE_NOW' }));
    await later(60);
    expect(await jobsDone()).toBe(asked);
    expect(await texts(drill.reference)).toEqual([]);
    planted.close();
  });
});

describe('an exercise (trap 25: a drill that looks real)', () => {
  it('goes up the whole ladder and reaches nobody who exists', async () => {
    await onRoster(home, home.officer, { person: home.officer.person });
    const before = await home.owner.query<{ n: string }>('select count(*)::text as n from work.notice');
    const drill = must(await openDrill(home.at(home.counsellor), { kind: 'SELF_HARM' }));
    expect(drill).toMatchObject({ drill: true, commune: null, rung: 'RING' });
    expect(drill.ring?.phone).toMatch(/^0000/);
    // Somebody who would get the message, were the exercise a true call of this agency.
    const reachable = await official(home, 'commune_child_officer', 'C111');
    must(await tellRing(home.at(home.counsellor), { call: drill.id, outcome: 'NO_ANSWER' }));
    expect(await inbox(reachable, 'officer-call.opened')).toEqual([]);
    await later(3);
    await later(3);
    await later(5);
    const after = await home.owner.query<{ n: string }>('select count(*)::text as n from work.notice');
    expect(after.rows).toEqual(before.rows);
    for (const person of [home.officer, home.chair, home.province, home.supervisor])
      expect(await duties(person)).toEqual([]);
    for (const person of [home.officer, home.province])
      expect(must(await listCalls(home.at(person), { drill: true }))).toEqual({ open: [], past: [] });
    expect(must(await listCalls(home.at(home.counsellor), { drill: true })).open).toMatchObject([
      { state: 'UNANSWERED' },
    ]);
    expect(must(await listCalls(home.at(home.counsellor))).open).toEqual([]);
    expect(must(await playOfficer(home.at(home.counsellor), { call: drill.id })).state).toBe('ACKNOWLEDGED');
    const all = { from: new Date(0), to: new Date('2030-01-01') };
    expect(
      must(await officerFigures(home.at(home.counsellor), all)).agencies.map(({ agency }) => agency),
    ).not.toContain('C111');
  });

  it('is for 111 alone to begin, and a true call cannot be played', async () => {
    expect(code(await openDrill(home.at(home.officer), { kind: 'MEETING' }))).toBe('access.not-permitted');
    const { contact, helper } = await inDanger(home);
    const opened = await call(helper, contact);
    expect(code(await playOfficer(home.at(helper), { call: opened.id }))).toBe('access.not-permitted');
  });

  it('cannot name an officer who exists, nor a true call an invented one: the store refuses it', async () => {
    const real = await onRoster(home, home.officer);
    const drill = must(await openDrill(home.at(home.counsellor), { kind: 'SELF_HARM' }));
    const { contact, helper } = await inDanger(home);
    const opened = await call(helper, contact);
    const { rows } = await home.owner.query<{ id: string }>(
      'select id from counselling.duty_officer where drill limit 1',
    );
    const step = `insert into counselling.officer_step (call_id, number, drill, rung, outcome, officer, agency, at) values ($1, 99, $2, 'RING', 'TO_RING', $3, 'C111', now())`;
    const foreignKey = { code: '23503' };
    await expect(home.owner.query(step, [drill.id, true, real])).rejects.toMatchObject(foreignKey);
    await expect(home.owner.query(step, [drill.id, false, real])).rejects.toMatchObject(foreignKey);
    await expect(home.owner.query(step, [opened.id, false, rows[0]?.id])).rejects.toMatchObject(foreignKey);
    await expect(home.owner.query(step, [opened.id, true, rows[0]?.id])).rejects.toMatchObject(foreignKey);
    const check = { code: '23514' };
    const officer = `insert into counselling.duty_officer (id, drill, agency, person, name, phone, rank, days, from_minute, to_minute, added_by, added_at)
      values ($1, true, 'C111', $2, 'x', $3, 'OFFICER', '{1}', 0, 60, $1, now())`;
    await expect(home.owner.query(officer, [newId(), null, '0240000111'])).rejects.toMatchObject(check);
    await expect(home.owner.query(officer, [newId(), home.officer.person, '0000000009'])).rejects.toMatchObject(check);
    await expect(
      home.owner.query(`update counselling.officer_call set drill = true where id = $1`, [opened.id]),
    ).rejects.toMatchObject(check);
    await expect(
      home.owner.query(`update counselling.officer_call set commune_code = '00004' where id = $1`, [drill.id]),
    ).rejects.toMatchObject(check);
  });
});
