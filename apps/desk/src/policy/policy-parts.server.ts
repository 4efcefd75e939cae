import type { Condition, Module, Policy } from '../../../../src/kernel/index.ts';
import { matching } from '../frame/palette.ts';
import { m } from '../paraglide/messages.js';
import { words } from '../server/codes.server.ts';
import { conditionWords } from './condition-words.server.ts';

type Rule = ReturnType<typeof conditionWords>;

/** An act of the policy, and by which rule somebody may do it. */
export interface PolicyAct {
  readonly code: string;
  readonly name: string;
  readonly rule: Rule;
}

/** A table and what may be done with its rows. */
export interface PolicyTable {
  readonly resource: string;
  readonly table: string;
  /** How many acts it has, whatever the role asked for may do of them. */
  readonly count: number;
  readonly acts: readonly PolicyAct[];
}

/** What one module lets people do. */
export interface PolicyPart {
  readonly name: string;
  readonly label: string;
  readonly capabilities: readonly PolicyAct[];
  readonly tables: readonly PolicyTable[];
}

/** The policy by module. With a role, the acts that it may do alone, and the tables that have one. */
export function policyParts(modules: readonly Module[], role?: { readonly label: string }): PolicyPart[] {
  const touches = (rule: Rule) => role === undefined || rule.some(({ text }) => text.includes(role.label));
  return modules.flatMap(({ name, schema, capabilities }) => {
    const part = {
      name,
      label: words('module', name),
      capabilities: (capabilities?.actions ?? [])
        .map((code) => actOf(code, capabilities?.source[code] as Condition))
        .filter(({ rule }) => touches(rule)),
      tables: (schema?.policies ?? [])
        .map((policy) => tableOf(policy, touches))
        .filter(({ acts }) => role === undefined || acts.length > 0),
    };
    return part.capabilities.length + part.tables.length === 0 ? [] : [part];
  });
}

function actOf(code: string, condition: Condition): PolicyAct {
  return { code, name: words('action', code), rule: conditionWords(condition) };
}

function tableOf({ source, actions }: Policy, touches: (rule: Rule) => boolean): PolicyTable {
  const visible = conditionWords(source.visible);
  return {
    resource: words('object', source.resource),
    table: source.table,
    count: actions.length,
    acts: actions
      .map((code) => actOf(code, source.actions[code] as Condition))
      .filter(({ rule }) => mayDo(rule, visible, touches)),
  };
}

/** By the rule of the act, or where everybody may do it who sees the row. */
function mayDo(rule: Rule, visible: Rule, touches: (rule: Rule) => boolean): boolean {
  return touches(rule) || (touches(visible) && rule.some(({ text }) => text === m.policy_rule_everybody()));
}

export const actsOfPart = ({ capabilities, tables }: PolicyPart): number =>
  capabilities.length + tables.reduce((sum, { acts }) => sum + acts.length, 0);

/** Acts whose name or code has every typed word, wherever they stand. */
export function findActs(parts: readonly PolicyPart[], typed: string) {
  const all = parts.flatMap(({ name, label, capabilities, tables }) => [
    ...capabilities.map((act) => ({ ...act, part: name, table: null, where: label })),
    ...tables.flatMap(({ table, resource, acts }) =>
      acts.map((act) => ({ ...act, part: name, table, where: `${label} · ${resource}` })),
    ),
  ]);
  const offers = all.map((act) => ({
    key: `${act.table} ${act.code}`,
    label: act.name,
    note: `${act.where} ${act.code.replaceAll('.', ' ')} ${act.code} ${act.table ?? ''}`,
    act,
  }));
  return matching(offers, typed).map((offer) => (offer as (typeof offers)[number]).act);
}
