import type { Actor } from './actor.ts';
import type { AuditEntry } from './audit.ts';
import type { TransactionOptions, Tx } from './database.ts';
import type { Kernel } from './kernel.ts';
import type { Language } from './refusal.ts';
import { refuse } from './refusals.ts';
import { ok, type Result } from './result.ts';

/** What a verb gets beside its input: who acts, when, in which language, and the kernel's services. */
export interface Ctx {
  readonly kernel: Kernel;
  readonly actor: Actor;
  readonly requestId: string;
  readonly language: Language;
  readonly now: Date;
  /** What the request has cost so far. */
  readonly spent: Spent;
  /** Where the request came from, coarse for IPv6: for limits kept in memory. Neither logged nor stored; absent for jobs. */
  readonly address?: string;
  /** Runs as the actor; a refusal rolls back. */
  transaction<T>(work: (tx: Tx) => Promise<Result<T>>, options?: TransactionOptions): Promise<Result<T>>;
  /** The same request as another actor: a filing becomes the act of its receipt's holder, a job that of the platform. */
  as(actor: Actor): Ctx;
  /** Writes a refused act to the audit, in a transaction of its own. */
  auditRefused(entry: AuditEntry): Promise<void>;
}

/** Milliseconds that a request spent in transactions; those that ran beside each other are added up. */
export interface Spent {
  database: number;
}

/**
 * PostgreSQL's `character_not_in_repertoire`: a NUL stood in what was asked for. No text of ours holds one, so it can come
 * only from outside, and through any field that is looked up before it is read.
 */
const NOT_TEXT = '22021';

export function createContext(
  kernel: Kernel,
  request: { actor: Actor; requestId: string; language: Language; now?: Date; address?: string; spent?: Spent },
): Ctx {
  const now = request.now ?? kernel.clock.now();
  const spent = request.spent ?? { database: 0 };
  const ctx: Ctx = {
    kernel,
    actor: request.actor,
    requestId: request.requestId,
    language: request.language,
    now,
    spent,
    ...(request.address !== undefined && { address: request.address }),
    transaction: async (work, options) => {
      const begun = performance.now();
      try {
        return await kernel.database.transaction(request.actor, now, request, work, options);
      } catch (error) {
        if ((error as { code?: string }).code === NOT_TEXT) return refuse('request.invalid');
        throw error;
      } finally {
        spent.database += performance.now() - begun;
      }
    },
    as: (actor) => createContext(kernel, { ...request, actor, now, spent }),
    auditRefused: async (entry) => {
      await ctx.transaction(async (tx) => {
        tx.audit({ ...entry, outcome: 'refused' });
        return ok();
      });
    },
  };
  return ctx;
}
