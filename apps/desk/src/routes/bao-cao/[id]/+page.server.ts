import { error } from '@sveltejs/kit';
import type { OpenedReport, ReadablePart, ScreenReport, UnmaskReason } from '../../../../../../src/intake/index.ts';
import type { Ctx, PersonActor } from '../../../../../../src/kernel/index.ts';
import {
  childFeeling,
  childNames,
  childPlace,
  type DutyNumber,
  type EndReason,
  endReason,
  imminentRisk,
  onlinePlace,
  type ReportEnd,
  reportedProblem,
  screeningOutcome,
  suggestUrgency,
} from '../../../../../../src/vocabulary/index.ts';
import { agencyNames, agencyNamesOf, deskNames } from '../../../agency/agencies.server.ts';
import { communesOfProvince } from '../../../commune/communes-of-province.server.ts';
import { decideApproval, pendingApprovals } from '../../../duty/approvals.server.ts';
import { spineOfReport } from '../../../matter/spine.server.ts';
import { m } from '../../../paraglide/messages.js';
import { accessRows } from '../../../policy/access-words.server.ts';
import { DESK_ROLES } from '../../../report/desk-roles.ts';
import { endLabel, endViews, stepRead } from '../../../report/end-view.server.ts';
import { handOverInput, handOverOf } from '../../../report/hand-over.server.ts';
import { incidentChoices } from '../../../report/incidents.server.ts';
import {
  childWords,
  clockView,
  contactOf,
  eventView,
  incidentWords,
  informantOf,
  isInDanger,
  namesOf,
  placeOf,
  signalsOf,
  statusOf,
  toldWords,
} from '../../../report/report-view.server.ts';
import { field, personOf, text, valueOrError } from '../../../server/answer.server.ts';
import { label, localName, urgencyName, words } from '../../../server/codes.server.ts';
import { formAct, permittedAct } from '../../../server/form-act.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _may = { action: 'report.read' };

/** Acts of the desk by the action of the policy that each needs. */
const ACTS = [
  ['screen', 'report.screen'],
  ['reply', 'report.reply'],
  ['note', 'report.note'],
  ['take', 'report.take'],
  ['assign', 'report.assign'],
  ['narrative', 'report.read-narrative'],
  ['identity', 'report.read-identity'],
  ['verify', 'report.verify'],
  ['end', 'report.end'],
  ['reopen', 'report.reopen'],
] as const;

