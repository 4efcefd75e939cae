import { wakePeople } from '../../channels/index.ts';
import { endByLaw } from '../../clocks/index.ts';
import { type Ctx, MINUTE, ok, systemActor, type Tx } from '../../kernel/index.ts';
import { type NoticeRecipient, peopleMeant, postNotice } from '../../members/index.ts';
import { type Law, lawOf } from '../../vocabulary/index.ts';
import { lapsed, NON_ANSWERS, nextRung, RUNG_RULES, type Rung } from './ladder.pure.ts';
import { auditOfCall, tellCallChanged } from './officer-record.ts';
import { callsPast, insertStep, officerOnDuty, updateCall } from './officer-store.ts';
import type { DutyOfficerRow, OfficerCallRow, OfficerStepRow } from './officer-tables.ts';
import { askForText } from './text-officer-job.ts';

const COMMUNE_ROLES = ['commune_child_officer', 'commune_chair'] as const;
const PROVINCE_ROLES = ['province_child_officer'] as const;

/** Writes a step, and that the commune was not there where it was not. @returns the call as it is now */
export async function writeStep(
  tx: Tx,
  call: OfficerCallRow,
  step: Pick<OfficerStepRow, 'outcome' | 'agency'> & { readonly officer?: string | null; readonly by?: string | null },
): Promise<OfficerCallRow> {
  await insertStep(tx, call, step);
  const missed = NON_ANSWERS.includes(step.outcome) && step.agency === call.agency;
  return missed && !call.missed ? updateCall(tx, call.id, { missed: true }) : call;
}

/**
 * A message to whoever is on duty, or to everybody at the agency who may answer. Nothing of an exercise leaves the house.
 * @returns how many people got it
 */
async function message(
  tx: Tx,
  call: OfficerCallRow,
  to: { readonly agency: string; readonly roles: readonly string[]; readonly officer?: DutyOfficerRow | undefined },
): Promise<number> {
  if (call.drill) return 1;
  const { agency, roles, officer } = to;
  const person = officer?.person ?? null;
  return tell(tx, call, person === null ? { agency, roles } : { person }, 'officer-call.opened');
}

/** After it a browser that nobody sat at is not woken any more: the ladder has gone on. */
const WAKES_FOR = 15 * MINUTE;

/** Puts a notice into the inboxes of whoever is meant, and wakes their browsers. @returns how many people */
async function tell(
  tx: Tx,
  call: OfficerCallRow,
  to: NoticeRecipient,
  kind: 'officer-call.opened' | 'officer-call.unanswered',
): Promise<number> {
  const until = new Date(tx.now.getTime() + WAKES_FOR);
  await wakePeople(tx, await peopleMeant(tx, to), { key: `officer-call.${call.id}.${call.rung}.${call.state}`, until });
  return postNotice(tx, to, { kind, object: { kind: 'officer-call', id: call.id }, facts: {} });
}

/** Asks on one rung. @returns the call, and whether anybody is there to be asked */
async function ask(tx: Tx, call: OfficerCallRow): Promise<{ readonly call: OfficerCallRow; readonly asked: boolean }> {
  const { agency } = call;
  const above = call.province_agency ?? agency;
  const nobody = async (at: string) => ({
    call: await writeStep(tx, call, { outcome: 'NOBODY_ON_DUTY', agency: at }),
    asked: false,
  });
  const asked = async (officer: DutyOfficerRow | undefined, at: string, outcome: 'TO_RING' | 'MESSAGED') => ({
    call: await writeStep(tx, call, { outcome, agency: at, officer: officer?.id ?? null }),
    asked: true,
  });
  switch (call.rung) {
    case 'RING': {
      const officer = await officerOnDuty(tx, call, { rank: 'OFFICER' });
      return officer ? asked(officer, agency, 'TO_RING') : nobody(agency);
    }
    case 'MESSAGE': {
      const officer = await officerOnDuty(tx, call, { rank: 'OFFICER' });
      const reached = await message(tx, call, { agency, roles: COMMUNE_ROLES, officer });
      if (officer) await askForText(tx, call, officer);
      return reached > 0 ? asked(officer, agency, 'MESSAGED') : nobody(agency);
    }
    case 'DEPUTY': {
      const deputy = await officerOnDuty(tx, call, { rank: 'DEPUTY' });
      if (!deputy) return nobody(agency);
      await askForText(tx, call, deputy);
      if (deputy.person !== null) await message(tx, call, { agency, roles: COMMUNE_ROLES, officer: deputy });
      return asked(deputy, agency, 'TO_RING');
    }
    default: {
      const officer = call.drill ? undefined : await officerOnDuty(tx, call, 'PROVINCE');
      const reached =
        call.province_agency === null && !call.drill
          ? 0
          : await message(tx, call, { agency: above, roles: PROVINCE_ROLES });
      if (officer) {
        await askForText(tx, call, officer);
        return asked(officer, above, 'TO_RING');
      }
      return reached > 0 ? asked(undefined, above, 'MESSAGED') : nobody(above);
    }
  }
}

/** Puts a call on a rung, or on the next one where anybody is there to be asked; above the last one it is unanswered. */
export async function stepOnto(tx: Tx, law: Law, on: OfficerCallRow, first: Rung | undefined): Promise<OfficerCallRow> {
  let call = on;
  for (let rung = first; rung !== undefined; rung = nextRung(rung)) {
    const done = await ask(tx, { ...call, rung });
    call = done.call;
    if (!done.asked) continue;
    const until = endByLaw(law, RUNG_RULES[rung], tx.now);
    if (!until) throw new Error(`no deadline rule ${RUNG_RULES[rung]} is in force`);
    return updateCall(tx, call.id, { rung, next_at: until });
  }
  const over = await updateCall(tx, call.id, { rung: 'PROVINCE', state: 'UNANSWERED', next_at: null });
  if (!over.drill) await tell(tx, over, { desk: over.desk_code, roles: ['111_supervisor'] }, 'officer-call.unanswered');
  return over;
}

/** Calls that a process takes at once. */
const EACH = 50;

/** What time does to calls: whoever did not answer is written down, and the next is asked. Runs each minute; each call by one process. */
export async function climbLadders(ctx: Ctx): Promise<void> {
  const law = lawOf(ctx.kernel);
  await ctx.as(systemActor('counselling.climb-ladders')).transaction(async (tx) => {
    for (const call of await callsPast(tx, EACH)) {
      const agency = call.rung === 'PROVINCE' ? (call.province_agency ?? call.agency) : call.agency;
      const outcome = lapsed(call.rung);
      const written = await writeStep(tx, call, { outcome, agency });
      const now = await stepOnto(tx, law, written, nextRung(call.rung));
      tx.audit({
        ...auditOfCall(now),
        action: 'officer-call.climb',
        codes: { step: outcome, rung: now.rung, drill: now.drill },
      });
      tellCallChanged(tx, now);
    }
    return ok();
  });
}
