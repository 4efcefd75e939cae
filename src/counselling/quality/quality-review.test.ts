import { beforeEach, describe, expect, it } from 'vitest';
import { fileFixture } from '../../../tools/test/file-fixture.ts';
import { code, must } from '../../../tools/test/test-result.ts';
import type { PersonActor } from '../../kernel/index.ts';
import { acceptContact } from '../contacts/accept-contact.ts';
import { endContact, finishContact } from '../contacts/end-contact.ts';
import { readAsHelper } from '../lines/read-thread.ts';
import { openCounsellingHome } from '../testing.ts';
import { chooseForReview, SAMPLE } from './choose-for-review.ts';
import { qualityRating } from './quality-sheet.ts';
import { giveSheet, sayInReview, takeReview } from './review-contact.ts';
import { listReviews, showReview } from './show-review.ts';
import { showStandards } from './show-standards.ts';

const home = fileFixture(() => openCounsellingHome());
type Who = PersonActor;
const ALL_YES = Object.fromEntries(qualityRating.codes.map((one) => [one, 'YES']));
const choose = async (who: Who) => must(await chooseForReview(home.at(who))).chosen;
const list = async (who: Who) => must(await listReviews(home.at(who)));
const show = (who: Who, review: string) => showReview(home.at(who), { review });

beforeEach(async () => {
  await home.clear();
  for (const table of ['quality_word', 'quality_sheet', 'quality_review'])
    await home.owner.query(`delete from counselling.${table}`);
  await home.owner.query('update counselling.contact set helper = null');
});

/** A contact of that helper that is over. */
async function over(helper: Who): Promise<string> {
  const { contact } = await home.child({ firstLine: 'Em cần hỏi một chuyện.' });
  must(await acceptContact(home.at(helper), { contact }));
  must(await endContact(home.at(helper), { contact, reason: 'helped' }));
  must(await finishContact(home.at(helper), { contact }));
  return contact;
}

/** A reviewer as they are signed in after the grant was given. */
async function reading(who: Who, contact: string): Promise<Who> {
  const { rows } = await home.owner.query<{ field_classes: string[]; purpose: string; expires_at: Date }>(
    `select field_classes, purpose, expires_at from kernel.need_to_know where subject = $1 and object_id = $2`,
    [who.person, contact],
  );
  return {
    ...who,
    grants: rows.map((row) => ({
      objectKind: 'contact',
      objectId: contact,
      fieldClasses: row.field_classes as PersonActor['grants'][0]['fieldClasses'],
      purpose: row.purpose,
      until: row.expires_at,
    })),
  };
}

async function oneReview(): Promise<{ helper: Who; supervisor: Who; contact: string; review: string }> {
  const helper = await home.onShift();
  const contact = await over(helper);
  const supervisor = home.helper('111_supervisor');
  expect(await choose(supervisor)).toBe(1);
  const review = (await list(supervisor)).reviews[0]?.id as string;
  return { helper, supervisor, contact, review };
}

describe('the draw of contacts', () => {
  it('takes every one of danger, and of each helper no more than so many; none twice', async () => {
    const helper = await home.onShift();
    for (let time = 0; time < SAMPLE.each + 2; time += 1) await over(helper);
    await home.owner.query('update counselling.contact set band = 3 where id = $1', [await over(helper)]);
    const supervisor = home.helper('111_supervisor');
    expect(await choose(supervisor)).toBe(SAMPLE.each + 1);
    expect((await list(supervisor)).reviews.filter(({ why }) => why === 'danger')).toHaveLength(1);
    expect(await choose(supervisor)).toBe(0);
  });

  it('is a supervisor’s to ask for, and leaves what is not over alone', async () => {
    const helper = await home.onShift();
    const { contact } = await home.child();
    must(await acceptContact(home.at(helper), { contact }));
    expect(await choose(home.helper('111_supervisor'))).toBe(0);
    expect(code(await chooseForReview(home.at(home.helper('111_counsellor'))))).toBe('access.not-permitted');
  });
});

