import type {
  AgencyFunctionCode,
  CaseStatus,
  DeadlineTrigger,
  DecreeForm,
  Outcome,
  ProtectionStep,
  Role,
  Urgency,
} from '../../vocabulary/index.ts';

/**
 * The statutory process of Decree 56/2017/ND-CP (art. 25-32) as one state machine. An act is what a person does; the
 * table says from where it may be done, by which function of which agency (whoever holds it on that day), in which
 * role, on which conditions, and which clocks it starts and meets.
 */
export type CaseAct =
  | 'start-initial-risk'
  | 'decide-emergency'
  | 'note-new-danger'
  | 'decide-further-emergency'
  | 'start-specific-risk'
  | 'conclude-specific-risk'
  | 'record-needs-meeting'
  | 'submit-plan'
  | 'approve-plan'
  | 'return-plan'
  | 'revise-plan'
  | 'start-implementation'
  | 'start-review'
  | 'close'
  | 'replan'
  | 'send-to-court'
  | 'return-from-court'
  | 'transfer'
  | 'merge'
  | 'end-lost'
  | 'end-deceased'
  | 'end-false'
  | 'reopen';

/** A condition of an act beyond state, function and role. Each has its refusal of the same name in refusals.ts. */
export type Requirement =
  | DecreeForm
  | 'emergency-answered'
  | 'minutes'
  | 'plan-complete'
  | 'another-than-author'
  | 'reason'
  | 'no-further-risk'
  | 'child-stable'
  | 'no-separation'
  | 'document'
  | 'police-told'
  | 'no-emergency-found';

export interface ActRule {
  readonly vi: string;
  readonly en: string;
  readonly from: readonly CaseStatus[];
  /** `same`: the act is recorded and the state stays. */
  readonly to: CaseStatus | 'same';
  readonly function: AgencyFunctionCode;
  readonly roles: readonly Role[];
  readonly step: ProtectionStep;
  readonly requires: readonly Requirement[];
  /** Clocks that the act starts; with `urgency`, only of cases that have it. */
  readonly starts: readonly {
    readonly trigger: DeadlineTrigger;
    readonly codes: readonly string[];
    readonly urgency?: Urgency;
  }[];
  readonly meets: readonly string[];
  /** Ends running clocks of the case without a result: every one, or those of these codes. */
  readonly cancels?: 'all' | readonly string[];
  /** The next plan belongs to a new cycle; with `round` the assessments are made anew too. */
  readonly newCycle?: 'plan' | 'round';
  /** What became of the child's matter, where the act ends the case. */
  readonly outcome?: Outcome;
  /** A formal decision: kept in the list of decisions, rendered as a document. */
  readonly decision?: true;
  readonly source: string;
}

const worker = ['commune_child_officer'] as const;
const chair = ['commune_chair'] as const;
const either = ['commune_child_officer', 'commune_chair'] as const;
const decree = 'Decree 56/2017/ND-CP';

/** States in which work on the child goes on. */
export const activeStatuses = [
  'OPEN',
  'INITIAL_RISK',
  'EMERGENCY_MEASURE',
  'SPECIFIC_RISK',
  'NEEDS_MEETING',
  'PLAN_DRAFT',
  'PLAN_SUBMITTED',
  'PLAN_APPROVED',
  'PLAN_RETURNED',
  'IMPLEMENTING',
  'REVIEW',
] as const satisfies readonly CaseStatus[];

const planClock = { trigger: 'SPECIFIC_RISK_ESTABLISHED', codes: ['DL-PLAN-5WD'] } as const;

/**
 * A case that ends without the review of art. 30: the chair decides, says why, and the outcome tells which it was. A mistake
 * is put right by re-opening. Ours: the decree is silent.
 */
const endedOtherwise = {
  to: 'ENDED',
  function: 'OWN_CASE',
  roles: chair,
  step: 'CLOSE',
  starts: [],
  meets: [],
  cancels: 'all',
  decision: true,
  source: 'defined by Lá Chắn (outcomes of domain list)',
} as const;

