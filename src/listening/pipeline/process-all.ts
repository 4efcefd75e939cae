import { type Ctx, ok, type Result } from '../../kernel/index.ts';
import { type Bus, postgresBus } from './bus.ts';
import { BATCH, type Batch } from './process-batch.ts';

/** Batches of one process that are under way at once: while the database writes one, the next is judged. */
const AT_ONCE = 2;

/** Processes what waits, batch after batch, until nothing does or `until` is past (milliseconds of the system's clock). */
export async function processAll(
  ctx: Ctx,
  input: { readonly most?: number | undefined; readonly until?: number | undefined; readonly bus?: Bus } = {},
): Promise<Result<Batch>> {
  const { bus = postgresBus, most = BATCH, until = Number.POSITIVE_INFINITY } = input;
  const published = await bus.publish(ctx);
  if (!published.ok) return published;
  const total = { claimed: 0, processed: 0, alerts: 0, failed: 0 };
  const drain = async (): Promise<Result<void>> => {
    while (Date.now() < until) {
      const batch = await bus.work(ctx, most);
      if (!batch.ok) return batch;
      for (const name of ['claimed', 'processed', 'alerts', 'failed'] as const) total[name] += batch.value[name];
      if (batch.value.claimed === 0) break;
    }
    return ok();
  };
  for (const one of await Promise.all(Array.from({ length: AT_ONCE }, drain))) if (!one.ok) return one;
  return ok(total);
}
