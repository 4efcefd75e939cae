import type { RequestEvent } from '@sveltejs/kit';
import { actionResult, text } from '../server/answer.server.ts';

/** The action of a page that takes note of an escalation: fields `clock` and `level`. */
export async function seeEscalation({ locals: { app, ctx }, request }: Pick<RequestEvent, 'locals' | 'request'>) {
  const form = await request.formData();
  const seen = await app.modules.clocks.seeEscalation(ctx, { clock: text(form, 'clock'), level: text(form, 'level') });
  return actionResult(ctx, seen.ok ? { ok: true, value: null } : seen);
}
