import { actorName, type Ctx, newId, ok, type Result } from '../../kernel/index.ts';
import { bankByCode, insertList, type ListRule, replaceRules } from '../entries/register-store.ts';
import { refuse } from '../refusals.ts';
import { type BankReach, type ListRow, listRows, reachRows, ruleRows, wantedReach } from './list-reach-store.ts';
import { namesSomething } from './list-rule.ts';

export interface ListReach extends ListRow {
  readonly rules: readonly ListRule[];
  /** Entries that it gives now, by bank. */
  readonly reach: readonly BankReach[];
}

/** Every distribution list with its rules and what it gives. */
export async function listReach(ctx: Ctx): Promise<Result<ListReach[]>> {
  return ctx.transaction(async (tx) => {
    const rules = await ruleRows(tx);
    const reach = await reachRows(tx);
    return ok(
      (await listRows(tx)).map((list) => ({
        ...list,
        rules: rules.filter((one) => one.list === list.code),
        reach: reach.filter((one) => one.list === list.code),
      })),
    );
  });
}

/** Of a larger register the newest entries are looked at, and the answer says so. */
const LOOKED_MOST = 200_000;

export interface ListPreview {
  readonly reach: readonly BankReach[];
  /** Only the newest entries were looked at. */
  readonly partial: boolean;
}

/**
 * What a list with these rules would give, found by the very function that fills lists: the list is made, asked and not
 * kept. Refusals: `bank.not-found`, `list.rule-names-nothing`
 */
export async function previewList(
  ctx: Ctx,
  input: { readonly rules: readonly ListRule[] },
): Promise<Result<ListPreview>> {
  let preview: ListPreview | undefined;
  const tried = await ctx.transaction(async (tx) => {
    const id = newId<'hash-list'>();
    await insertList(tx, {
      id,
      code: `PREVIEW_${id.replaceAll('-', '').toUpperCase()}`,
      nameVi: '-',
      nameEn: '-',
      enabled: true,
      by: actorName(tx.actor),
    });
    const rules: (ListRule & { id: string; bankId: string | null })[] = [];
    for (const rule of input.rules) {
      if (!namesSomething(rule)) return refuse('list.rule-names-nothing', { field: 'rules' });
      const bank = rule.bank === null ? undefined : await bankByCode(tx, rule.bank);
      if (rule.bank !== null && !bank) return refuse('bank.not-found', { field: 'rules' });
      rules.push({ ...rule, id: newId<'list-rule'>(), bankId: bank?.id ?? null });
    }
    await replaceRules(tx, id, rules);
    const reach = await wantedReach(tx, id, LOOKED_MOST);
    preview = {
      reach: reach.map(({ bank, mode, entries }) => ({ bank, mode, entries })),
      partial: (reach[0]?.looked ?? 0) >= LOOKED_MOST,
    };
    // A refusal rolls the trial back.
    return refuse('list.not-found');
  });
  if (preview) return ok(preview);
  return tried.ok ? refuse('list.not-found') : tried;
}
