import type { Triage } from '../../../../src/intake/index.ts';
import { DUE_NOW_PART } from '../../../../src/kernel/clock-look.pure.ts';
import type { Ctx } from '../../../../src/kernel/index.ts';
import { offenceFileStatus } from '../../../../src/vocabulary/index.ts';
import { lawCitation } from '../../../../src/vocabulary/law/law-citation.pure.ts';
import type { Work, WorkFilters, WorkRow } from '../../../../src/work/index.ts';
import type { App } from '../../../server/app.ts';
import { agencyNames } from '../agency/agencies.server.ts';
import { actName, formName, nextName, SIGNED_FORM, serviceName } from '../case/case-words.server.ts';
import { areaName } from '../clock/clock-figures.server.ts';
import type { LawClock } from '../clock/law-clock.server.ts';
import { ruleFor } from '../deadline-rule/current-law.server.ts';
import { labelName } from '../listening/operations-view.server.ts';
import { m } from '../paraglide/messages.js';
import { getLocale } from '../paraglide/runtime.js';
import { triageLine } from '../report/report-view.server.ts';
import { valueOrError } from '../server/answer.server.ts';
import { clockName, incidentName, label, roleName, words } from '../server/codes.server.ts';

/** One row of the list of work, in words. */
export interface DutyRow {
  readonly id: string;
  readonly band: WorkRow['band'];
  readonly what: string;
  /** A second line where triage needs it. */
  readonly detail: string;
  readonly reference: string | null;
  readonly href: string;
  readonly urgency: 'U1' | 'U2' | 'U3' | 'U4' | null;
  readonly whose: string;
  readonly law: string;
  readonly clock: LawClock | null;
  readonly since: string | null;
  /** What the button says; where `post` is absent it leads to `href`. */
  readonly act: {
    readonly label: string;
    readonly post?: { readonly action: string; readonly fields: Record<string, string> };
  };
}

const MINUTE = 60_000;

/** The list of work as the address asks for it, with its rows in words. */
export async function workOf(app: App, ctx: Ctx, filters: WorkFilters): Promise<Work & { readonly shown: DutyRow[] }> {
  const work = valueOrError(ctx, await app.modules.work.listWork(ctx, filters));
  const agencies = await agencyNames(
    app,
    ctx,
    work.rows.flatMap(({ turn, facts }) =>
      [turn.agency ?? [], typeof facts.agency === 'string' ? facts.agency : []].flat(),
    ),
  );
  return { ...work, shown: work.rows.map((row) => rowOf(app, row, (code) => agencies.get(code) ?? code, ctx.now)) };
}

function rowOf(app: App, row: WorkRow, agency: (code: string) => string, now: Date): DutyRow {
  const fact = (name: string) => String(row.facts[name] ?? '');
  const { what, detail = '' } = titleOf(app, row, fact, agency, now);
  const clock = row.clock && clockOf(row, row.clock);
  return {
    id: row.id,
    band: row.band,
    what,
    detail,
    reference: row.reference,
    href: leadsTo(row, fact),
    urgency: row.urgency as DutyRow['urgency'],
    whose: whoseTurn(row, agency),
    law: clock?.law || (row.basis === null ? '' : lawCitation(row.basis, getLocale())),
    clock,
    since: row.since?.toISOString() ?? null,
    act: {
      label: doWords(row, fact),
      ...(row.kind === 'escalation'
        ? { post: { action: '?/daXem', fields: { clock: row.object.id, level: fact('level') } } }
        : {}),
    },
  };
}

/** What the button says: whoever may not do it now is led to look at it. */
function doWords({ kind, act, mine }: WorkRow, fact: (name: string) => string): string {
  if (!mine) return m.duty_look();
  if (kind === 'form' && fact('form') === SIGNED_FORM) return m.duty_do_sign();
  if (kind === 'offence-file') return m.duty_do_open_file();
  return words('duty_do', kind === 'case-step' ? 'open-case' : act);
}

