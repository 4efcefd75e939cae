import { error } from '@sveltejs/kit';
import type { PlannedAction } from '../../../../../../../src/cases/index.ts';
import type { Ctx } from '../../../../../../../src/kernel/index.ts';
import { vietnamDate } from '../../../../../../../src/kernel/time.pure.ts';
import { measureLevel, service } from '../../../../../../../src/vocabulary/index.ts';
import { actsOf } from '../../../../case/acts.server.ts';
import { openCasePage } from '../../../../case/case-page.server.ts';
import { actorInCase, agencyIn, levelName, serviceName } from '../../../../case/case-words.server.ts';
import type { PlanLine } from '../../../../case/plan.ts';
import { href } from '../../../../href.ts';
import { field, personOf, text } from '../../../../server/answer.server.ts';
import { localName, options, words } from '../../../../server/codes.server.ts';
import { formAct } from '../../../../server/form-act.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _may = { action: 'case.overview' };

/** The acts of the process that are about the plan. */
const PLAN_ACTS = new Set([
  'submit-plan',
  'approve-plan',
  'return-plan',
  'revise-plan',
  'start-implementation',
  'start-review',
  'replan',
]);

export const load: PageServerLoad = async (event) => {
  const { locals, params } = event;
  const { app, ctx } = locals;
  const { view, overview, file, may, names } = await openCasePage(event);
  const acts = actsOf(locals, view, may, href(`/ho-so/${params.id}`), {
    colleagues: [],
    tracks: [],
    me: personOf(ctx).person,
  });
  const executor = (code: string) =>
    code === 'family' || code === 'community' ? words('plan_executor', code) : agencyIn(names, code);
  const actions = (file?.plan?.actions ?? []).map((action) => ({
    id: action.id,
    level: action.level,
    levelName: levelName(action.level),
    service: action.service,
    serviceName: serviceName(action.service),
    executor: action.executor,
    executorName: executor(action.executor),
    startsOn: action.startsOn,
    endsOn: action.endsOn,
    status: action.status,
    statusText: words('plan_action_status', action.status),
  }));
  const writing = may.work && overview.status === 'PLAN_DRAFT' && (file?.plan?.status ?? 'draft') === 'draft';
  return {
    plan: file?.plan
      ? {
          version: file.plan.version,
          status: words('plan_status', file.plan.status),
          author: actorInCase(names, file.plan.author, overview.owner),
          actions,
          monitoring: file.plan.monitoring.map((one) => ({ day: one.day, doneAt: one.doneAt?.toISOString() ?? null })),
        }
      : null,
    writing,
    logging: may.work && (overview.status === 'IMPLEMENTING' || overview.status === 'REVIEW'),
    log: (file?.log ?? [])
      .map((entry) => ({
        id: entry.id,
        at: entry.at.toISOString(),
        by: actorInCase(names, entry.by, overview.owner),
        progress: words('progress', entry.progress),
        action: actions.find((one) => one.id === entry.action)?.serviceName ?? null,
      }))
      .reverse(),
    acts: acts.groups.flatMap((group) => group.acts).filter((one) => PLAN_ACTS.has(one.key)),
    levels: options(measureLevel),
    services: options(service),
    executors: writing ? await executorsOf(locals, overview, file?.plan?.actions ?? [], executor) : [],
    progress: app.modules.cases.progressOfAction.map((value) => ({ value, label: words('progress', value) })),
    today: dayOf(ctx),
  };
};

/** Who may carry out an action: the child's own people, the owner, and the agencies of the commune and its province. */
async function executorsOf(
  { app, ctx }: App.Locals,
  overview: { owner: string; commune: string; province: string },
  planned: readonly { executor: string }[],
  nameOf: (code: string) => string,
) {
  const found = new Map<string, string>([
    ['family', nameOf('family')],
    ['community', nameOf('community')],
    [overview.owner, nameOf(overview.owner)],
  ]);
  for (const adminUnit of [overview.commune, overview.province]) {
    const agencies = await app.modules.members.listAgencies(ctx, { adminUnit });
    for (const agency of agencies.ok ? agencies.value : []) found.set(agency.code, localName(agency));
  }
  for (const { executor } of planned) if (!found.has(executor)) found.set(executor, nameOf(executor));
  return [...found].map(([value, label]) => ({ value, label }));
}

const dayOf = (ctx: Ctx) => vietnamDate(ctx.now);

/** The plan as the editor sends it; a post of somebody's own making is refused whole. */
function planOf(sent: string): { actions: PlannedAction[]; monitoring: string[] } {
  let read: { actions?: unknown; monitoring?: unknown };
  try {
    read = JSON.parse(sent) as typeof read;
  } catch {
    error(400);
  }
  if (!Array.isArray(read.actions) || !Array.isArray(read.monitoring)) error(400);
  return {
    monitoring: read.monitoring.map(String),
    actions: (read.actions as Partial<PlanLine>[]).map((line) => {
      const executor = String(line.executor ?? '');
      return {
        level: String(line.level ?? '') as PlannedAction['level'],
        service: String(line.service ?? '') as PlannedAction['service'],
        executor:
          executor === 'family' || executor === 'community' ? { kind: executor } : { kind: 'agency', agency: executor },
        startsOn: String(line.startsOn ?? ''),
        endsOn: String(line.endsOn ?? ''),
        what: String(line.what ?? ''),
      };
    }),
  };
}

export const actions: Actions = {
  /** Opens what the actions and the log say; in the audit as a reading. */
  doc: formAct(async ({ ctx, modules, params }) => {
    const opened = await modules.cases.caseView(ctx, { case: params.id, read: ['narrative'] });
    if (!opened.ok) return opened;
    const { file } = opened.value;
    const texts = (rows: readonly { id: string; what?: string; note?: string }[]) =>
      Object.fromEntries(rows.flatMap((row) => ((row.what ?? row.note) ? [[row.id, row.what ?? row.note]] : [])));
    return {
      ok: true,
      value: { actions: texts(file?.plan?.actions ?? []), log: texts(file?.log ?? []) },
    };
  }),
  luu: formAct(({ ctx, modules, form, params }) =>
    modules.cases.savePlan(ctx, {
      case: params.id,
      base: Number(text(form, 'base')),
      ...planOf(text(form, 'plan')),
    }),
  ),
  ghi: formAct(({ ctx, modules, form, params }) => {
    const action = field(form, 'action');
    const monitored = field(form, 'monitored');
    return modules.cases.logImplementation(ctx, {
      case: params.id,
      progress: text(form, 'progress') as 'note',
      note: text(form, 'note'),
      ...(action ? { action } : {}),
      ...(monitored ? { monitored } : {}),
    });
  }),
};