export const load: PageServerLoad = async ({ locals, params, depends }) => {
  const { app, ctx } = locals;
  depends('desk:report');
  const actor = personOf(ctx);
  const { intake, members } = app.modules;
  const opened = valueOrError(ctx, await intake.openReport(ctx, { report: params.id }));
  const related = await intake.relatedReports(ctx, { report: params.id });
  const found = await app.modules.cases.findCaseOfReport(ctx, { report: params.id });
  const known = found.ok ? found.value : null;
  const made = await app.modules.counselling.contactOfReport(ctx, { report: params.id });
  const owner = known && (await agencyNames(app, ctx, [known.owner])).get(known.owner);
  const { triage } = opened;
  const deskName = related.ok && related.value.elsewhere.length > 0 ? await deskNames(app, ctx) : new Map();
  const may = mayOf(locals, actor, triage);
  const mayOpen = known === null && app.permissions.allows({ action: 'case.open' }, actor, ctx.now);
  const asked = opened.ending && (await pendingApprovals(app, ctx, 'report-end')).get(triage.id);
  const names = await namesOf(app, ctx, peopleIn(opened));
  const colleagues = may.assign
    ? await members.findColleagues(ctx, { roles: DESK_ROLES, desk: triage.desk })
    : undefined;
  const events = opened.events.map((event, at) => eventView(app, event, at, names)).reverse();
  return {
    id: triage.id,
    reference: triage.reference,
    version: triage.version,
    status: { ...statusOf(triage.status), code: triage.status },
    urgency: triage.urgency,
    screened: triage.screenedAt !== null,
    what: [
      incidentWords(triage),
      [childWords(triage), m.report_told_by({ who: informantOf(triage) }), placeOf(triage)].join(' · '),
    ],
    why: [...whyOf(opened), ...signalsOf(triage).map((about) => m.urgency_reason_story_signal({ about }))],
    turn: turnOf(opened, names, actor),
    clock: triage.clock && clockView(triage.clock),
    clocks: opened.clocks.map((clock) => ({
      ...clockView({ rule: clock.rule, startedAt: clock.startedAt, dueAt: clock.dueAt }),
      metAt: clock.metAt,
      lapsed: clock.lapsed,
      breachedAt: clock.breachedAt,
    })),
    danger: isInDanger(triage),
    events,
    facts: factsOf(opened),
    madeOf:
      made.ok && made.value ? { ...made.value, href: made.value.mine ? `/truc/ghi/${made.value.id}` : null } : null,
    contact: contactOf(triage),
    assigned:
      triage.assignedTo === null
        ? null
        : {
            id: triage.assignedTo,
            name: names.get(triage.assignedTo) ?? m.person_elsewhere(),
            me: triage.assignedTo === actor.person,
          },
    colleagues: colleagues?.ok ? colleagues.value.filter((person) => person.id !== actor.person) : [],
    me: actor.person,
    may,
    openActs: opened.openActs,
    ends: may.end ? endViews(opened) : [],
    /** A colleague must agree to an end: danger was in it once. */
    endsByTwo: opened.gravest === 'U1' || opened.gravest === 'U2',
    ending: opened.ending && {
      act: endLabel(opened.ending.act),
      reason: label(endReason, opened.ending.reason),
      by: names.get(opened.ending.by) ?? m.person_elsewhere(),
      at: opened.ending.at,
      approval: asked ?? null,
    },
    undo: opened.undo?.until ?? null,
    /** What the reporter reads of an act that moves the report on. */
    reads: { 'start-verifying': stepRead(triage, 'checking'), confirm: stepRead(triage, 'checked') },
    compared: comparedOf(triage, ctx.now),
    answerOwed: triage.unanswered || triage.firstReplyAt === null,
    identityFields: opened.identityFields.map((code) => ({ code, name: words('report_identity', code) })),
    canBeAnswered: opened.canBeAnswered,
    // Found by the platform itself: there never was anybody to answer.
    noReporter: triage.informantType === 'MONITORING',
    unanswered: triage.unanswered,
    duplicateOf: triage.duplicateOf,
    spine: spineOfReport(opened, known, app.permissions.allows({ action: 'case.overview' }, actor, ctx.now)),
    case: known && { id: known.id, reference: known.reference, owner: owner ?? known.owner },
    mayOpenCase: mayOpen && (triage.status === 'CONFIRMED' || triage.status === 'ROUTED'),
    owed: await owedOf(locals, triage.id),
    handOver: mayOpen && intake.isEmergency(triage) ? await handOverOf(app, ctx, opened, whyOf(opened)) : null,
    related: related.ok
      ? {
          visible: related.value.visible.map((one) => ({
            ...one,
            status: statusOf(one.status),
            same: one.same.map((kind) => words('related_by', kind)).join(', '),
          })),
          elsewhere: related.value.elsewhere.map((one) => ({ ...one, desk: deskName.get(one.desk) ?? one.desk })),
        }
      : { visible: [], elsewhere: [] },
    screening: {
      outcomes: intake.screenOutcomes
        .filter((code) => opened.openActs.includes(`screen:${code}`))
        .map((value) => ({ value, label: label(screeningOutcome, value), urgencies: intake.urgenciesOf(value) })),
      urgencies: ['U1', 'U2', 'U3', 'U4'].map((value) => ({ value, label: urgencyName(value) })),
      // Each answer alone, as the vocabulary weighs it; the most urgent of them is the suggestion.
      questions: imminentRisk.codes.map((code) => ({
        code,
        text: label(imminentRisk, code),
        suggests: {
          yes: suggestUrgency({ [code]: 'yes' }),
          no: suggestUrgency({ [code]: 'no' }),
          unknown: suggestUrgency({ [code]: 'unknown' }),
        },
      })),
      incidents: incidentChoices(),
      chosen: [...triage.incidentCodes],
    },
    unmaskReasons: intake.unmaskReasons.map((value) => ({ value, label: words('unmask_reason', value) })),
    now: ctx.now.toISOString(),
  };
};

