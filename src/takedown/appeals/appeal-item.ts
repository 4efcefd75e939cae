import {
  type Ctx,
  newCode,
  newId,
  ok,
  type Result,
  readCode,
  readTextInput,
  systemActor,
  type TextRule,
} from '../../kernel/index.ts';
import { findItem } from '../items/item-store.ts';
import { insertOrderEvent } from '../orders/order-store.ts';
import { refuse } from '../refusals.ts';
import { openJson, sealJson } from '../sealed-json.ts';
import type { AppealState, AppealWords } from './appeal-tables.ts';
import { countOpenItemAppeals, insertItemAppeal, itemAppealByCode, statementByCode } from './item-appeal-store.ts';

export const ITEM_APPEAL_TEXT: TextRule = { most: 3_000, lines: true };
/** Appeals of one item that wait at once: more of them say nothing new. */
const WAITING_AT_MOST = 20;
const PAGE = systemActor('takedown.statement');

/**
 * Says that what was done to an item is wrong, once, whoever acted on it: by the code of any of its statements. Anybody may. The code given
 * back reads the answer. Refusals: those of a text, `statement.code-unknown`, `item-appeal.too-many`
 */
export async function appealItem(
  ctx: Ctx,
  input: { readonly code: string; readonly text: string },
): Promise<Result<{ readonly code: string }>> {
  const code = readCode(input.code);
  if (code === undefined) return refuse('statement.code-unknown', { field: 'code' });
  const text = readTextInput(input.text, 'text', ITEM_APPEAL_TEXT);
  if (!text.ok) return text;
  const id = newId<'item-appeal'>(ctx.now.getTime());
  const words: AppealWords = { text: text.value };
  const sealed = await sealJson(ctx.kernel, 'item_appeal', id, words);
  return ctx.as(PAGE).transaction(async (tx): Promise<Result<{ code: string }>> => {
    const statement = await statementByCode(tx, code);
    // One at a time: of many at once none passes the limit.
    const item = statement && (await findItem(tx, statement.item_id, 'for update'));
    if (!statement || !item) return refuse('statement.code-unknown', { field: 'code' });
    if ((await countOpenItemAppeals(tx, item.id)) >= WAITING_AT_MOST) return refuse('item-appeal.too-many');
    const own = newCode();
    await insertItemAppeal(tx, {
      id,
      item_id: item.id,
      statement_id: statement.id,
      code: own,
      sealed,
      made_at: tx.now,
      state: 'OPEN',
      answered_by: null,
      answered_agency: null,
      answered_at: null,
      orders_reached: null,
      blocks_reached: null,
      alerts_reached: null,
      is_demonstration: item.is_demonstration,
    });
    await insertOrderEvent(tx, statement.order_id, 'appealed', {});
    tx.notify({ topic: 'item-appeal.made', id, roles: ['takedown_officer'], records: [item.id] });
    return ok({ code: own });
  });
}

export interface ItemAppealAnswered {
  readonly state: AppealState;
  readonly madeAt: Date;
  readonly answer: string | null;
}

/** What became of an appeal, for who has its code. Refusals: `statement.code-unknown` */
export async function readItemAppeal(ctx: Ctx, code: string): Promise<Result<ItemAppealAnswered>> {
  const read = readCode(code);
  if (read === undefined) return refuse('statement.code-unknown');
  return ctx.as(PAGE).transaction(async (tx): Promise<Result<ItemAppealAnswered>> => {
    const row = await itemAppealByCode(tx, read);
    if (!row) return refuse('statement.code-unknown');
    const { answer } = await openJson<AppealWords>(ctx.kernel, 'item_appeal', row);
    return ok({ state: row.state, madeAt: row.made_at, answer: answer ?? null });
  });
}
