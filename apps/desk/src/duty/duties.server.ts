import type { CaseInList } from '../../../../src/cases/index.ts';
import { type ClockLook, lookOf } from '../../../../src/kernel/clock-look.pure.ts';
import type { Ctx } from '../../../../src/kernel/index.ts';
import { endOfVietnamDate } from '../../../../src/kernel/time.pure.ts';
import type { App } from '../../../server/app.ts';
import { actName, formName, serviceName } from '../case/case-words.server.ts';
import { m } from '../paraglide/messages.js';
import { getLocale } from '../paraglide/runtime.js';
import { agencyNames } from '../server/agencies.server.ts';
import { personOf, shown } from '../server/answer.server.ts';
import { clockName, roleName } from '../server/codes.server.ts';
import { vietnamDay } from '../server/law.server.ts';
import { areaName } from './clock-figures.server.ts';
import { type LawClock, lawFace } from './law-face.server.ts';
import { lawWords } from './law-words.ts';

export const dutyKinds = [
  'case',
  'form',
  'referral',
  'monitoring',
  'action',
  'grant',
  'contact',
  'escalation',
] as const;
export type DutyKind = (typeof dutyKinds)[number];

/** One thing that waits: what, on which case (its code only), whose rule, the time left, and the one thing to do. */
export interface DutyRow {
  readonly id: string;
  readonly kind: DutyKind;
  readonly what: string;
  readonly reference: string | null;
  readonly href: string;
  /** Whose turn it is: the roles of the act, or a colleague's name. */
  readonly whose: string;
  readonly law: string;
  readonly clock: LawClock | null;
  readonly look: ClockLook;
  readonly mine: boolean;
  readonly assigned: boolean;
  /** What the button says; where `post` is absent it leads to `href`. */
  readonly act: {
    readonly label: string;
    readonly post?: { readonly action: string; readonly fields: Record<string, string> };
  };
}

const MINUTE = 60_000;
const DAY_MINUTES = 1440;
/** How far ahead visits and actions of plans are shown. */
const AHEAD_DAYS = 14;
/** And how long after, where nobody wrote that they were done. */
const BEHIND_DAYS = 60;
const LAW = {
  plan: 'Decree 56/2017/ND-CP, art. 29',
  referral: 'defined by Lá Chắn',
  contact: 'defined by Lá Chắn',
} as const;
const order: readonly ClockLook[] = ['breached', 'due-now', 'due-soon', 'resting'];

/** Everything that waits for this person and their agency, by time left. Each list comes through its own verb, under its own policy. */
export async function dutiesOf(
  app: App,
  ctx: Ctx,
  page: { readonly after?: { readonly due: Date; readonly id: string } },
): Promise<{ rows: DutyRow[]; after: { due: Date; id: string } | null }> {
  const { cases } = app.modules;
  const actor = personOf(ctx);
  const allows = (action: string) => app.permissions.allows({ action }, actor, ctx.now);
  const duties = shown(ctx, await cases.myDuties(ctx, page.after ? { after: page.after } : {}));
  const rows = duties.cases.map((one) => caseRow(app, ctx, one));
  // Everything but the cases is short and stands on the first page.
  if (page.after === undefined) {
    const forms = shown(ctx, await cases.formsToFill(ctx));
    rows.push(
      ...forms.map(
        (form): DutyRow =>
          row(ctx, {
            id: `form ${form.case} ${form.form}`,
            kind: 'form',
            what: formName(form.form),
            reference: form.reference,
            href: `/ho-so/${form.case}/bieu-mau/${form.form}`,
            whose: actor.assignments.map((held) => roleName(held.role)).join('; '),
            clock: form.clock && lawFace(form.clock),
            law: form.clock ? '' : lawWords('Decree 56/2017/ND-CP', getLocale()),
            mine: true,
            assigned: false,
            act: { label: form.draft ? m.duty_do_form_on() : m.duty_do_form() },
          }),
      ),
    );
    rows.push(...(await referralRows(app, ctx, duties.referrals)));
    if (allows('case.list')) rows.push(...(await planRows(app, ctx)));
    if (allows('grant.recertify')) rows.push(...(await grantRows(app, ctx)));
    if (allows('contact-request.answer')) rows.push(...(await contactRows(app, ctx)));
    if (allows('clock.oversee')) rows.push(...(await escalationRows(app, ctx)));
  }
  const due = (one: DutyRow) => (one.clock === null ? Number.POSITIVE_INFINITY : Date.parse(one.clock.due));
  rows.sort((a, b) => order.indexOf(a.look) - order.indexOf(b.look) || due(a) - due(b) || a.id.localeCompare(b.id));
  return { rows, after: duties.after };
}

