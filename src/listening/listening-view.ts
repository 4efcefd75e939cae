/**
 * What each page of listening gets: plain data, dates as ISO texts, no text of a post but where its name says so
 * (`masked`), and there only with everything that names somebody masked. Numbers of people are told from ten on.
 */
import type { LongJob } from '../kernel/index.ts';
import type { ExposureStanding } from '../work/index.ts';
import type { LabelCode, Severity } from './review/label.ts';

/** A share with its 95 % interval, all between 0 and 1. */
export interface Share {
  readonly value: number;
  readonly low: number;
  readonly high: number;
  /** What it rests on: decisions of the random audit. */
  readonly sample: number;
}

/** A count that is shown from ten on; `null` where it is smaller. */
export type GuardedCount = number | null;

export interface HourPoint {
  readonly hour: string;
  readonly n: GuardedCount;
}

/** A count that rose above what was expected. */
export interface Rise {
  /** How many different people (terms) or posts (labels) it rests on; at least 20. */
  readonly support: number;
  readonly expected: number;
  readonly observed: number;
  /** Standard deviations above what was expected, by the Poisson law. */
  readonly z: number;
  /** 95 % interval of the observed rate. */
  readonly low: number;
  readonly high: number;
}

export interface RisingTopic extends Rise {
  readonly kind: 'label' | 'term';
  /** A label's code, or the term as people write it, without diacritics. */
  readonly key: string;
}

/** Where posts of sources of one province carry harm; authors are never located. */
export interface ProvinceView {
  readonly province: string;
  readonly n: GuardedCount;
  /** The harms that rise there now. */
  readonly rising: readonly (Rise & { readonly label: LabelCode })[];
}

export interface CampaignView {
  readonly cluster: string;
  readonly posts: number;
  readonly authors: GuardedCount;
  readonly sources: number;
  readonly label: LabelCode | null;
  readonly severity: Severity;
  readonly firstAt: string;
  readonly lastAt: string;
}

export interface DashboardView {
  readonly from: string;
  readonly to: string;
  /** What one point of `hours` counts: an hour, or a day of Viet Nam where the period is longer than two. */
  readonly step: 'hour' | 'day';
  /** Of the period: looked at, and looked at or sampled out. */
  readonly posts: number;
  readonly weightedPosts: number;
  readonly queue: QueueView;
  readonly openAlerts: { readonly s4: number; readonly s3: number; readonly s2: number; readonly overdue: number };
  readonly byLabel: readonly {
    readonly label: LabelCode;
    readonly n: GuardedCount;
    /** From the random audit: the part of all posts that people found to carry the label; null where too few were audited. */
    readonly prevalence: Share | null;
    readonly hours: readonly HourPoint[];
  }[];
  readonly byProvince: readonly ProvinceView[];
  readonly bySource: readonly { readonly source: string; readonly name: string; readonly n: GuardedCount }[];
  readonly rising: readonly RisingTopic[];
  readonly campaigns: readonly CampaignView[];
}

export interface QueueView {
  readonly waiting: number;
  readonly media: number;
  readonly oldestSeconds: number;
  readonly softLimit: number;
  readonly hardLimit: number;
  /** `free`, `sampling` bulk, or `full`: nothing more is taken. */
  readonly state: 'free' | 'sampling' | 'full';
  readonly deadLetters: number;
}

/** A stretch of a masked text that the model leant on. */
export interface Span {
  readonly from: number;
  readonly to: number;
  readonly label: LabelCode;
  readonly weight: number;
}

export interface SignalView {
  readonly label: LabelCode;
  readonly score: number;
  readonly origin: 'model' | 'rule' | 'detail' | 'hash';
}

export interface ReviewTaskView {
  readonly task: string;
  readonly stratum: 'margin' | 'random' | 'top';
  /** The post with everything that names somebody masked. Blur it until asked. */
  readonly masked: string;
  readonly spans: readonly Span[];
  /** Absent in the random audit, where the machine's opinion would lead the person's. */
  readonly signals: readonly SignalView[];
  readonly source: { readonly name: string; readonly kind: string };
  readonly language: string | null;
  readonly postedAt: string;
  readonly expiresAt: string;
  readonly clusterPosts: number;
  /** Whether a second person decides it too. */
  readonly second: boolean;
}

export interface ReviewView {
  readonly standing: ExposureStanding;
  readonly waiting: { readonly margin: number; readonly random: number; readonly top: number };
  readonly decidedToday: number;
  /** Agreement of two blind decisions of the last 90 days: Cohen's kappa on harm or none; null under 20 pairs. */
  readonly kappa: { readonly value: number; readonly pairs: number } | null;
  readonly task: ReviewTaskView | null;
}

