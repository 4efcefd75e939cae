import {
  askSlow,
  beginSeries,
  describeFacility,
  holdSession,
  leaveHandover,
  planSession,
  recordAgreement,
  sayRoom,
  scale,
  setContactPlan,
  setGoal,
  settleGoal,
  writePrivateNote,
} from '../../counselling/index.ts';
import { type Ctx, DAY, HOUR, MINUTE, ok, type PersonActor, vietnamDate } from '../../kernel/index.ts';
import { decideApproval, waitingApproval } from '../../work/index.ts';
import type { Cast } from '../cast.ts';
import { must } from '../must.ts';
import { otherTexts, seriesTexts } from './contact-texts.ts';
import type { DeskPeople } from './desk-people.ts';
import { type At, type Had, playPast } from './play-contact.ts';

interface Past {
  readonly had: readonly Had[];
  readonly now: number;
}

/** What stands around contacts: a plan for who comes often, one that is slowed, a series, a facility, the note of the last shift. */
export async function playAround(platform: Ctx, cast: Cast, people: DeskPeople, past: Past): Promise<void> {
  const { now } = past;
  await playPast(platform, async (at) => {
    await often(at, people, past);
    await slowed(at, people, past);
    const shelter = cast.one('facility_worker', 'FACILITY-MAU-2');
    must(
      await describeFacility(at(shelter, now - 20 * DAY), {
        services: ['SHELTER', 'PSYCHOSOCIAL', 'SOCIAL_WORK'],
        commune: '20242',
        address: 'Số 2 đường Mẫu',
        phone: '0236 000 0000',
        hours: 'Cả ngày đêm',
        agesFrom: 6,
        agesTo: 17,
      }),
    );
    must(await sayRoom(at(shelter, now - 5 * HOUR), { taking: true, freePlaces: 3, waitDays: 0 }));
    must(await leaveHandover(at(people.supervisor, now - 4 * HOUR), { text: otherTexts.handover }));
  });
  const [first] = people.counsellors;
  const from = past.had.find(({ helper }) => helper === first);
  if (from) await playPast(platform, (at) => series(at, first, from, now));
}

async function often(at: At, { counsellors }: DeskPeople, { had, now }: Past): Promise<void> {
  const [, second] = counsellors;
  const contact = had.findLast(({ helper }) => helper === second)?.contact;
  if (contact === undefined) return;
  must(
    await setContactPlan(at(second, now - DAY), {
      contact,
      named: second.person,
      weekdays: [1, 4],
      fromMinute: 19 * 60,
      toMinute: 21 * 60,
      reviewOn: vietnamDate(new Date(now + 30 * DAY)),
      words: otherTexts.plan,
    }),
  );
}

async function slowed(at: At, { agent, supervisor }: DeskPeople, { had, now }: Past): Promise<void> {
  const contact = had.findLast(({ helper }) => helper === agent)?.contact;
  if (contact === undefined) return;
  const asks = at(agent, now - 2 * DAY);
  const { slow } = must(await askSlow(asks, { contact, reason: 'ABUSIVE', days: 7, why: otherTexts.slow }));
  const decides = at(supervisor, now - 2 * DAY + 30 * MINUTE);
  const asked = must(await decides.transaction(async (tx) => ok(await waitingApproval(tx, 'contact-slow', slow))));
  must(await decideApproval(decides, { approval: asked?.id ?? '', decision: 'APPROVED' }));
}

/** Three sessions that were held, and one to come. */
async function series(at: At, counsellor: PersonActor, from: Had, now: number): Promise<void> {
  const began = from.at + 2 * DAY;
  const by = (when: number) => at(counsellor, when);
  const { series: id } = must(await beginSeries(by(began), { from: { contact: from.contact }, ageBand: 'A16_17' }));
  for (const giver of ['child', 'guardian'])
    must(await recordAgreement(by(began + MINUTE), { series: id, giver, answer: 'given' }));
  const goals: string[] = [];
  for (const text of seriesTexts.goals)
    goals.push(must(await setGoal(by(began + 2 * MINUTE), { series: id, text })).goal);
  let planned = began + 10 * MINUTE;
  for (const [place, summary] of seriesTexts.summaries.entries()) {
    const starts = began + (place + 1) * 7 * DAY;
    const { session } = must(
      await planSession(by(planned), {
        series: id,
        at: new Date(starts),
        minutes: 50,
        mode: 'PHONE',
        childReminder: 'own-page',
      }),
    );
    const scores = Object.fromEntries(
      Object.entries(seriesTexts.scores[place] ?? {}).filter(([code]) => scale.has(code)),
    );
    planned = starts + HOUR;
    must(await holdSession(by(planned), { series: id, session, summary, scores }));
  }
  must(await settleGoal(by(planned + MINUTE), { series: id, goal: goals[0] as string, state: 'reached' }));
  must(await writePrivateNote(by(planned + 2 * MINUTE), { series: id, text: seriesTexts.note }));
  must(
    await planSession(by(planned + 3 * MINUTE), {
      series: id,
      at: new Date(now + 3 * DAY),
      minutes: 50,
      mode: 'PHONE',
      childReminder: 'own-page',
    }),
  );
}
