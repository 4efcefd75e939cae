import { beforeEach, describe, expect, it } from 'vitest';
import { fileFixture } from '../../../tools/test/file-fixture.ts';
import { code, must } from '../../../tools/test/test-result.ts';
import type { PersonActor } from '../../kernel/index.ts';
import { decideApproval } from '../../work/index.ts';
import { acceptContact } from '../contacts/accept-contact.ts';
import type { ContactBegun } from '../contacts/begin-contact.ts';
import { signOfChild, waitAgain } from '../contacts/child-presence.ts';
import { endContact, finishContact } from '../contacts/end-contact.ts';
import { steerContact } from '../contacts/steer-contact.ts';
import { openCounsellingHome } from '../testing.ts';
import { contactCare, type PlanInput, setContactPlan } from './contact-plan.ts';
import { isAgreedTime } from './offer-care.ts';
import { askSlow, endSlow, listSlows } from './slow-contact.ts';

const home = fileFixture(() => openCounsellingHome());
beforeEach(async () => home.clear());

interface Talk {
  readonly child: ContactBegun;
  readonly helper: PersonActor;
  readonly contact: string;
}

/** A talk that has ended; nobody is on shift after it. */
async function talked(): Promise<Talk> {
  const helper = await home.onShift();
  const child = await home.child({ firstLine: 'Em chào chị.' });
  const { contact } = child;
  must(await acceptContact(home.at(helper), { contact }));
  must(await endContact(home.at(helper), { contact, reason: 'helped' }));
  must(await finishContact(home.at(helper), { contact }));
  await home.owner.query('update counselling.helper_shift set ended_at = began_at where ended_at is null');
  return { child, helper, contact };
}

const again = async ({ child }: Talk) => must(await waitAgain(home.public(), { session: child.session }));
const asks = ({ helper, contact }: Talk, said: object = {}) =>
  askSlow(home.at(helper), { contact, reason: 'ABUSIVE', days: 7, why: 'Chửi mắng nhiều lần.', ...said });
const decides = async (by: PersonActor, contact: string, decision: 'APPROVED' | 'REFUSED' = 'APPROVED') => {
  const { rows } = await home.owner.query<{ id: string }>(
    `select a.id from work.approval a join counselling.contact_slow s on s.id::text = a.object_id::text
     where s.contact_id = $1 order by a.asked_at desc limit 1`,
    [contact],
  );
  return decideApproval(home.at(by), { approval: rows[0]?.id as string, decision });
};

describe('a contact that is slowed', () => {
  it('waits five minutes longer at the front desk, is then offered like any other, and is never shut out (trap 19)', async () => {
    const one = await talked();
    must(await asks(one));
    must(await decides(home.supervisor, one.contact));
    await home.owner.query(`update counselling.contact set tier = 'counsellor' where id = $1`, [one.contact]);
    await again(one);
    const front = await home.onShift('front');
    expect((await home.contact(one.contact)).state).toBe('returned');
    await home.after(4 * 60, [front]);
    must(await signOfChild(home.public(), { session: one.child.session }));
    expect((await home.contact(one.contact)).state).toBe('returned');
    await home.after(61, [front]);
    expect(await home.contact(one.contact)).toMatchObject({ state: 'offered', offered_to: front.person });
  });

  it('shuts out nobody else: whoever writes from the same telephone has a contact of their own', async () => {
    const one = await talked();
    must(await asks(one));
    must(await decides(home.supervisor, one.contact));
    const helper = await home.onShift();
    const sibling = await home.child({ firstLine: 'Em là em của bạn ấy.' });
    expect(await home.contact(sibling.contact)).toMatchObject({ state: 'offered', offered_to: helper.person });
  });

  it('is not slowed once it is danger, whatever was decided before', async () => {
    const one = await talked();
    must(await asks(one));
    must(await decides(home.supervisor, one.contact));
    await again(one);
    const helper = await home.onShift();
    const { version } = await home.contact(one.contact);
    must(await steerContact(home.at(home.supervisor), { contact: one.contact, version, act: 'raise' }));
    await home.after(61, [helper]);
    expect((await home.contact(one.contact)).state).toBe('offered');
    expect(code(await asks(one))).toMatch(/^(contact-slow\.danger|contact-slow\.asked-already)$/);
  });

  it('is decided by a second person, whom the house tells, with a reason; a refusal leaves it as it was', async () => {
    const one = await talked();
    expect(code(await asks(one, { why: ' ' }))).toBe('approval.reason-missing');
    expect(code(await asks(one, { days: 31 }))).toBe('request.invalid');
    expect(code(await asks(one, { reason: 'OTHER' }))).toBe('contact-slow.reason-unknown');
    must(await asks(one));
    expect(code(await asks(one))).toBe('contact-slow.asked-already');
    const { rows } = await home.owner.query(`select 1 from work.notice where kind = 'contact.slow-asked'`);
    expect(rows.length).toBeGreaterThan(0);
    expect(code(await decides(one.helper, one.contact))).toMatch(/^(access|approval)\./);
    expect(must(await contactCare(home.at(one.helper), { contact: one.contact })).slow).toMatchObject({ until: null });
    await again(one);
    const helper = await home.onShift();
    await home.after(1, [helper]);
    expect((await home.contact(one.contact)).state).toBe('offered');
    must(await decides(home.supervisor, one.contact, 'REFUSED'));
    expect(must(await contactCare(home.at(one.helper), { contact: one.contact })).slow).toBeNull();
  });

  it('is slowed no longer after its days, or when a supervisor ends it', async () => {
    const one = await talked();
    must(await asks(one, { days: 1 }));
    must(await decides(home.supervisor, one.contact));
    expect(must(await listSlows(home.at(home.supervisor))).map(({ contact }) => contact)).toContain(one.contact);
    expect(code(await listSlows(home.at(home.agent)))).toBe('access.not-permitted');
    await home.after(25 * 3_600);
    expect(must(await contactCare(home.at(one.helper), { contact: one.contact })).slow).toBeNull();
    must(await asks(one));
    must(await decides(home.supervisor, one.contact));
    expect(code(await endSlow(home.at(one.helper), { contact: one.contact }))).toMatch(/^access\./);
    must(await endSlow(home.at(home.supervisor), { contact: one.contact }));
    await home.owner.query('update counselling.contact_session set last_used_at = $1, expires_at = $2', [
      home.clock.now(),
      new Date(home.clock.now().getTime() + 3_600_000),
    ]);
    await again(one);
    await home.onShift();
    await home.after(1);
    expect((await home.contact(one.contact)).state).toMatch(/^(offered|returned)$/);
    expect(must(await contactCare(home.at(one.helper), { contact: one.contact })).slow).toBeNull();
  });
});

