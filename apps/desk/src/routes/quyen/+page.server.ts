import { role, separationOfDuty } from '../../../../../src/vocabulary/index.ts';
import { lawCitation } from '../../../../../src/vocabulary/law/law-citation.pure.ts';
import { conditionWords } from '../../policy/condition-words.server.ts';
import { label, words } from '../../server/codes.server.ts';
import type { PageServerLoad } from './$types';

export const _may = { action: 'policy.read' };

/** Everything that anybody may do, from the very source that decides it, and the row locks as PostgreSQL has them. */
export const load = (({ locals: { app, ctx } }) => {
  return {
    policies: app.moduleList
      .flatMap(({ schema }) => schema?.policies ?? [])
      .map(({ source, actions, lockStatements }) => ({
        resource: words('object', source.resource),
        code: source.resource,
        table: source.table,
        visible: conditionWords(source.visible),
        actions: actions.map((code) => ({
          code,
          name: words('action', code),
          rule: conditionWords(source.actions[code] as (typeof source)['visible']),
        })),
        sql: lockStatements().join(';\n'),
      })),
    capabilities: app.moduleList
      .flatMap(({ capabilities }) => capabilities ?? [])
      .flatMap(({ source, actions }) =>
        actions.map((code) => ({ code, name: words('action', code), rule: conditionWords(source[code] as never) })),
      ),
    separations: separationOfDuty.map((pair) => ({
      code: pair.code,
      text: pair[ctx.language],
      source: lawCitation(pair.source, ctx.language),
    })),
    roles: role.terms
      .filter((term) => term.desk)
      .map(({ code }) => ({ value: code as string, label: label(role, code) })),
  };
}) satisfies PageServerLoad;
