import {
  type InformantType,
  type ReportStatus,
  reportStatus,
  type ScreeningOutcome,
  screeningOutcome,
  type Urgency,
  urgency,
} from '../../vocabulary/index.ts';

/**
 * What may happen to a report, each an act with its own verb. `screen:<outcome>` passes through SCREENED, where no
 * report rests: the screener decides in the same act.
 */
export type ReportAct =
  | `screen:${ScreenOutcome}`
  | 'start-verifying'
  | 'confirm'
  | 'find-unfounded'
  | 'find-unverifiable'
  | 'route'
  | 'give-feedback'
  | 'mark-duplicate'
  | 'close'
  | 'reopen';

/** What a first look may find. That a report is a duplicate is an end of it, and not found in passing. */
export const screenOutcomes = screeningOutcome.codes.filter((code) => code !== 'DUPLICATE') as [
  ScreenOutcome,
  ...ScreenOutcome[],
];
export type ScreenOutcome = Exclude<ScreeningOutcome, 'DUPLICATE'>;

const screenings = screenOutcomes.map((outcome) => `screen:${outcome}` as const);

export const reportActs: readonly ReportAct[] = [
  ...screenings,
  'start-verifying',
  'confirm',
  'find-unfounded',
  'find-unverifiable',
  'route',
  'give-feedback',
  'mark-duplicate',
  'close',
  'reopen',
];

type Step = { readonly from: readonly ReportStatus[]; readonly to: ReportStatus };

/** A screening may be corrected until somebody verifies: new facts raise a report, second thoughts lower it. */
const SCREENABLE: readonly ReportStatus[] = [
  'RECEIVED',
  'NORMAL',
  'EMERGENCY',
  'INFO_ONLY',
  'OUT_OF_SCOPE',
  'REOPENED',
];

/** domain.md 5.2, with the ways back that a desk needs: correct a screening, answer without routing, reopen. */
const steps: Readonly<Record<Exclude<ReportAct, `screen:${string}`>, Step>> = {
  'start-verifying': { from: ['EMERGENCY', 'NORMAL', 'REOPENED'], to: 'VERIFYING' },
  confirm: { from: ['VERIFYING'], to: 'CONFIRMED' },
  'find-unfounded': { from: ['VERIFYING'], to: 'UNFOUNDED' },
  'find-unverifiable': { from: ['VERIFYING'], to: 'UNVERIFIABLE' },
  route: { from: ['CONFIRMED'], to: 'ROUTED' },
  'give-feedback': { from: ['ROUTED', 'UNFOUNDED', 'UNVERIFIABLE', 'INFO_ONLY', 'OUT_OF_SCOPE'], to: 'FEEDBACK_GIVEN' },
  'mark-duplicate': { from: ['RECEIVED', 'EMERGENCY', 'NORMAL', 'VERIFYING', 'REOPENED'], to: 'DUPLICATE' },
  close: { from: ['FEEDBACK_GIVEN', 'UNFOUNDED', 'UNVERIFIABLE', 'INFO_ONLY', 'OUT_OF_SCOPE'], to: 'CLOSED' },
  reopen: { from: ['CLOSED', 'DUPLICATE'], to: 'REOPENED' },
};

/** Whether somebody told it and may be answered; what the platform itself has seen was told by nobody. */
export function hasReporter(report: { readonly informant_type: InformantType }): boolean {
  return report.informant_type !== 'MONITORING';
}

/**
 * The state that follows, or undefined where the act is not open in this state. A report that nobody told is closed once it
 * has been passed on, since there is nobody to answer.
 */
export function nextStatus(status: ReportStatus, act: ReportAct, answerable = true): ReportStatus | undefined {
  if (!answerable && act === 'give-feedback') return undefined;
  if (!answerable && act === 'close' && (status === 'ROUTED' || status === 'CONFIRMED')) return 'CLOSED';
  if (act.startsWith('screen:')) {
    return SCREENABLE.includes(status) ? (act.slice('screen:'.length) as ScreenOutcome) : undefined;
  }
  const step = steps[act as keyof typeof steps];
  return step.from.includes(status) ? step.to : undefined;
}

/** The acts that are open in a state: what the desk's page offers. */
export function openActs(status: ReportStatus, answerable = true): ReportAct[] {
  return reportActs.filter((act) => nextStatus(status, act, answerable) !== undefined);
}

/** States in which a report has left the queue; the generated column `is_open` says the same in SQL. */
export const closedStatuses: readonly ReportStatus[] = ['CLOSED', 'DUPLICATE'];
export const openStatuses: readonly ReportStatus[] = reportStatus.codes.filter(
  (code) => !closedStatuses.includes(code),
);

/**
 * Which urgencies an outcome may carry: an emergency is U1 and U1 is an emergency, so that the queue and the state
 * never say two different things.
 */
export function urgenciesOf(outcome: ScreenOutcome): readonly Urgency[] {
  switch (outcome) {
    case 'EMERGENCY':
      return ['U1'];
    case 'NORMAL':
      return ['U2', 'U3'];
    default:
      return ['U4'];
  }
}

/** An emergency stays one while somebody verifies it: it may be handed over until it is decided (art. 26). */
export function isEmergency(report: { readonly status: ReportStatus; readonly urgency: Urgency | null }): boolean {
  return report.status === 'EMERGENCY' || (report.status === 'VERIFYING' && report.urgency === 'U1');
}

/**
 * The most urgent that a report has ever been: what the reporter said, what was decided, and what the answers of a
 * screening spoke for. What was lowered since keeps asking for a second person.
 */
export function gravestUrgency(
  report: { readonly urgency: Urgency | null; readonly danger_now: 'yes' | 'no' | 'unknown' },
  events: readonly { readonly code: string; readonly codes: Readonly<Record<string, unknown>> }[],
): Urgency | null {
  const known = [
    report.urgency,
    report.danger_now === 'yes' ? 'U1' : null,
    ...events.filter(({ code }) => code === 'screened').flatMap(({ codes }) => [codes.urgency, codes.suggested]),
  ].filter((one): one is Urgency => urgency.has(one));
  return known.toSorted()[0] ?? null;
}