/** States in which nothing is done any more. */
export const endedStatuses = [
  'CLOSED_STABLE',
  'TRANSFERRED',
  'MERGED',
  'ENDED',
] as const satisfies readonly CaseStatus[];

export function isEnded(status: CaseStatus): boolean {
  return (endedStatuses as readonly CaseStatus[]).includes(status);
}

export const caseActs: Readonly<Record<CaseAct, ActRule>> = {
  'start-initial-risk': {
    vi: 'Bắt đầu đánh giá nguy cơ ban đầu',
    en: 'Start the initial risk assessment',
    from: ['OPEN'],
    to: 'INITIAL_RISK',
    function: 'OWN_CASE',
    roles: either,
    step: 'INITIAL_RISK',
    requires: [],
    starts: [],
    meets: [],
    source: `${decree}, art. 26`,
  },
  'decide-emergency': {
    vi: 'Quyết định biện pháp can thiệp khẩn cấp',
    en: 'Decide the emergency measure',
    from: ['INITIAL_RISK'],
    to: 'EMERGENCY_MEASURE',
    function: 'EMERGENCY_MEASURE',
    roles: chair,
    step: 'EMERGENCY',
    requires: ['FORM-02', 'reason'],
    starts: [],
    meets: ['DL-EMERG-12H'],
    decision: true,
    source: `${decree}, art. 26.3, 31`,
  },
  'note-new-danger': {
    vi: 'Ghi nhận nguy cơ nghiêm trọng mới',
    en: 'Note a new serious danger',
    from: [
      'SPECIFIC_RISK',
      'NEEDS_MEETING',
      'PLAN_DRAFT',
      'PLAN_SUBMITTED',
      'PLAN_APPROVED',
      'PLAN_RETURNED',
      'IMPLEMENTING',
      'REVIEW',
      'COURT_ROUTE',
    ],
    to: 'same',
    function: 'OWN_CASE',
    roles: either,
    step: 'EMERGENCY',
    requires: ['reason'],
    starts: [{ trigger: 'SERIOUS_RISK_KNOWN', codes: ['DL-EMERG-12H'] }],
    meets: [],
    source: `${decree}, art. 26.3, 31`,
  },
  'decide-further-emergency': {
    vi: 'Quyết định biện pháp khẩn cấp trong khi xử lý',
    en: 'Decide an emergency measure on the way',
    from: [
      'EMERGENCY_MEASURE',
      'SPECIFIC_RISK',
      'NEEDS_MEETING',
      'PLAN_DRAFT',
      'PLAN_SUBMITTED',
      'PLAN_APPROVED',
      'PLAN_RETURNED',
      'IMPLEMENTING',
      'REVIEW',
      'COURT_ROUTE',
    ],
    to: 'same',
    function: 'EMERGENCY_MEASURE',
    roles: chair,
    step: 'EMERGENCY',
    requires: ['reason'],
    starts: [],
    meets: ['DL-EMERG-12H'],
    decision: true,
    source: `${decree}, art. 31`,
  },
  'start-specific-risk': {
    vi: 'Bắt đầu thu thập thông tin, đánh giá nguy cơ cụ thể',
    en: 'Start the specific risk assessment',
    from: ['INITIAL_RISK', 'EMERGENCY_MEASURE'],
    to: 'SPECIFIC_RISK',
    function: 'OWN_CASE',
    roles: either,
    step: 'SPECIFIC_RISK',
    requires: ['FORM-02', 'emergency-answered'],
    // The assessment and the needs meeting lie inside the five working days of the plan.
    starts: [planClock],
    meets: [],
    // The assessment found no emergency, or it was decided already.
    cancels: ['DL-EMERG-12H'],
    source: `${decree}, art. 27.1`,
  },
  'conclude-specific-risk': {
    vi: 'Xác định nguy cơ cụ thể',
    en: 'Establish the specific risk',
    from: ['SPECIFIC_RISK'],
    to: 'NEEDS_MEETING',
    function: 'OWN_CASE',
    roles: worker,
    step: 'SPECIFIC_RISK',
    requires: ['FORM-03'],
    starts: [],
    meets: [],
    source: `${decree}, art. 27, 28.1`,
  },
  'record-needs-meeting': {
    vi: 'Ghi biên bản họp xác định nhu cầu hỗ trợ, can thiệp',
    en: 'Record the needs meeting',
    from: ['NEEDS_MEETING'],
    to: 'PLAN_DRAFT',
    function: 'OWN_CASE',
    roles: either,
    step: 'NEEDS_MEETING',
    requires: ['minutes'],
    starts: [],
    meets: [],
    source: `${decree}, art. 27.2`,
  },
  'submit-plan': {
    vi: 'Trình kế hoạch hỗ trợ, can thiệp',
    en: 'Submit the plan',
    from: ['PLAN_DRAFT'],
    to: 'PLAN_SUBMITTED',
    function: 'OWN_CASE',
    roles: worker,
    step: 'PLAN_DRAFT',
    requires: ['FORM-04', 'plan-complete'],
    starts: [],
    meets: ['DL-PLAN-5WD'],
    source: `${decree}, art. 28.1`,
  },
  'approve-plan': {
    vi: 'Phê duyệt kế hoạch hỗ trợ, can thiệp',
    en: 'Approve the plan',
    from: ['PLAN_SUBMITTED'],
    to: 'PLAN_APPROVED',
    function: 'APPROVE_PLAN',
    roles: chair,
    step: 'PLAN_APPROVE',
    requires: ['another-than-author', 'FORM-05'],
    starts: [],
    meets: ['DL-PLAN-7WD'],
    decision: true,
    source: `${decree}, art. 28.2; procedure 2.001947`,
  },
  'return-plan': {
    vi: 'Trả lại kế hoạch để hoàn thiện',
    en: 'Return the plan',
    from: ['PLAN_SUBMITTED'],
    to: 'PLAN_RETURNED',
    function: 'APPROVE_PLAN',
    roles: chair,
    step: 'PLAN_APPROVE',
    requires: ['reason'],
    starts: [],
    meets: [],
    decision: true,
    source: `${decree}, art. 28.2`,
  },
  'revise-plan': {
    vi: 'Hoàn thiện lại kế hoạch',
    en: 'Revise the plan',
    from: ['PLAN_RETURNED'],
    to: 'PLAN_DRAFT',
    function: 'OWN_CASE',
    roles: worker,
    step: 'PLAN_DRAFT',
    requires: [],
    starts: [],
    meets: [],
    source: `${decree}, art. 28.1`,
  },
  'start-implementation': {
    vi: 'Bắt đầu thực hiện kế hoạch',
    en: 'Start carrying out the plan',
    from: ['PLAN_APPROVED'],
    to: 'IMPLEMENTING',
    function: 'OWN_CASE',
    roles: either,
    step: 'IMPLEMENT',
    requires: [],
    starts: [],
    meets: [],
    source: `${decree}, art. 29`,
  },
  'start-review': {
    vi: 'Bắt đầu rà soát, đánh giá',
    en: 'Start the review',
    from: ['IMPLEMENTING'],
    to: 'REVIEW',
    function: 'OWN_CASE',
    roles: either,
    step: 'REVIEW',
    requires: [],
    starts: [],
    meets: [],
    source: `${decree}, art. 30`,
  },
  close: {
    vi: 'Kết thúc hồ sơ, trẻ an toàn và ổn định',
    en: 'Close: the child is safe and stable',
    from: ['REVIEW'],
    to: 'CLOSED_STABLE',
    function: 'OWN_CASE',
    roles: chair,
    step: 'CLOSE',
    requires: ['FORM-06', 'no-further-risk', 'child-stable', 'no-separation'],
    starts: [],
    meets: [],
    cancels: 'all',
    outcome: 'SAFE_STABLE',
    decision: true,
    source: `${decree}, art. 30`,
  },
  replan: {
    vi: 'Lập kế hoạch tiếp theo',
    en: 'Plan again',
    from: ['REVIEW'],
    to: 'PLAN_DRAFT',
    function: 'OWN_CASE',
    roles: either,
    step: 'CLOSE',
    requires: ['FORM-06'],
    starts: [planClock],
    meets: [],
    newCycle: 'plan',
    decision: true,
    source: `${decree}, art. 30`,
  },
  'send-to-court': {
    vi: 'Chuyển sang Tòa án',
    en: 'Take the court route',
    from: activeStatuses,
    to: 'COURT_ROUTE',
    function: 'OWN_CASE',
    roles: chair,
    step: 'SEPARATE',
    requires: ['reason'],
    starts: [],
    meets: [],
    cancels: 'all',
    decision: true,
    source: 'Law on Children 102/2016/QH13, art. 52',
  },
  'return-from-court': {
    vi: 'Tiếp tục sau quyết định của Tòa án',
    en: 'Continue after the court’s decision',
    from: ['COURT_ROUTE'],
    to: 'PLAN_DRAFT',
    function: 'OWN_CASE',
    roles: chair,
    step: 'PLAN_DRAFT',
    requires: ['reason'],
    starts: [planClock],
    meets: [],
    newCycle: 'plan',
    source: 'Law on Children 102/2016/QH13, art. 52',
  },
  transfer: {
    vi: 'Chuyển hồ sơ theo nơi cư trú mới của trẻ',
    en: 'Transfer to the child’s new residence',
    from: [...activeStatuses, 'COURT_ROUTE'],
    to: 'TRANSFERRED',
    function: 'OWN_CASE',
    roles: chair,
    step: 'CLOSE',
    requires: ['reason'],
    starts: [],
    meets: [],
    cancels: 'all',
    outcome: 'MOVED',
    decision: true,
    source: 'Decree 56/2017/ND-CP, chapter III; step ours',
  },
  merge: {
    vi: 'Nhập hồ sơ trùng',
    en: 'Merge a duplicate',
    from: [...activeStatuses, 'COURT_ROUTE'],
    to: 'MERGED',
    function: 'OWN_CASE',
    roles: either,
    step: 'CLOSE',
    requires: ['reason', 'no-separation'],
    starts: [],
    meets: [],
    cancels: 'all',
    source: 'defined by Lá Chắn',
  },
  'end-lost': {
    vi: 'Chấm dứt vì mất liên lạc với trẻ',
    en: 'End: the child cannot be found',
    from: [...activeStatuses, 'COURT_ROUTE'],
    ...endedOtherwise,
    requires: ['reason', 'police-told', 'no-separation'],
    outcome: 'LOST',
  },
  'end-deceased': {
    vi: 'Chấm dứt vì trẻ đã mất',
    en: 'End: the child has died',
    from: [...activeStatuses, 'COURT_ROUTE'],
    ...endedOtherwise,
    requires: ['reason', 'document', 'no-separation'],
    outcome: 'DECEASED',
  },
  'end-false': {
    vi: 'Chấm dứt vì thông tin không đúng sự thật',
    en: 'End: the information was not true',
    from: ['INITIAL_RISK', 'SPECIFIC_RISK', 'NEEDS_MEETING', 'PLAN_DRAFT'],
    ...endedOtherwise,
    requires: ['reason', 'FORM-02', 'no-emergency-found', 'no-separation'],
    outcome: 'FALSE',
  },
  reopen: {
    vi: 'Mở lại hồ sơ',
    en: 'Re-open the case',
    from: ['CLOSED_STABLE', 'ENDED'],
    to: 'INITIAL_RISK',
    function: 'OWN_CASE',
    roles: either,
    step: 'INITIAL_RISK',
    requires: ['reason'],
    starts: [
      { trigger: 'CASE_OPENED', codes: ['DL-PLAN-7WD'] },
      // What brings a case of the highest urgency back is information of serious risk, as at its opening.
      { trigger: 'SERIOUS_RISK_KNOWN', codes: ['DL-EMERG-12H'], urgency: 'U1' },
    ],
    meets: [],
    newCycle: 'round',
    source: 'defined by Lá Chắn',
  },
};

