import { randomUUID } from 'node:crypto';
import {
  acknowledgeCall,
  addOfficer,
  answerRisk,
  chooseForReview,
  counsellingModule,
  giveSheet,
  handOverRisk,
  listReviews,
  openCall,
  openDrill,
  playOfficer,
  qualityRating,
  type RiskKind,
  sayInReview,
  takeReview,
  tellRing,
  withdrawCall,
  writeSafetyPlan,
} from '../../counselling/index.ts';
import { type Ctx, DAY, HOUR, MINUTE, type PersonActor, systemActor } from '../../kernel/index.ts';
import type { Cast } from '../cast.ts';
import { must } from '../must.ts';
import { demonstrationCommunes } from '../people.ts';
import { runJob } from '../run-job.ts';
import { dangerTalk, meetingTalk, otherTexts } from './contact-texts.ts';
import type { DeskPeople } from './desk-people.ts';
import { type At, begin, converse, end, finish, type Had, playPast } from './play-contact.ts';

/** Not the commune whose roster is written by hand and by tests. */
const [, ANSWERS, , SILENT] = demonstrationCommunes;
const DAYS_AGO = { answered: 41, silent: 40, reviewed: 39 } as const;
const record = {
  callType: 'INTERVENTION',
  informant: 'CHILD',
  ageBand: 'A14_15',
  sex: 'F',
  chi: [],
  suggested: [],
} as const;

/**
 * Danger: a call that the officer on duty took, one that nobody of the commune answered, the exercise after it, and what two peers wrote
 * when they looked back at both. Nothing of danger is within the thirty days of which contacts are drawn. @returns how many contacts
 */
export async function playDanger(platform: Ctx, cast: Cast, people: DeskPeople, now: number): Promise<number> {
  const { supervisor } = people;
  const [first, second] = people.counsellors;
  const officers = {
    answers: cast.one('commune_child_officer', `UBND-${ANSWERS}`),
    silent: cast.one('commune_child_officer', `UBND-${SILENT}`),
  };
  await playPast(platform, async (at) => {
    const listed = now - 44 * DAY;
    const always = { days: [1, 2, 3, 4, 5, 6, 7], from: 0, to: 1_440 };
    const person = officers.answers.person;
    await onRoster(at(officers.answers, listed), {
      ...always,
      rank: 'OFFICER',
      person,
      agency: officers.answers.agency,
    });
    // At night nobody is on the roster here: the page of the roster says so.
    const days = { days: [1, 2, 3, 4, 5], from: 7 * 60, to: 21 * 60 };
    await onRoster(at(officers.silent, listed), { ...days, rank: 'OFFICER', agency: officers.silent.agency });
  });
  await playPast(platform, async (at) => {
    const began = now - DAYS_AGO.answered * DAY;
    await begin(at, first, 'counsellor', began);
    const had = await inDanger(at, first, dangerTalk, 'VIOLENCE_NOW', ['here', 'yes'], began + 10 * MINUTE);
    const call = must(await openCall(at(first, had.at), { contact: had.contact, commune: ANSWERS }));
    must(await acknowledgeCall(at(officers.answers, had.at + MINUTE), { call: call.id, version: call.version }));
    must(
      await writeSafetyPlan(at(first, had.at + 3 * MINUTE), { contact: had.contact, texts: dangerTalk.plan, after: 0 }),
    );
    await written(at, { ...had, at: had.at + 4 * MINUTE }, 'VIOL', ['SAFETY_PLAN', 'EMERGENCY']);
    await end(at, first, began + 2 * HOUR);
  });
  await playPast(platform, async (at) => {
    const began = now - DAYS_AGO.silent * DAY;
    await begin(at, second, 'counsellor', began);
    const had = await inDanger(at, second, meetingTalk, 'MEETING', ['with', 'with'], began + 10 * MINUTE);
    let call = must(await openCall(at(second, had.at), { contact: had.contact, commune: SILENT }));
    const rings = call.steps.at(-1)?.outcome === 'TO_RING';
    if (rings)
      call = must(
        await tellRing(at(second, had.at + MINUTE), { call: call.id, version: call.version, outcome: 'NO_ANSWER' }),
      );
    for (let minutes = 5; minutes <= 25; minutes += 5)
      await runJob(at(systemActor('demonstration.live-help'), had.at + minutes * MINUTE), counsellingModule, {
        job: 'counselling.climb-ladders',
        payload: {},
      });
    const over = { ...had, at: had.at + 26 * MINUTE };
    must(await handOverRisk(at(second, over.at), { contact: had.contact, to: 'POLICE' }));
    must(await withdrawCall(at(second, over.at), { call: call.id }));
    await written(at, over, 'ONLINE', ['EMERGENCY']);
    await end(at, second, began + 2 * HOUR);
    const drill = must(await openDrill(at(supervisor, began + 4 * HOUR), { kind: 'MEETING' }));
    must(await playOfficer(at(first, began + 4 * HOUR + 2 * MINUTE), { call: drill.id, version: drill.version }));
  });
  await playPast(platform, (at) => lookBack(at, people, now - DAYS_AGO.reviewed * DAY));
  return 2;
}

