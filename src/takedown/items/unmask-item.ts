import { type Ctx, ok, type Result } from '../../kernel/index.ts';
import { defang } from '../locators/canonical-url.ts';
import { groundForItem } from '../machine-reports/viewed-gate.ts';
import { auditOf, itemAct } from './item-record.ts';
import { openSecrets } from './item-sealing.ts';
import { siblingsOf } from './item-store.ts';

export const unmaskReasons = ['GRADING', 'TRIAGE', 'ORDER', 'HOST', 'CHECK'] as const;
export type ItemUnmaskReason = (typeof unmaskReasons)[number];

export interface UnmaskedItem {
  /** Written so that no program makes a link of it. */
  readonly address: string;
  readonly referrers: readonly string[];
  readonly note: string | null;
  readonly siblings: readonly { readonly id: string; readonly address: string }[];
}

/**
 * The address as it stands, defanged; each look is in the audit with its reason. What no provider viewed, police open by a ground of law.
 * Refusals: those of an act on an item, `machine-report.ground-needed`
 */
export function unmaskItem(
  ctx: Ctx,
  input: { readonly item: string; readonly reason: ItemUnmaskReason; readonly ground?: string | undefined },
): Promise<Result<UnmaskedItem>> {
  return itemAct(ctx, 'content-item.unmask', { item: input.item, readOnly: true }, async (tx, item, actor) => {
    const ground = await groundForItem(tx, actor, item.id, input.ground);
    if (!ground.ok) return ground;
    const { display, referrers, note } = await openSecrets(ctx.kernel, 'item', item);
    const siblings = await Promise.all(
      (await siblingsOf(tx, item.id)).map(async (row) => ({
        id: row.id,
        address: shown((await openSecrets(ctx.kernel, 'item_sibling', row)).display),
      })),
    );
    tx.audit({
      ...auditOf(item, 'content-item.unmask'),
      fieldClasses: ['evidence'],
      codes: { reason: input.reason, ...(ground.value === null ? {} : { basis: ground.value }) },
    });
    return ok({ address: shown(display), referrers: referrers.map(shown), note, siblings });
  });
}

const shown = (address: string): string => (/^https?:/i.test(address) ? defang(address) : address);
