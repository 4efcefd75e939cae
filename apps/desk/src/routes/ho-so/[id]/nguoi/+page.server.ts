import { error } from '@sveltejs/kit';
import type { GrantAccess, Implicated } from '../../../../../../../src/cases/index.ts';
import type { Result } from '../../../../../../../src/kernel/index.ts';
import { role } from '../../../../../../../src/vocabulary/index.ts';
import { agencyFrom, agencyNames, agencyNamesOf } from '../../../../agency/agencies.server.ts';
import { endOfDay } from '../../../../case/act-forms.server.ts';
import type { ActSpec } from '../../../../case/act-spec.ts';
import { openCasePage } from '../../../../case/case-page.server.ts';
import { agencyIn } from '../../../../case/case-words.server.ts';
import { answerContact } from '../../../../case/contact-answer.server.ts';
import { m } from '../../../../paraglide/messages.js';
import { getLocale } from '../../../../paraglide/runtime.js';
import { accessRows } from '../../../../policy/access-words.server.ts';
import { field, personOf, text } from '../../../../server/answer.server.ts';
import { localName, words } from '../../../../server/codes.server.ts';
import { formAct } from '../../../../server/form-act.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _may = { action: 'case.overview' };

/** What a grant may open, from the least to the most. */
const CLASSES = ['triage', 'narrative', 'narrative internal', 'narrative identity', 'narrative identity internal'];

export const load: PageServerLoad = async (event) => {
  const { locals } = event;
  const { app, ctx } = locals;
  const actor = personOf(ctx);
  const { overview, file, may, names } = await openCasePage(event);
  const own = may.work ? await app.modules.members.findColleagues(ctx, { roles: [...role.codes] }) : undefined;
  const colleagues = (own?.ok ? own.value : []).map(({ id, name }) => ({
    value: `person ${id}`,
    label: m.case_access_person({ name }),
  }));
  const agencies = may.work || may.conflict ? await nearAgencies(locals, overview) : [];
  const contacts = may.work ? await app.modules.cases.listContactRequests(ctx) : undefined;
  const asked = contacts?.ok ? contacts.value.filter((one) => one.ownCase === overview.id) : [];
  const others = await agencyNames(
    app,
    ctx,
    asked.map((one) => one.otherAgency),
  );
  const who = (one: { subjectKind: string; subject: string }) =>
    one.subjectKind === 'agency'
      ? agencyIn(names, one.subject)
      : (names.people.get(one.subject) ?? m.person_elsewhere());
  const row = (one: NonNullable<typeof file>['access'][number]) => ({
    grant: one.grant,
    who: who(one),
    classes: one.classes.map((code) => words('class', code)).join(', '),
    purpose: words('purpose', one.purpose),
    origin: words('grant', one.origin),
    until: one.until.toISOString(),
  });
  return {
    grants: (file?.access ?? []).map(row),
    excluded: (file?.excluded ?? []).map((one) => ({ subject: one.subject, who: who(one) })),
    excludedNames: file?.excludedNames ?? 0,
    give: may.grant ? grantSpec(app, [...agencies, ...colleagues]) : null,
    declare: may.conflict ? conflictSpec(actor.person, [...agencies, ...colleagues]) : null,
    contacts: asked.map((one) => ({
      id: one.id,
      agency: others.get(one.otherAgency) ?? one.otherAgency,
      ours: one.side === 'asked-by-us',
      status: words('contact', one.status),
      open: one.status === 'asked',
      at: one.askedAt.toISOString(),
    })),
  };
};

/** The agencies of the commune and its province. */
async function nearAgencies({ app, ctx }: App.Locals, overview: { commune: string; province: string; owner: string }) {
  const found: { value: string; label: string }[] = [];
  for (const adminUnit of [overview.commune, overview.province]) {
    const agencies = await app.modules.members.listAgencies(ctx, { adminUnit });
    for (const agency of agencies.ok ? agencies.value : [])
      found.push({ value: `agency ${agency.code}`, label: localName(agency) });
  }
  return found;
}

function grantSpec(app: App.Locals['app'], subjects: { value: string; label: string }[]): ActSpec {
  return {
    key: 'grant',
    action: 'cap',
    hidden: {},
    label: m.case_access_give(),
    help: m.case_access_give_help(),
    fields: [
      {
        name: 'to',
        label: m.case_access_to(),
        kind: 'select',
        required: true,
        options: [...subjects, { value: 'other', label: m.case_access_other() }],
      },
      {
        name: 'agency',
        label: m.column_agency(),
        help: m.agency_pick_help(),
        kind: 'agency',
        required: true,
        when: { field: 'to', is: ['other'] },
      },
      {
        name: 'classes',
        label: m.case_access_classes(),
        kind: 'select',
        value: 'triage',
        options: CLASSES.map((value) => ({
          value,
          label: value
            .split(' ')
            .map((code) => words('class', code))
            .join(', '),
        })),
      },
      {
        name: 'purpose',
        label: m.case_access_purpose(),
        kind: 'select',
        required: true,
        options: app.modules.cases.readingPurposes.map((value) => ({ value, label: words('purpose', value) })),
      },
      { name: 'until', label: m.case_access_until(), help: m.case_access_until_help(), kind: 'date', required: true },
      {
        name: 'reason',
        label: m.case_access_reason(),
        help: m.case_access_reason_help(),
        kind: 'line',
        required: true,
      },
    ],
  };
}

