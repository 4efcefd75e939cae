import { beforeEach, describe, expect, it } from 'vitest';
import { fileFixture } from '../../../tools/test/file-fixture.ts';
import { testPerson } from '../../../tools/test/test-person.ts';
import { code, must } from '../../../tools/test/test-result.ts';
import type { PersonActor } from '../../kernel/index.ts';
import { showBoard } from '../board/show-board.ts';
import { acceptContact } from '../contacts/accept-contact.ts';
import { endContact, finishContact } from '../contacts/end-contact.ts';
import { steerContact } from '../contacts/steer-contact.ts';
import { HELPLINE } from '../counselling-desk.ts';
import { endShift } from '../helpers/end-shift.ts';
import { readAsHelper } from '../lines/read-thread.ts';
import { writeAsHelper } from '../lines/write-as-helper.ts';
import { openCounsellingHome } from '../testing.ts';
import { listAlerts, settleAlert } from './list-alerts.ts';
import { raiseConcern } from './raise-concern.ts';
import { answerConcern, readConcerns } from './read-concerns.ts';

const home = fileFixture(() => openCounsellingHome());
beforeEach(async () => {
  await home.clear();
  await home.owner.query('delete from counselling.safeguard_alert');
  await home.owner.query('delete from counselling.contact_event');
});
type Who = PersonActor;
const alerts = async (who: Who) => must(await listAlerts(home.at(who)));
const accept = (who: Who, contact: string) => acceptContact(home.at(who), { contact });

/** The child is with the helper once more. */
async function taken(helper: Who, contact: string): Promise<void> {
  must(await accept(helper, contact));
  const { version } = await home.contact(contact);
  const supervisor = home.helper('111_supervisor');
  must(await steerContact(home.at(supervisor), { contact, version, act: 'give-back' }));
}

describe('what the house notices of its own people', () => {
  it('is the same helper taking the same child a third time, and not the second', async () => {
    const [helper, supervisor] = [await home.onShift(), home.helper('111_supervisor')];
    const { contact } = await home.child();
    await taken(helper, contact);
    await taken(helper, contact);
    expect(await alerts(supervisor)).toEqual([]);
    await taken(helper, contact);
    expect(await alerts(supervisor)).toMatchObject([{ kind: 'same-pair', helper: helper.person, count: 3 }]);
    expect(must(await showBoard(home.at(supervisor))).alerts).toBe(1);
    // Once more is the same alert, counted on.
    await taken(helper, contact);
    expect(await alerts(supervisor)).toMatchObject([{ kind: 'same-pair', count: 4, lookedBy: null }]);
  });

  it('is a contact that its helper opens off shift, or again a day after its end', async () => {
    const [helper, supervisor] = [await home.onShift(), home.helper('111_supervisor')];
    const { contact } = await home.child();
    const read = () => readAsHelper(home.at(helper), { contact, after: 0 });
    must(await accept(helper, contact));
    must(await read());
    must(await endContact(home.at(helper), { contact, reason: 'helped' }));
    must(await finishContact(home.at(helper), { contact }));
    must(await read());
    expect(await alerts(supervisor)).toEqual([]);
    must(await endShift(home.at(helper)));
    must(await read());
    expect(await alerts(supervisor)).toMatchObject([{ kind: 'off-shift', helper: helper.person }]);
    home.clock.set(new Date(home.clock.now().getTime() + 25 * 3_600_000));
    must(await read());
    expect((await alerts(supervisor)).map(({ kind }) => kind).sort()).toEqual(['off-shift', 'read-again']);
  });

  it('is a third line in a week that would have led children elsewhere, with the count and no word of it', async () => {
    const [helper, supervisor] = [await home.onShift(), home.helper('111_supervisor')];
    const { contact } = await home.child();
    must(await accept(helper, contact));
    const text = 'Em gọi cho chị số 0912 345 678 nhé.';
    const write = () => writeAsHelper(home.at(helper), { contact, text, lineKey: crypto.randomUUID(), afterSeq: 0 });
    expect(must(await write()).outcome).toBe('held-back');
    expect(must(await write()).outcome).toBe('held-back');
    expect(await alerts(supervisor)).toEqual([]);
    expect(must(await write()).outcome).toBe('held-back');
    const found = await alerts(supervisor);
    expect(found).toMatchObject([{ kind: 'held-back', helper: helper.person, count: 3 }]);
    expect(JSON.stringify(found)).not.toContain('0912');
  });

  it('is shown to no helper, and to no supervisor whom it is about', async () => {
    const watched = await home.onShift('front', '111_supervisor');
    const other = home.helper('111_supervisor');
    const { contact } = await home.child();
    for (let time = 0; time < 3; time += 1) await taken(watched, contact);
    const [alert] = await alerts(other);
    expect(alert?.helper).toBe(watched.person);
    expect(await alerts(watched)).toEqual([]);
    expect(code(await listAlerts(home.at(home.helper('111_counsellor'))))).toBe('access.not-permitted');
    const settle = (who: Who) => settleAlert(home.at(who), { alert: alert?.id as string, outcome: 'explained' });
    expect(code(await settle(watched))).toBe('record.not-found');
    must(await settle(other));
    expect(code(await settle(other))).toBe('contact.act-not-open');
    expect(await alerts(other)).toMatchObject([{ lookedBy: other.person, outcome: 'explained' }]);
    // What comes afterwards is noticed anew.
    await taken(watched, contact);
    expect((await alerts(other)).filter(({ lookedBy }) => lookedBy === null)).toHaveLength(1);
  });
});

