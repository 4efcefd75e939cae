import { type Tx, tablesOf } from '../../kernel/index.ts';
import type { FacilityRow, FacilityTables } from './facility-tables.ts';

const table = tablesOf<FacilityTables>();

export const facilityOf = (tx: Tx, agency: string, lock?: 'for update'): Promise<FacilityRow | undefined> =>
  table.findRow(tx, 'counselling.facility', { agency }, lock);
export const insertFacility = (tx: Tx, row: FacilityRow): Promise<void> =>
  table.insertRow(tx, 'counselling.facility', row);
export const updateFacility = (tx: Tx, row: FacilityRow, change: Partial<FacilityRow>): Promise<number> =>
  table.updateRows(tx, 'counselling.facility', { id: row.id }, { ...change, version: row.version + 1 });
/** Every facility that has described itself: some hundreds in the country. */
export const everyFacility = (tx: Tx): Promise<FacilityRow[]> =>
  table.listRows(tx, 'counselling.facility', {}, ['agency']);
