import { z } from '@hono/zod-openapi';
import { type Ctx, type Result, refuseRequest } from '../../kernel/index.ts';
import type { ReportChannel } from '../../vocabulary/index.ts';
import { INTAKE } from '../intake-desk.ts';
import { reportPolicy } from '../reports/report-policy.ts';
import { type FiledReport, file } from './filing.ts';

export interface FileForCaller {
  /** As `reportInput` says: what the caller tells, as the caller tells it. */
  readonly report: unknown;
  readonly idempotencyKey: string;
  /** How the caller reached the desk. */
  readonly channel: z.infer<typeof filedChannel>;
}

/** The ways by which a caller reaches a person of the desk; the other channels file by themselves. */
export const callerChannel = z.enum([
  'TEL111',
  'INPERSON',
  'LETTER',
  'ZALO111',
  'FANPAGE',
  'EMAIL',
] satisfies ReportChannel[]);
/** And a chat of the portal's page, of which a helper makes a report. */
const filedChannel = z.enum([...callerChannel.options, 'WEB']);

/**
 * A person of the desk files what a caller tells, and reads out the code and the words. The first opening must change
 * the words, so that what the person of the desk knows opens nothing afterwards.
 */
export async function fileForCaller(ctx: Ctx, input: FileForCaller): Promise<Result<FiledReport>> {
  const row = { id: '', desk_code: INTAKE.desk };
  if (ctx.actor.kind !== 'person' || !reportPolicy.can(ctx.actor, 'report.file-for-caller', row, ctx.now)) {
    if (ctx.actor.kind === 'person') await ctx.auditRefused({ action: 'report.file-for-caller' });
    return refuseRequest('access.not-permitted');
  }
  if (!filedChannel.safeParse(input.channel).success) return refuseRequest('request.invalid', { field: 'channel' });
  return file(ctx, input);
}