/** What is to be done, and on what. */
function titleOf(
  app: App,
  row: WorkRow,
  fact: (name: string) => string,
  agency: (code: string) => string,
  now: Date,
): { readonly what: string; readonly detail?: string } {
  const { kind, act, facts } = row;
  switch (kind) {
    case 'report':
      return {
        what:
          facts.incident === undefined
            ? words('duty_report', act)
            : m.duty_report({ act: words('duty_report', act), incident: incidentName(fact('incident')) }),
        detail: triageLine(
          {
            ageBand: fact('age') as Triage['ageBand'],
            portalBand: (fact('band') || null) as Triage['portalBand'],
            sex: fact('sex') as Triage['sex'],
            informantType: fact('informant') as Triage['informantType'],
            stillGoingOn: facts.stillGoingOn === true,
          },
          now.getTime() - (row.since ?? now).getTime(),
        ),
      };
    case 'case-step':
      if (act === 'fill') return { what: nextName(app, { act: 'approve-plan', form: fact('form') }) };
      return { what: act === 'none' ? m.duty_no_next() : actName(app, act) };
    case 'form':
      return { what: fact('form') === SIGNED_FORM ? actName(app, 'approve-plan') : formName(fact('form')) };
    case 'referral':
      return {
        what: m.duty_referral_of({ act: words('duty_referral', act), service: serviceName(fact('service')) }),
        detail: facts.asked === true ? m.duty_referral_asked() : '',
      };
    case 'referral-question':
      return {
        what: m.duty_referral_of({ act: words('duty_referral', act), service: serviceName(fact('service')) }),
        detail: facts.agency === undefined ? '' : agency(fact('agency')),
      };
    case 'supplement':
      return {
        what: words('duty_supplement', act),
        detail:
          facts.left === true ? m.duty_supplement_left() : m.duty_supplement_to({ agency: agency(fact('agency')) }),
      };
    case 'supplement-taking-in':
      return { what: words('duty_supplement', act), detail: agency(fact('agency')) };
    case 'plan':
      return { what: act === 'visit' ? m.duty_visit() : m.duty_action({ service: serviceName(fact('service')) }) };
    case 'escalation':
      return {
        what: m.duty_escalation({ rule: clockName(fact('rule')) }),
        detail: `${agency(fact('agency'))}, ${areaName(fact('commune') || null)}`,
      };
    case 'track':
      return { what: words('track', fact('track')) };
    case 'hash-review':
      return facts.count === undefined
        ? { what: words('duty_hash', act) }
        : { what: m.duty_counted({ act: words('duty_hash', act), count: Number(facts.count) }) };
    case 'content-item':
      return { what: m.duty_counted({ act: words('duty_content', act), count: Number(facts.count) }) };
    case 'content-look':
      return { what: words('duty_look', act) };
    case 'block-appeal':
      return { what: m.duty_block_appeal() };
    case 'learning-item':
      return { what: m.duty_item({ form: words('item_form', fact('form')), name: fact('title') }) };
    case 'announcement':
      return { what: m.duty_announcement({ name: fact('title') }) };
    case 'announcement-post':
      return {
        what: m.duty_announcement_post({
          network: words('fan_network', fact('network')),
          alarm: words('post_alarm', fact('alarm')),
          name: fact('title'),
        }),
      };
    case 'fan-comment':
      return { what: m.duty_fan_comment({ network: words('fan_network', fact('network')) }) };
    case 'alert-receipt':
      return { what: act === 'answer-recall' ? m.duty_alert_recalled() : m.duty_alert_received() };
    case 'alert-recall':
      return { what: m.duty_alert_silent(), detail: agency(fact('member')) };
    case 'alert-overturned':
      return { what: m.duty_alert_overturned() };
    case 'item-appeal':
      return { what: m.duty_item_appeal() };
    case 'product-review':
      return { what: m.duty_product_review() };
    case 'voice-idea':
      return { what: m.duty_voice_idea() };
    case 'voice-answer':
      return {
        what:
          act === 'look-again'
            ? m.duty_voice_look({ name: fact('title') })
            : m.duty_voice_answer({ name: fact('title') }),
      };
    case 'provider-word':
      return { what: fact('kind') === 'APPEAL' ? m.duty_provider_appeal() : m.duty_provider_word() };
    case 'block-review':
      return { what: m.duty_block_review(), detail: label(app.modules.takedown.blockReason, fact('reason')) };
    case 'listening-alert':
      return { what: m.duty_alert({ label: labelName(app, fact('label')) }) };
    case 'listening-review':
      return { what: m.duty_counted({ act: m.duty_posts(), count: Number(facts.count) }) };
    case 'live-contact':
      return { what: words('duty_live', act) };
    case 'offence-file':
      return { what: words('duty_offence', act), detail: label(offenceFileStatus, fact('stage')) };
    case 'offence-request':
      return { what: words('duty_offence', act), detail: label(app.modules.offences.requestKind, fact('kind')) };
    case 'offence-series':
      return { what: words('duty_offence', act), detail: m.offence_series_members_count({ n: Number(facts.members) }) };
    case 'deconfliction-pointer':
      return { what: words('duty_offence', act), detail: agency(fact('agency')) };
    case 'officer-call':
      return { what: words('duty_officer', act), detail: agency(fact('agency')) };
    case 'approval':
      return { what: approvalTitle(fact, agency) };
    default:
      return { what: words('duty_title', kind), detail: facts.agency === undefined ? '' : agency(fact('agency')) };
  }
}

