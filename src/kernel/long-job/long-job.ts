import type { Ctx } from '../context.ts';
import type { Tx } from '../database.ts';
import { extensionPoint } from '../extension-point.ts';
import { actorIs, actorKind, all, any, columnIn } from '../policy/condition.ts';
import { definePolicy } from '../policy/policy.ts';
import type { Result } from '../result.ts';

/** WAITING and RUNNING are open; the others are over. BROKEN: the process died with it more often than is tried. */
export type LongJobState = 'WAITING' | 'RUNNING' | 'DONE' | 'REFUSED' | 'CANCELLED' | 'BROKEN';

/** Codes, ids and numbers; never what a person wrote. */
export type LongJobFacts = Readonly<Record<string, string | number | boolean | null>>;

/** Long work as pages show it. */
export interface LongJob {
  readonly id: string;
  readonly kind: string;
  readonly objectId: string;
  readonly state: LongJobState;
  readonly done: number;
  /** Unknown until the work has counted. */
  readonly total: number | null;
  readonly askedBy: string;
  readonly askedAt: Date;
  readonly startedAt: Date | null;
  readonly finishedAt: Date | null;
  /** It was asked to stop and has not stopped yet. */
  readonly stopping: boolean;
  readonly refusal: string | null;
  readonly input: LongJobFacts;
  readonly outcome: LongJobFacts;
}

/** What a running work is given. */
export interface LongWork {
  readonly id: string;
  readonly objectId: string;
  readonly input: LongJobFacts;
  /** What an earlier attempt had done before its process died. */
  readonly doneBefore: number;
  readonly askedBy: string;
  /** Aborted when somebody asked to stop. */
  readonly signal: AbortSignal;
  /** Tells how far it is. @returns false where somebody asked to stop: end in order, and what is done stays done */
  report(done: number, total?: number): Promise<boolean>;
}

/** A kind of long work, as its module offers it. */
export interface LongJobKind {
  /** `module.noun`, as in `hashes.import`. */
  readonly kind: string;
  /** Who hears how far it is beside the agency of who asked: whoever holds one of these roles, wherever they work. */
  readonly roles?: readonly string[];
  /**
   * Does the work. It may be called again after a process has died, so what was done before must not be done twice.
   * @returns what came of it; `carriedOn` where a queue of the module goes on with it and calls `advanceLongJob`
   */
  run(ctx: Ctx, work: LongWork): Promise<Result<{ readonly outcome?: LongJobFacts; readonly carriedOn?: boolean }>>;
  /** What remains to be put in order, in the same transaction, where the work was stopped or broke off for good. */
  readonly onStopped?: (tx: Tx, job: LongJob) => Promise<void>;
}

export const longJobKinds = extensionPoint<LongJobKind>('kernel.long-job-kind', ({ kind }) => kind);

/** Who may see and stop it is for the module's verbs to say; the lock keeps agencies apart. */
export const longJobPolicy = definePolicy({
  resource: 'long-job',
  table: 'kernel.long_job',
  columns: { agency: 'text', national: 'boolean' },
  visible: any(actorKind('system'), actorIs('agency', 'agency'), all(actorKind('person'), columnIn('national', true))),
  insertable: any(actorKind('system'), all(actorKind('person'), actorIs('agency', 'agency'))),
  updatable: actorKind('system'),
  actions: {},
});

export const LONG_JOB_TOPIC = 'long-job';
