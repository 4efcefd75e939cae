import { type ContactWishes, readContactWishes, setContactWishes } from '../../channels/index.ts';
import { type Ctx, ok, type Result, refuseRequest } from '../../kernel/index.ts';
import type { SafeContact } from '../../vocabulary/index.ts';
import { auditOf, contactAct, tellChanged, watchIsOver } from '../contacts/contact-record.ts';
import { refuse } from '../refusals.ts';

const DAY_MINUTES = 1_440;
/** What a child may ask for of how a network is used; hours stand beside it. */
export const networkWishes = ['SAY_OTHER', 'REPLY_HERE', 'NO_CONTACT'] as const satisfies readonly SafeContact[];

/** How the child of a contact may be written to where it wrote; null where it is answered on our own page. */
export function readWishes(ctx: Ctx, input: { readonly contact: string }): Promise<Result<ContactWishes | null>> {
  return contactAct(ctx, 'contact.read', { ...input, readOnly: true }, async (tx, contact, person) => {
    if (watchIsOver(contact, person, tx.now)) return refuseRequest('access.not-permitted');
    return ok(contact.answers_by === null ? null : await readContactWishes(tx, contact.answers_by));
  });
}

/**
 * Writes down what the child asked for, in place of what was there before; what still waits and may no longer leave is cancelled.
 * Refusals: `contact.no-network`, `contact.hours-unusable`, `outbox.receiver-unknown`
 */
export async function setWishes(
  ctx: Ctx,
  input: { readonly contact: string } & ContactWishes,
): Promise<Result<{ readonly cancelled: number }>> {
  const { wishes, hours } = input;
  // Hours that begin where they end would be none, or all of the day: nobody could tell which.
  if (hours !== null && hours.from === hours.to % DAY_MINUTES)
    return refuse('contact.hours-unusable', { field: 'hours' });
  return contactAct(ctx, 'contact.reply', { contact: input.contact }, async (tx, contact) => {
    if (contact.answers_by === null) return refuse('contact.no-network');
    const set = await setContactWishes(tx, { conversation: contact.answers_by, wishes, hours });
    if (!set.ok) return set;
    const said = [...wishes, ...(hours === null ? [] : ['HOURS'])].join(' ');
    tx.audit({
      ...auditOf(contact),
      action: 'contact.set-wishes',
      codes: { wishes: said, cancelled: set.value.cancelled },
    });
    tellChanged(tx, contact);
    return set;
  });
}
