import type { Ctx } from '../../../../src/kernel/index.ts';
import type { App } from '../../../server/app.ts';
import { m } from '../paraglide/messages.js';
import { type ClockView, clockView, namesOf } from '../report/report-view.server.ts';
import { text, valueOrError } from '../server/answer.server.ts';
import { permittedAct } from '../server/form-act.server.ts';

/** Form 01 that is owed after an emergency was handed over, as the page of the shift shows it. */
export interface OwedForm {
  readonly id: string;
  readonly reference: string;
  readonly version: number;
  readonly by: string;
  readonly byId: string;
  /** Whether whoever owes it works here no more. */
  readonly left: boolean;
  readonly clock: ClockView;
}

/** What is owed at the reader's agency; of somebody who has left first. */
export async function owedForms(app: App, ctx: Ctx): Promise<OwedForm[]> {
  const owed = valueOrError(ctx, await app.modules.cases.listOwnSupplements(ctx));
  const names = await namesOf(
    app,
    ctx,
    owed.map(({ by }) => by),
  );
  return owed
    .map((one) => ({
      id: one.id,
      reference: one.reference,
      version: one.version,
      by: names.get(one.by) ?? m.person_elsewhere(),
      byId: one.by,
      left: one.left,
      clock: clockView({
        rule: one.rule,
        startedAt: one.handedOverAt.toISOString(),
        dueAt: one.dueAt.toISOString(),
      }),
    }))
    .toSorted((a, b) => Number(b.left) - Number(a.left));
}

/** The action of a page that gives one of them to a colleague. */
export const giveOwedForm = permittedAct('supplement.assign', async ({ ctx, modules, form }) => {
  const given = await modules.cases.assignSupplement(ctx, {
    supplement: text(form, 'supplement'),
    version: Number(text(form, 'version')),
    to: text(form, 'nguoi'),
  });
  return given.ok ? { ok: true, value: undefined } : given;
});
