import type { Condition, Policy } from '../../../../../src/kernel/index.ts';
import { role, separationOfDuty } from '../../../../../src/vocabulary/index.ts';
import { lawCitation } from '../../../../../src/vocabulary/law/law-citation.pure.ts';
import { m } from '../../paraglide/messages.js';
import { conditionWords } from '../../policy/condition-words.server.ts';
import { label, words } from '../../server/codes.server.ts';
import type { PageServerLoad } from './$types';

export const _may = { action: 'policy.read' };

type Rule = ReturnType<typeof conditionWords>;
interface Act {
  readonly code: string;
  readonly name: string;
  readonly rule: Rule;
}

/**
 * Everything that anybody may do, from the very source that decides it, and the row locks as PostgreSQL has them. Of the tables
 * one is shown whole (`bang`), the others by name; with a role (`vai`) the acts of every table that the role may do.
 */
export const load = (({ locals: { app, ctx }, url }) => {
  const roles = role.terms
    .filter((term) => term.desk)
    .map(({ code }) => ({ value: code as string, label: label(role, code) }));
  const chosenRole = roles.find(({ value }) => value === url.searchParams.get('vai'));
  const touches = (rule: Rule) => chosenRole === undefined || rule.some(({ text }) => text.includes(chosenRole.label));
  const policies = app.moduleList.flatMap(({ schema }) => schema?.policies ?? []);
  const asked = url.searchParams.get('bang') ?? '';
  const whole = chosenRole ? undefined : policies.find(({ source }) => source.table === asked);
  return {
    role: chosenRole?.value ?? '',
    roles,
    tables: policies
      .map((policy) => ({
        resource: words('object', policy.source.resource),
        table: policy.source.table,
        count: policy.actions.length,
        actions: chosenRole
          ? actsOf(policy).filter(({ rule }) => mayDo(rule, conditionWords(policy.source.visible), touches))
          : [],
        whole:
          policy === whole
            ? {
                visible: conditionWords(policy.source.visible),
                actions: actsOf(policy),
                sql: policy.lockStatements().join(';\n'),
              }
            : null,
      }))
      .filter(({ actions }) => chosenRole === undefined || actions.length > 0),
    capabilities: app.moduleList
      .flatMap(({ capabilities }) => capabilities ?? [])
      .flatMap(({ source, actions }) =>
        actions.map((code) => ({ code, name: words('action', code), rule: conditionWords(source[code] as Condition) })),
      )
      .filter(({ rule }) => touches(rule)),
    separations: separationOfDuty.map((pair) => ({
      code: pair.code,
      text: pair[ctx.language],
      source: lawCitation(pair.source, ctx.language),
    })),
  };
}) satisfies PageServerLoad;

function actsOf({ actions, source }: Policy): Act[] {
  return actions.map((code) => ({
    code,
    name: words('action', code),
    rule: conditionWords(source.actions[code] as Condition),
  }));
}

/** By the rule of the act, or where everybody may do it who sees the row. */
function mayDo(rule: Rule, visible: Rule, touches: (rule: Rule) => boolean): boolean {
  return touches(rule) || (touches(visible) && rule.some(({ text }) => text === m.policy_rule_everybody()));
}