function row(ctx: Ctx, given: Omit<DutyRow, 'look' | 'law'> & { readonly law?: string }): DutyRow {
  const { clock } = given;
  return {
    ...given,
    law: given.law || (clock?.law ?? ''),
    look:
      clock === null
        ? 'resting'
        : lookOf(Date.parse(clock.due) - ctx.now.getTime(), clock.soonMinutes * MINUTE, clock.nowMinutes * MINUTE),
  };
}

function caseRow(app: App, ctx: Ctx, one: CaseInList & { readonly mine: boolean }): DutyRow {
  const actor = personOf(ctx);
  const act = one.next?.act;
  return row(ctx, {
    id: `case ${one.id}`,
    kind: 'case',
    what: act ? actName(app, act) : m.duty_no_next(),
    reference: one.reference,
    href: `/ho-so/${one.id}`,
    whose: (one.next?.roles ?? []).map(roleName).join('; '),
    clock: one.clock && lawFace(one.clock),
    law: one.clock ? '' : lawWords(act ? app.modules.cases.caseActs[act].source : '', getLocale()),
    mine: one.mine,
    assigned: one.assignedTo === actor.person,
    act: { label: m.duty_do_case() },
  });
}

/** A clock of our own making: a day's end or a term, due soon and due now so many days before. */
function ownClock(
  name: string,
  due: Date,
  law: string,
  days: { readonly soon: number; readonly now: number },
): LawClock {
  return {
    name,
    due: due.toISOString(),
    soonMinutes: days.soon * DAY_MINUTES,
    nowMinutes: days.now * DAY_MINUTES,
    law: lawWords(law, getLocale()),
    verified: false,
  };
}

async function referralRows(
  app: App,
  ctx: Ctx,
  referrals: readonly {
    readonly id: string;
    readonly purpose: string;
    readonly status: string;
    readonly from_agency: string;
    readonly sent_at: Date | null;
    readonly answer_due_at: Date | null;
  }[],
): Promise<DutyRow[]> {
  const names = await agencyNames(
    app,
    ctx,
    referrals.map((one) => one.from_agency),
  );
  const todo: Readonly<Record<string, () => string>> = {
    SENT: m.duty_referral_answer,
    ACCEPTED: m.duty_referral_start,
    IN_SERVICE: m.duty_referral_finish,
  };
  return referrals.map((one) => {
    const waits = one.status === 'SENT' && one.answer_due_at !== null && one.sent_at !== null;
    const law = lawWords(LAW.referral, getLocale());
    return row(ctx, {
      id: `referral ${one.id}`,
      kind: 'referral',
      what: m.duty_referral_of({
        act: (todo[one.status] ?? m.duty_referral_answer)(),
        service: serviceName(one.purpose),
      }),
      // The receiver knows the referral, and nothing of the case behind it.
      reference: null,
      href: `/chuyen-gui/${one.id}`,
      whose: m.duty_from({ agency: names.get(one.from_agency) ?? one.from_agency }),
      clock: waits
        ? lawFace({
            rule: 'DL-REF-ANSWER',
            startedAt: one.sent_at as Date,
            dueAt: one.answer_due_at as Date,
          })
        : null,
      law,
      mine: true,
      assigned: false,
      act: { label: one.status === 'SENT' ? m.duty_do_answer() : m.duty_do_open() },
    });
  });
}