const onRoster = async (ctx: Ctx, of: Omit<Parameters<typeof addOfficer>[1], 'name' | 'phone'>) =>
  must(await addOfficer(ctx, { ...of, name: 'Trực Mẫu Sẵn Lòng', phone: '0240000111' }));

async function inDanger(
  at: At,
  helper: PersonActor,
  { first, talk }: { readonly first: string; readonly talk: readonly string[] },
  kind: RiskKind,
  [step, answer]: readonly [string, string],
  when: number,
): Promise<Had> {
  const had = await converse(
    at,
    { helper, tier: 'counsellor', first, band: 'B13_15', province: '01', lines: talk, key: `danger-${kind}-0001` },
    when,
  );
  must(
    await answerRisk(at(helper, had.at + MINUTE), {
      contact: had.contact,
      kind,
      step,
      answer,
      answerKey: randomUUID(),
    }),
  );
  return { ...had, at: had.at + 2 * MINUTE };
}

const written = (at: At, had: Had, main: string, actions: readonly string[]) =>
  finish(at, had, {
    reason: 'passed-on',
    record: {
      ...record,
      province: '01',
      reasons: [main],
      main,
      places: [],
      incidents: main === 'ONLINE' ? ['OI-LURE'] : [],
      actions,
      words: 'Đã có người đến với em.',
    },
  });

/** Both contacts are looked back at: two peers, each apart, and the person answers. */
async function lookBack(at: At, { counsellors, supervisor }: DeskPeople, when: number): Promise<void> {
  must(await chooseForReview(at(supervisor, when)));
  const ratings = qualityRating.codes;
  for (const [hours, reviewer] of [supervisor, ...counsellors].entries()) {
    const by = (minutes: number) => at(reviewer, when + (hours + 1) * HOUR + minutes * MINUTE);
    const { reviews } = must(await listReviews(by(0)));
    for (const [place, { id: review }] of reviews.filter(({ turn }) => turn === 'take').entries()) {
      must(await takeReview(by(place * 10), { review }));
      const answers = Object.fromEntries(
        ratings.map((code, rating) => [code, (rating + hours) % 6 === 0 ? 'PARTLY' : 'YES']),
      );
      must(await giveSheet(by(place * 10 + 5), { review, answers, note: otherTexts.reviewNote }));
    }
  }
  const [first] = counsellors;
  const own = must(await listReviews(at(first, when + 6 * HOUR))).reviews.find((one) => one.own && one.turn === 'read');
  if (own) must(await sayInReview(at(first, when + 6 * HOUR), { review: own.id, text: otherTexts.reviewWord }));
}