/** Somebody of the agency who stands in its tables with that office. */
async function appointed(role: 'dpo' | 'auditor'): Promise<Who> {
  const one = testPerson(role, HELPLINE.agency, { name: 'Người thử nghiệm' });
  await home.owner.query(
    `insert into members.person (id, login, name, agency, created_at, created_by) values ($1, $2, $3, $4, $5, 'test')`,
    [one.person, `${one.person}@tongdai111.example`, one.name, HELPLINE.agency, home.clock.now()],
  );
  await home.owner.query(
    `insert into members.role_assignment (id, person, role, agency, valid_from, given_by, given_at)
     values (gen_random_uuid(), $1, $2, $3, $4, 'test', $4)`,
    [one.person, role, HELPLINE.agency, home.clock.now()],
  );
  return one;
}
const dismiss = () =>
  home.owner.query(`update members.role_assignment set valid_to = $1 where role in ('dpo', 'auditor')`, [
    home.clock.now(),
  ]);

describe('a concern about a colleague', () => {
  beforeEach(dismiss);
  const raise = (who: Who, about?: Who) =>
    raiseConcern(home.at(who), { kind: 'conduct', about: about?.person, text: 'Điều tôi lo: hoàng yến.' });
  const read = async (who: Who) => must(await readConcerns(home.at(who)));

  it('goes past every supervisor to the data protection officer, sealed, and comes back answered', async () => {
    const [officer, author, supervisor] = [await appointed('dpo'), home.agent, home.supervisor];
    const { id } = must(await raise(author, supervisor));
    const kept = await home.owner.query<{ sealed: Buffer }>('select sealed from counselling.concern where id = $1', [
      id,
    ]);
    expect(kept.rows[0]?.sealed.toString('utf8')).not.toContain('hoàng yến');
    expect(await read(supervisor)).toEqual([]);
    expect(await read(home.counsellor)).toEqual([]);
    expect(await read(officer)).toMatchObject([
      {
        id,
        own: false,
        author: author.person,
        about: supervisor.person,
        text: 'Điều tôi lo: hoàng yến.',
        mayAnswer: true,
      },
    ]);
    const notices = await home.owner.query('select person from work.notice where object_id = $1', [id]);
    expect(notices.rows).toEqual([{ person: officer.person }]);
    const answer = (who: Who) => answerConcern(home.at(who), { concern: id, text: 'Tôi đã nhận.' });
    expect(code(await answer(supervisor))).toBe('record.not-found');
    expect(code(await answer(author))).toBe('access.not-permitted');
    must(await answer(officer));
    expect(code(await answer(officer))).toBe('concern.answered');
    expect(await read(author)).toMatchObject([{ id, own: true, answer: 'Tôi đã nhận.', mayAnswer: false }]);
  });

  it('about that officer goes to the auditor, and the officer neither reads nor hears of it', async () => {
    const [officer, auditor] = [await appointed('dpo'), await appointed('auditor')];
    const { id } = must(await raise(home.agent, officer));
    expect((await read(officer)).map((one) => one.id)).not.toContain(id);
    expect((await read(auditor)).map((one) => one.id)).toContain(id);
    const notices = await home.owner.query('select person from work.notice where object_id = $1', [id]);
    expect(notices.rows).toEqual([{ person: auditor.person }]);
  });

  it('is refused, with what was written kept by its page, where nobody could read it', async () => {
    expect(code(await raise(home.agent))).toBe('concern.nobody-to-read');
    const officer = await appointed('dpo');
    expect(code(await raise(home.agent, officer))).toBe('concern.nobody-to-read');
    must(await raise(home.agent));
  });

  it('is no word in the audit, and refuses what is none', async () => {
    await appointed('dpo');
    const { id } = must(await raise(home.agent, home.counsellor));
    const { rows } = await home.owner.query('select * from kernel.audit_entry where object_id = $1', [id]);
    expect(rows).toHaveLength(1);
    expect(JSON.stringify(rows)).not.toContain(home.counsellor.person);
    expect(JSON.stringify(rows)).not.toContain('hoàng yến');
    expect(code(await raise(home.agent, home.agent))).toBe('request.invalid');
    const said = { kind: 'conduct' as const, text: ' ' };
    expect(code(await raiseConcern(home.at(home.agent), said))).toBe('text.empty');
    expect(code(await raiseConcern(home.at(await appointed('auditor')), { ...said, text: 'a' }))).toBe(
      'access.not-permitted',
    );
  });
});
