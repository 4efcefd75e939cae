import { ok } from '../kernel/index.ts';
import { type DutySource, listedDuties } from '../work/index.ts';
import { waitingIdeas } from './ideas/idea-store.ts';
import { ideaPolicy } from './policies.ts';
import type { IdeaRow } from './tables.ts';

const MOST = 100;

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
