import { role, separationOfDuty } from '../../../../../src/vocabulary/index.ts';
import { lawCitation } from '../../../../../src/vocabulary/law/law-citation.pure.ts';
import { conditionWords } from '../../policy/condition-words.server.ts';
import { actsOfPart, findActs, policyParts } from '../../policy/policy-parts.server.ts';
import { label } from '../../server/codes.server.ts';
import type { PageServerLoad } from './$types';

export const _may = { action: 'policy.read' };

/** A page of acts that were found; who gets more types another word. */
const MOST_FOUND = 40;
/** Lines of a role's rules that stand open on the page of a part; the other tables are a link away. */
const MOST_OF_ROLE = 50;

/**
 * Everything that anybody may do, from the very source that decides it, and the row locks as PostgreSQL has them: one part of the
 * program at a time (`phan`), for one role (`vai`), acts found in all parts (`tim`), one table whole (`bang`) and with its
 * locks (`sql`).
 */
export const load = (({ locals: { app, ctx }, url }) => {
  const roles = role.terms
    .filter((term) => term.desk)
    .map(({ code }) => ({ value: code as string, label: label(role, code) }));
  const chosenRole = roles.find(({ value }) => value === url.searchParams.get('vai'));
  const parts = policyParts(app.moduleList, chosenRole);
  const typed = (url.searchParams.get('tim') ?? '').trim().slice(0, 100);
  const found = typed === '' ? undefined : findActs(parts, typed);
  const part = found ? undefined : parts.find(({ name }) => name === url.searchParams.get('phan'));
  const asked = url.searchParams.get('bang') ?? '';
  const whole = part?.tables.some(({ table }) => table === asked)
    ? app.moduleList.flatMap(({ schema }) => schema?.policies ?? []).find(({ source }) => source.table === asked)
    : undefined;
  return {
    typed,
    role: chosenRole?.value ?? '',
    roles,
    parts: parts.map((one) => ({
      name: one.name,
      label: one.label,
      tables: one.tables.length,
      acts: actsOfPart(one),
    })),
    found: found && { acts: found.slice(0, MOST_FOUND), more: Math.max(0, found.length - MOST_FOUND) },
    part: part && {
      name: part.name,
      label: part.label,
      capabilities: part.capabilities,
      tables: openActs(part.tables, asked, chosenRole ? MOST_OF_ROLE : 0),
      whole: whole && {
        table: asked,
        visible: conditionWords(whole.source.visible),
        // Long, and for few: on the page only where it is asked for.
        sql: url.searchParams.get('sql') === '1' ? whole.lockStatements().join(';\n') : null,
      },
    },
    separations: separationOfDuty.map((pair) => ({
      code: pair.code,
      text: pair[ctx.language],
      source: lawCitation(pair.source, ctx.language),
    })),
  };
}) satisfies PageServerLoad;

type Acts = readonly { readonly rule: readonly unknown[] }[];

/** The acts of the table that is open, and beside it those of as many tables as a page may carry. */
function openActs<T extends { readonly table: string; readonly acts: Acts }>(
  tables: readonly T[],
  asked: string,
  most: number,
): T[] {
  let left = most;
  return tables.map((table) => {
    const lines = table.acts.reduce((sum, { rule }) => sum + rule.length, 0);
    if (table.table === asked) return table;
    if (lines > left) return { ...table, acts: [] };
    left -= lines;
    return table;
  });
}
