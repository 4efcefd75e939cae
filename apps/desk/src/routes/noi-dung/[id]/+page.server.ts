import { agencyNames } from '../../../agency/agencies.server.ts';
import { choices, className, gradeLabel, itemWords, reachChoices } from '../../../content/content-words.server.ts';
import { looksWords } from '../../../content/look-words.server.ts';
import { groundChoices, unmask, unmaskChoices } from '../../../content/unmask-item.server.ts';
import { decideApproval, pendingApprovals } from '../../../duty/approvals.server.ts';
import { m } from '../../../paraglide/messages.js';
import { getLocale } from '../../../paraglide/runtime.js';
import { namesOf } from '../../../report/report-view.server.ts';
import { field, number, text, valueOrError } from '../../../server/answer.server.ts';
import { words } from '../../../server/codes.server.ts';
import { formAct, permittedAct } from '../../../server/form-act.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _may = { action: 'content-item.read' };

export const load: PageServerLoad = async ({ locals, params, depends }) => {
  depends('desk:content-item');
  const { app, ctx } = locals;
  const { takedown } = app.modules;
  const detail = valueOrError(ctx, await takedown.itemDetail(ctx, { item: params.id }));
  const lookedAt = ['ORDERED', 'GONE', 'RETURNED'].includes(detail.item.state);
  const looks = lookedAt ? valueOrError(ctx, await takedown.listLooks(ctx, { item: params.id })) : undefined;
  const agencies = await agencyNames(app, ctx, [
    detail.item.agency,
    ...(looks?.seenGone ? [looks.seenGone.agency] : []),
    ...[...detail.origins, ...detail.providerFiles].map((one) => one.agency),
  ]);
  const agency = (code: string) => agencies.get(code) ?? code;
  const people = await namesOf(
    app,
    ctx,
    detail.events.flatMap((event) => (event.by && /^[0-9a-f]{8}-/.test(event.by) ? [event.by] : [])),
  );
  const reason = (code: string | null) =>
    code === null ? null : (takedown.notIllegalReason.terms.find((one) => one.code === code)?.[getLocale()] ?? code);
  const { item, acts } = detail;
  const may = (act: string) => acts.includes(`content-item.${act}`);
  const flag = (said: boolean | null) =>
    said === null ? m.machine_report_flag_unsaid() : said ? m.machine_report_flag_yes() : m.machine_report_flag_no();
  const known = (value: boolean | null) => (value === null ? '' : value ? 'yes' : 'no');
  return {
    item: itemWords(item, agency),
    demonstration: detail.demonstration,
    looks: looks && looksWords(looks, agency),
    sight: looks?.seenGone ? ((await pendingApprovals(app, ctx, takedown.SEEN_GONE)).get(item.id) ?? null) : null,
    ended: reason(detail.notIllegalReason) ?? (detail.setAsideReason && words('content_aside', detail.setAsideReason)),
    known: {
      danger: known(item.danger),
      selfMade: known(item.selfMade),
      knownHash: known(item.knownHash),
      ageGroup: item.ageGroup ?? '',
      reachable: item.reachable ?? '',
    },
    origins: detail.origins.map((one, at) => ({
      id: String(at),
      source: words('content_source', one.source),
      agency: agency(one.agency),
      reference: one.reference ?? '',
      at: one.at.toISOString(),
    })),
    incidents: detail.incidents.map((one, at) => ({
      id: String(at),
      reports: one.reports,
      by: one.byFile ? m.content_wave_file() : m.content_wave_place(),
      firstAt: one.firstAt.toISOString(),
      lastAt: one.lastAt.toISOString(),
    })),
    siblings: detail.siblings.map((one) => ({
      id: one.id,
      relation: words('content_relation', one.relation),
      mask: one.mask,
    })),
    hosts: detail.hosts.map((one, at) => ({
      id: String(at),
      part: words('content_host_part', one.part),
      what: one.name ?? (one.outcome === 'EMPTY' ? m.content_host_empty() : m.content_host_failed()),
      more: [one.address, one.country, one.asn === null ? null : `AS${one.asn}`, one.abuseContact]
        .filter(Boolean)
        .join(' · '),
      source: words('content_host_source', one.source),
      at: one.seenAt.toISOString(),
      now: one.endedAt === null,
    })),
    providerFiles: detail.providerFiles.map((one, at) => ({
      id: String(at),
      report: one.report,
      reference: one.reference,
      agency: agency(one.agency),
      viewed: flag(one.viewed),
      exifViewed: flag(one.exifViewed),
      public: flag(one.publiclyAvailable),
      at: one.at.toISOString(),
    })),
    unviewed: detail.unviewed,
    needsGround: detail.needsGround,
    // An alert may rest on it while nobody has found it lawful.
    mayWarn:
      item.state !== 'NOT_ILLEGAL' && app.permissions.allows({ action: 'network-alert.write' }, ctx.actor, ctx.now),
    mayReport: app.permissions.allows({ action: 'machine-report.read' }, ctx.actor, ctx.now),
    events: detail.events
      .map((one, at) => ({
        id: String(at),
        at: one.at.toISOString(),
        who:
          one.by === null
            ? m.content_by_verifier()
            : (people.get(one.by) ?? (/^[0-9a-f]{8}-/.test(one.by) ? m.person_elsewhere() : m.actor_platform())),
        what: words('content_event', one.code),
        note: 'reports' in one.codes ? m.content_event_reports({ count: Number(one.codes.reports) }) : '',
      }))
      .reverse(),
    grades: detail.grades.map((one, at) => ({
      id: String(at),
      stage: one.mine ? m.content_grade_mine() : words('content_grade_stage', one.stage),
      class: className(one.nationalClass),
      labels: [
        gradeLabel.inhope(one.inhope),
        one.industry === null ? null : gradeLabel.industry(one.industry),
        gradeLabel.depiction(one.depiction),
        gradeLabel.age(one.ageGroup),
        reason(one.notIllegalReason),
      ]
        .filter(Boolean)
        .join(' · '),
      at: one.givenAt.toISOString(),
    })),
    may: {
      unmask: may('unmask'),
      triage: may('triage'),
      aside: may('set-aside') && item.danger !== true,
      up: may('take-up'),
      grade: may('grade') || may('settle'),
      describe: may('describe'),
      conflict: may('declare-conflict'),
      order:
        takedown.isVerified(item.state) &&
        item.state !== 'GONE' &&
        app.permissions.allows({ action: 'takedown-order.propose' }, ctx.actor, ctx.now),
    },
    choices: {
      yes: [
        { value: '', label: m.content_unknown() },
        { value: 'yes', label: m.content_yes() },
        { value: 'no', label: m.content_no() },
      ],
      age: [{ value: '', label: m.content_unknown() }, ...choices('content_age_group', takedown.ageGroups)],
      reach: [{ value: '', label: m.content_unknown() }, ...reachChoices(app)],
      aside: choices('content_aside', takedown.setAsideReasons),
      seen: choices('look_seen', takedown.seenGone),
      means: choices('look_means', takedown.seenBy),
      relation: choices('content_relation', takedown.siblingRelations),
      part: choices('content_host_part', takedown.hostParts),
      unmask: unmaskChoices(locals),
      grounds: groundChoices(locals),
    },
    now: ctx.now.toISOString(),
  };
};

