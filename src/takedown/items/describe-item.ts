import { isIP } from 'node:net';
import {
  actorName,
  type Ctx,
  newId,
  ok,
  type Result,
  readOptionalText,
  readTextInput,
  type TextRule,
} from '../../kernel/index.ts';
import { refuse } from '../refusals.ts';
import type { HostPart, SiblingRelation } from '../tables.ts';
import { auditOf, itemAct, type OnItem } from './item-record.ts';
import { matchMark, sealSecrets } from './item-sealing.ts';
import { hasSibling, insertItemEvent, insertSibling, putHostFact } from './item-store.ts';
import { maskOf, readLocator } from './read-locator.ts';

export const siblingRelations = [
  'SAME_FILE',
  'PART',
  'PARENT',
  'POSTED_BY',
] as const satisfies readonly SiblingRelation[];
export const hostParts = ['HOST', 'REGISTRAR', 'CDN', 'ORIGIN'] as const satisfies readonly HostPart[];
export const HOST_LINE: TextRule = { most: 200 };

/**
 * Adds another address that goes with the item in one notice. Refusals: those of an act on an item,
 * `content-item.locator-unusable`, `content-item.holds-media`
 */
export function addItemSibling(
  ctx: Ctx,
  input: OnItem & { readonly relation: string; readonly locator: string },
): Promise<Result<void>> {
  return itemAct(ctx, 'content-item.describe', { item: input.item }, async (tx, item) => {
    const relation = siblingRelations.find((one) => one === input.relation);
    const kind = relation === 'POSTED_BY' ? 'account' : 'url';
    const locator = readLocator(kind, input.locator.slice(0, 4_097), item.platform);
    if (!locator.ok) return locator;
    if (relation === undefined) return refuse('content-item.locator-unusable', { field: 'relation' });
    const mark = await matchMark(ctx.kernel, kind, locator.value.key);
    if (mark.equals(item.match_mark)) return refuse('content-item.locator-unusable', { field: 'locator' });
    if (await hasSibling(tx, item.id, mark)) return ok();
    const id = newId<'sibling'>(tx.now.getTime());
    const secrets = { display: locator.value.display, referrers: [], note: null };
    await insertSibling(tx, {
      id,
      item_id: item.id,
      relation,
      match_mark: mark,
      mask: maskOf(locator.value),
      sealed: await sealSecrets(ctx.kernel, 'item_sibling', id, secrets),
      added_by: actorName(tx.actor),
      added_at: tx.now,
    });
    await insertItemEvent(tx, item.id, 'sibling-added', { relation });
    tx.audit({ ...auditOf(item, 'content-item.describe'), codes: { sibling: relation } });
    return ok();
  });
}

export interface WriteHost extends OnItem {
  readonly part: string;
  readonly name: string;
  readonly address?: string | undefined;
  readonly country?: string | undefined;
  readonly abuseContact?: string | undefined;
}

/** Writes by hand where an item is hosted: the earlier answer stays in its history. Refusals: those of an act on an item, `content-item.host-unusable`, `text.*` */
export function writeItemHost(ctx: Ctx, input: WriteHost): Promise<Result<void>> {
  return itemAct(ctx, 'content-item.describe', { item: input.item }, async (tx, item) => {
    const part = hostParts.find((one) => one === input.part);
    const name = readTextInput(input.name, 'name', HOST_LINE);
    if (!name.ok) return name;
    const contact = readOptionalText(input.abuseContact, 'abuseContact', HOST_LINE);
    if (!contact.ok) return contact;
    const address = input.address?.trim() || null;
    const country = input.country?.trim().toUpperCase() || null;
    if (part === undefined) return refuse('content-item.host-unusable', { field: 'part' });
    if (address !== null && isIP(address) === 0) return refuse('content-item.host-unusable', { field: 'address' });
    if (country !== null && !/^[A-Z]{2}$/.test(country))
      return refuse('content-item.host-unusable', { field: 'country' });
    await putHostFact(tx, {
      item_id: item.id,
      part,
      outcome: 'FOUND',
      name: name.value,
      address,
      asn: null,
      country,
      abuse_contact: contact.value ?? null,
      source: 'ANALYST',
      failure: null,
    });
    await insertItemEvent(tx, item.id, 'host-written', { part });
    tx.audit({ ...auditOf(item, 'content-item.describe'), codes: { host: part } });
    return ok();
  });
}
