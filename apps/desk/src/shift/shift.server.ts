import type { Ctx } from '../../../../src/kernel/index.ts';
import type { App } from '../../../server/app.ts';
import { DESK_ROLES } from '../report/desk-roles.ts';
import { text, valueOrError } from '../server/answer.server.ts';
import { permittedAct } from '../server/form-act.server.ts';

/** As many reports as one page shows and one act gives out. */
export const MOST_AT_ONCE = 100;

/** The reader's own desk: where a shift is worked. */
export function deskOf(ctx: Ctx): string | undefined {
  return ctx.actor.kind === 'person' ? ctx.actor.assignments.find((held) => held.desk)?.desk : undefined;
}

/** Colleagues of the reader's desk by name, and who of them is at work. */
export async function colleaguesOf(app: App, ctx: Ctx) {
  const desk = deskOf(ctx);
  if (desk === undefined) return [];
  return valueOrError(ctx, await app.modules.members.findColleaguesOnShift(ctx, { roles: DESK_ROLES, desk }));
}

/** What became of giving many reports at once. */
export interface ReportsGiven {
  readonly given: number;
  /** To whom; null where they went back to the common queue. */
  readonly to: string | null;
  /** Codes of those that somebody changed meanwhile, or that could not be given. */
  readonly left: readonly string[];
}

/**
 * The action of a page that gives many reports to one person, each in its own act: fields `report` with id, version and
 * code between spaces, and `to`. One that was changed meanwhile stays where it is and is named.
 */
export const giveReports = (action: 'report.take' | 'report.assign') =>
  permittedAct(action, async ({ ctx, app, modules, form }) => {
    const to = text(form, 'to') || null;
    const left: string[] = [];
    let given = 0;
    for (const chosen of form.getAll('report').map(String).slice(0, MOST_AT_ONCE)) {
      const [report = '', version, code = ''] = chosen.split(' ');
      const done = await modules.intake.assignReport(ctx, { report, version: Number(version), to });
      if (done.ok) given += 1;
      else if (done.refusal.field === undefined) left.push(code);
      // Nobody can be given anything by this name: the first says so for all.
      else return done;
    }
    const name = (await colleaguesOf(app, ctx)).find(({ id }) => id === to)?.name ?? null;
    return { ok: true, value: { given, to: name, left } satisfies ReportsGiven };
  });
