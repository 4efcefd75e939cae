import { ok } from '../../kernel/index.ts';
import { lawOf } from '../../vocabulary/index.ts';
import { type DutySource, listedDuties, ruledClock } from '../../work/index.ts';
import { clockOf } from '../files/file-view.ts';
import { filePolicy } from '../policies.ts';
import { waitingRequests } from './request-store.ts';

const MOST = 200;

/** Requests that wait to be sent, and those whose addressee has not answered: nearer to its end, and after it, they come up. */
export const requestDuties: DutySource = listedDuties({
  kind: 'offence-request',
  topics: ['offences.'],
  may: ({ actor, now }) => actor.kind === 'person' && filePolicy.couldEver(actor, 'offence-file.request', now),
  rows: (ctx) => ctx.transaction(async (tx) => ok(await waitingRequests(tx, MOST))),
  duty: (row, ctx) => ({
    object: { kind: 'offence-file', id: row.file_id },
    part: row.id,
    reference: row.reference,
    act: row.state === 'APPROVED' ? 'send-request' : 'chase-request',
    facts: { kind: row.kind, file: row.file_reference },
    urgency: row.urgent ? 'U1' : null,
    turn: { roles: ['police_investigator'] },
    clock: ruledClock(lawOf(ctx.kernel), clockOf(row)),
    basis: row.rule_source,
    since: row.sent_at ?? row.approved_at,
  }),
  most: MOST,
});
