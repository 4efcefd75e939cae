import { outboundProgress } from '../../channels/index.ts';
import { actAs, systemActor, type Tx } from '../../kernel/index.ts';
import { deliveriesOf } from './delivery-store.ts';
import { stateOf } from './delivery-view.ts';

/** How far what was sent about a record has come, by each way. */
export interface HowFar {
  readonly channel: string;
  readonly state: string;
}

/** For whoever may see the records: the caller has asked that. Records of which nothing was sent are not in the answer. */
export async function howFar(tx: Tx, objects: readonly string[]): Promise<ReadonlyMap<string, readonly HowFar[]>> {
  if (objects.length === 0) return new Map();
  const rows = await actAs(tx, systemActor('takedown.deliveries'), (system) => deliveriesOf(system, objects));
  const far = new Map(
    (
      await outboundProgress(
        tx,
        rows.map(({ message_key: key }) => key),
      )
    ).map((one) => [one.key, one]),
  );
  const found = new Map<string, HowFar[]>();
  for (const row of rows) {
    const known = found.get(row.object_id) ?? [];
    found.set(row.object_id, [...known, { channel: row.channel, state: stateOf(row, far.get(row.message_key)) }]);
  }
  return found;
}
