import { actorName, type Ctx, newId, ok, type Result, readTextInput, type TextRule } from '../../kernel/index.ts';
import { sealDefinition } from '../pipeline/pipeline.ts';
import { refuse } from '../refusals.ts';
import type { LabelCode, Severity } from '../review/label.ts';
import { isLabel } from '../review/label.ts';
import { type RuleDefinition, readDefinition } from './rule.ts';
import { insertRule, insertRuleVersion, ruleByCode } from './rule-store.ts';

export interface DraftRule {
  /** Of the rule; a new one where it is new. */
  readonly code: string;
  /** For a new rule. */
  readonly nameVi: string;
  readonly nameEn: string;
  readonly label: LabelCode;
  readonly severity: Severity;
  readonly definition: RuleDefinition;
}

const invalid = refuse('rule.definition-invalid');
const NAME: TextRule = { most: 120, refusals: { empty: invalid, 'too-long': invalid, unreadable: invalid } };

/**
 * Writes a new version of a rule, sealed, as a draft: it decides nothing until it was tried and somebody else put it into use.
 * Refusals: `rule.definition-invalid`, `rule.pattern-invalid` (field)
 */
export async function draftRule(
  ctx: Ctx,
  input: DraftRule,
): Promise<Result<{ readonly id: string; readonly version: number }>> {
  if (!/^[a-z][a-z0-9.-]{2,63}$/.test(input.code)) return refuse('rule.definition-invalid', { field: 'code' });
  const nameVi = readTextInput(input.nameVi, 'nameVi', NAME);
  if (!nameVi.ok) return nameVi;
  const nameEn = readTextInput(input.nameEn, 'nameEn', NAME);
  if (!nameEn.ok) return nameEn;
  if (!isLabel(input.label)) return refuse('rule.definition-invalid', { field: 'label' });
  if (![0, 1, 2, 3, 4].includes(input.severity)) return refuse('rule.definition-invalid', { field: 'severity' });
  const definition = readDefinition(input.definition);
  if (!definition.ok) return definition;
  const id = newId<'rule-version'>(ctx.now.getTime());
  const sealed = await sealDefinition(ctx, id, definition.value);
  return ctx.transaction(async (tx) => {
    const by = actorName(tx.actor);
    let rule = await ruleByCode(tx, input.code);
    if (!rule) {
      rule = { id: newId<'rule'>(tx.now.getTime()), code: input.code, nameVi: nameVi.value, nameEn: nameEn.value };
      await insertRule(tx, rule, by);
    }
    const { any, all, none } = definition.value;
    const version = await insertRuleVersion(
      tx,
      {
        id,
        rule: rule.id,
        label: input.label,
        severity: input.severity,
        sealed,
        patterns: any.length + all.length + none.length,
      },
      by,
    );
    tx.audit({
      action: 'listening-rule.draft',
      object: { kind: 'listening-rule', id },
      codes: { rule: input.code, version, label: input.label, severity: input.severity },
    });
    return ok({ id, version });
  });
}
