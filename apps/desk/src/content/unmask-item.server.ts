import { text } from '../server/answer.server.ts';
import { words } from '../server/codes.server.ts';

/** How long an address stays readable; then it is masked again by itself. */
const OPEN_MS = 2 * 60_000;

export const unmaskChoices = ({ app }: App.Locals) =>
  app.modules.takedown.unmaskReasons.map((value) => ({ value, label: words('content_unmask_reason', value) }));

/** The act of a page that shows where an item stands. */
export async function unmask({ app, ctx }: App.Locals, form: FormData, item: string) {
  const { takedown } = app.modules;
  const reason = takedown.unmaskReasons.find((one) => one === text(form, 'lyDo')) ?? 'CHECK';
  const opened = await takedown.unmaskItem(ctx, { item, reason });
  const until = new Date(ctx.now.getTime() + OPEN_MS).toISOString();
  return opened.ok ? { ok: true as const, value: { ...opened.value, until } } : opened;
}
