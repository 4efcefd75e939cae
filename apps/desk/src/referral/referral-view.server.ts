import type {
  ConsentGiver,
  LegalBasis,
  ReferralCounts,
  ReferralField,
  ReferralInList,
  ReferralStage,
  RejectionReason,
} from '../../../../src/cases/index.ts';
import type { Facility } from '../../../../src/counselling/index.ts';
import type { Ctx } from '../../../../src/kernel/index.ts';
import { agencyKind, outcome, type ReferralStatus, referralStatus, service } from '../../../../src/vocabulary/index.ts';
import { lawCitation } from '../../../../src/vocabulary/law/law-citation.pure.ts';
import type { App as LaChan } from '../../../server/app.ts';
import { agencyNames } from '../agency/agencies.server.ts';
import { roomWords, saidWords } from '../facility/facility-view.server.ts';
import { m } from '../paraglide/messages.js';
import { getLocale } from '../paraglide/runtime.js';
import { type ClockView, clockView, type Tone } from '../report/report-view.server.ts';
import { functionName, label, localName, options } from '../server/codes.server.ts';

const tones: Readonly<Record<ReferralStatus, Tone>> = {
  DRAFT: 'open',
  SENT: 'waiting',
  ACCEPTED: 'open',
  REJECTED: 'stopped',
  EXPIRED: 'stopped',
  IN_SERVICE: 'open',
  DONE: 'done',
  REVOKED: 'stopped',
};

const named = (one: { readonly vi: string; readonly en: string }) => one[getLocale()];

export const purposeName = (code: string) => label(service, code);
export const outcomeName = (code: string) => label(outcome, code);
export const purposes = () => options(service);
export const outcomes = () => options(outcome);
export const statuses = () => options(referralStatus);

export function statusOfReferral(status: ReferralStatus, mine: boolean): { tone: Tone; text: string } {
  // What came in and waits for us is new; what we sent and others have to answer waits.
  return { tone: mine && status === 'SENT' ? 'new' : tones[status], text: label(referralStatus, status) };
}

/** What is counted above a list of referrals, and which rows of it that is. */
export function referralChips(
  { modules: { cases } }: LaChan,
  { stages, asked }: ReferralCounts,
  side: 'in' | 'out',
): { name: string; value: string; label: string; count: number }[] {
  const chip = (label: string, stage: ReferralStage) => ({
    name: 'trang-thai',
    value: cases.referralStages[stage].join(','),
    label,
    count: stages[stage],
  });
  return [
    chip(side === 'in' ? m.referral_chip_answer() : m.referral_chip_waiting(), 'waiting'),
    ...(side === 'out' ? [{ name: 'hoi', value: '1', label: m.referral_chip_asked(), count: asked }] : []),
    chip(m.referral_chip_running(), 'running'),
    chip(m.referral_chip_elsewhere(), 'unserved'),
    chip(m.referral_chip_done(), 'done'),
  ];
}

export function reasonName(app: LaChan, code: string | null): string {
  const reason = code === null ? undefined : app.modules.cases.rejectionReasons[code as RejectionReason];
  return reason ? named(reason) : (code ?? '');
}

export function reasons(app: LaChan) {
  return Object.entries(app.modules.cases.rejectionReasons).map(([value, words]) => ({ value, label: named(words) }));
}

export function basisName(app: LaChan, code: string): string {
  const basis = app.modules.cases.legalBases[code as LegalBasis];
  return basis ? named(basis) : code;
}

export function basisSource(app: LaChan, code: string): { source: string; verified: boolean } {
  const basis = app.modules.cases.legalBases[code as LegalBasis];
  return { source: lawCitation(basis?.source ?? '', getLocale()), verified: basis?.verified ?? false };
}

export function fieldName(app: LaChan, code: string): string {
  const known = app.modules.cases.referralFields[code as ReferralField];
  return known ? named(known) : code;
}

export function consentGiverName(by: ConsentGiver): string {
  return by === 'child' ? m.referral_by_child() : m.referral_by_representative();
}

