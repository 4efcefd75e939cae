import { maskedFor } from '../../documents/index.ts';
import { type Ctx, ok, parseId, type Result, vietnamDate } from '../../kernel/index.ts';
import { colleagueNames, listAgencies } from '../../members/index.ts';
import { adminUnit, type Day, decreeForm } from '../../vocabulary/index.ts';
import { type DocumentFormat, type RenderedDocument, renderDocument } from '../documents/render-document.ts';
import { type CaseAct, caseActs } from '../process/protection-case.ts';
import { composeLetter } from './compose-letter.ts';
import { referralAct } from './referral-act.ts';
import { attachmentsOf } from './referral-attachment-store.ts';
import { type ReferralField, referralFields } from './referral-purpose.ts';
import {
  openReferral,
  type ReferralClass,
  readableClasses,
  referralClasses,
  referralRecord,
} from './referral-sealing.ts';
import { externalReceiver, referralEvents } from './referral-store.ts';

/**
 * What the sender sent, as the official letter that it is: for the two agencies of the referral. Without a fresh proof of who reads,
 * the identity is left out and the letter says so. Making it is a reading, and in the audit as one. Facts of a referral that was sent
 * never change, so the letter of it says the same whenever it is made.
 */
export async function referralLetter(
  ctx: Ctx,
  input: { readonly referral: string; readonly format: DocumentFormat },
): Promise<Result<RenderedDocument>> {
  const seen = await referralAct(ctx, 'referral.read', { referral: input.referral }, async (tx, row, person) => {
    const classes = readableClasses(person, row, ctx.now);
    const texts = await openReferral(ctx, tx, row.id, person.agency, classes);
    const fields = (await referralRecord.names(tx, row.id, referralClasses)).filter(
      (part): part is ReferralField => part in referralFields,
    );
    const events = await referralEvents(tx, row.id);
    const outside = row.external_receiver ? await externalReceiver(tx, row.external_receiver) : undefined;
    tx.audit({
      organisation: row.from_agency,
      action: 'referral.read',
      object: { kind: 'referral', id: row.id },
      fieldClasses: ['triage', ...classes],
      codes: { document: 'letter', format: input.format },
    });
    return ok({
      row,
      classes,
      texts,
      fields,
      outside: outside?.name_vi,
      attached: (await attachmentsOf(tx, row.id)).map(({ kind }) => documentName(kind)),
      sentBy: events.find(({ code }) => code === 'send')?.actor ?? row.made_by,
    });
  });
  if (!seen.ok) return seen;
  const { row, classes, texts, fields, attached } = seen.value;
  const agencies = await listAgencies(ctx, { codes: [row.from_agency, ...(row.to_agency ? [row.to_agency] : [])] });
  if (!agencies.ok) return agencies;
  const agency = (code: string | null) => agencies.value.find((one) => one.code === code);
  const issuer = agency(row.from_agency)?.nameVi ?? row.from_agency;
  const day = vietnamDate(row.sent_at ?? ctx.now);
  const unit = agency(row.from_agency)?.adminUnit;
  const letter = composeLetter({
    reference: row.reference,
    issuer,
    symbol: issuer.startsWith('Ủy ban nhân dân ') ? 'UBND' : undefined,
    place: (unit && adminUnit(unit, day as Day)?.fullNameVi) || issuer,
    day,
    // People of another agency are told to nobody: the receiver reads the agency that sent it.
    signer: await nameOf(ctx, seen.value.sentBy),
    demonstration: row.is_demonstration,
    childName: fields.includes('NAME') ? (texts.NAME ?? '…………') : undefined,
    receiver: agency(row.to_agency)?.nameVi ?? seen.value.outside ?? '…………',
    purpose: row.purpose,
    basis: row.basis,
    facts: (Object.keys(referralFields) as ReferralField[])
      .filter((field) => fields.includes(field))
      .map((field) => ({ field, text: texts[field] ?? '' })),
    attached,
    sent: row.sent_at && row.answer_due_at ? { at: row.sent_at, answerBy: row.answer_due_at } : undefined,
  });
  const open = (fieldClass: string) => classes.includes(fieldClass as ReferralClass);
  return ok(await renderDocument(maskedFor(letter, open), input.format, row.sent_at ?? ctx.now));
}

/** What a document of a case is called by its kind. */
function documentName(kind: string): string {
  if (decreeForm.has(kind)) return decreeForm.label(kind, 'vi');
  return Object.hasOwn(caseActs, kind) ? caseActs[kind as CaseAct].vi : 'Văn bản về việc tạm thời cách ly trẻ em';
}

async function nameOf(ctx: Ctx, person: string): Promise<string> {
  const id = parseId(person);
  const names = id === undefined ? undefined : await colleagueNames(ctx, [id]);
  return (names?.ok && id !== undefined ? names.value.get(id) : undefined) ?? '';
}
