import { type Ctx, ok, parseId, type Result, refuseRequest, vietnamDate } from '../../kernel/index.ts';
import { colleagueNames } from '../../members/index.ts';
import { adminUnit, type Day, measureLevel, service } from '../../vocabulary/index.ts';
import { sealedClasses } from '../access/case-access.ts';
import { composeEmergency, composeForm, type DocumentFacts } from '../documents/compose.ts';
import { renderDocx } from '../documents/docx.ts';
import type { OfficialDocument } from '../documents/model.ts';
import { renderPdf } from '../documents/typst.ts';
import { agencyToday } from '../process/agency-check.ts';
import type { OnCase } from '../process/case-act.ts';
import { caseView } from '../process/case-view.ts';
import { openForm } from './open-form.ts';

export type DocumentFormat = 'pdf' | 'docx';

export interface RenderedDocument {
  readonly name: string;
  readonly mediaType: string;
  readonly bytes: Buffer;
}

/**
 * A filled form, or the decision on an emergency measure, as an official document. It shows what the actor may read and no more; making
 * it is a reading, and in the audit as one.
 */
export async function formDocument(
  ctx: Ctx,
  input: OnCase & {
    readonly document: { readonly form: string } | { readonly decision: string };
    readonly format: DocumentFormat;
  },
): Promise<Result<RenderedDocument>> {
  const viewed = await caseView(ctx, { case: input.case, read: sealedClasses });
  if (!viewed.ok) return viewed;
  const { overview, file } = viewed.value;
  if (!file) return refuseRequest('access.not-permitted');
  const today = vietnamDate(ctx.now);
  const agency = await agencyToday(ctx, overview.owner);
  const unit = adminUnit(overview.commune, today as Day);
  const facts = async (signer: string | null, chair: boolean, day: string): Promise<DocumentFacts> => {
    const names = signer && parseId(signer) ? await colleagueNames(ctx, [signer]) : undefined;
    const { plan } = file;
    return {
      reference: overview.reference,
      agency: agency?.nameVi ?? overview.owner,
      place: unit?.fullNameVi ?? overview.commune,
      day,
      signer: { name: (names?.ok && signer ? names.value.get(signer) : undefined) ?? '', chair },
      demonstration: overview.demonstration,
      ...(file.child?.name ? { childName: file.child.name } : {}),
      ...(plan
        ? {
            plan: {
              actions: plan.actions.map((action) => ({
                ...action,
                what: action.what ?? '(không hiển thị)',
                level: measureLevel.has(action.level) ? measureLevel.label(action.level, 'vi') : action.level,
                service: service.has(action.service) ? service.label(action.service, 'vi') : action.service,
                executor: executors[action.executor] ?? action.executor,
              })),
              monitoring: plan.monitoring.map((one) => one.day),
            },
          }
        : {}),
    };
  };
  // Agencies are named in full; family and community have words of their own.
  const executors: Record<string, string> = { family: 'Gia đình', community: 'Cộng đồng' };
  for (const action of file.plan?.actions ?? []) {
    if (!(action.executor in executors))
      executors[action.executor] = (await agencyToday(ctx, action.executor))?.nameVi ?? action.executor;
  }

  let document: OfficialDocument;
  if ('form' in input.document) {
    const opened = await openForm(ctx, { case: input.case, form: input.document.form, read: sealedClasses });
    if (!opened.ok) return opened;
    const form = opened.value;
    const signer = form.submittedBy ?? form.startedBy;
    const absent = form.masked.filter((fieldClass) => !file.readable.includes(fieldClass));
    document = composeForm(
      form.definition,
      form.answers,
      absent,
      await facts(signer, form.definition.code === 'FORM-05', vietnamDate(form.submittedAt ?? ctx.now)),
    );
  } else {
    const wanted = input.document.decision;
    const decision = file.decisions.find((one) => one.id === wanted && one.kind.startsWith('decide-'));
    if (!decision) return refuseRequest('record.not-found');
    const assessment = file.forms.findLast((form) => form.form === 'FORM-02' && form.status === 'submitted');
    const opened = assessment
      ? await openForm(ctx, { case: input.case, form: assessment.id, read: ['narrative'] })
      : undefined;
    const measures = opened?.ok ? opened.value.answers.immediate_measures : undefined;
    const event = file.events.find((one) => one.code === decision.kind && one.at.getTime() === decision.at.getTime());
    const separation = file.separations.find(
      (one) => one.until !== null && (one.status === 'IN_FORCE' || one.status === 'EXTENDED_BY_AUTHORITY'),
    );
    document = composeEmergency({
      ...(await facts(decision.by, true, vietnamDate(decision.at))),
      decidedAt: decision.at,
      measures: typeof measures === 'string' ? measures : '(không hiển thị)',
      reason: file.texts[`reason:${decision.kind}:${event?.codes.text}`] ?? '(không hiển thị)',
      ...(separation?.until ? { separation: { until: vietnamDate(separation.until) } } : {}),
    });
  }
  return ok(
    input.format === 'pdf'
      ? { name: `${document.name}.pdf`, mediaType: 'application/pdf', bytes: renderPdf(document) }
      : {
          name: `${document.name}.docx`,
          mediaType: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
          bytes: await renderDocx(document),
        },
  );
}
