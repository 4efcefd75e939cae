import { actorName, type Ctx, newId, ok, type Result, readTextInput } from '../../kernel/index.ts';
import { bankByCode, insertList, type ListRule, listByCode, replaceRules } from '../entries/register-store.ts';
import { isCode, NAME } from '../entries/well-formed.ts';
import { refuse } from '../refusals.ts';
import { namesSomething } from './list-rule.ts';

export interface CreateList {
  readonly code: string;
  readonly nameVi: string;
  readonly nameEn: string;
  /**
   * An entry is on the list when one rule takes it (and every source of it permits). `null` asks for nothing in that column;
   * a rule without a bank takes from match banks only: a watch or a negative bank must be named.
   */
  readonly rules: readonly ListRule[];
}

/** Makes a distribution list; a job fills it. Refusals: `list.code-taken`, `list.rule-names-nothing`, `bank.not-found` */
export async function createList(ctx: Ctx, input: CreateList): Promise<Result<{ id: string }>> {
  if (!isCode(input.code)) return refuse('field.malformed', { field: 'code' });
  const nameVi = readTextInput(input.nameVi, 'nameVi', NAME);
  if (!nameVi.ok) return nameVi;
  const nameEn = readTextInput(input.nameEn, 'nameEn', NAME);
  if (!nameEn.ok) return nameEn;
  return ctx.transaction(async (tx) => {
    const id = newId<'hash-list'>();
    if (
      !(await insertList(tx, {
        id,
        code: input.code,
        nameVi: nameVi.value,
        nameEn: nameEn.value,
        enabled: true,
        by: actorName(tx.actor),
      }))
    ) {
      return refuse('list.code-taken', { field: 'code' });
    }
    return putRules(tx, id, input);
  });
}

/** Replaces the rules of a list; what no longer belongs leaves it as tombstones. Refusals: `list.not-found`, `list.rule-names-nothing`, `bank.not-found` */
export async function setListRules(
  ctx: Ctx,
  input: { readonly code: string; readonly rules: readonly ListRule[] },
): Promise<Result<{ id: string }>> {
  return ctx.transaction(async (tx) => {
    const list = await listByCode(tx, input.code);
    return list ? putRules(tx, list.id, input) : refuse('list.not-found', { field: 'code' });
  });
}

async function putRules(
  tx: Parameters<Parameters<Ctx['transaction']>[0]>[0],
  id: string,
  input: { readonly code: string; readonly rules: readonly ListRule[] },
): Promise<Result<{ id: string }>> {
  const rules: (ListRule & { id: string; bankId: string | null })[] = [];
  for (const rule of input.rules) {
    if (!namesSomething(rule)) return refuse('list.rule-names-nothing', { field: 'rules' });
    const bank = rule.bank === null ? undefined : await bankByCode(tx, rule.bank);
    if (rule.bank !== null && !bank) return refuse('bank.not-found', { field: 'rules' });
    rules.push({ ...rule, id: newId<'list-rule'>(), bankId: bank?.id ?? null });
  }
  await replaceRules(tx, id, rules);
  await tx.enqueue('hashes.refresh-lists', {}, { key: 'hashes.refresh-lists' });
  tx.audit({
    action: 'hash-list.manage',
    object: { kind: 'hash-list', id },
    codes: { code: input.code, rules: rules.length },
  });
  return ok({ id });
}
