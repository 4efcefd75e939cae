import { sql } from 'kysely';
import { rows, type Tx } from '../../kernel/index.ts';
import type { Stage } from '../files/offence-file.ts';

/** How many files that were opened within a time stand in a stage, by what is counted; an empty key where it is not known. */
export interface CountedFiles {
  key: string;
  stage: Stage;
  files: number;
}

const COLUMNS = { harm: 'harm', childBand: 'child_band', province: 'province' } as const;
export type CountedBy = keyof typeof COLUMNS | 'article';

export function countFiles(tx: Tx, by: CountedBy, from: Date, to: Date): Promise<CountedFiles[]> {
  const key =
    by === 'article' ? sql`coalesce(article.article, '')` : sql`coalesce(${sql.ref(`file.${COLUMNS[by]}`)}, '')`;
  const join =
    by === 'article'
      ? sql`left join offences.file_article as article on article.file_id = file.id and article.taken_back_at is null`
      : sql``;
  return rows(
    tx,
    sql<CountedFiles>`
      select ${key} as key, file.stage, count(distinct file.id)::int as files from offences.offence_file as file ${join}
      where file.opened_at >= ${from} and file.opened_at < ${to} group by 1, 2 order by 1, 2`,
  );
}

/** Whether an invented file is among those that were opened within a time. */
export async function hasInvented(tx: Tx, from: Date, to: Date): Promise<boolean> {
  const [found] = await rows(
    tx,
    sql<{ invented: boolean }>`
      select exists (
        select 1 from offences.offence_file as file
        where file.is_demonstration and file.opened_at >= ${from} and file.opened_at < ${to}
      ) as invented`,
  );
  return found?.invented === true;
}

/** Days from the opening of a file to its first time in each stage. */
export function daysToStages(
  tx: Tx,
  from: Date,
  to: Date,
): Promise<{ stage: Stage; files: number; median: number; slow: number }[]> {
  return rows(
    tx,
    sql<{ stage: Stage; files: number; median: number; slow: number }>`
      select reached.stage, count(*)::int as files,
        percentile_cont(0.5) within group (order by reached.days) as median, percentile_cont(0.9) within group (order by reached.days) as slow
      from (
        select stage.stage, file.id, extract(epoch from min(stage.from_at) - file.opened_at) / 86400 as days
        from offences.file_stage as stage join offences.offence_file as file on file.id = stage.file_id
        where file.opened_at >= ${from} and file.opened_at < ${to} and stage.stage <> 'TIP' group by stage.stage, file.id
      ) as reached group by reached.stage`,
  );
}
