import { beforeEach, describe, expect, it } from 'vitest';
import { fileFixture } from '../../../tools/test/file-fixture.ts';
import { code, must } from '../../../tools/test/test-result.ts';
import { acceptContact } from '../contacts/accept-contact.ts';
import { blankContact, returnToContact } from '../contacts/child-presence.ts';
import { endContact, finishContact } from '../contacts/end-contact.ts';
import { readAsChild } from '../lines/read-thread.ts';
import { openCounsellingHome } from '../testing.ts';
import { ownSafetyPlan, readSafetyPlan } from './read-safety-plan.ts';
import type { PlanTexts } from './safety-plan.ts';
import { writeSafetyPlan } from './write-safety-plan.ts';

const home = fileFixture(() => openCounsellingHome());
beforeEach(async () => home.clear());

const blank: PlanTexts = { signs: '', own: '', places: '', people: '', around: '', reasons: '' };
const plan = { ...blank, signs: 'Khi em ở một mình trong phòng.', people: 'Cô giáo chủ nhiệm, bà ngoại.' };

async function talk() {
  const helper = await home.onShift();
  const child = await home.child({ firstLine: 'Em chào chị.' });
  must(await acceptContact(home.at(helper), { contact: child.contact }));
  const proof = { session: child.session };
  return { child, helper, contact: child.contact, proof };
}

describe('a safety plan', () => {
  it('is seen by the child as soon as it is written, and kept after the talk', async () => {
    const { helper, contact, proof } = await talk();
    expect(must(await ownSafetyPlan(home.public(), proof))).toEqual({ version: 0, texts: null });
    expect(must(await writeSafetyPlan(home.at(helper), { contact, texts: plan, after: 0 }))).toEqual({ version: 1 });
    expect(must(await ownSafetyPlan(home.public(), proof))).toEqual({ version: 1, texts: plan });
    expect(must(await readAsChild(home.public(), proof, { after: 0 })).planVersion).toBe(1);
    must(await endContact(home.at(helper), { contact, reason: 'helped' }));
    must(await finishContact(home.at(helper), { contact }));
    expect(must(await ownSafetyPlan(home.public(), proof)).texts).toEqual(plan);
  });

  it('is written once, however often it is sent, and over no newer one', async () => {
    const { helper, contact } = await talk();
    const writing = { contact, texts: plan, after: 0 };
    const both = await Promise.all([
      writeSafetyPlan(home.at(helper), writing),
      writeSafetyPlan(home.at(helper), writing),
    ]);
    expect(both.map((one) => must(one).version)).toEqual([1, 1]);
    const other = { ...plan, own: 'Nghe nhạc.' };
    expect(code(await writeSafetyPlan(home.at(helper), { contact, texts: other, after: 0 }))).toBe(
      'safety-plan.changed',
    );
    expect(must(await writeSafetyPlan(home.at(helper), { contact, texts: other, after: 1 }))).toEqual({ version: 2 });
  });

  it('holds back what a line would hold back: it is no way around the guard', async () => {
    const { helper, contact } = await talk();
    const texts = { ...plan, people: 'Em gọi chị số 0912 345 678 nhé.' };
    expect(code(await writeSafetyPlan(home.at(helper), { contact, texts, after: 0 }))).toBe('safety-plan.held-back');
    expect(code(await writeSafetyPlan(home.at(helper), { contact, texts: blank, after: 0 }))).toBe('safety-plan.empty');
    expect(must(await readSafetyPlan(home.at(helper), { contact })).texts).toBeNull();
  });

  it('shows nothing while the page is blank', async () => {
    const { helper, contact, proof } = await talk();
    must(await writeSafetyPlan(home.at(helper), { contact, texts: plan, after: 0 }));
    must(await blankContact(home.public(), proof));
    expect(must(await ownSafetyPlan(home.public(), proof))).toEqual({ version: 0, texts: null });
    expect(must(await readAsChild(home.public(), proof, { after: 0 })).planVersion).toBe(0);
    must(await returnToContact(home.public(), proof));
    expect(must(await ownSafetyPlan(home.public(), proof)).texts).toEqual(plan);
  });

  it('is for the child and whoever has the contact, and stands nowhere in the clear', async () => {
    const { helper, contact } = await talk();
    must(await writeSafetyPlan(home.at(helper), { contact, texts: plan, after: 0 }));
    const other = await home.onShift('counsellor');
    expect(code(await readSafetyPlan(home.at(other), { contact }))).toBe('access.not-permitted');
    expect(code(await writeSafetyPlan(home.at(other), { contact, texts: plan, after: 1 }))).toBe(
      'access.not-permitted',
    );
    const stranger = await home.child();
    expect(must(await ownSafetyPlan(home.public(), { session: stranger.session })).texts).toBeNull();
    const { rows } = await home.owner.query<{ all: string }>(
      `select (select string_agg(to_jsonb(s)::text, '') from counselling.sealed_part s) || (select string_agg(body::text, '') from kernel.audit_entry) as all`,
    );
    expect(rows[0]?.all).not.toContain('bà ngoại');
  });
});
