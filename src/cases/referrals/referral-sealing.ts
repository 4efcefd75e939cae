import { type Ctx, openPart, type PersonActor, SealedRecord, type Tx } from '../../kernel/index.ts';
import { readingPurposes } from '../access/case-access.ts';
import { referralPolicy } from '../access/case-policy.ts';
import type { ReferralRow } from '../tables.ts';
import { type ReferralField, referralFields } from './referral-purpose.ts';

export type ReferralClass = 'narrative' | 'identity';
export const referralClasses: readonly ReferralClass[] = ['narrative', 'identity'];

/** The copy of facts that a referral carries, under its own two keys. */
export const referralRecord = new SealedRecord<ReferralClass>({
  objectKind: 'referral',
  table: 'cases.referral_part',
  idColumn: 'referral_id',
});

type Facts = Readonly<Partial<Record<ReferralField, string>>>;

/** Seals the facts of a referral under its own two keys, which the sending desk alone holds until it is sent. */
export async function sealReferral(ctx: Ctx, tx: Tx, id: string, desk: string, facts: Facts): Promise<void> {
  for (const fieldClass of referralClasses) {
    const key = await referralRecord.createKey(ctx, tx, { id, fieldClass, desks: [desk], purpose: 'referral' });
    for (const [field, text] of Object.entries(facts) as [ReferralField, string][])
      if (referralFields[field].fieldClass === fieldClass) await referralRecord.put(tx, key, field, text);
  }
}

/** Seals facts of a draft anew under the keys that it has. @returns false where the desk cannot open a key that is needed */
export async function resealReferral(ctx: Ctx, tx: Tx, id: string, desk: string, facts: Facts): Promise<boolean> {
  for (const [field, text] of Object.entries(facts) as [ReferralField, string][]) {
    const key = await referralRecord.openKey(ctx, tx, id, referralFields[field].fieldClass, desk);
    if (!key) return false;
    await referralRecord.put(tx, key, field, text);
  }
  return true;
}

/** The texts of a referral that the desk can open, of the classes asked for. */
export async function openReferral(
  ctx: Ctx,
  tx: Tx,
  id: string,
  desk: string,
  classes: readonly ReferralClass[],
): Promise<Readonly<Record<string, string>>> {
  const texts: Record<string, string> = {};
  const keys = await referralRecord.openKeys(ctx, tx, id, classes, desk);
  for (const { fieldClass, part, sealed } of await referralRecord.list(tx, id, classes)) {
    const key = keys.get(fieldClass);
    if (key) texts[part] = openPart(key, part, sealed);
  }
  return texts;
}

/** Adds a text under the referral's key: the receiver's note on the outcome, or the key by which an outside answer is opened. */
export async function addReferralText(
  ctx: Ctx,
  tx: Tx,
  id: string,
  desk: string,
  part: string,
  text: string,
): Promise<boolean> {
  const key = await referralRecord.openKey(ctx, tx, id, 'narrative', desk);
  if (!key) return false;
  await referralRecord.put(tx, key, part, text);
  return true;
}

/** The classes of a referral's texts that somebody of its two agencies may open now: for a purpose of reading, and the identity after a fresh proof. */
export function readableClasses(person: PersonActor, row: ReferralRow, now: Date): ReferralClass[] {
  if (!(readingPurposes as readonly string[]).includes(person.purpose)) return [];
  const scope = { ...row, to_agency: row.to_agency ?? undefined };
  return referralClasses.filter(
    (one) => one === 'narrative' || referralPolicy.can(person, 'referral.read-identity', scope, now),
  );
}
