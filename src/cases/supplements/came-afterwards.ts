import type { Tx } from '../../kernel/index.ts';
import type { CaseRow } from '../tables.ts';
import { supplementOfForm } from './supplement-store.ts';

/** Whether a draft holds what was sent after an emergency: it is written on and signed at whatever step its case has reached meanwhile. */
export async function cameAfterwards(
  tx: Tx,
  row: Pick<CaseRow, 'is_open'>,
  draft: string | undefined,
): Promise<boolean> {
  return row.is_open && draft !== undefined && (await supplementOfForm(tx, draft)) !== undefined;
}