function approvalTitle(fact: (name: string) => string, agency: (code: string) => string): string {
  switch (fact('approval')) {
    case 'listening-rule':
      return m.duty_approval_listening_rule({ rule: fact('rule'), version: fact('version') });
    case 'report-end':
      return m.duty_approval_report_end();
    case 'hash-peer':
      return m.duty_approval_hash_peer({ source: fact('source') });
    case 'block-entry':
    case 'block-entry-third':
      return m.duty_approval_block_entry({ code: fact('entry') });
    case 'network-alert':
      return m.duty_approval_network_alert({ reference: fact('reference') });
    case 'triage-use':
      return m.duty_approval_triage_use({ version: fact('version') });
    case 'message-template':
      return m.duty_approval_message_template({ template: fact('template'), version: fact('version') });
    case 'offence-request':
      return m.duty_approval_offence_request({ reference: fact('reference') });
    case 'content-item-gone':
      return m.duty_approval_content_item_gone({ reference: fact('reference') });
    case 'addressee-contact':
      return m.duty_approval_addressee_contact({ addressee: fact('addressee') });
    case 'evaluation':
      return m.duty_approval_evaluation({ product: fact('product') });
    case 'contact-slow':
      return m.duty_approval_contact_slow({ reference: fact('reference') });
    case 'listening-pipeline':
      return m.duty_approval_listening_pipeline({ version: fact('version') });
    default:
      return m.duty_approval_appointment({ role: roleName(fact('role')), agency: agency(fact('agency')) });
  }
}

