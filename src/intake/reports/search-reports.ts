import {
  blindIndex,
  type Ctx,
  ok,
  type Result,
  readCode,
  readTextInput,
  refuseRequest,
  type TextRule,
} from '../../kernel/index.ts';
import { lawOf, normalisePhone, onlinePlace } from '../../vocabulary/index.ts';
import { accountLocator, accountOfLink, type Locator, normaliseAccount, normaliseLink } from '../receipts/locator.ts';
import { refuse } from '../refusals.ts';
import { reportPolicy } from './report-policy.ts';
import { searchRows } from './report-store.ts';
import { type Triage, triageView } from './report-view.ts';

const LIMIT = 50;
const unreadable = refuse('search.term-unreadable');
const TERM: TextRule = { most: 2_048, refusals: { empty: unreadable, 'too-long': unreadable, unreadable } };

/**
 * Exact search over what the actor may see: a reference, the code of a receipt, a telephone number, a link, an account. Narratives cannot be
 * searched: they are sealed, and stay so.
 * @returns newest first, at most 50
 */
export async function searchReports(ctx: Ctx, term: string): Promise<Result<readonly Triage[]>> {
  if (ctx.actor.kind !== 'person' || !reportPolicy.couldEver(ctx.actor, 'report.search', ctx.now)) {
    if (ctx.actor.kind === 'person') await ctx.auditRefused({ action: 'report.search' });
    return refuseRequest('access.not-permitted');
  }
  const read = readTextInput(term, 'term', TERM);
  if (!read.ok) return read;
  const text = read.value;
  const reference = readCode(text);
  const found = locatorsOf(text);
  if (reference === undefined && found.length === 0) return refuse('search.term-unreadable', { field: 'term' });
  const locators = await Promise.all(
    found.map(async ({ kind, value }) => ({ kind, blind: await blindIndex(ctx.kernel.vault, kind, value) })),
  );
  return ctx.transaction(async (tx) => {
    const rows = await searchRows(tx, { ...(reference === undefined ? {} : { reference }), locators }, LIMIT);
    // What was searched for is a value; the audit keeps that a search was made, by which kinds, and how many it found.
    tx.audit({
      action: 'report.search',
      codes: { kinds: [...new Set(found.map((locator) => locator.kind))].sort().join(' '), rows: rows.length },
    });
    return ok(rows.map((row) => triageView(lawOf(ctx.kernel), row, tx.now)));
  });
}

/** Everything that the term may be: one text can be a number and, on some platform, a name. */
function locatorsOf(text: string): Locator[] {
  const phone = normalisePhone(text);
  const link = /[./]/.test(text) ? normaliseLink(text) : undefined;
  const handle = /[/\s]/.test(text) && !text.startsWith('@') && link !== undefined ? undefined : normaliseAccount(text);
  const profile = link === undefined ? undefined : accountOfLink(link);
  return [
    ...(phone === undefined ? [] : [{ kind: 'PHONE', value: phone } as const]),
    ...(link === undefined ? [] : [{ kind: 'LINK', value: link } as const]),
    ...(profile ? [profile] : []),
    ...(handle === undefined ? [] : onlinePlace.codes.map((place) => accountLocator(place, handle))),
  ];
}
