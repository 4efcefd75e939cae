import { type Tx, tablesOf } from '../../kernel/index.ts';

export interface PushDeviceRow {
  id: string;
  person: string;
  account_id: string;
  address_digest: Buffer;
  sealed_address: Buffer;
  name: string;
  added_at: Date;
}

interface Tables {
  'channels.push_device': PushDeviceRow;
}

const table = tablesOf<Tables>();
const DEVICE = 'channels.push_device';
/** What a message to a browser is about. */
export const PUSH_DEVICE = 'push-device';

export const insertDevice = (tx: Tx, row: PushDeviceRow): Promise<void> => table.insertRow(tx, DEVICE, row);
export const devicesOf = (tx: Tx, person: string): Promise<PushDeviceRow[]> =>
  table.listRows(tx, DEVICE, { person }, ['added_at', 'id']);
export const findDevice = (tx: Tx, id: string): Promise<PushDeviceRow | undefined> => table.findRow(tx, DEVICE, { id });
export const deleteDevice = (tx: Tx, id: string): Promise<number> => table.deleteRows(tx, DEVICE, { id });
export const deleteDeviceAt = (tx: Tx, address_digest: Buffer): Promise<number> =>
  table.deleteRows(tx, DEVICE, { address_digest });

/** Of some people. @returns ids of browsers */
export async function deviceIdsOf(tx: Tx, people: readonly string[]): Promise<string[]> {
  if (people.length === 0) return [];
  const found = await tx
    .query<Tables>()
    .selectFrom(DEVICE)
    .select('id')
    .where('person', 'in', [...people])
    .execute();
  return found.map(({ id }) => id);
}