/** The page where the duty is done. */
function leadsTo({ kind, object, act }: WorkRow, fact: (name: string) => string): string {
  switch (kind) {
    case 'form':
      return fact('form') === SIGNED_FORM
        ? `/ho-so/${object.id}/quyet-dinh/ky?viec=approve-plan`
        : `/ho-so/${object.id}/bieu-mau/${fact('form')}`;
    case 'supplement-taking-in':
      return `/ho-so/${object.id}/bieu-mau${act === 'sign-form' ? '/FORM-01' : ''}`;
    case 'grant':
      return `/viec/quyen-xem#${object.id}`;
    case 'contact':
      return `/viec/lien-he#${object.id}`;
    case 'track':
      return '/viec/huong?con=1';
    case 'escalation':
      return fact('commune') === '' ? '/dong-ho?loc=qua-han' : `/dong-ho?xa=${fact('commune')}&loc=qua-han`;
    case 'hash-review':
      if (object.kind === 'hash-entry') return `/ma-bam/${object.id}`;
      return `/ma-bam/duyet?phan=${act === 'give-verdict' ? 'tham-dinh' : 'phan-xu'}`;
    case 'content-item':
      if (act === 'triage') return '/noi-dung?trang-thai=RECEIVED';
      return act === 'settle' ? '/noi-dung/tham-dinh?phan=phan-xu' : '/noi-dung/tham-dinh';
    case 'content-look':
      if (act === 'still-there') return `/noi-dung/lenh/${object.id}`;
      if (act === 'order-again') return `/noi-dung/lenh/moi?muc=${object.id}&lai=1`;
      return `/noi-dung/${object.id}#kiem-tra`;
    case 'item-appeal':
      return '/noi-dung/khieu-nai';
    case 'product-review':
      return '/danh-muc/cho#nhan-xet';
    case 'voice-idea':
      return '/y-kien';
    case 'voice-answer':
      return `/y-kien/cuoc/${object.id}/tra-loi`;
    case 'provider-word':
      return '/danh-muc/cho#thu';
    case 'block-appeal':
      return `/noi-dung/danh-sach-chan?muc=${object.id}#khieu-nai`;
    case 'learning-item':
      return `/bai/${object.id}`;
    case 'announcement':
      return `/bai/${fact('item')}/dang?ban=${object.id}`;
    case 'announcement-post':
      return `/bai/${fact('item')}/dang?ban=${fact('announcement')}#noi-dang`;
    case 'fan-comment':
      return '/bai/binh-luan';
    case 'alert-receipt':
      return `/noi-dung/canh-bao/hop-thu/${object.id}`;
    case 'alert-recall':
    case 'alert-overturned':
      return `/noi-dung/canh-bao/${object.id}`;
    case 'block-review':
      return `/noi-dung/danh-sach-chan?muc=${object.id}#ra-soat`;
    case 'listening-review':
      return '/lang-nghe/duyet';
    case 'deconfliction-pointer':
      return '/vi-pham/tranh-trung';
    case 'break-glass':
      return '/mo-khan';
    case 'live-contact':
      if (act === 'write-up') return `/truc/ghi/${object.id}`;
      return act === 'take-contact' ? '/truc' : `/truc?cuoc=${object.id}`;
    case 'officer-call':
      return act === 'look-at-missed' ? '/truc-ban/so-lieu' : '/truc-ban';
    case 'approval':
      if (fact('approval') === 'report-end') return `/bao-cao/${fact('about')}`;
      if (fact('approval').startsWith('block-entry')) return `/noi-dung/danh-sach-chan?muc=${fact('about')}#duyet`;
      if (fact('approval') === 'offence-request') return `/vi-pham/${fact('file')}#yeu-cau`;
      if (fact('approval') === 'network-alert') return `/noi-dung/canh-bao/${fact('about')}`;
      if (fact('approval') === 'triage-use') return '/ca-truc';
      if (fact('approval') === 'message-template') return '/kenh/mau';
      if (fact('approval') === 'content-item-gone') return `/noi-dung/${fact('about')}#kiem-tra`;
      if (fact('approval') === 'addressee-contact') return '/noi-dung/noi-nhan';
      if (fact('approval') === 'evaluation') return `/danh-muc/${fact('record')}`;
      if (fact('approval') === 'contact-slow') return '/truc/lam-cham';
      if (fact('approval') === 'hash-peer') return '/ma-bam/trao-doi';
      if (fact('approval') === 'listening-rule') return `/lang-nghe/quy-tac/${fact('rule')}`;
      return fact('approval') === 'listening-pipeline' ? `/lang-nghe/mo-hinh/phien-ban/${fact('about')}` : '/nguoi';
    default:
      return `${places[object.kind] ?? ''}/${object.id}`;
  }
}

const places: Readonly<Record<string, string>> = {
  report: '/bao-cao',
  case: '/ho-so',
  referral: '/chuyen-gui',
  supplement: '/bao-cao/mau-01',
  'offence-file': '/vi-pham',
  'offence-series': '/vi-pham/chuoi',
  'listening-alert': '/lang-nghe/canh-bao',
};

function whoseTurn({ mine, assigned, turn }: WorkRow, agency: (code: string) => string): string {
  if (assigned && mine) return m.duty_assigned();
  if (turn.agency !== undefined) return m.duty_from({ agency: agency(turn.agency) });
  return (turn.roles ?? []).map(roleName).join('; ');
}

function clockOf(row: WorkRow, { rule, startedAt, dueAt, warnFraction }: NonNullable<WorkRow['clock']>): LawClock {
  const whole = (dueAt.getTime() - startedAt.getTime()) / MINUTE;
  const binding = rule === null ? undefined : ruleFor(rule, startedAt);
  return {
    name: rule === null ? words('duty_kind', row.kind) : clockName(rule, startedAt),
    due: dueAt.toISOString(),
    soonMinutes: whole * warnFraction,
    nowMinutes: whole * warnFraction * DUE_NOW_PART,
    law: lawCitation(binding?.legalSource ?? '', getLocale()),
    verified: binding?.verified ?? false,
  };
}