function conflictSpec(me: string, subjects: { value: string; label: string }[]): ActSpec {
  return {
    key: 'conflict',
    action: 'xungDot',
    hidden: {},
    label: m.case_conflict_declare(),
    help: m.case_conflict_help(),
    danger: true,
    fields: [
      {
        name: 'who',
        label: m.case_conflict_who(),
        kind: 'select',
        required: true,
        options: [
          { value: `person ${me}`, label: m.case_conflict_me() },
          { value: 'name', label: m.case_conflict_name() },
          ...subjects.filter((one) => one.value !== `person ${me}`),
          { value: 'other', label: m.case_access_other() },
        ],
      },
      {
        name: 'name',
        label: m.case_conflict_full_name(),
        help: m.case_conflict_name_help(),
        kind: 'line',
        required: true,
        when: { field: 'who', is: ['name'] },
      },
      {
        name: 'agency',
        label: m.column_agency(),
        help: m.agency_pick_help(),
        kind: 'agency',
        required: true,
        when: { field: 'who', is: ['other'] },
      },
    ],
  };
}

/** `agency CODE`, `person ID`, or `other`: the agency named in the field beside it. */
async function subjectOf(
  { app, ctx }: App.Locals,
  form: FormData,
  name: string,
): Promise<Result<{ kind: 'agency' | 'person'; id: string }>> {
  const chosen = text(form, name);
  if (chosen === 'other') {
    const named = await agencyFrom(app, ctx, form, 'agency');
    return named.ok ? { ok: true, value: { kind: 'agency', id: named.value } } : named;
  }
  const [kind = '', id = ''] = chosen.split(' ');
  if (kind !== 'agency' && kind !== 'person') error(400);
  return { ok: true, value: { kind, id } };
}

async function implicatedIn(locals: App.Locals, form: FormData): Promise<Result<Implicated>> {
  if (text(form, 'who') === 'name') return { ok: true, value: { kind: 'name', name: text(form, 'name') } };
  const named = await subjectOf(locals, form, 'who');
  if (!named.ok) return named;
  const { kind, id } = named.value;
  return { ok: true, value: kind === 'agency' ? { kind, agency: id } : { kind, person: id } };
}

export const actions: Actions = {
  cap: formAct(async ({ ctx, modules, locals, form, params }) => {
    const named = await subjectOf(locals, form, 'to');
    if (!named.ok) return named;
    const subject = named.value;
    return modules.cases.grantAccess(ctx, {
      case: params.id,
      to:
        subject.kind === 'agency'
          ? { kind: 'agency', agency: subject.id }
          : { kind: 'person', person: subject.id, agency: personOf(ctx).agency },
      classes: text(form, 'classes').split(' ') as unknown as GrantAccess['classes'],
      purpose: text(form, 'purpose') as GrantAccess['purpose'],
      until: endOfDay(field(form, 'until')) ?? ctx.now,
      reason: text(form, 'reason'),
    });
  }),
  thu: formAct(({ ctx, modules, form, params }) =>
    modules.cases.endAccess(ctx, { case: params.id, grant: text(form, 'grant') }),
  ),
  xungDot: formAct(async ({ ctx, modules, locals, form, params }) => {
    const implicated = await implicatedIn(locals, form);
    return implicated.ok
      ? await modules.cases.declareConflict(ctx, { case: params.id, implicated: implicated.value })
      : implicated;
  }),
  /** Everybody who could read it at this moment, class by class, and by what. */
  aiXem: formAct(async ({ ctx, app, modules, params }) => {
    const found = await modules.cases.simulateAccess(ctx, { case: params.id });
    if (!found.ok) return found;
    const agencies = await agencyNames(
      app,
      ctx,
      found.value.classes.flatMap((one) => one.people.map((person) => person.agency)),
    );
    return {
      ok: true,
      value: found.value.classes.map((one) => ({
        part: words('class', one.fieldClass),
        people: accessRows(one.people, agencies),
      })),
    };
  }),
  /** Who opened it, as the child's page says it. */
  daMo: formAct(async ({ ctx, app, modules, params }) => {
    const found = await modules.cases.whoOpenedCase(ctx, { case: params.id });
    if (!found.ok) return found;
    const agencies = await agencyNamesOf(app, ctx, found.value);
    return {
      ok: true,
      value: found.value
        .map((one) => ({ day: one.day, agency: agencies.get(one.agency) ?? one.agency, what: one[getLocale()] }))
        .reverse(),
    };
  }),
  /** Which other agencies hold a case that seems to concern the same child; of those cases nothing is told. */
  noiKhac: formAct(async ({ ctx, app, modules, params }) => {
    const found = await modules.cases.findRelated(ctx, { case: params.id });
    if (!found.ok) return found;
    const agencies = await agencyNamesOf(app, ctx, found.value);
    return {
      ok: true,
      value: found.value.map((one) => ({
        code: one.agency,
        agency: agencies.get(one.agency) ?? one.agency,
        match: words('conflict_match', one.match),
      })),
    };
  }),
  lienHe: formAct(({ ctx, modules, form, params }) =>
    modules.cases.requestContact(ctx, {
      case: params.id,
      agency: text(form, 'agency'),
    }),
  ),
  traLoi: answerContact,
};