/** What the queue holds before anything of it is opened. */
export type ReviewStanding = Omit<ReviewView, 'task'>;

export type AlertState = 'RAISED' | 'CONFIRMED' | 'DISMISSED';

export interface AlertRow {
  readonly id: string;
  readonly reference: string;
  readonly label: LabelCode;
  readonly severity: Severity;
  readonly state: AlertState;
  readonly source: string;
  readonly posts: number;
  readonly raisedAt: string;
  readonly dueAt: string | null;
  /** When its clock was answered: it reached the 111 desk, or a person decided it. */
  readonly metAt: string | null;
  readonly overdue: boolean;
  readonly origin: string;
  readonly demonstration: boolean;
}

export interface AlertList {
  readonly rows: readonly AlertRow[];
  readonly total: number;
  readonly more: boolean;
}

export interface DeliveryView {
  readonly recipient: 'DESK_111' | 'NETWORK' | 'OFFENCES';
  readonly state: 'WAITING' | 'DELIVERED' | 'NO_RECEIVER' | 'FAILED';
  readonly attempts: number;
  readonly deliveredAt: string | null;
  /** How the receiver names it: the reference of the report at the 111 desk. */
  readonly receipt: string | null;
  readonly reason: string | null;
}

export interface AlertDetail extends AlertRow {
  /** Null once the timer took the text away, and for who does not review posts. */
  readonly masked: string | null;
  readonly expiresAt: string | null;
  readonly spans: readonly Span[];
  readonly signals: readonly SignalView[];
  readonly cluster: CampaignView;
  readonly hours: readonly HourPoint[];
  readonly deliveries: readonly DeliveryView[];
  readonly decidedBy: string | null;
  readonly decidedAt: string | null;
  readonly decisionReason: string | null;
  readonly pipelineVersion: number;
  readonly mayDecide: boolean;
  /** Who hears of it when it is confirmed, and has not heard yet; nobody once it is decided. */
  readonly wouldTell: readonly DeliveryView['recipient'][];
}

export interface SourceView {
  readonly id: string;
  readonly kind: string;
  readonly name: string;
  readonly purposeCode: string;
  readonly legalBasis: string;
  readonly agency: string;
  readonly lane: 0 | 1 | 2;
  readonly ratePerHour: number;
  readonly sampling: number;
  readonly weight: number;
  readonly state: 'RUNNING' | 'PAUSED' | 'DRIFTED';
  readonly stateReason: string | null;
  readonly failures: number;
  readonly lookedAt: string | null;
  readonly nextLookAt: string | null;
  readonly client: string | null;
  readonly provinceCode: string | null;
  readonly settings: Readonly<Record<string, unknown>>;
  readonly hasSecrets: boolean;
  /** Whether the reader may change it, and let it run again from where it stands now. */
  readonly mayManage: boolean;
  readonly mayResume: boolean;
  readonly demonstration: boolean;
  /** Of the last 24 hours. */
  readonly day: {
    readonly offered: number;
    readonly accepted: number;
    readonly known: number;
    readonly sampledOut: number;
    readonly refused: number;
    readonly malformed: number;
    readonly deleted: number;
  };
}

/** A cluster that would alert for a label and did not, or the other way, with how many of its posts. */
export interface TrialChangeView {
  readonly cluster: string;
  readonly label: LabelCode;
  readonly posts: number;
}

export interface RuleTrialView {
  readonly from: string;
  readonly to: string;
  /** Posts that it is to look at, and how many it has. */
  readonly total: number;
  readonly lookedAt: number;
  readonly withoutText: number;
  readonly matched: number;
  readonly clusters: number;
  readonly alertsGained: number;
  readonly alertsLost: number;
  /** The largest changes, once it is over. */
  readonly gained: readonly TrialChangeView[];
  readonly lost: readonly TrialChangeView[];
  readonly ranBy: string;
  /** When it was asked for. */
  readonly ranAt: string;
  /** Null while it goes on. */
  readonly finishedAt: string | null;
  /** How far it is; null for one of before there was such a record. */
  readonly job: LongJob | null;
}

export interface RuleView {
  readonly id: string;
  readonly code: string;
  readonly nameVi: string;
  readonly nameEn: string;
  readonly versions: readonly {
    readonly id: string;
    readonly version: number;
    readonly label: LabelCode;
    readonly severity: Severity;
    readonly patterns: number;
    readonly state: 'DRAFT' | 'LIVE' | 'RETIRED';
    readonly createdBy: string;
    readonly createdAt: string;
    /** When it first decided something, and who put it into use; null for what never did. */
    readonly firstUse: { readonly by: string; readonly at: string } | null;
    readonly trial: RuleTrialView | null;
  }[];
}

