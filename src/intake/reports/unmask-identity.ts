import { z } from '@hono/zod-openapi';
import { type Ctx, ok, openPart, type Result } from '../../kernel/index.ts';
import { refuse } from '../refusals.ts';
import { auditOf, deskAct, type OnReport } from './desk-act.ts';
import { openReportKey, reportRecord } from './report-sealing.ts';

/** Why an identity is opened; kept in the audit and reviewed. */
export const unmaskReasons = ['call-back', 'imminent-danger', 'forward-to-commune', 'verify', 'legal-duty'] as const;
export type UnmaskReason = (typeof unmaskReasons)[number];
export const unmaskReason = z.enum(unmaskReasons);

/** How long a page may show what was unmasked. Milliseconds. */
export const UNMASKED_FOR = 120_000;

export interface UnmaskedIdentity {
  /** By the name of the field, as in `reporter.phone`. */
  readonly fields: Readonly<Record<string, string>>;
  readonly until: Date;
}

/**
 * Opens fields of identity, which stand under a key of their own. Needs a step-up and a reason; the audit keeps who, why
 * and which fields, and the reporter's page says that identity was opened that day.
 */
export async function unmaskIdentity(
  ctx: Ctx,
  input: OnReport & { readonly reason: UnmaskReason; readonly fields?: readonly string[] },
): Promise<Result<UnmaskedIdentity>> {
  if (!unmaskReason.safeParse(input.reason).success) return refuse('report.reason-needed', { field: 'reason' });
  return deskAct(ctx, 'report.read-identity', { report: input.report, readOnly: true }, async (tx, report, person) => {
    const parts = (await reportRecord.list(tx, report.id, ['identity'])).filter(
      ({ part }) => input.fields?.includes(part) ?? true,
    );
    const fields: Record<string, string> = {};
    if (parts.length > 0) {
      const key = await openReportKey(ctx, tx, person, report, 'identity');
      if (!key) return refuse('report.key-unavailable');
      for (const { part, sealed } of parts) fields[part] = openPart(key, part, sealed);
    }
    tx.audit({
      ...auditOf(report),
      action: 'report.read-identity',
      fieldClasses: ['identity'],
      codes: { reason: input.reason, fields: Object.keys(fields).sort().join(' ') },
    });
    return ok({ fields, until: new Date(tx.now.getTime() + UNMASKED_FOR) });
  });
}
