import { type Ctx, newCode, newId, ok, type Result, readCode, systemActor, type Tx } from '../../kernel/index.ts';
import { listAgencies } from '../../members/index.ts';
import { standingStates } from '../orders/order.ts';
import { type OrderKind, orderKind, orderReason } from '../orders/order-lists.ts';
import { findOrder } from '../orders/order-store.ts';
import type { OrderRow } from '../orders/order-tables.ts';
import { refuse } from '../refusals.ts';
import { insertStatement, statementByCode } from './item-appeal-store.ts';
import { isStated, type StatementFields, statementFields } from './statement.ts';

const PAGE = systemActor('takedown.statement');

/** What the public page says of a decision. */
export interface StatementTold {
  readonly code: string;
  readonly kind: OrderKind;
  /** In force; what was taken back is told too. */
  readonly active: boolean;
  readonly kindVi: string;
  readonly kindEn: string;
  readonly reasonsVi: readonly string[];
  readonly reasonsEn: readonly string[];
  readonly agencyVi: string;
  readonly agencyEn: string;
  readonly law: string;
  readonly lawVerified: boolean;
  readonly since: Date;
  readonly fields: StatementFields;
}

/** The statement of an order that is being issued, in its transaction. @returns its public code; undefined where nobody is told of the kind */
export async function makeStatement(tx: Tx, order: OrderRow): Promise<string | undefined> {
  if (!isStated(order)) return undefined;
  const code = newCode();
  await insertStatement(tx, {
    id: newId<'statement'>(tx.now.getTime()),
    code,
    order_id: order.id,
    item_id: order.item_id,
    made_at: tx.now,
  });
  return code;
}

/** Why something was ordered down, by the public code of its statement, to anybody. Refusals: `statement.code-unknown` */
export async function readStatement(ctx: Ctx, code: string): Promise<Result<StatementTold>> {
  const read = readCode(code);
  if (read === undefined) return refuse('statement.code-unknown');
  const system = ctx.as(PAGE);
  const found = await system.transaction(async (tx) => {
    const row = await statementByCode(tx, read);
    const order = row && (await findOrder(tx, row.order_id));
    return ok(row && order && { code: row.code, order });
  });
  if (!found.ok) return found;
  const { order } = found.value ?? {};
  if (!found.value || !order || order.ordered_at === null) return refuse('statement.code-unknown');
  const agencies = await listAgencies(system, { codes: [order.ordering_agency ?? ''] });
  const agency = agencies.ok ? agencies.value[0] : undefined;
  const words = (language: 'vi' | 'en') =>
    order.reasons.map((one) => (orderReason.has(one) ? orderReason.label(one, language) : one));
  return ok({
    code: found.value.code,
    kind: order.kind,
    active: order.state === 'GONE' || (standingStates as readonly string[]).includes(order.state),
    kindVi: orderKind.label(order.kind, 'vi'),
    kindEn: orderKind.label(order.kind, 'en'),
    reasonsVi: words('vi'),
    reasonsEn: words('en'),
    agencyVi: agency?.nameVi ?? '',
    agencyEn: agency?.nameEn ?? agency?.nameVi ?? '',
    law: order.rule_source ?? '',
    lawVerified: order.rule_verified === true,
    since: order.ordered_at,
    fields: statementFields(found.value.code, order),
  });
}