/** The clock by which the receiver has to answer; null where none runs. */
export function answerClock(referral: {
  readonly status: ReferralStatus;
  readonly sentAt: Date | null;
  readonly answerDue: Date | null;
}): ClockView | null {
  if (referral.status !== 'SENT' || !referral.answerDue || !referral.sentAt) return null;
  return clockView({
    rule: 'DL-REF-ANSWER',
    startedAt: referral.sentAt.toISOString(),
    dueAt: referral.answerDue.toISOString(),
  });
}

/** A referral as one row of a list. */
export interface ReferralListRow {
  id: string;
  reference: string;
  purpose: string;
  other: string;
  status: { tone: Tone; text: string };
  clock: ClockView | null;
  sent: string | null;
  note: string;
}

/** A question of the receiver and its answer, without their words. */
export interface ReferralQuestionView {
  id: string;
  askedAt: string;
  answeredAt: string | null;
  asker: string;
  answerer: string;
  /** The referral is over: an open question is answered no more. */
  ended: boolean;
}

/** Rows of a list: the other side's name, the clock, and what came of it. */
export async function referralRows(
  app: LaChan,
  ctx: Ctx,
  referrals: readonly ReferralInList[],
  side: 'in' | 'out',
): Promise<ReferralListRow[]> {
  const names = await agencyNames(
    app,
    ctx,
    referrals.flatMap((row) => (side === 'in' ? row.from_agency : (row.to_agency ?? []))),
  );
  return referrals.map((row) => {
    const code = side === 'in' ? row.from_agency : row.to_agency;
    return {
      id: row.id,
      reference: row.reference,
      purpose: purposeName(row.purpose),
      other:
        code === null
          ? row.outside
            ? m.referral_outside({ name: named(row.outside) })
            : ''
          : (names.get(code) ?? code),
      status: statusOfReferral(row.status, side === 'in'),
      clock: answerClock({ status: row.status, sentAt: row.sent_at, answerDue: row.answer_due_at }),
      sent: row.sent_at?.toISOString() ?? null,
      note: row.outcome ? outcomeName(row.outcome) : reasonName(app, row.reason),
    };
  });
}

/** A receiver as a choice: its name, and the function or kind by which it is there. */
export function receiverBy(by: { readonly function: string } | { readonly kind: string }): string {
  return 'function' in by ? functionName(by.function) : label(agencyKind, by.kind);
}

/** Where a referral can go: agencies on the platform and registered receivers outside, as the options of a field. */
export async function receiverChoices(app: LaChan, ctx: Ctx, caseId: string, purpose: string) {
  const found = await app.modules.cases.referralReceivers(ctx, { case: caseId, purpose });
  const outside = await app.modules.cases.listExternalReceivers(ctx);
  const directory = await app.modules.counselling.listFacilities(ctx, {});
  const rooms = new Map(directory.ok ? directory.value.facilities.map((one) => [one.agency, one]) : []);
  return {
    on: found.ok ? found.value.on : null,
    platform: (found.ok ? found.value.receivers : []).map((one) => ({
      value: `agency:${one.code}`,
      name: localName(one),
      by: [receiverBy(one.by), roomAt(rooms.get(one.code))].filter(Boolean).join(' · '),
      reachable: one.reachable,
    })),
    outside: (outside.ok ? outside.value : []).map((one) => ({
      value: `external:${one.id}`,
      name: localName(one),
    })),
  };
}

/** How much room a facility says that it has, where it has said anything. */
const roomAt = (one: Facility | undefined): string =>
  one === undefined || one.room === 'unknown' ? '' : m.referral_to_room({ room: roomWords(one), said: saidWords(one) });

/** The receiver that a field names. */
export function receiverOf(value: string): { agency: string } | { external: string } | undefined {
  if (value.startsWith('agency:')) return { agency: value.slice('agency:'.length) };
  return value.startsWith('external:') ? { external: value.slice('external:'.length) } : undefined;
}
