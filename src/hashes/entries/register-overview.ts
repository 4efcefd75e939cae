import { type Ctx, type Kernel, ok, type Result, systemActor } from '../../kernel/index.ts';
import type { Bank } from '../banks/bank-view.ts';
import { registerHead } from './register-head-store.ts';
import {
  type BankCount,
  bankCounts,
  type MonthCount,
  monthCounts,
  type SourceCount,
  sourceCounts,
} from './register-overview-store.ts';
import { bankRows } from './register-store.ts';

const MONTHS = 12;
/** Figures are counted again when the register has changed, and at least this often, milliseconds. */
const GOOD_FOR = 60_000;

export interface RegisterOverview {
  readonly seq: number;
  readonly changedAt: Date;
  readonly banks: readonly Bank[];
  readonly counts: readonly BankCount[];
  readonly sources: readonly SourceCount[];
  readonly months: readonly MonthCount[];
}

interface Counted {
  readonly seq: number;
  readonly at: number;
  readonly figures: Pick<RegisterOverview, 'counts' | 'sources' | 'months'>;
}
/** Counting millions of rows for every look would be waste: everybody who may look sees the same figures. */
const kept = new WeakMap<Kernel, Counted>();

/** The register in figures: entries by bank and state, by source, and by month over a year. */
export async function registerOverview(ctx: Ctx): Promise<Result<RegisterOverview>> {
  return ctx.as(systemActor('hashes.register-overview')).transaction(async (tx) => {
    const head = await registerHead(tx);
    const now = ctx.kernel.clock.now().getTime();
    const before = kept.get(ctx.kernel);
    let figures = before && before.seq === head.seq && now - before.at < GOOD_FOR ? before.figures : undefined;
    if (!figures) {
      figures = {
        counts: await bankCounts(tx),
        sources: await sourceCounts(tx),
        months: await monthCounts(tx, MONTHS),
      };
      kept.set(ctx.kernel, { seq: head.seq, at: now, figures });
    }
    return ok({ seq: head.seq, changedAt: head.at, banks: await bankRows(tx), ...figures });
  });
}
