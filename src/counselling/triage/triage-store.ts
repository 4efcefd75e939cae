import { type Tx, tablesOf } from '../../kernel/index.ts';
import type { Tables } from '../tables.ts';

const table = tablesOf<Tables>();

type SettingRow = Tables['counselling.triage_setting'];
type ScoreRow = Tables['counselling.triage_score'];

export const insertSetting = (tx: Tx, row: SettingRow): Promise<void> =>
  table.insertRow(tx, 'counselling.triage_setting', row);

export const insertScore = (tx: Tx, row: ScoreRow): Promise<void> =>
  table.insertRow(tx, 'counselling.triage_score', row);

export const settingById = (tx: Tx, id: string): Promise<SettingRow | undefined> =>
  table.findRow(tx, 'counselling.triage_setting', { id });

/** What a desk decided last; of two decisions of one moment, the one that stops it. */
export async function lastSetting(tx: Tx, desk: string): Promise<SettingRow | undefined> {
  return tx
    .query<Tables>()
    .selectFrom('counselling.triage_setting')
    .selectAll()
    .where('desk_code', '=', desk)
    .orderBy('set_at', 'desc')
    .orderBy(({ eb, val }) => eb('state', '=', val('OFF')), 'desc')
    .orderBy('id', 'desc')
    .executeTakeFirst();
}
