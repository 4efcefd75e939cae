import { z } from '@hono/zod-openapi';
import { type Ctx, ok, type Result, vietnamDate } from '../../kernel/index.ts';
import { readingsOf } from './series-readings-store.ts';
import { type OnSeries, seriesAct } from './series-record.ts';

/** A day on which people of an agency read what is shared of a series. */
export const seriesOpeningSchema = z.object({ day: z.string(), agency: z.string() }).openapi('SeriesOpening');
export type SeriesOpening = z.output<typeof seriesOpeningSchema>;

/** What the child may be told of who read: each agency and day once, the oldest first, from the audit. No names. */
export async function whoOpenedSeries(ctx: Ctx, input: OnSeries): Promise<Result<SeriesOpening[]>> {
  return seriesAct(ctx, 'series.read', { series: input.series, readOnly: true }, async (tx, series) => {
    const days = new Map<string, SeriesOpening>();
    for (const { at, agency } of await readingsOf(tx, series.id)) {
      const day = vietnamDate(at);
      if (agency !== null) days.set(`${day} ${agency}`, { day, agency });
    }
    return ok([...days.values()]);
  });
}