function mayOf({ app, ctx }: App.Locals, actor: PersonActor, { id, desk, assignedTo }: OpenedReport['triage']) {
  // Identity needs a fresh proof, which is asked for at the moment; here only whether it could be given at all.
  const proved = { ...actor, steppedUpUntil: new Date(ctx.now.getTime() + 1) };
  const can = (action: (typeof ACTS)[number][1]) =>
    app.modules.intake.reportPolicy.can(proved, action, { id, desk_code: desk, assigned_to: assignedTo }, ctx.now);
  const acts = Object.fromEntries(ACTS.map(([name, action]) => [name, can(action)])) as Record<
    (typeof ACTS)[number][0],
    boolean
  >;
  const allows = (action: string) => app.permissions.allows({ action }, actor, ctx.now);
  return { ...acts, whoCan: allows('policy.read'), handAddresses: allows('content-item.hand-over') };
}

/** Form 01 that the reader has to complete, where the emergency went first. */
async function owedOf({ app, ctx }: App.Locals, report: string) {
  const owed = valueOrError(ctx, await app.modules.cases.findSupplementOfReport(ctx, { report }));
  if (owed?.state !== 'owed') return null;
  const [startedAt, dueAt] = [owed.handedOverAt.toISOString(), owed.dueAt.toISOString()];
  return { id: owed.id, clock: clockView({ rule: owed.rule, startedAt, dueAt }) };
}

function peopleIn({ triage, events, ending }: OpenedReport): string[] {
  return [triage.assignedTo, ending?.by, ...events.flatMap((event) => [event.person, event.codes.to])].filter(
    (id): id is string => typeof id === 'string',
  );
}

/** Why the urgency is what it is: the screener's decision and the answers behind it, or what the reporter said or listening found. */
function whyOf({ triage, events }: OpenedReport): string[] {
  const screened = events.findLast((event) => event.code === 'screened');
  if (!screened) return [whyUnscreened(triage)];
  const yes = imminentRisk.codes.filter((code) => screened.codes[code] === 'yes');
  const suggested =
    screened.codes.suggested === screened.codes.urgency
      ? []
      : [m.urgency_reason_suggested({ urgency: String(screened.codes.suggested) })];
  return [
    ...(yes.length > 0 ? yes.map((code) => words('urgency_reason', code)) : [m.urgency_reason_no_risk()]),
    ...suggested,
  ];
}

function whyUnscreened({ dangerNow, stillGoingOn, informantType }: OpenedReport['triage']): string {
  // What listening raised, nobody told.
  if (dangerNow === 'yes')
    return informantType === 'MONITORING' ? m.urgency_reason_found_danger() : m.urgency_reason_says_danger();
  return stillGoingOn ? m.urgency_reason_going_on() : m.urgency_reason_unscreened();
}

function turnOf({ triage }: OpenedReport, names: ReadonlyMap<string, string>, actor: PersonActor): string {
  if (triage.status === 'CLOSED' || triage.status === 'DUPLICATE') return m.turn_nobody();
  if (triage.assignedTo === actor.person) return m.turn_me();
  if (triage.assignedTo !== null) return names.get(triage.assignedTo) ?? m.person_elsewhere();
  return triage.screenedAt === null ? m.turn_screening() : m.turn_desk();
}

function factsOf({ triage }: OpenedReport): { name: string; value: string }[] {
  return [
    { name: m.report_fact_danger(), value: words('answer', triage.dangerNow) },
    {
      name: m.report_fact_going_on(),
      value:
        triage.stillGoingOn === null ? words('answer', 'unknown') : words('answer', triage.stillGoingOn ? 'yes' : 'no'),
    },
    { name: m.report_fact_language(), value: triage.language === 'vi' ? 'Tiếng Việt' : 'English' },
    { name: m.report_fact_sealed(), value: words('report_sealed', triage.sealedBy) },
  ];
}