/** Never empty, so that a schema can be made of it. */
export const caseActCodes = Object.keys(caseActs) as [CaseAct, ...CaseAct[]];

/** The four states of the child that closure asks for, as form 06 records them. */
export const stabilityFields = ['physical', 'psychological', 'cognitive', 'emotional'] as const;

/** What form 06 of this cycle says. Nothing is concluded from it but what the law's two conditions ask. */
export interface ReviewFindings {
  readonly furtherRisk: boolean;
  readonly stable: Readonly<Record<(typeof stabilityFields)[number], boolean>>;
}

/** The facts about a case that conditions are judged by. */
export interface CaseFacts {
  /** Forms submitted in the present round (assessments) or cycle (plan, decision, review). */
  readonly forms: ReadonlySet<DecreeForm>;
  /** Form 02 of this round concludes that there is an emergency. */
  readonly emergencyConcluded: boolean;
  /** An emergency measure was decided in this round. */
  readonly emergencyDecided: boolean;
  readonly planComplete: boolean;
  /** The actor wrote or submitted the plan. */
  readonly actorIsAuthor: boolean;
  readonly review: ReviewFindings | undefined;
  readonly separationRunning: boolean;
  readonly hasReason: boolean;
  readonly hasMinutes: boolean;
  /** The number of an official document, as a death certificate's. */
  readonly hasDocument: boolean;
  /** The police know: an offence track was opened, or a referral for police protection was sent. */
  readonly policeTold: boolean;
}

