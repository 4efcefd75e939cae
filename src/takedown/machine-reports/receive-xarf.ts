import { agencyOf, type Ctx, ok, type Result, refuseRequest } from '../../kernel/index.ts';
import { receiveArrivals } from '../items/receive.ts';
import { refuse } from '../refusals.ts';
import { withoutMedia } from './file-report.ts';
import { askFold } from './finish-report.ts';
import { limitCalls } from './limit-calls.ts';
import { FUTURE_MS } from './machine-report.ts';
import { machineReportPolicy } from './report-policies.ts';
import { arrivalOfXarf, isTestXarf, missingOf, type XarfReport } from './xarf-report.ts';

export interface XarfReceived {
  readonly report: string;
  /** It was here before, under the same identifier. */
  readonly known: boolean;
  /** It was only tried, and nothing was kept. */
  readonly test: boolean;
}

/**
 * Takes a report of XARF in from the machine of a member: durable as an arrival of the place that it names when this returns. Nothing that
 * it carries as evidence is taken, whatever it is.
 * Refusals: `access.not-permitted`, `request.invalid`, `machine-report.too-fast`, `machine-report.time-in-future`,
 * `machine-report.holds-media`, `xarf-report.evidence`, `content-item.locator-unusable`, `content-item.holds-media`
 */
export async function receiveXarf(ctx: Ctx, report: XarfReport): Promise<Result<XarfReceived>> {
  const { actor, now } = ctx;
  const agency = agencyOf(actor);
  if (
    actor.kind !== 'machine' ||
    agency === null ||
    !machineReportPolicy.couldEver(actor, 'machine-report.file', now)
  ) {
    await ctx.auditRefused({ action: 'machine-report.file' });
    return refuseRequest('access.not-permitted');
  }
  const limited = await limitCalls(ctx);
  if (!limited.ok) return limited;
  const taken = await takeXarf(ctx, agency, report, 'call');
  if (taken.ok && !taken.value.test) await askFold(ctx);
  return taken;
}

/**
 * Takes a report of a member in, which the caller knows to be its own. The caller has what arrived folded.
 * Refusals: those of `receiveXarf` but for who may
 */
export async function takeXarf(
  ctx: Ctx,
  agency: string,
  report: XarfReport,
  by: 'call' | 'letter',
): Promise<Result<XarfReceived>> {
  if (report.evidence !== undefined && report.evidence.length > 0)
    return refuse('xarf-report.evidence', { field: 'evidence' });
  const missing = missingOf(report);
  if (missing !== undefined) return refuseRequest('request.invalid', { field: missing });
  if (new Date(report.timestamp).getTime() > ctx.now.getTime() + FUTURE_MS)
    return refuse('machine-report.time-in-future', { field: 'timestamp' });
  const clean = withoutMedia(report);
  if (!clean.ok) return clean;
  const test = isTestXarf(report);
  if (test) return ok({ report: report.report_id, known: false, test });
  const received = await receiveArrivals(ctx, [arrivalOfXarf(agency, report)]);
  if (!received.ok) return received;
  const known = received.value.taken === 0;
  const noted = await ctx.transaction(async (tx) => {
    tx.audit({
      organisation: agency,
      action: 'machine-report.file',
      codes: { act: 'xarf', by, type: report.type, known },
    });
    return ok();
  });
  if (!noted.ok) return noted;
  return ok({ report: report.report_id, known, test });
}