async function planRows(app: App, ctx: Ctx): Promise<DutyRow[]> {
  const day = (shift: number) => vietnamDay(new Date(ctx.now.getTime() + shift * DAY_MINUTES * 60_000));
  const days = shown(ctx, await app.modules.clocks.calendar(ctx, { from: day(-BEHIND_DAYS), to: day(AHEAD_DAYS) }));
  return days.flatMap(({ day: on, entries }) =>
    entries.flatMap((entry): DutyRow[] => {
      if ((entry.kind !== 'monitoring' && entry.kind !== 'action') || entry.reference === null) return [];
      const visit = entry.kind === 'monitoring';
      return [
        row(ctx, {
          id: `${entry.kind} ${entry.object} ${on} ${entry.code}`,
          kind: entry.kind,
          what: visit ? m.duty_visit() : m.duty_action({ service: serviceName(entry.code) }),
          reference: entry.reference,
          href: `/ho-so/${entry.object}`,
          whose: roleName('commune_child_officer'),
          clock: ownClock(visit ? m.duty_visit() : m.duty_kind_action(), endOfVietnamDate(on), LAW.plan, {
            soon: 4,
            now: 1,
          }),
          mine: true,
          assigned: false,
          act: { label: visit ? m.duty_do_visit() : m.duty_do_log() },
        }),
      ];
    }),
  );
}

async function grantRows(app: App, ctx: Ctx): Promise<DutyRow[]> {
  const grants = shown(ctx, await app.modules.cases.grantsToRecertify(ctx, { dueSoon: true }));
  return grants.map((grant) =>
    row(ctx, {
      id: `grant ${grant.grant}`,
      kind: 'grant',
      what: m.duty_grant(),
      reference: grant.reference,
      href: `/viec/quyen-xem#${grant.grant}`,
      whose: roleName('commune_chair'),
      clock: lawFace({ rule: 'DL-RECERTIFY', startedAt: grant.grantedAt, dueAt: grant.dueAt }),
      mine: true,
      assigned: false,
      act: { label: m.duty_do_confirm() },
    }),
  );
}

async function contactRows(app: App, ctx: Ctx): Promise<DutyRow[]> {
  const waiting = shown(ctx, await app.modules.cases.listContactRequests(ctx)).filter(
    (one) => one.side === 'asked-of-us' && one.status === 'asked',
  );
  const names = await agencyNames(
    app,
    ctx,
    waiting.map((one) => one.otherAgency),
  );
  return waiting.map((one) =>
    row(ctx, {
      id: `contact ${one.id}`,
      kind: 'contact',
      what: m.duty_contact(),
      reference: one.ownReference,
      href: `/viec/lien-he#${one.id}`,
      whose: m.duty_from({ agency: names.get(one.otherAgency) ?? one.otherAgency }),
      clock: null,
      law: lawWords(LAW.contact, getLocale()),
      mine: true,
      assigned: false,
      act: { label: m.duty_do_answer() },
    }),
  );
}

async function escalationRows(app: App, ctx: Ctx): Promise<DutyRow[]> {
  const { escalations } = shown(ctx, await app.modules.clocks.clocksOverview(ctx));
  const colleagues = await agencyNames(
    app,
    ctx,
    escalations.map((one) => one.owner),
  );
  return escalations.map((one) => {
    const face = lawFace({ rule: one.rule, startedAt: one.dueAt, dueAt: one.dueAt });
    return row(ctx, {
      id: `escalation ${one.clock} ${one.level}`,
      kind: 'escalation',
      what: m.duty_escalation({ rule: clockName(one.rule) }),
      reference: one.subject.reference,
      href: `/dong-ho?${one.commune ? `xa=${one.commune}&` : ''}loc=qua-han`,
      whose: `${colleagues.get(one.owner) ?? one.owner}, ${areaName(one.commune)}`,
      clock: face,
      mine: true,
      assigned: false,
      act: {
        label: m.duty_do_seen(),
        post: { action: '?/daXem', fields: { clock: one.clock, level: one.level } },
      },
    });
  });
}
