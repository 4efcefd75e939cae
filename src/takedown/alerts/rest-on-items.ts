import { ok, type Result, readCode, type Tx } from '../../kernel/index.ts';
import { lapseApproval } from '../../work/index.ts';
import { refuse } from '../refusals.ts';
import type { ItemRow } from '../tables.ts';
import { alertsOnItem, itemsByReference, markOverturned } from './alert-item-store.ts';
import { ALERT, tellKeepers } from './alert-record.ts';
import { insertAlertEvent, updateAlert } from './alert-store.ts';

/** An alert names so many items at most. */
export const ITEMS_MOST = 40;

/**
 * Items that an alert is to rest on, by their codes: those that its writer sees and that nobody has found lawful.
 * Refusals: `network-alert.item-unusable`
 */
export async function readItems(tx: Tx, written: readonly string[]): Promise<Result<ItemRow[]>> {
  const unusable = refuse('network-alert.item-unusable', { field: 'items' });
  const codes = new Set<string>();
  for (const one of written) {
    const code = readCode(one.replace(/^\s*ND-/i, ''));
    if (code === undefined) return unusable;
    codes.add(`ND-${code}`);
  }
  if (codes.size > ITEMS_MOST) return unusable;
  const found = codes.size === 0 ? [] : await itemsByReference(tx, [...codes]);
  if (found.length < codes.size || found.some(({ state }) => state === 'NOT_ILLEGAL')) return unusable;
  return ok(found);
}

/**
 * Tells whoever issued an alert that an item which it rests on was found lawful on appeal: what stands is theirs to recall or to correct,
 * what waits for a second person is not sent any more. As the platform, in the transaction of the answer. @returns how many it reached
 */
export async function overturnAlerts(tx: Tx, item: string): Promise<number> {
  const alerts = await alertsOnItem(tx, item, 'for update');
  for (const alert of alerts) {
    await markOverturned(tx, alert.id, item);
    await insertAlertEvent(tx, alert.id, 'item-overturned');
    if (alert.state === 'WAITING') {
      await updateAlert(tx, alert, { state: 'REFUSED' });
      await lapseApproval(tx, { kind: ALERT, object: alert.id });
    }
    tellKeepers(tx, alert);
  }
  return alerts.length;
}
