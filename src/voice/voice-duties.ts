import { addDays, ok, startOfVietnamDate, vietnamDate } from '../kernel/index.ts';
import { type DutySource, listedDuties, ownClock } from '../work/index.ts';
import { CONSULTATION } from './consultations/consultation-record.ts';
import { type OwedRow, owedRows } from './consultations/consultation-store.ts';
import { waitingIdeas } from './ideas/idea-store.ts';
import { consultationPolicy, ideaPolicy } from './policies.ts';
import type { IdeaRow } from './tables.ts';

const MOST = 100;
/** Days before the promised one from which a look is told of: long enough to ask what was done. */
const LOOK_AHEAD = 14;

/** Ideas of children that somebody reads before anybody else does. */
export const ideaDuties: DutySource = listedDuties<IdeaRow>({
  kind: 'voice-idea',
  topics: ['voice.idea'],
  most: MOST,
  may: ({ actor, now }) => actor.kind === 'person' && ideaPolicy.couldEver(actor, 'idea.decide', now),
  rows: (ctx) => ctx.transaction(async (tx) => ok(await waitingIdeas(tx, MOST))),
  duty: (row) => ({
    object: { kind: 'idea', id: row.id },
    // Its locator names the receipt of a child: nobody at the desk needs it.
    reference: null,
    act: 'read-idea',
    since: row.made_at,
  }),
});

/** Answers, and looks at them, that were promised to children by a day; they stand until they are given, and are late in public. */
export const answerDuties: DutySource = listedDuties<OwedRow>({
  kind: 'voice-answer',
  topics: ['voice.consultation'],
  most: MOST,
  may: ({ actor, now }) => actor.kind === 'person' && consultationPolicy.couldEver(actor, 'consultation.answer', now),
  rows: (ctx) => ctx.transaction(async (tx) => ok(await owedRows(tx, addDays(vietnamDate(tx.now), LOOK_AHEAD), MOST))),
  duty: (row) => ({
    object: { kind: CONSULTATION, id: row.id },
    part: row.theme_id ?? row.act,
    reference: null,
    act: row.act,
    facts: { title: row.title },
    // What is promised for a day has the whole of it.
    clock: ownClock(row.since, startOfVietnamDate(addDays(row.due_on, 1))),
    since: row.since,
  }),
});
