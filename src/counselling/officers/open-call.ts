import { type Ctx, newCode, newId, ok, type Result, refuseRequest, type Tx, vietnamDate } from '../../kernel/index.ts';
import { agenciesWithFunction } from '../../members/index.ts';
import { adminUnit, type Day, lawOf, provinceOf } from '../../vocabulary/index.ts';
import { auditOf, contactAct } from '../contacts/contact-record.ts';
import { HELPLINE } from '../counselling-desk.ts';
import { refuse } from '../refusals.ts';
import { DANGER_NOW, type RiskKind } from '../risk/risk-script.ts';
import { levelsOf } from '../risk/risk-store.ts';
import { stepOnto } from './climb-ladder.ts';
import { officerCallPolicy } from './officer-policy.ts';
import { auditOfCall, tellCallChanged } from './officer-record.ts';
import { callOfContact, insertCall, insertOfficer, officersOfDrills } from './officer-store.ts';
import type { OfficerCallRow } from './officer-tables.ts';
import { callView, type OfficerCall } from './officer-view.ts';

/**
 * Calls the officer on duty of a commune for the child of a contact in danger now. Where a call is open already, that one is given.
 * @returns refusals `officer-call.no-danger`, `officer-call.commune-unknown`
 */
export async function openCall(
  ctx: Ctx,
  input: { readonly contact: string; readonly commune: string },
): Promise<Result<OfficerCall>> {
  const day = vietnamDate(ctx.now) as Day;
  const unit = /^\d{5}$/.test(input.commune) ? adminUnit(input.commune, day) : undefined;
  const province = unit && provinceOf(unit.code, day);
  if (!unit || !province) return refuse('officer-call.commune-unknown', { field: 'commune' });
  const owners = await agenciesWithFunction(ctx, 'OWN_CASE', { area: unit.code });
  const above = await agenciesWithFunction(ctx, 'SUPERVISE_CASES', { area: province.code });
  const provinceAgency = above.find(({ level }) => level === 'PROVINCE')?.code ?? null;
  const communeAgency = owners.find(({ adminUnit: at }) => at === unit.code)?.code;
  return contactAct(ctx, 'contact.record', { contact: input.contact }, async (tx, contact, person) => {
    const before = await callOfContact(tx, contact.id);
    if (before?.state === 'OPEN' || before?.state === 'UNANSWERED') return ok(await callView(tx, before));
    const danger = (await levelsOf(tx, contact.id)).filter(({ level }) => level === DANGER_NOW).at(-1);
    if (!danger) return refuse('officer-call.no-danger');
    const call = await begin(ctx, tx, {
      drill: false,
      contact_id: contact.id,
      desk_code: contact.desk_code,
      organisation: contact.organisation,
      kind: danger.kind,
      // A commune that has no agency here is answered for by its province.
      agency: communeAgency ?? provinceAgency ?? contact.organisation,
      province_agency: provinceAgency,
      province_code: province.code,
      commune_code: unit.code,
      opened_by: person.person,
      is_demonstration: contact.is_demonstration,
    });
    tx.audit({ ...auditOf(contact), action: 'contact.call-officer', codes: { commune: unit.code } });
    return ok(await callView(tx, call));
  });
}

/** Invented officers of exercises: no telephone has these numbers. */
const INVENTED = [
  { name: 'Trực ban diễn tập', phone: '0000000001', rank: 'OFFICER' },
  { name: 'Trực thay diễn tập', phone: '0000000002', rank: 'DEPUTY' },
] as const;

/** Begins an exercise: a call without a child, for officers who do not exist. Nobody outside 111 hears of it. */
export async function openDrill(ctx: Ctx, input: { readonly kind: RiskKind }): Promise<Result<OfficerCall>> {
  const { actor } = ctx;
  const place = { desk_code: HELPLINE.desk, agency: HELPLINE.agency, province_code: null, drill: true };
  if (actor.kind !== 'person' || !officerCallPolicy.can(actor, 'officer-call.play', place, ctx.now))
    return refuseRequest('access.not-permitted');
  return ctx.transaction(async (tx) => {
    if ((await officersOfDrills(tx, HELPLINE.agency)).length === 0)
      for (const one of INVENTED)
        await insertOfficer(tx, {
          ...one,
          id: newId<'duty-officer'>(tx.now.getTime()),
          drill: true,
          agency: HELPLINE.agency,
          province_code: null,
          commune_code: null,
          person: null,
          days: [1, 2, 3, 4, 5, 6, 7],
          from_minute: 0,
          to_minute: 1_440,
          added_by: actor.person,
          added_at: tx.now,
          ended_by: null,
          ended_at: null,
        });
    const call = await begin(ctx, tx, {
      drill: true,
      contact_id: null,
      desk_code: HELPLINE.desk,
      organisation: HELPLINE.agency,
      kind: input.kind,
      agency: HELPLINE.agency,
      province_agency: null,
      province_code: null,
      commune_code: null,
      opened_by: actor.person,
      is_demonstration: false,
    });
    return ok(await callView(tx, call));
  });
}

type NewCall = Pick<
  OfficerCallRow,
  | 'drill'
  | 'contact_id'
  | 'desk_code'
  | 'organisation'
  | 'kind'
  | 'agency'
  | 'province_agency'
  | 'province_code'
  | 'commune_code'
  | 'opened_by'
  | 'is_demonstration'
>;

async function begin(ctx: Ctx, tx: Tx, of: NewCall): Promise<OfficerCallRow> {
  const row: OfficerCallRow = {
    ...of,
    id: newId<'officer-call'>(tx.now.getTime()),
    reference: newCode(),
    rung: 'RING',
    next_at: tx.now,
    state: 'OPEN',
    missed: false,
    opened_at: tx.now,
    acknowledged_by: null,
    acknowledged_at: null,
    looked_at_by: null,
    looked_at: null,
    version: 1,
  };
  await insertCall(tx, row);
  const call = await stepOnto(tx, lawOf(ctx.kernel), row, 'RING');
  tx.audit({ ...auditOfCall(call), action: 'officer-call.open', codes: { kind: call.kind, drill: call.drill } });
  tellCallChanged(tx, call);
  return call;
}
