/**
 * What each page of listening gets: plain data, dates as ISO texts, no text of a post but where its name says so
 * (`masked`), and there only with everything that names somebody masked. Numbers of people are told from ten on.
 */
import { z } from '@hono/zod-openapi';
import { type LongJob, listSchema } from '../kernel/index.ts';
import type { ExposureStanding } from '../work/index.ts';
import { type LabelCode, label, type Severity } from './review/label.ts';

/** A moment as an ISO text. */
const moment = z.iso.datetime();
const count = z.number().int();
const severity = z.union([z.literal(0), z.literal(1), z.literal(2), z.literal(3), z.literal(4)]);

/** A share with its 95 % interval, all between 0 and 1. */
export const shareSchema = z.object({
  value: z.number(),
  low: z.number(),
  high: z.number(),
  /** What it rests on: decisions of the random audit. */
  sample: count,
});
export type Share = z.output<typeof shareSchema>;

/** A count that is shown from ten on; `null` where it is smaller. */
const guarded = count.nullable();
export type GuardedCount = z.output<typeof guarded>;

const hourPoint = z.object({ hour: moment, n: guarded });
export type HourPoint = z.output<typeof hourPoint>;

/** A count that rose above what was expected. */
const rise = z.object({
  /** How many different people (terms) or posts (labels) it rests on; at least 20. */
  support: count,
  expected: z.number(),
  observed: z.number(),
  /** Standard deviations above what was expected, by the Poisson law. */
  z: z.number(),
  /** 95 % interval of the observed rate. */
  low: z.number(),
  high: z.number(),
});
export type Rise = z.output<typeof rise>;

const risingTopic = rise.extend({
  kind: z.enum(['label', 'term']),
  /** A label's code, or the term as people write it, without diacritics. */
  key: z.string(),
});
export type RisingTopic = z.output<typeof risingTopic>;

/** Where posts of sources of one province carry harm; authors are never located. */
const provinceSchema = z.object({
  province: z.string(),
  n: guarded,
  /** The harms that rise there now. */
  rising: listSchema(rise.extend({ label: label.zod })),
});
export type ProvinceView = z.output<typeof provinceSchema>;

const campaignSchema = z.object({
  cluster: z.uuid(),
  posts: count,
  authors: guarded,
  sources: count,
  label: label.zod.nullable(),
  severity,
  firstAt: moment,
  lastAt: moment,
});
export type CampaignView = z.output<typeof campaignSchema>;

const queueSchema = z.object({
  waiting: count,
  media: count,
  oldestSeconds: count,
  softLimit: count,
  hardLimit: count,
  /** `free`, `sampling` bulk, or `full`: nothing more is taken. */
  state: z.enum(['free', 'sampling', 'full']),
  deadLetters: count,
});
export type QueueView = z.output<typeof queueSchema>;

export const dashboardSchema = z.object({
  from: moment,
  to: moment,
  /** What one point of `hours` counts: an hour, or a day of Viet Nam where the period is longer than two. */
  step: z.enum(['hour', 'day']),
  /** Of the period: looked at, and looked at or sampled out. */
  posts: count,
  weightedPosts: count,
  queue: queueSchema,
  openAlerts: z.object({ s4: count, s3: count, s2: count, overdue: count }),
  byLabel: listSchema(
    z.object({
      label: label.zod,
      n: guarded,
      /** From the random audit: the part of all posts that people found to carry the label; null where too few were audited. */
      prevalence: shareSchema.nullable(),
      hours: listSchema(hourPoint),
    }),
  ),
  byProvince: listSchema(provinceSchema),
  bySource: listSchema(z.object({ source: z.uuid(), name: z.string(), n: guarded })),
  rising: listSchema(risingTopic),
  campaigns: listSchema(campaignSchema),
});
export type DashboardView = z.output<typeof dashboardSchema>;

/** A stretch of a masked text that the model leant on. */
const span = z.object({ from: count, to: count, label: label.zod, weight: z.number() });
export type Span = z.output<typeof span>;

const signalSchema = z.object({
  label: label.zod,
  score: z.number(),
  origin: z.enum(['model', 'rule', 'detail', 'hash']),
});
export type SignalView = z.output<typeof signalSchema>;

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

export const alertStates = ['RAISED', 'CONFIRMED', 'DISMISSED'] as const;
export type AlertState = (typeof alertStates)[number];

const alertRowSchema = z.object({
  id: z.uuid(),
  reference: z.string(),
  label: label.zod,
  severity,
  state: z.enum(alertStates),
  source: z.string(),
  posts: count,
  raisedAt: moment,
  dueAt: moment.nullable(),
  /** When its clock was answered: it reached the 111 desk, or a person decided it. */
  metAt: moment.nullable(),
  overdue: z.boolean(),
  origin: z.string(),
  demonstration: z.boolean(),
});
export type AlertRow = z.output<typeof alertRowSchema>;

