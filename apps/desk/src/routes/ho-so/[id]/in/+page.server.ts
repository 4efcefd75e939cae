import { stepsOf } from '../../../../case/acts.server.ts';
import { caseOf, runningClocks } from '../../../../case/case-view.server.ts';
import {
  actName,
  actorInCase,
  agencyIn,
  levelName,
  namesInCase,
  separationName,
  serviceName,
} from '../../../../case/case-words.server.ts';
import { href } from '../../../../href.ts';
import { statusOfReferral } from '../../../../referral/referral-view.server.ts';
import { clockName, words } from '../../../../server/codes.server.ts';
import type { PageServerLoad } from './$types';

export const _may = { action: 'case.overview' };

/** The case on paper: where it stands, its clocks, plan, decisions and events. No sealed text and no name of the child is on it. */
export const load: PageServerLoad = async ({ locals, params }) => {
  const { app, ctx } = locals;
  const view = await caseOf(locals, params.id);
  const { overview, file } = view;
  const names = await namesInCase(app, ctx, view);
  const executor = (code: string) =>
    code === 'family' || code === 'community' ? words('plan_executor', code) : agencyIn(names, code);
  return {
    steps: stepsOf(app, view, runningClocks(view), href(`/ho-so/${params.id}`)).flatMap((phase) => phase.steps),
    clocks: overview.clocks.map((clock) => ({
      id: clock.id,
      name: clockName(clock.rule),
      due: clock.dueAt.toISOString(),
      status: words('clock_status', clock.status),
    })),
    actions: (file?.plan?.actions ?? []).map((one) => ({
      id: one.id,
      service: serviceName(one.service),
      level: levelName(one.level),
      executor: executor(one.executor),
      from: one.startsOn,
      to: one.endsOn,
      status: words('plan_action_status', one.status),
    })),
    monitoring: (file?.plan?.monitoring ?? []).map((one) => ({ day: one.day, done: one.doneAt !== null })),
    decisions: (file?.decisions ?? []).map((one) => ({
      id: one.id,
      name: actName(app, one.kind),
      at: one.at.toISOString(),
      by: actorInCase(names, one.by, overview.owner),
    })),
    separations: (file?.separations ?? []).map((one) => ({
      id: one.id,
      status: separationName(one.status),
      until: one.until?.toISOString() ?? null,
    })),
    referrals: (file?.referrals ?? []).map((one) => ({
      id: one.id,
      service: serviceName(one.purpose),
      status: statusOfReferral(one.status, false).text,
      to: agencyIn(names, one.to),
    })),
  };
};
