import { type Ctx, type Id, type Result, refuseRequest } from '../../kernel/index.ts';
import type { ReportChannel } from '../../vocabulary/index.ts';
import { reportChannel } from '../../vocabulary/index.ts';
import { fileWithoutReporter } from './filing.ts';

export interface FileFromPlatform {
  /** As `reportInput` says: what was seen, where and when. Its reporter is left aside. */
  readonly report: unknown;
  /** 16 to 200 printable characters without blanks; the same key is the same report. */
  readonly idempotencyKey: string;
  /** By which machine it came. */
  readonly channel: ReportChannel;
  readonly demonstration?: boolean;
}

/**
 * Files what another module of the platform has seen, as an alert of social listening: it stands in the desk's queue
 * under the same clocks as any report and is screened by a person. Nobody told it, so it has no receipt and is closed
 * without an answer. Refusals: `report.*`, `filing.*`, `request.invalid`
 */
export async function fileFromPlatform(
  ctx: Ctx,
  input: FileFromPlatform,
): Promise<Result<{ readonly report: Id<'report'>; readonly reference: string; readonly repeated: boolean }>> {
  if (ctx.actor.kind !== 'system') return refuseRequest('access.not-permitted');
  if (!reportChannel.get(input.channel).machine) return refuseRequest('request.invalid', { field: 'channel' });
  return fileWithoutReporter(ctx, input);
}
