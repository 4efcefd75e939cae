import type { Receipt } from '../../kernel/index.ts';
import { anonymous, type Ctx, ok, type Result } from '../../kernel/index.ts';
import type { ReportChannel, StorySignal } from '../../vocabulary/index.ts';
import { file } from './filing.ts';

export interface FileReport {
  /** As `reportInput` says. */
  readonly report: unknown;
  readonly idempotencyKey: string;
  /** `WEB` where absent. */
  readonly channel?: ReportChannel;
}

export interface ReportFiled {
  readonly receipt: Receipt;
  /** The page shows 111 and 113 at once, before anything else. */
  readonly imminentDanger: boolean;
  /** What words of the story may be about, whatever was ticked: the page offers help. */
  readonly signals: readonly StorySignal[];
  readonly repeated: boolean;
}

/**
 * Files a report of anybody. Nothing but what happened and who tells is needed. The words of the receipt are in the
 * answer and nowhere else.
 * @returns refusals `report.*`, `filing.*`, `request.invalid`; nothing is written then
 */
export async function fileReport(ctx: Ctx, input: FileReport): Promise<Result<ReportFiled>> {
  // A signed-in person may report too, and then is a reporter like anybody: not the desk, and not named.
  const filed = await file(ctx.as(anonymous), {
    report: input.report,
    idempotencyKey: input.idempotencyKey,
    channel: input.channel ?? 'WEB',
  });
  if (!filed.ok) return filed;
  const { receipt, imminentDanger, signals, repeated } = filed.value;
  return ok({ receipt, imminentDanger, signals, repeated });
}