function childSaysOf({ feeling, place, who }: NonNullable<NonNullable<OpenedReport['narrative']>['childSays']>) {
  return [
    feeling && label(childFeeling, feeling),
    place && label(childPlace, place),
    who && label(childNames, who),
  ].filter((one) => one !== undefined);
}

/** What two reports are compared by, in codes. */
function comparedOf(triage: OpenedReport['triage'], now: Date) {
  return {
    reference: triage.reference,
    what: incidentWords(triage),
    told: toldWords(triage, now),
    place: placeOf(triage),
    status: statusOf(triage.status).text,
  };
}

/** The report of a code that somebody typed; undefined where there is none that they may see. */
async function reportOfCode(intake: App.Locals['app']['modules']['intake'], ctx: Ctx, code: string) {
  if (code.trim() === '') return undefined;
  const found = await intake.searchReports(ctx, code);
  return found.ok && found.value.length === 1 ? found.value[0] : undefined;
}

export const actions: Actions = {
  /** Opens sealed parts; each opening is in the audit. */
  doc: formAct(async ({ ctx, app, modules, form, params }) => {
    const read = form.getAll('phan') as ReadablePart[];
    const opened = await modules.intake.openReport(ctx, { report: params.id, read });
    if (!opened.ok) return opened;
    const { narrative, thread, notes, triage } = opened.value;
    const names = await namesOf(
      app,
      ctx,
      [...(thread ?? []), ...(notes ?? [])].flatMap((one) => one.author ?? []),
    );
    const author = (id: string | null) => (id === null ? m.actor_reporter() : (names.get(id) ?? m.person_elsewhere()));
    return {
      ok: true,
      value: {
        version: triage.version,
        narrative: narrative && {
          ...narrative,
          places: narrative.places.map((place) => ({ ...place, kind: label(onlinePlace, place.kind) })),
          childSays: narrative.childSays && childSaysOf(narrative.childSays),
          problem: narrative.problem && label(reportedProblem, narrative.problem),
        },
        thread: thread?.map((one) => ({ ...one, author: author(one.author) })),
        notes: notes?.map((one) => ({ ...one, author: author(one.author) })),
      },
    };
  }),
  danhTinh: formAct(({ ctx, modules, form, params }) => {
    const one = field(form, 'truong');
    return modules.intake.unmaskIdentity(ctx, {
      report: params.id,
      reason: text(form, 'lyDo') as UnmaskReason,
      ...(one ? { fields: [one] } : {}),
    });
  }),
  sangLoc: formAct(async ({ ctx, modules, form, params }) => {
    const risk = Object.fromEntries(
      imminentRisk.codes.flatMap((code) => (field(form, code) ? [[code, field(form, code)]] : [])),
    );
    const screened = await modules.intake.screenReport(ctx, {
      report: params.id,
      version: Number(text(form, 'version')),
      outcome: text(form, 'outcome') as ScreenReport['outcome'],
      urgency: text(form, 'urgency') as ScreenReport['urgency'],
      incidentCodes: form.getAll('incident') as ScreenReport['incidentCodes'][number][],
      riskAnswers: risk,
      because: field(form, 'because'),
    });
    return screened;
  }),
  giao: formAct(({ ctx, modules, form, params }) =>
    modules.intake.assignReport(ctx, {
      report: params.id,
      version: Number(text(form, 'version')),
      to: field(form, 'to') ?? null,
    }),
  ),
  ghiChu: formAct(({ ctx, modules, form, params }) =>
    modules.intake.addNote(ctx, { report: params.id, text: text(form, 'text') }),
  ),
  traLoi: formAct(({ ctx, modules, form, params }) =>
    modules.intake.replyToReporter(ctx, {
      report: params.id,
      version: Number(text(form, 'version')),
      text: text(form, 'text'),
      seen: field(form, 'seen') ?? null,
      feedback: form.get('feedback') === '1',
      messageId: text(form, 'messageId'),
    }),
  ),
  trangThai: formAct(({ ctx, modules, form, params }) => {
    const { intake } = modules;
    const verbs = {
      'start-verifying': intake.startVerifying,
      confirm: intake.confirmReport,
      reopen: intake.reopenReport,
    } as const;
    const act = text(form, 'act');
    // A post of somebody's own making: no button of ours sends another act.
    if (!Object.hasOwn(verbs, act)) error(400);
    return verbs[act as keyof typeof verbs](ctx, { report: params.id, version: Number(text(form, 'version')) });
  }),
  ketThuc: formAct(async ({ ctx, modules, form, params }) => {
    const original = await reportOfCode(modules.intake, ctx, text(form, 'of'));
    return modules.intake.endReport(ctx, {
      report: params.id,
      version: Number(text(form, 'version')),
      act: text(form, 'act') as ReportEnd,
      reason: text(form, 'reason') as EndReason,
      words: text(form, 'words'),
      line: text(form, 'line'),
      of: original?.id,
    });
  }),
  /** Another report by the code that somebody typed, to lay beside this one. */
  soSanh: formAct(async ({ ctx, modules, form, params }) => {
    const other = await reportOfCode(modules.intake, ctx, text(form, 'of'));
    return {
      ok: true,
      value: other && other.id !== params.id ? comparedOf(other, ctx.now) : null,
    };
  }),
  duyet: decideApproval,
  daGoi: formAct(({ ctx, modules, form, params }) =>
    modules.intake.recordCall(ctx, { report: params.id, whom: text(form, 'whom') as DutyNumber }),
  ),
  /** Hands an emergency over: the case at the commune, with form 01 as far as it is known. */
  chuyenNgay: formAct(async ({ ctx, modules, form, params }) => {
    const opened = await modules.intake.openReport(ctx, { report: params.id });
    if (!opened.ok) return opened;
    const handed = await modules.cases.openCase(ctx, handOverInput(opened.value, form));
    if (!handed.ok) return handed;
    const { id, reference, owner } = handed.value;
    return { ok: true, value: { id, reference, owner: localName(owner) } };
  }),
  /** Hands its addresses to those who verify content; done again, each counts once. */
  noiDung: permittedAct('content-item.hand-over', ({ ctx, modules, params }) =>
    modules.takedown.handOverReport(ctx, { report: params.id }),
  ),
  xa: communesOfProvince,
  /** Who else is here; `hien` says that the reader is. */
  coMat: formAct(async ({ ctx, app, modules, form, params }) => {
    const show = form.get('hien') === '1' ? { show: { writing: form.get('dangViet') === '1' } } : {};
    const present = await modules.intake.reportPresence(ctx, { report: params.id, ...show });
    if (!present.ok) return present;
    const names = await namesOf(
      app,
      ctx,
      present.value.map(({ person }) => person),
    );
    return {
      ok: true,
      value: present.value.map((one) => ({ ...one, name: names.get(one.person) ?? m.person_elsewhere() })),
    };
  }),
  hoanTac: formAct(({ ctx, modules, form, params }) =>
    modules.intake.undoAct(ctx, { report: params.id, version: Number(text(form, 'version')) }),
  ),
  /** Everybody who could read it at this moment, and by what. */
  aiXem: formAct(async ({ ctx, app, modules, form, params }) => {
    const { intake, members } = modules;
    const action = (text(form, 'action') || 'report.read') as 'report.read';
    const opened = await intake.openReport(ctx, { report: params.id });
    if (!opened.ok) return opened;
    const found = await members.peopleWhoCan(ctx, intake.reportPolicy, action, {
      id: params.id,
      desk_code: opened.value.triage.desk,
      assigned_to: opened.value.triage.assignedTo,
    });
    if (!found.ok) return found;
    const agencies = await agencyNamesOf(app, ctx, found.value);
    return {
      ok: true,
      value: accessRows(found.value, agencies),
    };
  }),
  daMo: formAct(async ({ ctx, app, modules, params }) => {
    const found = await modules.intake.whoOpened(ctx, { report: params.id });
    if (!found.ok) return found;
    const agencies = await agencyNamesOf(app, ctx, found.value);
    return {
      ok: true,
      value: found.value.map(({ day, agency, part }) => ({
        day,
        agency: agencies.get(agency) ?? agency,
        part: words('class', part),
      })),
    };
  }),
};
