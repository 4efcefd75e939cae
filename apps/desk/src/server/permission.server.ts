import { fail } from '@sveltejs/kit';
import { m } from '../paraglide/messages.js';
import type { RefusalView } from './answer.server.ts';

/**
 * The answer to somebody who may open a page and not do this on it: written to the audit, as a refused page is. Undefined
 * where they may.
 */
export async function notPermitted({ app, ctx }: App.Locals, action: string) {
  if (app.permissions.allows({ action }, ctx.actor, ctx.now)) return undefined;
  await ctx.auditRefused({ action });
  const refusal: RefusalView = {
    code: 'access.not-permitted',
    title: m.not_permitted(),
    next: m.not_permitted_next(),
  };
  return fail(403, { refusal });
}
