import { exchangesOf, type SoftphoneLine } from '../../channels/index.ts';
import { type Ctx, ok, type Result } from '../../kernel/index.ts';
import { HELPLINE } from '../counselling-desk.ts';
import { openShiftOf } from '../helpers/shift-store.ts';
import { refuse } from '../refusals.ts';
import { openPassword, sealPassword } from './call-sealing.ts';
import { callsCarriedBy, telephoneOf } from './call-store.ts';
import type { PhoneExtensionRow } from './call-tables.ts';
import { keepTelephone, ownTelephoneOf } from './own-extension.ts';

/**
 * A person of the desk says that their browser is their telephone: an extension of the exchange, with its password there, which is kept
 * sealed and handed to nobody but their own page.
 * Refusals: `softphone.no-exchange`, `softphone.password-unreadable`, `call.extension-unreadable`, `call.extension-taken`
 */
export async function setOwnSoftphone(
  ctx: Ctx,
  input: { readonly account: string; readonly extension: string; readonly password: string },
): Promise<Result<void>> {
  const own = await ownTelephoneOf(ctx, 'phone-extension.set');
  if (!own.ok) return own;
  const { account, extension, password } = input;
  const exchanges = await exchangesOf(ctx).forSoftphones(ctx, HELPLINE.agency);
  if (!exchanges.some((one) => one.account === account)) return refuse('softphone.no-exchange', { field: 'account' });
  // Passwords of SIP are taken as they are: what a keyboard writes and a digest counts, without a space that nobody sees.
  if (!/^[\x21-\x7e]{8,128}$/.test(password)) return refuse('softphone.password-unreadable', { field: 'password' });
  const softphone_password = await sealPassword(ctx.kernel, own.value.person, password);
  return ctx.transaction((tx) =>
    keepTelephone(tx, own.value, { extension, softphone_account: account, softphone_password }),
  );
}

/** The exchanges at which the reader's browser may be their telephone. */
export async function softphoneExchanges(
  ctx: Ctx,
): Promise<Result<readonly { readonly account: string; readonly name: string }[]>> {
  const own = await ownTelephoneOf(ctx, 'phone-extension.own');
  return own.ok ? ok(await exchangesOf(ctx).forSoftphones(ctx, HELPLINE.agency)) : own;
}

/** What the reader's page registers with. */
export interface OwnSoftphone extends SoftphoneLine {
  readonly extension: string;
  /** Given for this shift: a page does not use it in another one. */
  readonly password: string;
  readonly shift: string;
  /** The contact whose call the reader has: its end here was lost with the page before, and is asked for again. */
  readonly contact: string | null;
}

/**
 * The reader's own softphone, for as long as their shift lasts: nobody's telephone is registered while no call may come to them.
 * Null where they have none, or no shift.
 */
export async function ownSoftphone(ctx: Ctx): Promise<Result<OwnSoftphone | null>> {
  const own = await ownTelephoneOf(ctx, 'phone-extension.own');
  if (!own.ok) return own;
  const { person } = own.value;
  const found = await ctx.transaction(async (tx) => {
    const telephone = await telephoneOf(tx, person);
    const shift = await openShiftOf(tx, person);
    if (!isSoftphone(telephone) || !shift) return ok(undefined);
    const [call] = await callsCarriedBy(tx, person);
    tx.audit({ organisation: HELPLINE.agency, action: 'softphone.open', object: { kind: 'person', id: person } });
    return ok({ telephone, shift: shift.id, contact: call?.contact_id ?? null });
  });
  if (!found.ok) return found;
  if (!found.value) return ok(null);
  const { telephone, shift, contact } = found.value;
  const line = await exchangesOf(ctx).softphoneLine(ctx, telephone.softphone_account);
  if (!line) return ok(null);
  const password = await openPassword(ctx.kernel, person, telephone.softphone_password);
  return ok({ ...line, extension: telephone.extension, password, shift, contact });
}

/** The one address beside our own to which the reader's page may connect, as an origin; undefined where their telephone is none of ours. */
export async function softphoneOrigin(ctx: Ctx): Promise<string | undefined> {
  const own = await ownTelephoneOf(ctx, 'phone-extension.own');
  if (!own.ok) return undefined;
  const found = await ctx.transaction(async (tx) => ok(await telephoneOf(tx, own.value.person)), { keep: true });
  if (!found.ok || !isSoftphone(found.value)) return undefined;
  const line = await exchangesOf(ctx).softphoneLine(ctx, found.value.softphone_account);
  return line ? new URL(line.address).origin : undefined;
}

type Softphone = PhoneExtensionRow & { readonly softphone_account: string; readonly softphone_password: Buffer };

const isSoftphone = (telephone: PhoneExtensionRow | undefined): telephone is Softphone =>
  telephone?.softphone_account != null && telephone.softphone_password !== null;
