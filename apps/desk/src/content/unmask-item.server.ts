import { m } from '../paraglide/messages.js';
import { field, text } from '../server/answer.server.ts';
import { options, words } from '../server/codes.server.ts';

/** How long an address stays readable; then it is masked again by itself. */
const OPEN_MS = 2 * 60_000;

export const unmaskChoices = ({ app }: App.Locals) =>
  app.modules.takedown.unmaskReasons.map((value) => ({ value, label: words('content_unmask_reason', value) }));

/** Grounds of law by which police open what no provider viewed. */
export const groundChoices = ({ app }: App.Locals) => [
  { value: '', label: m.machine_report_ground_none() },
  ...options(app.modules.takedown.legalGround),
];

/** The act of a page that shows where an item stands. */
export async function unmask({ app, ctx }: App.Locals, form: FormData, item: string) {
  const { takedown } = app.modules;
  const reason = takedown.unmaskReasons.find((one) => one === text(form, 'lyDo')) ?? 'CHECK';
  const opened = await takedown.unmaskItem(ctx, { item, reason, ground: field(form, 'ground') });
  const until = new Date(ctx.now.getTime() + OPEN_MS).toISOString();
  return opened.ok ? { ok: true as const, value: { ...opened.value, until } } : opened;
}
