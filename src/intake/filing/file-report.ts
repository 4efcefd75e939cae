import { anonymous, type Ctx, ok, type Receipt, type Result } from '../../kernel/index.ts';
import type { ReportChannel, StorySignal } from '../../vocabulary/index.ts';
import { readReceipt } from '../receipts/receipt.ts';
import { unlockByWords } from '../receipts/unlock-receipt.ts';
import { refuse } from '../refusals.ts';
import { file, type RemovalToJoin } from './filing.ts';

export interface FileReport {
  /** As `reportInput` says. */
  readonly report: unknown;
  readonly idempotencyKey: string;
  /** `WEB` where absent. */
  readonly channel?: ReportChannel;
  /**
   * The receipt that `hashes.requestRemoval` gave, where pictures were asked down on the same way: the report gets the
   * same locator and words, and from then on they open both.
   */
  readonly removal?: { readonly locator: string; readonly words: string | readonly string[] } | undefined;
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
 * @returns refusals `report.*`, `filing.*`, `request.invalid`, and with a removal `receipt.*`; nothing is written then
 */
export async function fileReport(ctx: Ctx, input: FileReport): Promise<Result<ReportFiled>> {
  const removal = input.removal && (await removalToJoin(ctx, input.removal));
  if (removal && !removal.ok) return removal;
  // A signed-in person may report too, and then is a reporter like anybody: not the desk, and not named.
  const filed = await file(ctx.as(anonymous), {
    report: input.report,
    idempotencyKey: input.idempotencyKey,
    channel: input.channel ?? 'WEB',
    removal: removal?.value,
  });
  if (filed.ok) {
    const { receipt, imminentDanger, signals, repeated } = filed.value;
    return ok({ receipt, imminentDanger, signals, repeated });
  }
  const taken = removal?.value.report !== undefined && filed.refusal.code === 'filing.key-reused';
  return taken ? refuse('receipt.other-matter') : filed;
}

async function removalToJoin(ctx: Ctx, removal: NonNullable<FileReport['removal']>): Promise<Result<RemovalToJoin>> {
  const read = readReceipt(removal.locator, removal.words);
  if (!read.ok) return read;
  const unlocked = await unlockByWords(ctx, read.value);
  if (!unlocked.ok) return unlocked;
  const { value } = unlocked;
  if ('other' in value) return refuse('receipt.contact-only');
  return ok({ receipt: read.value, ...('removal' in value ? { removal: value.removal } : { report: value.report }) });
}
