import { type CallCommand, exchangesOf, type SendOutcome } from '../../channels/index.ts';
import { type Ctx, ok, type Result, systemActor, type Tx } from '../../kernel/index.ts';
import { contactAct, type OnContact } from '../contacts/contact-record.ts';
import { findContact } from '../contacts/contact-store.ts';
import { refuse } from '../refusals.ts';
import type { ContactRow } from '../tables.ts';
import { openCall } from './call-sealing.ts';
import { extensionOf, lastCallOf, updateCall } from './call-store.ts';
import type { PhoneCallRow } from './call-tables.ts';

const AS = 'counselling.command-call';

/**
 * Asks the exchange for something about a call, after what it follows from was committed: whatever goes wrong is kept as a code, and the
 * page of whoever has the call shows it. `unsure`: it may do it, and its events tell. Waits for the exchange's answer, some seconds at most, and holds no lock meanwhile.
 */
export async function commandCall(
  ctx: Ctx,
  call: PhoneCallRow,
  command: (key: string, recording: string | null) => CallCommand,
): Promise<SendOutcome['state']> {
  const { state, failure } = await ask(ctx, call, command);
  if (failure === call.failure) return state;
  await ctx.as(systemActor(AS)).transaction(async (tx) => {
    await updateCall(tx, call.id, { failure });
    const contact = await findContact(tx, call.contact_id, { lock: false });
    if (contact) tellCallChanged(tx, contact);
    return ok();
  });
  return state;
}

/** What the exchange said, and why it did not do what it was asked; null where it does it. */
async function ask(
  ctx: Ctx,
  call: PhoneCallRow,
  command: Parameters<typeof commandCall>[2],
): Promise<{ readonly state: SendOutcome['state']; readonly failure: string | null }> {
  try {
    const { call: key, recording } = await openCall(ctx.kernel, call);
    const outcome = await exchangesOf(ctx).steer(ctx, call.account_id, command(key, recording));
    return { state: outcome.state, failure: outcome.state === 'sent' ? null : outcome.reason.slice(0, 100) };
  } catch (error) {
    ctx.kernel.log.error({ err: error, call: call.id }, 'an exchange could not be asked');
    return { state: 'again', failure: 'not-asked' };
  }
}

/** Told to whoever has the call, and to nobody else of the desk. */
export function tellCallChanged(tx: Tx, { id, helper }: Pick<ContactRow, 'id' | 'helper'>): void {
  if (helper !== null) tx.notify({ topic: 'call.changed', id, person: helper });
}

export const callActs = ['connect', 'hold', 'resume', 'hang-up'] as const;
export type CallAct = (typeof callActs)[number];

/**
 * Whoever has the contact asks for its call: to ring at their own telephone (after taking it, and again after a reload), to wait, to go
 * on, to end. Refusals: `call.none-open`, `call.no-extension`
 */
export async function steerOwnCall(ctx: Ctx, input: OnContact & { readonly act: CallAct }): Promise<Result<void>> {
  const { act, ...on } = input;
  const found = await contactAct(ctx, 'contact.reply', { ...on, readOnly: true }, async (tx, contact, person) => {
    const call = await lastCallOf(tx, contact.id);
    if (!call || call.state === 'ended') return refuse('call.none-open');
    const extension = await extensionOf(tx, person.person);
    if (act === 'connect' && extension === undefined) return refuse('call.no-extension');
    return ok({ call, extension: extension ?? '' });
  });
  if (!found.ok) return found;
  const { call, extension } = found.value;
  await commandCall(ctx, call, (key) => (act === 'connect' ? { act, call: key, extension } : { act, call: key }));
  return ok();
}

/** The call of a contact where it is open, and the telephone of a person: for what happens to it when the contact changes hands. */
export async function openCallOf(
  ctx: Ctx,
  contact: string,
  person: string | null,
): Promise<{ readonly call: PhoneCallRow; readonly extension: string | undefined } | undefined> {
  const found = await ctx.as(systemActor(AS)).transaction(async (tx) => {
    const call = await lastCallOf(tx, contact);
    if (!call || call.state === 'ended') return ok(undefined);
    return ok({ call, extension: person === null ? undefined : await extensionOf(tx, person) });
  });
  return found.ok ? found.value : undefined;
}