export interface ModelView {
  readonly id: string;
  readonly name: string;
  readonly version: string;
  readonly backend: 'linear-v1' | 'onnx';
  readonly labels: readonly string[];
  /** Of weights that are kept here; 0 of those that come with the platform or lie in the operator's files. */
  readonly bytes: number;
  /** SHA-256, by which the operator's files are known; null for what comes with the platform. */
  readonly digest: string | null;
  readonly trainedOn: number;
  readonly state: 'CANDIDATE' | 'LIVE' | 'RETIRED';
  readonly createdBy: string;
  readonly createdAt: string;
  readonly evaluation: {
    readonly heldOut: number;
    readonly macroF1: number;
    readonly baselineMacroF1: number | null;
    readonly perLabel: readonly {
      readonly label: string;
      readonly precision: number;
      readonly recall: number;
      readonly f1: number;
      readonly support: number;
    }[];
    /** How often clean posts are taken for harm, by group, with how many posts that rests on. */
    readonly fairness: readonly { readonly group: string; readonly falsePositive: number; readonly sample: number }[];
    readonly at: string;
  } | null;
}

export interface PipelineVersionView {
  readonly id: string;
  readonly number: number;
  readonly state: 'CANDIDATE' | 'LIVE' | 'RETIRED';
  readonly stages: Readonly<Record<string, string>>;
  readonly model: string | null;
  readonly rules: number;
  readonly ruleVersions: readonly string[];
  readonly thresholds: Readonly<Record<string, number>>;
  readonly reason: string;
  readonly createdBy: string;
  readonly createdAt: string;
  readonly promotedBy: string | null;
  readonly promotedAt: string | null;
  readonly replay: ReplayView | null;
  /** How far that replay is, and how it ended. */
  readonly replayJob: LongJob | null;
}

export interface ReplayView {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly total: number;
  readonly withoutText: number;
  readonly done: number;
  readonly finishedAt: string | null;
  readonly effects: boolean;
}

/** What a version would change against the one it is compared with, cluster by cluster. */
export interface ReplayDiff {
  readonly replay: ReplayView;
  readonly same: number;
  readonly gained: readonly ReplayChange[];
  readonly lost: readonly ReplayChange[];
}
export interface ReplayChange {
  readonly cluster: string;
  readonly label: LabelCode;
  readonly severity: Severity;
  readonly posts: number;
}

export interface PurgeReportView {
  readonly retention: string;
  readonly at: string;
  readonly due: number;
  readonly purged: number;
  /** Rows past their timer that were still there after the run: must be 0. */
  readonly left: number;
  readonly keysDestroyed: number;
}

export interface RetentionView {
  readonly rules: readonly {
    readonly retention: string;
    readonly hours: number;
    readonly source: string;
    readonly verified: boolean;
    readonly validFrom: string;
    /** What is kept under it now, and when the next goes. */
    readonly kept: number;
    readonly nextAt: string | null;
  }[];
  readonly reports: readonly PurgeReportView[];
}

export interface DeadLetterView {
  readonly id: string;
  readonly stage: 'text' | 'media';
  readonly reason: string;
  readonly attempts: number;
  readonly at: string;
  readonly source: string | null;
  /** Whether the text is still kept, so that a retry has something to look at. */
  readonly retryable: boolean;
}

/** A joining of pseudonyms that was asked for: for which case and why, never whose. */
export interface RelinkView {
  readonly id: string;
  readonly case: string;
  readonly source: string;
  readonly reason: string;
  readonly state: 'REQUESTED' | 'APPROVED' | 'REFUSED' | 'EXPIRED';
  readonly requestedBy: string;
  readonly requestedAt: string;
  readonly decidedBy: string | null;
  readonly decidedAt: string | null;
  readonly expiresAt: string;
  /** Whether the reader may decide it, and whether it is theirs to read. */
  readonly mayDecide: boolean;
  readonly mayRead: boolean;
}

/** What there is to learn from, and what became of the last trainings. */
export interface TrainingView {
  /** Decided posts whose masked text is kept. */
  readonly rows: number;
  /** How many are needed. */
  readonly least: number;
  readonly runs: readonly LongJob[];
}

/** For the public: what is listened to and what is kept. No number under ten. */
export interface PublicListeningView {
  readonly sources: readonly { readonly kind: string; readonly purposeCode: string; readonly legalBasis: string }[];
  readonly retention: readonly { readonly retention: string; readonly hours: number }[];
  readonly postsLast30Days: GuardedCount;
  readonly alertsLast30Days: GuardedCount;
}
