import { z } from '@hono/zod-openapi';
import { bilingual, type Ctx, enumOf, instant, listSchema, ok, type Result } from '../../kernel/index.ts';
import { referralStatus } from '../../vocabulary/index.ts';
import { codesSchema } from '../process/case-view-schema.ts';
import { referralAct } from './referral-act.ts';
import { attachmentsOf } from './referral-attachment-store.ts';
import { type ReferralField, referralFields } from './referral-purpose.ts';
import { isQuestionPart, questionAnswerPart, questionPart } from './referral-question.ts';
import { questionsOf } from './referral-question-store.ts';
import { openReferral, readableClasses, referralClasses, referralRecord } from './referral-sealing.ts';
import { externalReceiver, referralEvents } from './referral-store.ts';

export const referralViewSchema = z
  .object({
    id: z.uuid(),
    /** The code that stands on all parts of the matter. */
    reference: z.string(),
    purpose: z.string(),
    status: referralStatus.zod,
    version: z.number().int(),
    side: z.enum(['sender', 'receiver']),
    /** Id of the case, for the sender alone. */
    case: z.uuid().nullable(),
    from: z.string(),
    to: z.string().nullable(),
    /** Name of a receiver outside the platform. */
    outside: bilingual.nullable(),
    basis: z.string(),
    reason: z.string().nullable(),
    outcome: z.string().nullable(),
    sentAt: instant.nullable(),
    answerDue: instant.nullable(),
    /** Which facts there are; their texts only where asked for. */
    fields: listSchema(enumOf(referralFields)),
    texts: z.record(z.string(), z.string()).readonly(),
    /** What the receiver asked and the sender answered, the first one first; the words where the narrative was asked for. */
    questions: listSchema(
      z.object({
        id: z.uuid(),
        askedAt: instant,
        answeredAt: instant.nullable(),
        question: z.string().nullable(),
        answer: z.string().nullable(),
      }),
    ),
    /** Signed documents of the case that go along; each is opened by itself. */
    attachments: listSchema(
      z.object({ id: z.uuid(), kind: z.string(), document: z.uuid().nullable(), size: z.number().int() }),
    ),
    events: listSchema(
      z.object({
        code: z.string(),
        at: instant,
        agency: z.string().nullable(),
        /** Id of the person, of the own agency alone. */
        person: z.string().nullable(),
        codes: codesSchema,
      }),
    ),
  })
  .openapi('Referral', { description: 'What was sent, and what became of it; nothing of the case behind it.' });
export type ReferralView = z.output<typeof referralViewSchema>;

/** A referral as one of its two agencies sees it; texts and identity only where asked for, and then audited. */
export async function viewReferral(
  ctx: Ctx,
  input: { readonly referral: string; readonly read?: readonly ('narrative' | 'identity')[] },
): Promise<Result<ReferralView>> {
  return referralAct(ctx, 'referral.read', { referral: input.referral }, async (tx, row, person) => {
    const readable = readableClasses(person, row, ctx.now);
    const wanted = (input.read ?? []).filter((one) => readable.includes(one));
    const texts = await openReferral(ctx, tx, row.id, person.agency, wanted);
    const outside = row.external_receiver ? await externalReceiver(tx, row.external_receiver) : undefined;
    const side = row.from_agency === person.agency ? 'sender' : 'receiver';
    tx.audit({
      organisation: row.from_agency,
      action: 'referral.read',
      object: { kind: 'referral', id: row.id },
      fieldClasses: ['triage', ...wanted],
    });
    return ok({
      id: row.id,
      reference: row.reference,
      purpose: row.purpose,
      status: row.status,
      version: row.version,
      side,
      case: side === 'sender' ? row.case_id : null,
      from: row.from_agency,
      to: row.to_agency,
      outside: outside ? { vi: outside.name_vi, en: outside.name_en } : null,
      basis: row.basis,
      reason: row.reason_code,
      outcome: row.outcome,
      sentAt: row.sent_at,
      answerDue: row.answer_due_at,
      fields: (await referralRecord.names(tx, row.id, referralClasses)).filter(
        (part): part is ReferralField => part in referralFields,
      ),
      texts: Object.fromEntries(
        Object.entries(texts).filter(([part]) => part !== ANSWER_IDENTITY && !isQuestionPart(part)),
      ),
      questions: (await questionsOf(tx, row.id)).map((one) => ({
        id: one.id,
        askedAt: one.asked_at,
        answeredAt: one.answered_at,
        question: texts[questionPart(one.id)] ?? null,
        answer: texts[questionAnswerPart(one.id)] ?? null,
      })),
      attachments: (await attachmentsOf(tx, row.id)).map(({ id, kind, document_id: document, size }) => ({
        id,
        kind,
        // Which one of the case it is a copy of is the sender's to know.
        document: side === 'sender' ? document : null,
        size,
      })),
      events: (await referralEvents(tx, row.id)).map(({ code, at, agency, actor, codes }) => ({
        code,
        at,
        agency,
        person: agency === person.agency ? actor : null,
        codes,
      })),
    });
  });
}

/** Part that holds the private key for an outside answer: never shown. */
export const ANSWER_IDENTITY = 'answer-identity';
