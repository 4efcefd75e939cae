import { z } from 'zod';
import {
  type Ctx,
  nextCursor,
  ok,
  type PagedList,
  type Result,
  readCode,
  readCursor,
  vietnamDate,
} from '../../kernel/index.ts';
import { addresseeNames } from '../addressees/addressee-store.ts';
import { mayAs } from './may-as.ts';
import { itemsWithNeither, type OrderFilters, type OrderPlace, orderRows } from './order-store.ts';
import { type OrderLine, orderLine } from './order-view.ts';

const PAGE = 50;
const MOST = 500;

const LIST: PagedList<OrderPlace> = {
  name: 'takedown-order.list',
  place: z.strictObject({ due: z.string().max(40), id: z.uuid() }),
};

export interface ListOrders extends OrderFilters {
  readonly after?: string | undefined;
}

/**
 * Orders as far as the reader may know of them: who verifies and orders sees all, a member those sent to it. What ends first stands first.
 * Refusals: `request.invalid`
 */
export async function listOrders(
  ctx: Ctx,
  { after, ...asked }: ListOrders = {},
): Promise<Result<{ readonly rows: OrderLine[]; readonly next: string | null }>> {
  const filters = {
    ...asked,
    ...(asked.reference === undefined ? {} : { reference: readCode(asked.reference.replace(/^(LD|ND)-/i, '')) ?? '-' }),
  };
  const place = await readCursor(ctx, LIST, filters, { text: after });
  if (!place.ok) return place;
  return ctx.transaction(async (tx) => {
    const found = await orderRows(tx, filters, PAGE + 1, place.value);
    const page = found.slice(0, PAGE);
    const last = page.at(-1);
    const names = await addresseeNames(tx, [...new Set(page.map((row) => row.addressee_id))]);
    return ok({
      rows: page.map((row) => orderLine(row, names)),
      next:
        last && found.length > PAGE ? await nextCursor(ctx, LIST, filters, { due: last.due_key, id: last.id }) : null,
    });
  });
}

export interface ItemWithNeither {
  readonly id: string;
  readonly reference: string;
  readonly mask: string;
  readonly nationalClass: string | null;
  readonly tier: string;
  readonly since: string;
  readonly holdEnded: boolean;
}

/** Verified items that nobody owns: neither ordered down nor held. Refusals: `access.not-permitted` */
export async function itemsWithoutOrder(ctx: Ctx): Promise<Result<ItemWithNeither[]>> {
  const may = await mayAs(ctx, 'takedown-order.report');
  if (!may.ok) return may;
  return ctx.transaction(async (tx) => {
    const found = await itemsWithNeither(tx, vietnamDate(tx.now), MOST);
    return ok(
      found.map((one) => ({
        id: one.id,
        reference: one.reference,
        mask: one.mask,
        nationalClass: one.national_class,
        tier: one.tier,
        since: one.changed_at.toISOString(),
        holdEnded: one.hold_ended,
      })),
    );
  });
}