describe('the shared plan of who comes often', () => {
  const plan = (named: string | null, said: Partial<PlanInput> = {}): PlanInput => ({
    named,
    weekdays: [0, 1, 2, 3, 4, 5, 6],
    fromMinute: 0,
    toMinute: 1_440,
    reviewOn: new Date(home.clock.now().getTime() + 30 * 86_400_000).toISOString().slice(0, 10),
    words: 'Nghe trước, không hỏi lại từ đầu.',
    ...said,
  });

  it('offers the contact to the named helper first at the agreed times, and after five minutes to anybody', async () => {
    const one = await talked();
    const [named, other] = [home.helper(), await home.onShift()];
    must(await setContactPlan(home.at(one.helper), { contact: one.contact, ...plan(one.helper.person) }));
    expect(named.person).not.toBe(other.person);
    // The named one is not there: it waits for nobody.
    await again(one);
    expect((await home.contact(one.contact)).offered_to).toBe(other.person);
  });

  it('keeps it for the named helper while they are there, however busy the other is not', async () => {
    const one = await talked();
    const named = await home.onShift();
    const other = await home.onShift();
    must(await setContactPlan(home.at(one.helper), { contact: one.contact, ...plan(named.person) }));
    await again(one);
    expect((await home.contact(one.contact)).offered_to).toBe(named.person);
    // Let pass twice they are away, and the contact goes on.
    await home.after(31, [named, other]);
    await home.after(31, [named, other]);
    await home.after(300, [named, other]);
    expect((await home.contact(one.contact)).offered_to).toBe(other.person);
  });

  it('holds at the agreed times alone, by Viet Nam’s clock', () => {
    const tuesday = new Date('2026-11-24T02:00:00Z'); // 9:00 in Viet Nam
    const times = { weekdays: [2], fromMinute: 9 * 60, toMinute: 10 * 60 };
    expect(isAgreedTime(times, tuesday)).toBe(true);
    expect(isAgreedTime(times, new Date('2026-11-24T03:00:00Z'))).toBe(false);
    expect(isAgreedTime(times, new Date('2026-11-24T01:59:00Z'))).toBe(false);
    expect(isAgreedTime(times, new Date('2026-11-25T02:00:00Z'))).toBe(false);
    // Half past midnight in Viet Nam is another day than in Greenwich.
    expect(isAgreedTime({ weekdays: [3], fromMinute: 0, toMinute: 60 }, new Date('2026-11-24T17:30:00Z'))).toBe(true);
  });

  it('is read by who has the contact, sealed, and looked at again within half a year', async () => {
    const one = await talked();
    const sets = (said: Partial<PlanInput>) =>
      setContactPlan(home.at(one.helper), { contact: one.contact, ...plan(null, said) });
    for (const [said, refusal] of [
      [{ toMinute: 0 }, 'contact-plan.times-unusable'],
      [{ weekdays: [7] }, 'contact-plan.times-unusable'],
      [{ weekdays: [1, 1] }, 'contact-plan.times-unusable'],
      [{ reviewOn: '2030-01-01' }, 'contact-plan.review-unusable'],
      [{ reviewOn: '2026-02-30' }, 'contact-plan.review-unusable'],
      [{ words: '' }, 'text.empty'],
    ] as const)
      expect([said, code(await sets(said as Partial<PlanInput>))]).toEqual([said, refusal]);
    must(await sets({ words: 'chim bói cá' }));
    const { plan: kept } = must(await contactCare(home.at(one.helper), { contact: one.contact }));
    expect(kept).toMatchObject({ words: 'chim bói cá', version: 1, setBy: one.helper.person });
    expect(code(await contactCare(home.at(await home.onShift()), { contact: one.contact }))).toMatch(/^access\./);
    const { rows } = await home.owner.query<{ text: string }>(
      `select string_agg(to_jsonb(s)::text, '') || (select string_agg(to_jsonb(p)::text, '') from counselling.contact_plan p) as text
       from counselling.sealed_part s`,
    );
    expect(rows[0]?.text).not.toContain('chim bói cá');
  });
});