export const alertListSchema = z.object({ rows: listSchema(alertRowSchema), total: count, more: z.boolean() });
export type AlertList = z.output<typeof alertListSchema>;

const recipient = z.enum(['DESK_111', 'NETWORK', 'OFFENCES']);
const deliverySchema = z.object({
  recipient,
  state: z.enum(['WAITING', 'DELIVERED', 'NO_RECEIVER', 'FAILED']),
  attempts: count,
  deliveredAt: moment.nullable(),
  /** How the receiver names it: the reference of the report at the 111 desk. */
  receipt: z.string().nullable(),
  reason: z.string().nullable(),
});
export type DeliveryView = z.output<typeof deliverySchema>;

export const alertDetailSchema = alertRowSchema.extend({
  /** Null once the timer took the text away, and for who does not review posts. */
  masked: z.string().nullable(),
  expiresAt: moment.nullable(),
  spans: listSchema(span),
  signals: listSchema(signalSchema),
  cluster: campaignSchema,
  hours: listSchema(hourPoint),
  deliveries: listSchema(deliverySchema),
  decidedBy: z.string().nullable(),
  decidedAt: moment.nullable(),
  decisionReason: z.string().nullable(),
  pipelineVersion: count,
  mayDecide: z.boolean(),
  /** Who hears of it when it is confirmed, and has not heard yet; nobody once it is decided. */
  wouldTell: listSchema(recipient),
});
export type AlertDetail = z.output<typeof alertDetailSchema>;

/** A source as the API gives it: what it is set to ask stays with the desk's own page. */
export const sourceSchema = z.object({
  id: z.uuid(),
  kind: z.string(),
  name: z.string(),
  purposeCode: z.string(),
  legalBasis: z.string(),
  agency: z.string(),
  lane: z.union([z.literal(0), z.literal(1), z.literal(2)]),
  ratePerHour: count,
  sampling: z.number(),
  weight: z.number(),
  state: z.enum(['RUNNING', 'PAUSED', 'DRIFTED']),
  stateReason: z.string().nullable(),
  failures: count,
  lookedAt: moment.nullable(),
  nextLookAt: moment.nullable(),
  client: z.string().nullable(),
  provinceCode: z.string().nullable(),
  hasSecrets: z.boolean(),
  /** Whether the reader may change it, and let it run again from where it stands now. */
  mayManage: z.boolean(),
  mayResume: z.boolean(),
  demonstration: z.boolean(),
  /** Of the last 24 hours. */
  day: z.object({
    offered: count,
    accepted: count,
    known: count,
    sampledOut: count,
    refused: count,
    malformed: count,
    deleted: count,
  }),
});
export type SourceView = z.output<typeof sourceSchema> & { readonly settings: Readonly<Record<string, unknown>> };

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

const replaySchema = z.object({
  id: z.uuid(),
  from: moment,
  to: moment,
  total: count,
  withoutText: count,
  done: count,
  finishedAt: moment.nullable(),
  effects: z.boolean(),
});
export type ReplayView = z.output<typeof replaySchema>;

/** What a version would change against the one it is compared with, cluster by cluster. */
const replayChange = z.object({ cluster: z.uuid(), label: label.zod, severity, posts: count });
export const replayDiffSchema = z.object({
  replay: replaySchema,
  same: count,
  gained: listSchema(replayChange),
  lost: listSchema(replayChange),
});
export type ReplayDiff = z.output<typeof replayDiffSchema>;
export type ReplayChange = z.output<typeof replayChange>;

const purgeReportSchema = z.object({
  retention: z.string(),
  at: moment,
  due: count,
  purged: count,
  /** Rows past their timer that were still there after the run: must be 0. */
  left: count,
  keysDestroyed: count,
});
export type PurgeReportView = z.output<typeof purgeReportSchema>;

export const retentionSchema = z.object({
  rules: listSchema(
    z.object({
      retention: z.string(),
      hours: count,
      source: z.string(),
      verified: z.boolean(),
      validFrom: moment,
      /** What is kept under it now, and when the next goes. */
      kept: count,
      nextAt: moment.nullable(),
    }),
  ),
  reports: listSchema(purgeReportSchema),
});
export type RetentionView = z.output<typeof retentionSchema>;

export const deadLetterSchema = z.object({
  id: z.uuid(),
  stage: z.enum(['text', 'media']),
  reason: z.string(),
  attempts: count,
  at: moment,
  source: z.string().nullable(),
  /** Whether the text is still kept, so that a retry has something to look at. */
  retryable: z.boolean(),
});
export type DeadLetterView = z.output<typeof deadLetterSchema>;

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
export const publicListeningSchema = z.object({
  sources: listSchema(z.object({ kind: z.string(), purposeCode: z.string(), legalBasis: z.string() })),
  retention: listSchema(z.object({ retention: z.string(), hours: count })),
  postsLast30Days: guarded,
  alertsLast30Days: guarded,
});
export type PublicListeningView = z.output<typeof publicListeningSchema>;
