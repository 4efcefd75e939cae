import { fail } from '@sveltejs/kit';
import { refusalView } from '../server/answer.server.ts';

/**
 * The answer to somebody who may open the page and not do this: written to the audit, as a refused page is. Undefined where
 * they may.
 */
export async function notAllowed({ app, ctx }: App.Locals, action: string) {
  if (app.permissions.allows({ action }, ctx.actor, ctx.now)) return undefined;
  await ctx.auditRefused({ action });
  const code = 'member.no-rights';
  const text = app.modules.hashes.hashesRefusals[code];
  return fail(403, { refusal: refusalView(ctx, { code, text }) });
}

/** A number of a form, or undefined where it is empty or none. */
export function number(form: FormData, name: string): number | undefined {
  const value = form.get(name);
  if (typeof value !== 'string' || value.trim() === '') return undefined;
  const given = Number(value);
  return Number.isFinite(given) ? given : undefined;
}
