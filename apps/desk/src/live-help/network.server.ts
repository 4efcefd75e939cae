import type { Ctx } from '../../../../src/kernel/index.ts';
import type { App } from '../../../server/app.ts';
import { number, text } from '../server/answer.server.ts';
import { words } from '../server/codes.server.ts';
import { formAct } from '../server/form-act.server.ts';

/** What the talk of a contact by a network shows beside its lines. */
export async function networkView(app: App, ctx: Ctx, contact: string) {
  const { channels, counselling } = app.modules;
  const wished = await counselling.readWishes(ctx, { contact });
  return {
    /** How each state of a delivery reads, and why it is so, by their codes. */
    states: wordsOf('outbox_state', channels.outboundStates),
    reasons: {
      ...wordsOf('outbox_held', channels.heldCodes),
      ...wordsOf('outbox_reason', channels.houseReasons),
    },
    wished: wished.ok ? wished.value : null,
  };
}
export type NetworkView = Awaited<ReturnType<typeof networkView>>;

const wordsOf = (family: string, codes: readonly string[]): Record<string, string> =>
  Object.fromEntries(codes.map((code) => [code, words(family, code)]));

export const networkActs = {
  'gui-lai': formAct(({ ctx, modules, form }) =>
    modules.counselling.resendLine(ctx, { contact: text(form, 'contact'), seq: number(form, 'seq') ?? 0 }),
  ),
  'lien-he': formAct(({ ctx, modules, form }) => {
    const [from, to] = [number(form, 'from'), number(form, 'to')];
    const wished = form.getAll('wish');
    return modules.counselling.setWishes(ctx, {
      contact: text(form, 'contact'),
      wishes: modules.counselling.networkWishes.filter((code) => wished.includes(code)),
      // Where one end is left open, it is the day's.
      hours: from === undefined && to === undefined ? null : { from: from ?? 0, to: to ?? 1_440 },
    });
  }),
};
