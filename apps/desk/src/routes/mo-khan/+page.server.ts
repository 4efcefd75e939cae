import type { BreakGlassInList } from '../../../../../src/members/index.ts';
import { agencyNames } from '../../agency/agencies.server.ts';
import { m } from '../../paraglide/messages.js';
import { namesOf } from '../../report/report-view.server.ts';
import { personOf, text, valueOrError } from '../../server/answer.server.ts';
import { roleName, words } from '../../server/codes.server.ts';
import { formAct } from '../../server/form-act.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _may = { action: 'break-glass.read' };

export const load: PageServerLoad = async ({ locals: { app, ctx }, url, depends }) => {
  depends('desk:break-glass');
  const actor = personOf(ctx);
  const { members } = app.modules;
  const mayReview =
    app.permissions.allows({ action: 'break-glass.review' }, actor, ctx.now) &&
    actor.assignments.some((held) => held.role === 'dpo');
  const waiting = mayReview && url.searchParams.get('phan') !== 'tat-ca';
  const after = url.searchParams.get('sau') ?? undefined;
  const list = valueOrError(ctx, await members.listBreakGlass(ctx, { waiting, ...(after ? { after } : {}) }));
  const names = await namesOf(
    app,
    ctx,
    list.entries.flatMap((entry) => [entry.person, entry.reviewedBy].filter((id) => id !== null)),
  );
  const agencies = await agencyNames(
    app,
    ctx,
    list.entries.flatMap((entry) => [entry.agency, entry.ownerAgency]),
  );
  const view = (entry: BreakGlassInList) => ({
    id: entry.id,
    who: entry.person === actor.person ? m.assigned_me() : (names.get(entry.person) ?? m.person_elsewhere()),
    mine: entry.person === actor.person,
    role: roleName(entry.role),
    agency: agencies.get(entry.agency) ?? entry.agency,
    owner: agencies.get(entry.ownerAgency) ?? entry.ownerAgency,
    object: words('object', entry.objectKind),
    href: entry.objectKind === 'report' ? `/bao-cao/${entry.objectId}` : undefined,
    reason: entry.reason,
    opened: entry.openedAt.toISOString(),
    expires: entry.expiresAt.toISOString(),
    live: entry.expiresAt > ctx.now && entry.outcome !== 'NOT_JUSTIFIED',
    outcome: entry.outcome === null ? null : words('outcome', entry.outcome),
    note: entry.note,
    reviewed: entry.reviewedAt?.toISOString() ?? null,
    reviewer: entry.reviewedBy === null ? null : (names.get(entry.reviewedBy) ?? m.person_elsewhere()),
  });
  return {
    entries: list.entries.map(view),
    next: list.next,
    waiting,
    mayOpen: app.permissions.allows({ action: 'break-glass.open' }, actor, ctx.now),
    mayReview,
    outcomes: members.breakGlassOutcomes.map(({ code, vi, en }) => ({
      value: code,
      label: ctx.language === 'vi' ? vi : en,
    })),
  };
};

export const actions: Actions = {
  mo: formAct(async ({ ctx, modules, form }) => {
    const opened = await modules.intake.openInEmergency(ctx, {
      reference: text(form, 'reference'),
      reason: text(form, 'reason'),
    });
    return opened.ok ? { ok: true, value: { report: opened.value.objectId } } : opened;
  }),
  xet: formAct(async ({ ctx, modules, form }) => {
    const reviewed = await modules.members.reviewBreakGlass(ctx, {
      id: text(form, 'id'),
      outcome: text(form, 'outcome'),
      note: text(form, 'note'),
    });
    return reviewed.ok ? { ok: true, value: null } : reviewed;
  }),
};
