import { lookAtCase, referralForService } from '../../cases/index.ts';
import { type Ctx, hasDeskKey, newId, ok, type PersonActor, type Result, refuseRequest } from '../../kernel/index.ts';
import { type AgeBand, ageBand } from '../../vocabulary/index.ts';
import { contactAct } from '../contacts/contact-record.ts';
import { HELPLINE } from '../counselling-desk.ts';
import { refuse } from '../refusals.ts';
import { seriesPolicy } from './series-policies.ts';
import { auditOf, seriesRecord } from './series-record.ts';
import { insertSeries, seriesFrom } from './series-store.ts';
import type { SeriesRow } from './series-tables.ts';

export type SeriesOrigin = { readonly contact: string } | { readonly case: string } | { readonly referral: string };

export interface BeginSeries {
  readonly from: SeriesOrigin;
  /** What the counsellor knows of the age; what the contact says where it is left out. */
  readonly ageBand?: string | undefined;
}

type Begun = Pick<
  SeriesRow,
  'reference' | 'origin' | 'contact_id' | 'case_id' | 'referral_id' | 'shared_with' | 'age_band'
>;
const nothing = { contact_id: null, case_id: null, referral_id: null, shared_with: null, age_band: 'UNK' } as const;

/**
 * Begins a series of sessions: from a contact that the counsellor had, a case that they may know of, or a referral that their agency
 * accepted. What is shared is shared with the agency that handles the case; from a contact with nobody yet. Refusals: those of the
 * contact, case or referral, `series.already-open`, `series.desk-has-no-key`
 */
export async function beginSeries(ctx: Ctx, input: BeginSeries): Promise<Result<{ readonly series: string }>> {
  const { actor } = ctx;
  if (actor.kind !== 'person' || !seriesPolicy.couldEver(actor, 'series.work', ctx.now))
    return refuseRequest('access.not-permitted');
  if (input.ageBand !== undefined && !ageBand.has(input.ageBand))
    return refuse('series.age-unknown', { field: 'ageBand' });
  const from = await originOf(ctx, input.from);
  if (!from.ok) return from;
  const desk = actor.agency === HELPLINE.agency ? HELPLINE.desk : actor.agency;
  return ctx.transaction(async (tx) => {
    const open = await seriesFrom(tx, ownOrigin(from.value));
    if (open) return refuse('series.already-open', { facts: { series: open.id } });
    const desks = [desk, ...(from.value.shared_with ? [from.value.shared_with] : [])];
    for (const one of desks)
      if (!(await hasDeskKey(tx, one))) return refuse('series.desk-has-no-key', { facts: { desk: one } });
    const row = newSeries(actor, from.value, desk, tx.now, input.ageBand as AgeBand | undefined);
    await insertSeries(tx, row);
    await seriesRecord.createKey(ctx, tx, {
      id: row.id,
      fieldClass: 'narrative',
      desks: [...new Set(desks)],
      purpose: 'counselling',
    });
    tx.audit({ ...auditOf(row), action: 'series.work', codes: { task: 'begin', origin: row.origin } });
    return ok({ series: row.id });
  });
}

const newSeries = (person: PersonActor, from: Begun, desk: string, now: Date, band?: AgeBand): SeriesRow => ({
  ...from,
  id: newId<'series'>(now.getTime()),
  agency: person.agency,
  desk_code: desk,
  counsellor: person.person,
  age_band: band ?? from.age_band,
  state: 'open',
  began_at: now,
  ended_at: null,
  outcome: null,
  version: 1,
  is_demonstration: false,
});

const ownOrigin = ({ contact_id, case_id, referral_id }: Begun) =>
  referral_id !== null ? { referral_id } : contact_id !== null ? { contact_id } : { case_id: case_id as string };

async function originOf(ctx: Ctx, from: SeriesOrigin): Promise<Result<Begun>> {
  if ('contact' in from)
    return contactAct(ctx, 'contact.record', { contact: from.contact, readOnly: true }, async (_tx, contact) =>
      ok({
        ...nothing,
        origin: 'contact',
        reference: contact.reference,
        contact_id: contact.id,
        age_band: contact.age_band,
      }),
    );
  if ('case' in from) {
    const found = await lookAtCase(ctx, from.case);
    if (!found.ok) return found;
    const { id, reference, owner_agency: owner } = found.value;
    return ok({ ...nothing, origin: 'case', reference, case_id: id, shared_with: owner });
  }
  const found = await referralForService(ctx, from);
  if (!found.ok) return found;
  const { case: id, reference, from: sender } = found.value;
  return ok({
    ...nothing,
    origin: 'referral',
    reference,
    case_id: id,
    referral_id: from.referral,
    shared_with: sender,
  });
}
