import { provinceChoices, unitName } from '../../agency/admin-units.server.ts';
import { agencyNames } from '../../agency/agencies.server.ts';
import { areaName, figureQuery, figuresOf, ruleChoices } from '../../clock/clock-figures.server.ts';
import { kindName } from '../../clock/clock-kinds.server.ts';
import { lawClock } from '../../clock/law-clock.server.ts';
import { seeEscalation } from '../../clock/see-escalation.server.ts';
import { valueOrError } from '../../server/answer.server.ts';
import { clockName } from '../../server/codes.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _may = { action: 'clock.oversee' };

export const load: PageServerLoad = async ({ locals: { app, ctx }, url, depends }) => {
  depends('desk:clocks');
  const asked = figureQuery(app, ctx, url.searchParams);
  const { level, whole, areas, steps } = await figuresOf(app, ctx, asked);
  const { clocks, vocabulary } = app.modules;
  const { escalations } = valueOrError(ctx, await clocks.clocksOverview(ctx));
  const drilled = asked.commune !== undefined || asked.late;
  const rows = drilled
    ? valueOrError(
        ctx,
        await clocks.overseenClocks(ctx, {
          from: asked.from,
          to: asked.to,
          ...(asked.province ? { province: asked.province } : {}),
          ...(asked.commune ? { commune: asked.commune } : {}),
          ...(asked.rule ? { rule: asked.rule } : {}),
          ...(asked.late ? { breached: true } : {}),
        }),
      )
    : undefined;
  const names = await agencyNames(app, ctx, [
    ...(rows?.clocks.map((row) => row.owner) ?? []),
    ...escalations.map((one) => one.owner),
  ]);
  return {
    mayAnswerCalls: app.permissions.allows({ action: 'officer-call.see' }, ctx.actor, ctx.now),
    asked,
    level,
    whole,
    areas,
    steps,
    place: asked.commune ? unitName(asked.commune) : asked.province ? unitName(asked.province) : null,
    ruleName: asked.rule ? clockName(asked.rule) : null,
    smallest: vocabulary.SMALLEST_SHOWN,
    rows: rows?.clocks.map((row) => ({
      id: row.id,
      name: clockName(row.rule),
      clock: lawClock(row),
      owner: names.get(row.owner) ?? row.owner,
      commune: areaName(row.commune),
      raised: row.escalatedTo,
      subject: row.subject,
      kind: kindName(app, row.subject.kind),
    })),
    more: rows?.more ?? false,
    escalations: escalations.map((one) => ({
      clock: one.clock,
      level: one.level,
      name: clockName(one.rule),
      due: one.dueAt.toISOString(),
      at: one.at.toISOString(),
      owner: names.get(one.owner) ?? one.owner,
      subject: one.subject,
      kind: kindName(app, one.subject.kind),
    })),
    choices: { rules: ruleChoices(), provinces: asked.nation ? provinceChoices() : [] },
    now: ctx.now.toISOString(),
  };
};

export const actions: Actions = { daXem: seeEscalation };
