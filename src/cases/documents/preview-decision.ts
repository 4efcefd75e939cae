import { maskedFor, type OfficialDocument } from '../../documents/index.ts';
import { type Ctx, ok, type Result, vietnamDate } from '../../kernel/index.ts';
import { mayReadClass, type SealedClass } from '../access/case-access.ts';
import type { Answers } from '../forms/definition.pure.ts';
import { definitionRow } from '../forms/form-store.ts';
import { auditOf, caseAct, lookAtCase, type OnCase } from '../process/case-act.ts';
import { scopeOf } from '../process/case-store.ts';
import { type CaseAct, mayFollow } from '../process/protection-case.ts';
import { refuse } from '../refusals.ts';
import { type DocumentedAct, isDocumentedAct } from './compose-act.ts';
import { documentNames } from './document-names.ts';
import { drawUpAct, drawUpForm } from './draw-up.ts';
import { DOCUMENT_NUMBER } from './number-document.ts';

/** Acts of the process whose document is read before it is signed: those with one of their own, and the approval on form 05. */
export type PreviewedAct = Exclude<Extract<CaseAct, DocumentedAct>, 'transfer'> | 'approve-plan';

export function isPreviewedAct(act: string): act is PreviewedAct {
  // A transfer has a page of its own, and a separation its own verb.
  return act === 'approve-plan' || (isDocumentedAct(act) && act !== 'transfer' && !act.startsWith('separation:'));
}

export interface PreviewDecision extends OnCase {
  readonly act: PreviewedAct;
  readonly reason?: string | undefined;
  readonly minutes?: string | undefined;
  readonly document?: string | undefined;
  readonly number?: string | undefined;
  /** Answers of form 05, for the approval of a plan. */
  readonly answers?: Answers | undefined;
}

/**
 * The document that an act would give, as its signer reads it before signing: with what is written so far, marked as a draft, and
 * masked where its reader may not open a class. Nothing is kept; the reading is in the audit.
 */
export async function previewDecision(ctx: Ctx, input: PreviewDecision): Promise<Result<OfficialDocument>> {
  const looked = await lookAtCase(ctx, input.case);
  if (!looked.ok) return looked;
  const names = await documentNames(ctx, looked.value);
  return caseAct(ctx, 'case.read', { case: input.case, readOnly: true }, async (tx, row, person) => {
    if (!mayFollow(row.status, input.act))
      return refuse('case.act-not-open', { facts: { status: row.status, act: input.act } });
    const open = (fieldClass: string) => mayReadClass(person, scopeOf(row), fieldClass as SealedClass, tx.now);
    const definition = await definitionRow(tx, 'FORM-05', vietnamDate(tx.now));
    if (!definition) return refuse('form.unknown', { facts: { form: 'FORM-05' } });
    const drawn =
      input.act === 'approve-plan'
        ? await drawUpForm(
            ctx,
            tx,
            row,
            person,
            {
              definition,
              answers: input.answers ?? {},
              signedAt: tx.now,
              signer: person.name,
              agency: person.agency,
            },
            names,
          )
        : await drawUpAct(
            ctx,
            tx,
            row,
            person,
            {
              kind: input.act,
              at: tx.now,
              signer: person.name,
              reason: input.reason,
              minutes: input.minutes,
              restsOn: input.document,
            },
            names,
          );
    const numbered = input.number !== undefined && DOCUMENT_NUMBER.test(input.number.trim());
    const document: OfficialDocument = {
      ...drawn,
      head: { ...drawn.head, ...(numbered ? { number: `Số: ${input.number?.trim()}` } : {}) },
      marks: [...(drawn.marks ?? []), 'draft'],
    };
    tx.audit({ ...auditOf(row), action: 'case.read', fieldClasses: ['triage'], codes: { preview: input.act } });
    return ok(maskedFor(document, open));
  });
}
