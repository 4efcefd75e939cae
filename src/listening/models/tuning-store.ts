import { sql } from 'kysely';
import { prepared, run, type Tx } from '../../kernel/index.ts';

/** Limits of the queue and the shares of the review. */
export interface Tuning {
  readonly softLimit: number;
  readonly hardLimit: number;
  readonly auditRate: number;
  readonly doubleRate: number;
  readonly margin: number;
  readonly openMost: number;
}

const TUNING_NOW = prepared(
  'listening.tuning-now',
  `select soft_limit as "softLimit", hard_limit as "hardLimit", audit_rate as "auditRate", double_rate as "doubleRate", margin, open_most as "openMost"
    from listening.tuning where valid_from <= $1 order by valid_from desc, id desc limit 1`,
);

export async function tuningNow(tx: Tx): Promise<Tuning> {
  const [row] = await tx.run<Tuning>(TUNING_NOW, [tx.now]);
  if (!row) throw new Error('there is no tuning in force');
  return row;
}

export async function insertTuning(
  tx: Tx,
  tuning: Tuning & { readonly id: string; readonly source: string; readonly by: string },
): Promise<void> {
  await run(
    tx,
    sql`insert into listening.tuning (id, valid_from, soft_limit, hard_limit, audit_rate, double_rate, margin, open_most, source, set_by)
      values (${tuning.id}, ${tx.now}, ${tuning.softLimit}, ${tuning.hardLimit}, ${tuning.auditRate}, ${tuning.doubleRate}, ${tuning.margin}, ${tuning.openMost},
        ${tuning.source}, ${tuning.by})`,
  );
}

const RETENTION_HOURS = prepared(
  'listening.retention-hours',
  `select distinct on (retention) retention, hours from listening.retention_rule where valid_from <= $1 order by retention, valid_from desc, id desc`,
);

/** Hours that a class is kept now. */
export async function retentionHours(tx: Tx): Promise<ReadonlyMap<string, number>> {
  const found = await tx.run<{ retention: string; hours: number }>(RETENTION_HOURS, [tx.now]);
  return new Map(found.map(({ retention, hours }) => [retention, hours]));
}