const answer = (form: FormData, name: string) =>
  text(form, name) === 'yes' ? true : text(form, name) === 'no' ? false : undefined;

export const actions: Actions = {
  xem: formAct(({ locals, form, params }) => unmask(locals, form, params.id)),
  phanLoai: permittedAct('content-item.triage', ({ ctx, modules, form, params }) => {
    const { ageGroups, reaches } = modules.takedown;
    return modules.takedown.triageItem(ctx, {
      item: params.id,
      version: number(form, 'version'),
      danger: answer(form, 'danger'),
      selfMade: answer(form, 'selfMade'),
      knownHash: answer(form, 'knownHash'),
      ageGroup: ageGroups.find((one) => one === text(form, 'ageGroup')),
      reachable: reaches.find((one) => one === text(form, 'reachable')),
    });
  }),
  boQua: permittedAct('content-item.set-aside', ({ ctx, modules, form, params }) =>
    modules.takedown.setItemAside(ctx, {
      item: params.id,
      version: number(form, 'version'),
      reason: text(form, 'reason'),
    }),
  ),
  lamLai: permittedAct('content-item.take-up', ({ ctx, modules, form, params }) =>
    modules.takedown.takeUpItem(ctx, { item: params.id, version: number(form, 'version') }),
  ),
  lienQuan: permittedAct('content-item.describe', ({ ctx, modules, form, params }) =>
    modules.takedown.addItemSibling(ctx, {
      item: params.id,
      relation: text(form, 'relation'),
      locator: text(form, 'locator'),
    }),
  ),
  noiLuu: permittedAct('content-item.describe', ({ ctx, modules, form, params }) =>
    modules.takedown.writeItemHost(ctx, {
      item: params.id,
      part: text(form, 'part'),
      name: text(form, 'name'),
      address: field(form, 'address'),
      country: field(form, 'country'),
      abuseContact: field(form, 'abuseContact'),
    }),
  ),
  traCuu: permittedAct('content-item.describe', ({ ctx, modules, params }) =>
    modules.takedown.askHostLookUp(ctx, { item: params.id }),
  ),
  kiemTra: permittedAct('content-item.look', ({ ctx, modules, params }) =>
    modules.takedown.lookNow(ctx, { item: params.id }),
  ),
  quyetDinh: permittedAct('content-item.look', ({ ctx, modules, form, params }) =>
    modules.takedown.decideLook(ctx, { item: params.id, decision: text(form, 'decision') }),
  ),
  daKhongCon: permittedAct('content-item.look', ({ ctx, modules, form, params }) =>
    modules.takedown.sayGone(ctx, {
      item: params.id,
      seen: text(form, 'seen'),
      means: text(form, 'means'),
      note: field(form, 'note'),
    }),
  ),
  duyet: decideApproval,
  xungDot: permittedAct('content-item.declare-conflict', ({ ctx, modules, params }) =>
    modules.takedown.declareItemConflict(ctx, { item: params.id }),
  ),
};
