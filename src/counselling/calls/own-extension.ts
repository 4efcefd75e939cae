import { type ExchangeState, exchangesOf } from '../../channels/index.ts';
import { type Ctx, ok, type Result, refuseRequest } from '../../kernel/index.ts';
import { HELPLINE } from '../counselling-desk.ts';
import { refuse } from '../refusals.ts';
import { phoneExtensionPolicy } from './call-policy.ts';
import { extensionOf, putExtension } from './call-store.ts';

/**
 * A person of the desk says at which extension their telephone is, as at the start of a shift at another table.
 * Refusals: `call.extension-unreadable`, `call.extension-taken`
 */
export async function setOwnExtension(ctx: Ctx, input: { readonly extension: string }): Promise<Result<void>> {
  const own = await ownTelephoneOf(ctx, 'phone-extension.set');
  if (!own.ok) return own;
  const { person } = own.value;
  const extension = input.extension.trim();
  if (!/^[0-9A-Za-z_-]{1,32}$/.test(extension)) return refuse('call.extension-unreadable', { field: 'extension' });
  return ctx.transaction(async (tx) => {
    const put = await putExtension(tx, { ...own.value, organisation: HELPLINE.agency, extension, set_at: tx.now });
    if (!put) return refuse('call.extension-taken', { field: 'extension' });
    tx.audit({
      organisation: HELPLINE.agency,
      action: 'phone-extension.set',
      object: { kind: 'person', id: person },
    });
    return ok();
  });
}

/** Whose telephone it is, where somebody of the desk asks for their own. */
async function ownTelephoneOf(
  ctx: Ctx,
  action: 'phone-extension.set' | 'phone-extension.own',
): Promise<Result<{ readonly desk_code: string; readonly person: string }>> {
  const { actor } = ctx;
  const own = { desk_code: HELPLINE.desk, person: actor.kind === 'person' ? actor.person : '' };
  if (actor.kind === 'person' && phoneExtensionPolicy.can(actor, 'phone-extension.own', own, ctx.now)) return ok(own);
  await ctx.auditRefused({ action });
  return refuseRequest('access.not-permitted');
}

/** The reader's telephone, and the exchanges of the desk. */
export interface OwnTelephone {
  readonly extension: string | null;
  readonly exchanges: readonly ExchangeState[];
}

/** Where the reader's telephone is, and whether the exchanges answer. */
export async function ownTelephone(ctx: Ctx): Promise<Result<OwnTelephone>> {
  const own = await ownTelephoneOf(ctx, 'phone-extension.own');
  if (!own.ok) return own;
  const found = await ctx.transaction(async (tx) => ok(await extensionOf(tx, own.value.person)), { keep: true });
  if (!found.ok) return found;
  const exchanges = await exchangesOf(ctx).states(ctx, HELPLINE.agency);
  return ok({ extension: found.value ?? null, exchanges });
}
