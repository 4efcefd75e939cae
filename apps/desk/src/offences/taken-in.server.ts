import type { Ctx, Result } from '../../../../src/kernel/index.ts';
import type { App } from '../../../server/app.ts';
import { field, text } from '../server/answer.server.ts';
import { label } from '../server/codes.server.ts';

/** What is taken in by its code; an alert of listening is taken in where it stands on the graph. */
const coded = ['REPORT', 'ITEM', 'MACHINE_REPORT'] as const;
type Coded = (typeof coded)[number];

export const takenInChoices = (app: App) =>
  coded.map((value) => ({ value, label: label(app.modules.offences.nodeKind, value) }));

/** The thing that a whole code names, where the reader may look for it. */
async function objectCoded(app: App, ctx: Ctx, kind: Coded, code: string): Promise<string | undefined> {
  const { intake, takedown } = app.modules;
  const may = (action: string) => app.permissions.allows({ action }, ctx.actor, ctx.now);
  switch (kind) {
    case 'REPORT': {
      const found = may('report.search') ? await intake.searchReports(ctx, code) : undefined;
      const [only, another] = found?.ok ? found.value : [];
      return another ? undefined : only?.id;
    }
    case 'ITEM': {
      const found = may('content-item.list') ? await takedown.listItems(ctx, { reference: code }) : undefined;
      return found?.ok ? found.value.items[0]?.id : undefined;
    }
    case 'MACHINE_REPORT': {
      const found = may('machine-report.list')
        ? await takedown.listMachineReports(ctx, { reference: code })
        : undefined;
      return found?.ok ? found.value.reports[0]?.id : undefined;
    }
  }
}

/**
 * Takes into a file what a form names: by its id (`object`), by its code (`takenCode`), or with neither the report that the file was opened for.
 * @returns how many identifiers came with it, as `tookIn`
 */
export async function takeInWritten(app: App, ctx: Ctx, file: string, form: FormData): Promise<Result<object>> {
  const { takeIn, takenInKinds } = app.modules.offences;
  const kind = takenInKinds.find((one) => one === text(form, 'takenKind')) ?? 'REPORT';
  const code = form.has('takenCode') ? text(form, 'takenCode') : undefined;
  const byCode = coded.find((one) => one === kind);
  const object =
    code === undefined || byCode === undefined
      ? field(form, 'object')
      : // What nothing is found by is a thing that is not there.
        ((await objectCoded(app, ctx, byCode, code)) ?? '');
  const taken = await takeIn(ctx, { file, kind, object });
  if (taken.ok) return { ok: true, value: { tookIn: taken.value.identifiers.length } };
  return code === undefined ? taken : { ok: false, refusal: { ...taken.refusal, field: 'takenCode' } };
}
