import {
  type Ctx,
  newCode,
  newId,
  ok,
  parseId,
  type Result,
  readOptionalText,
  type TextRule,
  type Tx,
} from '../../kernel/index.ts';
import { findAddressee } from '../addressees/addressee-store.ts';
import { holdsMedia } from '../holds-media.ts';
import { isVerified } from '../items/item.ts';
import { findItem } from '../items/item-store.ts';
import { countForLock } from '../locks/count-violations.ts';
import { refuse } from '../refusals.ts';
import { sealJson } from '../sealed-json.ts';
import type { ItemRow } from '../tables.ts';
import { mayAs } from './may-as.ts';
import { type OrderKind, orderKind, orderReason } from './order-lists.ts';
import { tellOrder } from './order-record.ts';
import { findHold, insertOrder, insertOrderEvent, openOrderOf } from './order-store.ts';
import { isOnLadder, type OnLadder, type OrderRow } from './order-tables.ts';

export interface ProposeOrder {
  readonly item: string;
  readonly addressee: string;
  readonly kind: string;
  readonly urgent?: boolean | undefined;
  readonly reasons: readonly string[];
  /** What helps to find it: the place on the page, the time in a film. */
  readonly location?: string | undefined;
  /** Of an account that is locked, or shown less, for a time: the counting rule and the days. */
  readonly lock?: { readonly rule: string; readonly days: number } | undefined;
}

const LOCATION: TextRule = {
  most: 1_000,
  lines: true,
  refusals: { 'too-long': refuse('order.location-too-long', { field: 'location' }) },
};

/**
 * Proposes that whoever holds the power order an item down. Nothing leaves by it.
 * Refusals: `access.not-permitted`, `content-item.not-found`, `order.item-not-verified`, `addressee.not-found`, `order.reason-missing`,
 * `order.no-rule`, `order.location-too-long`, `order.holds-media`, `order.open-already`, `order.lock-rule`, `order.count-not-reached`
 */
export async function proposeOrder(
  ctx: Ctx,
  input: ProposeOrder,
): Promise<Result<{ readonly id: string; readonly reference: string }>> {
  const may = await mayAs(ctx, 'takedown-order.propose');
  if (!may.ok) return may;
  const actor = may.value;
  const read = readProposal(input);
  if (!read.ok) return read;
  const { kind, reasons, location } = read.value;
  return ctx.transaction(async (tx) => {
    const about = await aboutOf(tx, input);
    if (!about.ok) return about;
    const { item, addressee } = about.value;
    if (await openOrderOf(tx, item.id, addressee.id, kind)) return refuse('order.open-already');
    const counted = input.lock && (await countForLock(tx, { item: item.id, kind, ...input.lock }));
    if (counted && !counted.ok) return counted;
    const row = newOrder(tx, {
      item,
      addressee,
      kind,
      reasons,
      urgent: input.urgent === true,
      follows: null,
      lock: input.lock,
      proposedBy: actor.person,
      proposedAgency: actor.agency,
    });
    await insertOrder(tx, row);
    const event = newId<'order-event'>(tx.now.getTime());
    const sealed =
      location === undefined
        ? undefined
        : { id: event, bytes: await sealJson(ctx.kernel, 'order_event', event, { text: location }) };
    await insertOrderEvent(tx, row.id, 'proposed', { kind, urgent: row.urgent }, sealed);
    tx.audit({
      action: 'takedown-order.propose',
      object: { kind: 'takedown-order', id: row.id },
      codes: { kind, item: item.id },
    });
    tellOrder(tx, row);
    return ok({ id: row.id, reference: row.reference });
  });
}

interface Proposal {
  readonly kind: OrderKind;
  readonly reasons: readonly string[];
  readonly location: string | undefined;
}

