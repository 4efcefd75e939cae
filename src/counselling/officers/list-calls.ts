import { type Ctx, ok, type Result, refuseRequest } from '../../kernel/index.ts';
import { contactAct, watchIsOver } from '../contacts/contact-record.ts';
import { officerCallPolicy } from './officer-policy.ts';
import { type AgencyAnswers, answersByAgency, callOfContact, callsSeen } from './officer-store.ts';
import { callView, type OfficerCall } from './officer-view.ts';

const LISTED = 100;

/** Whether the reader could see any call of this kind. */
const mayList = (ctx: Ctx): boolean =>
  ctx.actor.kind === 'person' && officerCallPolicy.couldEver(ctx.actor, 'officer-call.see', ctx.now);

/** Calls that wait for an officer, and those that are over, the newest first. */
export async function listCalls(
  ctx: Ctx,
  of: { readonly drill?: boolean | undefined } = {},
): Promise<Result<{ readonly open: readonly OfficerCall[]; readonly past: readonly OfficerCall[] }>> {
  if (!mayList(ctx)) return refuseRequest('access.not-permitted');
  const drill = of.drill === true;
  return ctx.transaction(
    async (tx) => {
      const views = async (states: Parameters<typeof callsSeen>[1]['states'] & object) => {
        const found: OfficerCall[] = [];
        for (const call of await callsSeen(tx, { states, drill }, LISTED)) found.push(await callView(tx, call));
        return found;
      };
      return ok({ open: await views(['OPEN', 'UNANSWERED']), past: await views(['ACKNOWLEDGED', 'WITHDRAWN']) });
    },
    { keep: true },
  );
}

/** The newest call of a contact, for whoever reads it; null where there was none. */
export async function callOf(
  ctx: Ctx,
  input: { readonly contact: string },
): Promise<Result<{ readonly call: OfficerCall | null }>> {
  return contactAct(ctx, 'contact.read', { contact: input.contact, readOnly: true }, async (tx, contact, person) => {
    if (watchIsOver(contact, person, tx.now)) return refuseRequest('access.not-permitted');
    const call = await callOfContact(tx, contact.id);
    return ok({ call: call ? await callView(tx, call) : null });
  });
}

/** Calls that a commune missed and its province has not looked at. */
export async function missedCalls(ctx: Ctx): Promise<Result<{ readonly calls: readonly OfficerCall[] }>> {
  if (!mayList(ctx)) return refuseRequest('access.not-permitted');
  return ctx.transaction(
    async (tx) => {
      const calls: OfficerCall[] = [];
      for (const call of await callsSeen(tx, { drill: false, notLookedAt: true }, LISTED))
        calls.push(await callView(tx, call));
      return ok({ calls });
    },
    { keep: true },
  );
}

/** How communes answered, in days of Viet Nam; the last day counts. Under a year. */
export async function officerFigures(
  ctx: Ctx,
  { from, to }: { readonly from: Date; readonly to: Date },
): Promise<Result<{ readonly agencies: readonly AgencyAnswers[] }>> {
  if (!mayList(ctx)) return refuseRequest('access.not-permitted');
  return ctx.transaction(async (tx) => ok({ agencies: await answersByAgency(tx, from, to) }), { keep: true });
}
