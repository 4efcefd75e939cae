import { type Ctx, openText, sealText, type Tx } from '../../kernel/index.ts';
import { type ReferralField, referralFields } from './referral-purpose.ts';
import { putReferralPart, referralParts } from './referral-store.ts';

export type ReferralClass = 'narrative' | 'identity';

export function referralKeyScope(referral: string, fieldClass: ReferralClass) {
  return { objectKind: 'referral', objectId: referral, fieldClass } as const;
}

/** Seals the facts of a referral under its own two keys, which the sending desk alone holds until it is sent. */
export async function sealReferral(
  ctx: Ctx,
  tx: Tx,
  referral: string,
  desk: string,
  facts: Readonly<Partial<Record<ReferralField, string>>>,
): Promise<void> {
  for (const fieldClass of ['narrative', 'identity'] as const) {
    const key = await ctx.kernel.sealing.createKey(
      tx,
      referralKeyScope(referral, fieldClass),
      [desk],
      'server',
      'referral',
    );
    for (const [field, text] of Object.entries(facts) as [ReferralField, string][]) {
      if (referralFields[field].fieldClass !== fieldClass) continue;
      await putReferralPart(
        tx,
        referral,
        fieldClass,
        field,
        sealText(key.bytes, { ...referralKeyScope(referral, fieldClass), part: field }, text.normalize('NFC')),
      );
    }
  }
}

/** Seals facts of a draft anew under the keys that it has. @returns false where the desk cannot open a key that is needed */
export async function resealReferral(
  ctx: Ctx,
  tx: Tx,
  referral: string,
  desk: string,
  facts: Readonly<Partial<Record<ReferralField, string>>>,
): Promise<boolean> {
  for (const [field, text] of Object.entries(facts) as [ReferralField, string][]) {
    const { fieldClass } = referralFields[field];
    const scope = referralKeyScope(referral, fieldClass);
    const key = await ctx.kernel.sealing.openKey(tx, scope, desk);
    if (!key) return false;
    const sealed = sealText(key.bytes, { ...scope, part: field }, text.normalize('NFC'));
    await putReferralPart(tx, referral, fieldClass, field, sealed);
  }
  return true;
}

/** The texts of a referral that the desk can open, of the classes asked for. */
export async function openReferral(
  ctx: Ctx,
  tx: Tx,
  referral: string,
  desk: string,
  classes: readonly ReferralClass[],
): Promise<Readonly<Record<string, string>>> {
  const texts: Record<string, string> = {};
  const parts = await referralParts(tx, referral);
  for (const fieldClass of classes) {
    const key = await ctx.kernel.sealing.openKey(tx, referralKeyScope(referral, fieldClass), desk);
    if (!key) continue;
    for (const { part, sealed } of parts.filter((one) => one.field_class === fieldClass)) {
      texts[part] = openText(key.bytes, { ...referralKeyScope(referral, fieldClass), part }, sealed);
    }
  }
  return texts;
}

/** Adds a text under the referral's key: the receiver's note on the outcome, or the key by which an outside answer is opened. */
export async function addReferralText(
  ctx: Ctx,
  tx: Tx,
  referral: string,
  desk: string,
  part: string,
  text: string,
): Promise<boolean> {
  const key = await ctx.kernel.sealing.openKey(tx, referralKeyScope(referral, 'narrative'), desk);
  if (!key) return false;
  await putReferralPart(
    tx,
    referral,
    'narrative',
    part,
    sealText(key.bytes, { ...referralKeyScope(referral, 'narrative'), part }, text.normalize('NFC')),
  );
  return true;
}
