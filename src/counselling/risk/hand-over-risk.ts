import { type Ctx, ok, type Result } from '../../kernel/index.ts';
import { auditOf, contactAct, tellChanged } from '../contacts/contact-record.ts';
import { insertEvent } from '../contacts/contact-store.ts';
import { refuse } from '../refusals.ts';
import { meetHandOverClock, openHandOverClock } from './risk-clock.ts';
import { handOversOf, insertHandOver } from './risk-store.ts';
import type { HandOver } from './risk-tables.ts';

/**
 * The helper says that somebody who can be there has taken over: the police, an ambulance, an adult of the family. Ends the countdown.
 * An officer on duty says it themselves. Twice is once.
 * @returns refusals `risk.no-danger`
 */
export async function handOverRisk(
  ctx: Ctx,
  input: { readonly contact: string; readonly to: Exclude<HandOver, 'DUTY_OFFICER'> },
): Promise<Result<void>> {
  return contactAct(ctx, 'contact.record', { contact: input.contact }, async (tx, contact, person) => {
    const clock = await openHandOverClock(tx, contact.id);
    if (!clock) {
      const before = (await handOversOf(tx, contact.id)).some(({ to_kind }) => to_kind === input.to);
      return before ? ok() : refuse('risk.no-danger');
    }
    await insertHandOver(tx, contact, input.to, person.person);
    await meetHandOverClock(tx, contact.id);
    await insertEvent(tx, contact.id, 'handed-over', { to: input.to });
    tx.audit({ ...auditOf(contact), action: 'contact.hand-over', codes: { to: input.to } });
    tellChanged(tx, contact);
    return ok();
  });
}
