import { ok } from '../../kernel/index.ts';
import { type DutySource, listedDuties } from '../../work/index.ts';
import { SERIES } from './scan-series.ts';
import { seriesPolicy } from './series-policies.ts';
import { waitingSeries } from './series-store.ts';

const MOST = 200;

/** Proposed series that nobody has taken or refused, for the unit that they were proposed to or for who coordinates. No clock of the law runs. */
export const seriesDuties: DutySource = listedDuties({
  kind: SERIES,
  topics: ['offences.'],
  may: ({ actor, now }) => actor.kind === 'person' && seriesPolicy.couldEver(actor, 'offence-series.list', now),
  rows: (ctx) => ctx.transaction(async (tx) => ok(await waitingSeries(tx, MOST))),
  duty: (row, ctx) => ({
    object: { kind: SERIES, id: row.id },
    reference: row.reference,
    act: 'decide-series',
    facts: { members: row.members },
    turn: { roles: ['police_investigator'] },
    mine: seriesPolicy.can(ctx.actor, 'offence-series.decide', row, ctx.now),
    since: row.found_at,
  }),
  most: MOST,
});
