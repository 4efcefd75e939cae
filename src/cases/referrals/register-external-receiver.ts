import { age } from '../../documents/index.ts';
import {
  type Ctx,
  ok,
  type Result,
  readTextInput,
  refuseRequest,
  type TextRule,
  vietnamDate,
} from '../../kernel/index.ts';
import { casesCapabilities } from '../access/case-policy.ts';
import { refuse } from '../refusals.ts';
import { insertExternalReceiver } from './referral-store.ts';

export interface RegisterExternalReceiver {
  readonly nameVi: string;
  readonly nameEn: string;
  /** `age1...`, handed over in person. */
  readonly ageRecipient: string;
  /** Ed25519 public key, 32 bytes in base64. */
  readonly signingKey: string;
}

const NAME: TextRule = { most: 200, refusals: { empty: refuse('form.answer-missing') } };

/** Registers an organisation that is not on the platform, with the two keys that it gave in person. */
export async function registerExternalReceiver(
  ctx: Ctx,
  input: RegisterExternalReceiver,
): Promise<Result<{ receiver: string }>> {
  const { actor } = ctx;
  if (actor.kind !== 'person' || !casesCapabilities.can(actor, 'external-receiver.manage', ctx.now)) {
    await ctx.auditRefused({ action: 'external-receiver.manage' });
    return refuseRequest('access.not-permitted');
  }
  const key = Buffer.from(input.signingKey, 'base64');
  const nameVi = readTextInput(input.nameVi, 'nameVi', NAME);
  if (!nameVi.ok) return nameVi;
  const nameEn = readTextInput(input.nameEn, 'nameEn', NAME);
  if (!nameEn.ok) return nameEn;
  if (key.length !== 32) return refuse('form.answer-invalid', { field: 'signingKey' });
  const { Encrypter } = await age();
  try {
    new Encrypter().addRecipient(input.ageRecipient);
  } catch {
    return refuse('form.answer-invalid', { field: 'ageRecipient' });
  }
  return ctx.transaction(async (tx) => {
    const receiver = await insertExternalReceiver(tx, {
      name_vi: nameVi.value,
      name_en: nameEn.value,
      age_recipient: input.ageRecipient,
      signing_key: key,
      registered_by_agency: actor.agency,
      valid_from: vietnamDate(ctx.now),
      valid_to: null,
    });
    tx.audit({ action: 'external-receiver.manage', object: { kind: 'external-receiver', id: receiver } });
    return ok({ receiver });
  });
}
