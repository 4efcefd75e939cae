import { text } from '../server/answer.server.ts';
import { formAct } from '../server/form-act.server.ts';

/** The action of a page that takes note of an escalation: fields `clock` and `level`. */
export const seeEscalation = formAct(async ({ ctx, modules, form }) => {
  const seen = await modules.clocks.seeEscalation(ctx, { clock: text(form, 'clock'), level: text(form, 'level') });
  return seen.ok ? { ok: true, value: null } : seen;
});
