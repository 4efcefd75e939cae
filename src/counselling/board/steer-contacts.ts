import { type Ctx, ok, type Result } from '../../kernel/index.ts';
import { type SteerContact, steerContact } from '../contacts/steer-contact.ts';
import { type ChosenContact, type ManyDone, many } from './assign-contacts.ts';

/** A supervisor steers several contacts at once, each as if it were alone. */
export async function steerContacts(
  ctx: Ctx,
  input: { readonly contacts: readonly ChosenContact[] } & Pick<SteerContact, 'act' | 'tier'>,
): Promise<Result<ManyDone>> {
  const { contacts, ...how } = input;
  return ok(await many(ctx, contacts, (one) => steerContact(ctx, { ...one, ...how })));
}