/** Refusals: `order.no-rule`, `order.reason-missing`, `order.location-too-long`, `order.holds-media` */
export function readProposal(input: ProposeOrder): Result<Proposal> {
  if (!orderKind.has(input.kind)) return refuse('order.no-rule', { field: 'kind' });
  const reasons = [...new Set(input.reasons)];
  if (reasons.length === 0 || reasons.length > 8 || !reasons.every((one) => orderReason.has(one)))
    return refuse('order.reason-missing', { field: 'reasons' });
  const location = readOptionalText(input.location, 'location', LOCATION);
  if (!location.ok) return location;
  if (location.value !== undefined && holdsMedia(location.value))
    return refuse('order.holds-media', { field: 'location' });
  return ok({ kind: input.kind, reasons, location: location.value });
}

/** The verified item and the addressee of a proposal. Refusals: `content-item.not-found`, `order.item-not-verified`, `addressee.not-found` */
export async function aboutOf(
  tx: Tx,
  input: Pick<ProposeOrder, 'item' | 'addressee'>,
): Promise<Result<{ readonly item: ItemRow; readonly addressee: OnLadder }>> {
  const id = parseId<'content-item'>(input.item);
  const item = id && (await findItem(tx, id));
  if (!item) return refuse('content-item.not-found');
  if (!isVerified(item.state)) return refuse('order.item-not-verified');
  const to = parseId<'addressee'>(input.addressee);
  const addressee = to && (await findAddressee(tx, to));
  return addressee && addressee.ended_at === null && isOnLadder(addressee)
    ? ok({ item, addressee })
    : refuse('addressee.not-found', { field: 'addressee' });
}

/** A proposed order as its row begins. */
export function newOrder(
  tx: Tx,
  of: {
    readonly item: Pick<ItemRow, 'id' | 'reference' | 'is_demonstration'>;
    readonly addressee: OnLadder;
    readonly kind: OrderKind;
    readonly reasons: readonly string[];
    readonly urgent: boolean;
    readonly follows: string | null;
    readonly proposedBy: string;
    readonly proposedAgency: string;
    readonly lock?: ProposeOrder['lock'];
  },
): OrderRow {
  return {
    id: newId<'takedown-order'>(tx.now.getTime()),
    reference: `LD-${newCode()}`,
    item_id: of.item.id,
    item_reference: of.item.reference,
    kind: of.kind,
    urgent: of.urgent,
    reasons: [...of.reasons],
    state: 'PROPOSED',
    version: 1,
    addressee_id: of.addressee.id,
    addressee_kind: of.addressee.kind,
    addressee_agency: of.addressee.agency,
    proposed_by: of.proposedBy,
    proposed_agency: of.proposedAgency,
    proposed_at: tx.now,
    ordered_by: null,
    ordering_agency: null,
    ordered_at: null,
    function_code: null,
    function_basis: null,
    function_from: null,
    function_to: null,
    rule_id: null,
    rule_source: null,
    rule_verified: null,
    preserve_until: null,
    sent_at: null,
    acknowledged_at: null,
    next_due_from: null,
    next_due_at: null,
    next_due_rule: null,
    overdue: false,
    suspended_at: null,
    suspended_ground: null,
    resumed_at: null,
    outcome: null,
    removed_at: null,
    refusal_reason: null,
    answered_at: null,
    ended_at: null,
    ended_by: null,
    end_reason: null,
    follows: of.follows,
    is_demonstration: of.item.is_demonstration,
    contradicted_at: null,
    contradictions: 0,
    lock_rule: of.lock?.rule ?? null,
    lock_days: of.lock?.days ?? null,
    lock_counted: null,
  };
}

/** Whether an item may be ordered down now. Refusals: `order.item-not-verified`, `order.held` */
export async function mayBeOrdered(tx: Tx, item: ItemRow | undefined): Promise<Result<ItemRow>> {
  if (!item || !isVerified(item.state)) return refuse('order.item-not-verified');
  return (await findHold(tx, item.id)) ? refuse('order.held') : ok(item);
}
