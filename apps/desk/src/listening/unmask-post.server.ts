import type { UnmaskPostReason } from '../../../../src/listening/index.ts';
import { text } from '../server/answer.server.ts';
import { words } from '../server/codes.server.ts';

/** How long a post stays as it was written; then it is masked again by itself. */
const OPEN_MS = 2 * 60_000;

export const unmaskChoices = ({ app }: App.Locals) =>
  app.modules.listening.unmaskReasons.map((value) => ({ value, label: words('listening_unmask_reason', value) }));

/** The act of a page that shows a post as it was written: of a task, or of an alert. */
export async function unmask({ app, ctx }: App.Locals, form: FormData, of: { task?: string; alert?: string }) {
  const opened = await app.modules.listening.unmaskPost(ctx, {
    ...of,
    reason: text(form, 'lyDo') as UnmaskPostReason,
  });
  const until = new Date(ctx.now.getTime() + OPEN_MS).toISOString();
  return opened.ok ? { ok: true as const, value: { ...opened.value, until } } : opened;
}