describe('a look back at a contact', () => {
  it('has two reviewers who are neither each other nor whose contact it was, and may read it from then on', async () => {
    const { helper, contact, review } = await oneReview();
    const take = (who: Who) => takeReview(home.at(who), { review });
    const [first, second, third] = [1, 2, 3].map(() => home.helper('111_counsellor')) as [Who, Who, Who];
    expect(code(await readAsHelper(home.at(first), { contact, after: 0 }))).toBe('access.not-permitted');
    expect(code(await take(helper))).toBe('record.not-found');
    must(await take(first));
    expect(code(await take(first))).toBe('access.not-permitted');
    must(await take(second));
    expect(code(await take(third))).toBe('record.not-found');
    const read = must(await readAsHelper(home.at(await reading(first, contact)), { contact, after: 0 }));
    expect(read.lines.map(({ text }) => text)).toEqual(['Em cần hỏi một chuyện.']);
  });

  it('shows nobody another’s sheet until both are there; then the person and the coach read both and talk', async () => {
    const { helper, supervisor, review } = await oneReview();
    const [first, second] = [home.helper('111_counsellor'), home.helper('111_counsellor')];
    for (const who of [first, second]) must(await takeReview(home.at(who), { review }));
    const give = (who: Who, answers: Record<string, string>, note = '') =>
      giveSheet(home.at(who), { review, answers, note });
    expect(code(await give(first, { ...ALL_YES, PARAPHRASES: 'PERHAPS' }))).toBe('quality.sheet-incomplete');
    must(await give(first, { ...ALL_YES, PARAPHRASES: 'NO' }, 'Chưa nhắc lại lời em.'));
    expect(code(await give(first, ALL_YES))).toBe('quality.sheet-given');
    for (const who of [second, supervisor]) {
      const seen = must(await show(who, review));
      expect(seen).toMatchObject({ shown: false, compared: null, notes: [], sheet: null });
    }
    expect(code(await show(helper, review))).toBe('record.not-found');
    const say = (who: Who) => sayInReview(home.at(who), { review, text: 'Lúc đó em đang khóc.' });
    expect(code(await say(supervisor))).toBe('access.not-permitted');
    must(await give(second, ALL_YES));
    for (const who of [helper, first, second, supervisor]) {
      const seen = must(await show(who, review));
      expect(seen.compared?.ratings.filter(({ apart }) => apart).map(({ rating }) => rating)).toEqual(['PARAPHRASES']);
      expect(seen.notes).toEqual(['Chưa nhắc lại lời em.']);
    }
    must(await say(helper));
    expect(must(await show(first, review)).words).toMatchObject([
      { author: helper.person, text: 'Lúc đó em đang khóc.' },
    ]);
    expect(code(await show(home.helper('111_counsellor'), review))).toBe('record.not-found');
  });

  it('is sealed, and says no sum, no mark and no order of people', async () => {
    const { helper, supervisor, review } = await oneReview();
    const [first, second] = [home.helper('111_counsellor'), home.helper('111_counsellor')];
    for (const who of [first, second]) {
      must(await takeReview(home.at(who), { review }));
      must(await giveSheet(home.at(who), { review, answers: ALL_YES, note: 'hoàng yến' }));
    }
    const kept = await home.owner.query<{ sealed: Buffer }>('select sealed from counselling.quality_sheet');
    for (const { sealed } of kept.rows) expect(sealed.toString('utf8')).not.toContain('hoàng yến');
    const all = JSON.stringify([await list(supervisor), must(await show(helper, review))]);
    expect(all).not.toMatch(/score|total|rank|percent/i);
    expect(JSON.stringify(await list(supervisor))).not.toContain(helper.person);
    expect((await list(helper)).reviews).toMatchObject([{ id: review, own: true, turn: 'read' }]);
    expect((await list(helper)).agreement).toBeNull();
    expect((await list(supervisor)).agreement).toHaveLength(qualityRating.codes.length);
  });

  it('of a supervisor’s own contact is not theirs to coach', async () => {
    const supervisor = await home.onShift('front', '111_supervisor');
    await over(supervisor);
    const other = home.helper('111_supervisor');
    expect(await choose(other)).toBe(1);
    const review = (await list(other)).reviews[0]?.id as string;
    expect((await list(supervisor)).reviews).toEqual([]);
    expect(code(await show(supervisor, review))).toBe('record.not-found');
    expect(code(await takeReview(home.at(supervisor), { review }))).toBe('record.not-found');
  });
});

it('the standards of a helpline are told by counts, none of fewer than ten', async () => {
  const helper = await home.onShift();
  for (let time = 0; time < 11; time += 1) await over(helper);
  const told = must(await showStandards(home.at(home.helper('111_supervisor'))));
  expect(told.answered).toBe(11);
  expect(told.waitSeconds).toBe(0);
  expect(told.danger === null || told.danger === 0 || told.danger >= 10).toBe(true);
  expect(told.dangerWaitSeconds).toBeNull();
  expect(code(await showStandards(home.at(helper)))).toBe('access.not-permitted');
});
