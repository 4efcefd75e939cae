import { addDays, startOfVietnamDate } from '../../../../../src/kernel/time.pure.ts';
import type { AuditFilters } from '../../../../../src/members/index.ts';
import { dateParam } from '../../../../shared/written-date.ts';
import { agencyNames } from '../../agency/agencies.server.ts';
import { auditCodes, jobWords } from '../../audit/audit-codes.server.ts';
import { m } from '../../paraglide/messages.js';
import { namesOf } from '../../report/report-view.server.ts';
import { personOf, valueOrError } from '../../server/answer.server.ts';
import { roleName, words } from '../../server/codes.server.ts';
import { formAct } from '../../server/form-act.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _may = { action: 'audit.read' };

export const load: PageServerLoad = async ({ locals: { app, ctx }, url }) => {
  const actor = personOf(ctx);
  const one = (name: string) => url.searchParams.get(name) || undefined;
  const day = (name: string, plus: number) => {
    const date = dateParam(url.searchParams, name);
    return date === undefined ? undefined : startOfVietnamDate(addDays(date, plus));
  };
  const filters: AuditFilters = Object.fromEntries(
    Object.entries({
      action: one('viec'),
      outcome: one('ket-qua') === 'tu-choi' ? ('refused' as const) : undefined,
      actor: one('nguoi'),
      objectKind: one('vat'),
      objectId: one('ma'),
      from: day('tu', 0),
      to: day('den', 1),
    }).filter(([, value]) => value !== undefined),
  );
  const { lines, next } = valueOrError(ctx, await app.modules.members.auditPage(ctx, filters, one('sau')));
  const names = await namesOf(
    app,
    ctx,
    lines.flatMap((line) => (line.actorKind === 'person' && line.actor ? line.actor : [])),
  );
  const agencies = await agencyNames(app, ctx, [actor.agency]);
  return {
    lines: lines.map((line) => ({
      sequence: line.sequence,
      at: line.at.toISOString(),
      who:
        line.actorKind === 'person'
          ? (names.get(line.actor ?? '') ?? m.person_elsewhere())
          : words('actor', line.actorKind),
      whoId: line.actorKind === 'person' ? line.actor : null,
      job: line.actorKind === 'system' ? jobWords(line.actor ?? '') : line.actorKind === 'machine' ? line.actor : null,
      roles: line.roles.map(roleName).join(', '),
      purpose: line.purpose === null ? '' : words('purpose', line.purpose),
      action: words('action', line.action),
      code: line.action,
      refused: line.outcome === 'refused',
      object: line.object && { kind: line.object.kind, name: words('object', line.object.kind), id: line.object.id },
      classes: line.fieldClasses.map((one) => words('class', one)).join(', '),
      codes: auditCodes(app, line.codes),
      request: line.requestId,
    })),
    next,
    organisation: agencies.get(actor.agency) ?? actor.agency,
    mayVerify: app.permissions.allows({ action: 'audit.verify' }, actor, ctx.now),
    actions: app.permissions.actions
      .filter((action) => words('action', action) !== action)
      .map((value) => ({ value, label: words('action', value) }))
      .toSorted((a, b) => a.label.localeCompare(b.label, 'vi')),
    objects: ['report', 'person', 'session', 'passkey', 'agency', 'desk', 'machine-client', 'break-glass'].map(
      (value) => ({ value, label: words('object', value) }),
    ),
  };
};

export const actions: Actions = {
  kiemTra: formAct(({ ctx, modules }) => modules.members.verifyAudit(ctx)),
};
