import { type Ctx, ok, type Result, vietnamDate } from '../../kernel/index.ts';
import { fold } from '../../vocabulary/index.ts';
import { refuse } from '../refusals.ts';
import type { Agency } from './agency.ts';
import { agencyRows } from './agency-store.ts';

/**
 * The agency of today that somebody named as they would write it: `Name (CODE)` as the directory suggests it, a code, or
 * words of a name that one agency alone has. Refusals: `agency.unknown`, `agency.several` (facts: `count`, 200 at most)
 */
export async function agencyNamed(ctx: Ctx, input: { readonly text: string }): Promise<Result<Agency>> {
  const text = input.text.trim();
  const code = /\(([^()]+)\)$/.exec(text)?.[1] ?? text;
  const on = vietnamDate(ctx.now);
  return ctx.transaction(async (tx) => {
    const [exact] = await agencyRows(tx, { codes: [code, code.toUpperCase()], on, limit: 1 });
    if (exact) return ok(exact);
    const wanted = fold(text);
    const found = wanted === '' ? [] : await agencyRows(tx, { text, on, limit: 200 });
    const same = found.filter((agency) => [agency.nameVi, agency.nameEn].some((name) => fold(name) === wanted));
    const [only, second] = same.length > 0 ? same : found;
    if (!only) return refuse('agency.unknown');
    return second ? refuse('agency.several', { facts: { count: found.length } }) : ok(only);
  });
}
