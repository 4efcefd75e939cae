import type { CaseFilters, CaseList } from '../../../../src/cases/index.ts';
import type { Ctx } from '../../../../src/kernel/index.ts';
import { caseStatus, communesOf } from '../../../../src/vocabulary/index.ts';
import type { App } from '../../../server/app.ts';
import { provinceChoices, unitName, unitOption } from '../agency/admin-units.server.ts';
import { agencyNames } from '../agency/agencies.server.ts';
import { m } from '../paraglide/messages.js';
import { clockView, namesOf } from '../report/report-view.server.ts';
import { options, words } from '../server/codes.server.ts';
import { caseStatusOf, nextName, rolesText, sensitivityOf } from './case-words.server.ts';

/** The filters of the list as they stand in the address. Unknown values are passed on and find nothing. */
export function caseFiltersOf(params: URLSearchParams): CaseFilters {
  const one = (name: string) => params.get(name) || undefined;
  const list = (name: string) => one(name)?.split(',');
  const given = {
    scope: one('pham-vi') === 'tat-ca' ? 'all' : 'open',
    status: list('trang-thai'),
    urgency: list('khan'),
    sensitivity: list('mat'),
    province: one('tinh'),
    commune: one('xa'),
    assigned: { toi: 'me', 'chua-ai': 'nobody' }[one('ai') ?? ''] ?? one('ai'),
    overdue: one('qua-han') === '1' || undefined,
    reference: one('ma'),
    after: one('sau'),
  };
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as CaseFilters;
}

/** The choices of the longer filters; communes once a province is chosen. */
export function caseFilterChoices(app: App, params: URLSearchParams) {
  const province = params.get('tinh');
  return {
    'trang-thai': options(caseStatus),
    mat: app.modules.cases.sensitivities.map((value) => ({ value, label: words('sensitivity', value) })),
    tinh: provinceChoices(),
    xa: province ? communesOf(province).map(unitOption) : [],
  };
}

/** Rows of the list, with the names of those who work on them. */
export async function caseRows(app: App, ctx: Ctx, cases: CaseList['cases']) {
  const people = await namesOf(
    app,
    ctx,
    cases.flatMap((one) => one.assignedTo ?? []),
  );
  const agencies = await agencyNames(
    app,
    ctx,
    cases.map((one) => one.owner),
  );
  const own = ctx.actor.kind === 'person' ? ctx.actor.person : undefined;
  return cases.map((one) => ({
    id: one.id,
    reference: one.reference,
    urgency: one.urgency as 'U1' | 'U2' | 'U3' | 'U4',
    status: caseStatusOf(one.status),
    sensitivity: sensitivityOf(one.sensitivity),
    place: `${unitName(one.commune)}, ${unitName(one.province)}`,
    owner: agencies.get(one.owner) ?? one.owner,
    next: one.next ? nextName(app, one.next) : m.case_nothing_next(),
    roles: one.next ? rolesText(one.next.roles) : '',
    yours: one.mine,
    clock:
      one.clock &&
      clockView({
        rule: one.clock.rule,
        startedAt: one.clock.startedAt.toISOString(),
        dueAt: one.clock.dueAt.toISOString(),
      }),
    overdue: one.overdue,
    assigned: one.assignedTo === null ? '' : (people.get(one.assignedTo) ?? m.person_elsewhere()),
    mine: one.assignedTo !== null && one.assignedTo === own,
    opened: one.openedAt.toISOString(),
  }));
}

export type CaseListRow = Awaited<ReturnType<typeof caseRows>>[number];
