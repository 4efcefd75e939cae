/** A statement of reasons: what was decided of something, why, by whom and how it is contested. Never where it stands, never a word about a child. */
import { z } from 'zod';
import { vietnamDate } from '../../kernel/index.ts';
import { lawCitation } from '../../vocabulary/index.ts';
import { orderKind, orderReason } from '../orders/order-lists.ts';
import type { OrderRow } from '../orders/order-tables.ts';
import fields from './statement-fields.json' with { type: 'json' };

/** Kinds that somebody notices: to ask for data, or that data be kept, is told to nobody. */
const stated = ['REMOVE', 'LOCK_ACCOUNT', 'LIMIT_IN_VN'] as const;
export const isStated = ({ kind }: Pick<OrderRow, 'kind'>): boolean => (stated as readonly string[]).includes(kind);

/** The names of the fields are those of the European database of statements, so that a platform can pass it on as it is. */
export const statementSchema = z.object({
  puid: z.string(),
  decision_visibility: z.array(z.string()).nullable(),
  decision_account: z.string().nullable(),
  decision_ground: z.string(),
  illegal_content_legal_ground: z.string(),
  illegal_content_explanation: z.string(),
  category: z.string(),
  category_specification: z.array(z.string()),
  territorial_scope: z.array(z.string()),
  application_date: z.string(),
  decision_facts: z.string(),
  source_type: z.string(),
  automated_detection: z.string(),
  automated_decision: z.string(),
});
export type StatementFields = z.output<typeof statementSchema>;

/** @param code of the statement; the reference of the order is for its two sides alone */
export function statementFields(code: string, order: OrderRow): StatementFields {
  const { visibility, account, specification } = fields as {
    readonly visibility: Readonly<Record<string, string[]>>;
    readonly account: Readonly<Record<string, string>>;
    readonly specification: Readonly<Record<string, string>>;
  };
  return {
    puid: code,
    decision_visibility: visibility[order.kind] ?? null,
    decision_account: account[order.kind] ?? null,
    decision_ground: fields.ground,
    illegal_content_legal_ground: lawCitation(order.rule_source ?? '', 'vi'),
    illegal_content_explanation: order.reasons
      .map((one) => (orderReason.has(one) ? orderReason.label(one, 'vi') : one))
      .join('; '),
    category: fields.category,
    category_specification: [...new Set(order.reasons.map((one) => specification[one] ?? fields.specificationElse))],
    territorial_scope: fields.territory,
    application_date: order.ordered_at === null ? '' : vietnamDate(order.ordered_at),
    decision_facts: `${orderKind.label(order.kind, 'vi')}: hai người thẩm định độc lập cùng kết luận, người thứ ba ra yêu cầu.`,
    source_type: fields.sourceType,
    automated_detection: fields.automatedDetection,
    automated_decision: fields.automatedDecision,
  };
}