export function mayFollow(status: CaseStatus, act: CaseAct): boolean {
  return caseActs[act].from.includes(status);
}

export function statusAfter(status: CaseStatus, act: CaseAct): CaseStatus {
  const { to } = caseActs[act];
  return to === 'same' ? status : to;
}

/** The first condition of the act that the facts do not meet; undefined where the act may be done. */
export function unmet(act: CaseAct, facts: CaseFacts): Requirement | undefined {
  return caseActs[act].requires.find((requirement) => !meets(requirement, facts));
}

function meets(requirement: Requirement, facts: CaseFacts): boolean {
  switch (requirement) {
    case 'emergency-answered':
      return !facts.emergencyConcluded || facts.emergencyDecided;
    case 'minutes':
      return facts.hasMinutes;
    case 'plan-complete':
      return facts.planComplete;
    case 'another-than-author':
      return !facts.actorIsAuthor;
    case 'reason':
      return facts.hasReason;
    case 'no-further-risk':
      return facts.review !== undefined && !facts.review.furtherRisk;
    case 'child-stable':
      return facts.review !== undefined && stabilityFields.every((field) => facts.review?.stable[field] === true);
    case 'no-separation':
      return !facts.separationRunning;
    case 'document':
      return facts.hasDocument;
    case 'police-told':
      return facts.policeTold;
    case 'no-emergency-found':
      return !facts.emergencyConcluded;
    default:
      return facts.forms.has(requirement);
  }
}

/** The acts that lie open in a state, for a holder of one of the roles. */
export function openActs(status: CaseStatus, roles: readonly string[]): CaseAct[] {
  return caseActCodes.filter(
    (act) => mayFollow(status, act) && caseActs[act].roles.some((role) => roles.includes(role)),
  );
}
