import { counsellingModule, showBoard, writeCannedAnswer } from '../../counselling/index.ts';
import { type Ctx, DAY, HOUR, MINUTE, ok, type PersonActor, type Result, systemActor } from '../../kernel/index.ts';
import type { Cast } from '../cast.ts';
import { must } from '../must.ts';
import { runJob } from '../run-job.ts';
import { cannedAnswers, contactTopics } from './contact-texts.ts';
import { type DeskPeople, deskPeopleOf } from './desk-people.ts';
import { playAround } from './play-around.ts';
import { begin, converse, end, finish, type Had, playPast, type Talk } from './play-contact.ts';
import { playDanger } from './play-danger.ts';
import { playToday } from './play-today.ts';

/** Shifts of the past weeks, one every other day or so, each with so many contacts. */
const SHIFTS = 15;
const CONTACTS_EACH = 3;
const EVERY = 2.5 * DAY;
const BANDS = ['B13_15', 'B16_17', 'B9_12', 'B13_15'] as const;
const AGES: Readonly<Record<string, string>> = { B9_12: 'A9_11', B13_15: 'A14_15', B16_17: 'A16_17' };
const PROVINCES = ['01', '79', '48', '31', '92', '01', '38'] as const;
const FEELINGS = [
  { before: 'BAD', after: 'GOOD', helped: 4 },
  { before: 'VERY_BAD', after: 'SO_SO', helped: 3 },
  { before: 'SO_SO', after: 'VERY_GOOD', helped: 4 },
] as const;

/**
 * Plays the live help of some weeks through the same verbs as real work: shifts and contacts with their records, danger with a call that
 * was answered and one that was not, an exercise, a series, facilities, sheets of two reviewers, and a shift that is open with word that
 * was left. A talk that goes on needs a page on both sides and is not played. @returns how many contacts; 0 where it was played before
 */
export async function playLiveHelp(ctx: Ctx, cast: Cast): Promise<Result<number>> {
  const people = deskPeopleOf(cast);
  if (!people) return ok(0);
  const before = await showBoard(ctx.as(people.supervisor));
  if (!before.ok) return before;
  if (before.value.handovers.length > 0) return ok(0);
  const platform = ctx.as(systemActor('demonstration.live-help'));
  const now = ctx.now.getTime();
  await playPast(platform, async (at) => {
    for (const [place, answer] of cannedAnswers.entries())
      must(
        await writeCannedAnswer(at(people.supervisor, now - 45 * DAY + place * MINUTE), {
          ...answer,
          source: 'Minh họa, hư cấu · demonstration, invented',
        }),
      );
  });
  let contacts = await playDanger(platform, cast, people, now);
  const had: Had[] = [];
  for (let shift = 0; shift < SHIFTS; shift += 1) {
    const began = now - (SHIFTS - shift) * EVERY - 3 * HOUR;
    await playPast(platform, async (at) => {
      const [helper, tier] = whoWorks(people, shift);
      await begin(at, helper, tier, began);
      for (let place = 0; place < CONTACTS_EACH; place += 1) {
        const number = shift * CONTACTS_EACH + place;
        const one = await converse(at, talkOf(number, helper, tier), began + (10 + place * 50) * MINUTE);
        await finish(at, one, writtenOf(number));
        had.push(one);
      }
      await end(at, helper, began + 3 * HOUR - MINUTE);
    });
  }
  contacts += had.length;
  await playAround(platform, cast, people, { had, now });
  contacts += await playToday(platform, people, now);
  // Counted from then on, as the hourly work would have.
  await playPast(platform, (at) =>
    runJob(at(systemActor('demonstration.live-help'), now - 43 * DAY), counsellingModule, {
      job: 'counselling.count-days',
      payload: {},
    }),
  );
  return ok(contacts);
}

function whoWorks({ agent, counsellors }: DeskPeople, shift: number): [PersonActor, Talk['tier']] {
  return shift % 3 === 0 ? [agent, 'front'] : [counsellors[shift % 3 === 1 ? 0 : 1] as PersonActor, 'counsellor'];
}

const of = <T>(list: readonly T[], place: number): T => list[place % list.length] as T;

function talkOf(number: number, helper: PersonActor, tier: Talk['tier']): Talk {
  const topic = of(contactTopics, number);
  const adult = topic.record.main === 'CUST';
  return {
    helper,
    tier,
    key: `past-${String(number).padStart(4, '0')}`,
    first: topic.first,
    band: adult ? 'ADULT' : of(BANDS, number),
    informant: adult ? 'PARENT' : 'CHILD',
    province: of(PROVINCES, number),
    lines: topic.talk,
  };
}

function writtenOf(number: number) {
  const { record } = of(contactTopics, number);
  const adult = record.main === 'CUST';
  return {
    record: {
      ...record,
      callType: record.main === 'LAW' ? 'INFORMATION' : 'COUNSELLING',
      informant: adult ? 'PARENT' : 'CHILD',
      ageBand: adult ? 'A12_13' : (AGES[of(BANDS, number)] ?? 'UNK'),
      sex: number % 2 === 0 ? 'F' : 'M',
      province: of(PROVINCES, number),
      suggested: [],
    },
    ...(number % 3 === 0 && { survey: of(FEELINGS, number / 3) }),
  };
}
