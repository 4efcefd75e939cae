import { maskedFor, type OfficialDocument } from '../../documents/index.ts';
import {
  type Ctx,
  ok,
  type PersonActor,
  parseId,
  type Result,
  readEvidence,
  refuseRequest,
  type Tx,
} from '../../kernel/index.ts';
import { colleagueNames } from '../../members/index.ts';
import { mayReadClass, type SealedClass, sealedClasses } from '../access/case-access.ts';
import { caseRecord } from '../access/case-sealing.ts';
import type { Answers } from '../forms/definition.pure.ts';
import { readSealedAnswers } from '../forms/fill-form.ts';
import { definitionVersion, formRow } from '../forms/form-store.ts';
import { auditOf, caseAct, lookAtCase, type OnCase } from '../process/case-act.ts';
import { decisionsOf, scopeOf } from '../process/case-store.ts';
import type { CaseRow, DocumentRow } from '../tables.ts';
import { ARCHIVE_CLASS, classesOfFrozen, frozenDocument, keepPdf } from './archive-document.ts';
import { isDocumentedAct } from './compose-act.ts';
import { type AgencyNames, documentNames } from './document-names.ts';
import { type DocumentOf, documentRow } from './document-store.ts';
import { drawUpAct, drawUpForm, heldKeys } from './draw-up.ts';
import { type DocumentFormat, type RenderedDocument, renderDocument } from './render-document.ts';

/**
 * A document of the case: of a filled form, of a decision, or any frozen one by its id. Who may open every class of a signed one gets
 * the archived file, byte for byte; anybody else a copy that says that it is masked. A form that is not signed yet comes as a draft.
 * Making it is a reading, and in the audit as one.
 */
export async function caseDocument(
  ctx: Ctx,
  input: OnCase & { readonly document: DocumentOf; readonly format: DocumentFormat },
): Promise<Result<RenderedDocument & { readonly kind: string }>> {
  const [id] = Object.values(input.document) as [string];
  if (parseId(id) === undefined) return refuseRequest('record.not-found');
  const looked = await lookAtCase(ctx, input.case);
  if (!looked.ok) return looked;
  const names = await documentNames(ctx, looked.value, [looked.value.reporting_agency]);
  const people =
    'form' in input.document || 'decision' in input.document ? await signerName(ctx, looked.value, input.document) : '';
  // A file of a document that was never asked for is made here, so the case is read under its lock.
  return caseAct(ctx, 'case.read', { case: input.case, readOnly: true }, async (tx, row, person) => {
    const open = (fieldClass: string) => mayReadClass(person, scopeOf(row), fieldClass as SealedClass, tx.now);
    const frozen = await documentRow(tx, row.id, input.document, { lock: true });
    const opened = sealedClasses.filter(open);
    tx.audit({
      ...auditOf(row),
      action: 'case.read',
      fieldClasses: ['triage', ...opened],
      codes: { document: frozen?.id ?? id, format: input.format },
    });
    if (frozen) {
      const whole = classesOfFrozen(frozen).every(open);
      if (whole && input.format === 'pdf') return archived(ctx, tx, row, person, frozen);
      const keys = new Map(
        [...(await heldKeys(ctx, tx, row.id, person.agency))].filter(([fieldClass]) => open(fieldClass)),
      );
      const document = await frozenDocument(tx, frozen, keys);
      const made = await renderDocument(document, input.format, frozen.numbered_at ?? frozen.signed_at);
      return ok({ ...made, kind: frozen.kind });
    }
    const drawn = await drawnUp(ctx, tx, row, person, input.document, names, people);
    if (!drawn) return refuseRequest('record.not-found');
    return ok({ ...(await renderDocument(maskedFor(drawn.document, open), input.format, tx.now)), kind: drawn.kind });
  });
}

async function archived(
  ctx: Ctx,
  tx: Tx,
  row: CaseRow,
  person: PersonActor,
  frozen: DocumentRow,
): Promise<Result<RenderedDocument & { readonly kind: string }>> {
  const made = (bytes: Buffer) =>
    ok({ name: `${frozen.frame.name}.pdf`, mediaType: 'application/pdf', bytes, masked: false, kind: frozen.kind });
  if (frozen.archived_file === null) {
    const kept = await keepPdf(ctx, tx, row, frozen);
    return kept.ok ? made(kept.value) : kept;
  }
  const key = await caseRecord.openKey(ctx, tx, row.id, ARCHIVE_CLASS, person.agency);
  if (!key) return refuseRequest('access.not-permitted');
  const read = await readEvidence(tx, ctx.kernel, { id: frozen.archived_file, objectId: row.id, key });
  return read.ok ? made(read.value.bytes) : read;
}

/** What was signed before documents were frozen, or is not signed yet. */
async function drawnUp(
  ctx: Ctx,
  tx: Tx,
  row: CaseRow,
  person: PersonActor,
  of: DocumentOf,
  names: AgencyNames,
  signer: string,
): Promise<{ readonly document: OfficialDocument; readonly kind: string } | undefined> {
  if ('form' in of) {
    const form = await formRow(tx, of.form);
    if (!form || form.case_id !== row.id) return undefined;
    const drawn = await drawUpForm(
      ctx,
      tx,
      row,
      person,
      {
        definition: await definitionVersion(tx, form.form_code, form.definition_version),
        answers: {
          ...(form.triage as Answers),
          ...(await readSealedAnswers(ctx, tx, person, form, sealedClasses)).answers,
        },
        signedAt: form.submitted_at ?? tx.now,
        signer,
        agency: form.form_code === 'FORM-01' && form.cycle === 1 ? row.reporting_agency : row.owner_agency,
      },
      names,
    );
    return {
      kind: form.form_code,
      document: form.submitted_at === null ? { ...drawn, marks: [...(drawn.marks ?? []), 'draft'] } : drawn,
    };
  }
  if (!('decision' in of)) return undefined;
  const decision = (await decisionsOf(tx, row.id)).find((one) => one.id === of.decision);
  if (!decision || !isDocumentedAct(decision.kind)) return undefined;
  const key = await caseRecord.openKey(ctx, tx, row.id, 'narrative', person.agency);
  const text = async (part: string) =>
    key && (await caseRecord.read(tx, key, `${part}:${decision.kind}:${decision.codes.text}`));
  const { kind, at } = decision;
  const act = { kind, at, signer, reason: await text('reason'), restsOn: await text('document') };
  return { kind, document: await drawUpAct(ctx, tx, row, person, act, names) };
}

/** Who signed a form or a decision, or is writing it. */
async function signerName(ctx: Ctx, row: CaseRow, of: DocumentOf): Promise<string> {
  const found = await ctx.transaction(async (tx) => {
    if ('form' in of) {
      const form = await formRow(tx, of.form);
      return ok(form?.submitted_by ?? form?.started_by);
    }
    return ok('decision' in of ? (await decisionsOf(tx, row.id)).find((one) => one.id === of.decision)?.by : undefined);
  });
  const id = found.ok ? parseId(found.value ?? '') : undefined;
  const names = id === undefined ? undefined : await colleagueNames(ctx, [id]);
  return (names?.ok && id !== undefined ? names.value.get(id) : undefined) ?? '';
}
