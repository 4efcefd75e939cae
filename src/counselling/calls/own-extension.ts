import { type ExchangeState, exchangesOf } from '../../channels/index.ts';
import { type Ctx, ok, type Result, refuseRequest, type Tx } from '../../kernel/index.ts';
import { HELPLINE } from '../counselling-desk.ts';
import { refuse } from '../refusals.ts';
import { phoneExtensionPolicy } from './call-policy.ts';
import { putExtension, telephoneOf } from './call-store.ts';
import type { PhoneExtensionRow } from './call-tables.ts';

/**
 * A person of the desk says at which extension their telephone is, as at the start of a shift at another table.
 * Refusals: `call.extension-unreadable`, `call.extension-taken`
 */
export async function setOwnExtension(ctx: Ctx, input: { readonly extension: string }): Promise<Result<void>> {
  const own = await ownTelephoneOf(ctx, 'phone-extension.set');
  if (!own.ok) return own;
  return ctx.transaction((tx) =>
    keepTelephone(tx, own.value, { ...input, softphone_account: null, softphone_password: null }),
  );
}

/** Whose telephone it is. */
export interface TelephoneOwner {
  readonly desk_code: string;
  readonly person: string;
}

/** Says where a person's telephone is. Refusals: `call.extension-unreadable`, `call.extension-taken` */
export async function keepTelephone(
  tx: Tx,
  owner: TelephoneOwner,
  telephone: Pick<PhoneExtensionRow, 'extension' | 'softphone_account' | 'softphone_password'>,
): Promise<Result<void>> {
  const extension = telephone.extension.trim();
  if (!/^[0-9A-Za-z_-]{1,32}$/.test(extension)) return refuse('call.extension-unreadable', { field: 'extension' });
  const organisation = HELPLINE.agency;
  if (!(await putExtension(tx, { ...owner, ...telephone, organisation, extension, set_at: tx.now })))
    return refuse('call.extension-taken', { field: 'extension' });
  tx.audit({ organisation, action: 'phone-extension.set', object: { kind: 'person', id: owner.person } });
  return ok();
}

/** Whose telephone it is, where somebody of the desk asks for their own. */
export async function ownTelephoneOf(
  ctx: Ctx,
  action: 'phone-extension.set' | 'phone-extension.own',
): Promise<Result<TelephoneOwner>> {
  const { actor } = ctx;
  const own = { desk_code: HELPLINE.desk, person: actor.kind === 'person' ? actor.person : '' };
  if (actor.kind === 'person' && phoneExtensionPolicy.can(actor, 'phone-extension.own', own, ctx.now)) return ok(own);
  await ctx.auditRefused({ action });
  return refuseRequest('access.not-permitted');
}

/** The reader's telephone, and the exchanges of the desk. */
export interface OwnTelephone {
  readonly extension: string | null;
  /** Whether the telephone is the reader's browser. */
  readonly isSoftphone: boolean;
  readonly exchanges: readonly ExchangeState[];
}

/** Where the reader's telephone is, and whether the exchanges answer. */
export async function ownTelephone(ctx: Ctx): Promise<Result<OwnTelephone>> {
  const own = await ownTelephoneOf(ctx, 'phone-extension.own');
  if (!own.ok) return own;
  const found = await ctx.transaction(async (tx) => ok(await telephoneOf(tx, own.value.person)), { keep: true });
  if (!found.ok) return found;
  const exchanges = await exchangesOf(ctx).states(ctx, HELPLINE.agency);
  const { extension = null, softphone_account = null } = found.value ?? {};
  return ok({ extension, isSoftphone: softphone_account !== null, exchanges });
}
