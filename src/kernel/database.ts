import type { KeyObject } from 'node:crypto';
import { Kysely, PostgresDialect, type PostgresPoolClient, type RawBuilder, type Transaction } from 'kysely';
import pg from 'pg';
import { type Actor, actorForDatabase } from './actor.ts';
import { BECOME } from './actor-key-store.ts';
import { type ActorProof, KEY_NOT_KNOWN } from './actor-proof.ts';
import { type AuditEntry, auditRows } from './audit.ts';
import { GatheringSocket } from './gathering-socket.ts';
import type { Log } from './log.ts';
import type { Result } from './result.ts';
import { SharedFlush } from './shared-flush.ts';
import { COMMIT_BEFORE_DISK } from './shared-flush-store.ts';

// int8 as number: our counts stay far below 2^53, and a string that looks like a number is a trap.
pg.types.setTypeParser(pg.types.builtins.INT8, (text) => {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new RangeError(`int8 out of the safe range: ${text}`);
  return value;
});
// A date is a date in Viet Nam, not an instant: leave `YYYY-MM-DD` as it is.
pg.types.setTypeParser(pg.types.builtins.DATE, (text) => text);

/** One live message to the desks: codes and ids only; readers fetch what they may see. */
export interface LiveEvent {
  readonly topic: string;
  readonly id: string;
  /** Number of the line that it tells of, whose it is and which page of the child wrote it: a page that has it need not look. */
  readonly line?: { readonly seq: number; readonly from: 'child' | 'helper'; readonly page?: string };
  /** Records that it tells of beside `id`, as the case of a referral: whoever is kept from one of them does not hear it. */
  readonly records?: readonly string[];
  /** Whom it concerns; a listener outside these scopes is not told. */
  readonly desk?: string;
  readonly agency?: string;
  readonly person?: string;
  /** Whoever holds one of these roles, wherever they work. */
  readonly roles?: readonly string[];
}

/** A transaction in which the actor is set, so that every row lock knows who asks. */
export interface Tx {
  readonly actor: Actor;
  readonly now: Date;
  /** The query builder, typed for the tables of the caller's store. */
  query<Tables>(): Transaction<Tables>;
  /** Runs one of the statements that each connection keeps ready; see `prepared`. */
  run<Row>(statement: Prepared, values: readonly unknown[]): Promise<Row[]>;
  /** Runs a statement that a store has written itself, kept as the builder's are: building one again and again costs more than sending it. */
  rows<Row>(text: string, values: readonly unknown[]): Promise<Row[]>;
  /** Adds an entry to the audit; written as the last statements before the commit. */
  audit(entry: AuditEntry): void;
  /** Enqueues a job that exists only if this transaction commits. */
  enqueue(
    job: string,
    payload: Readonly<Record<string, unknown>>,
    options?: { runAt?: Date; key?: string },
  ): Promise<void>;
  /** Tells the listening desks, after the commit. */
  notify(event: LiveEvent): void;
  /** From here on the row locks ask for another actor, as `actorForDatabase` writes them. */
  setActor(actor: string): Promise<void>;
}

/** A statement with `$1`-parameters that each connection parses and plans once. */
export interface Prepared {
  readonly name: string;
  readonly text: string;
}

const PREPARED = new Map<string, string>();

/**
 * For the few statements of the busiest write. The query builder's are built, parsed and planned at each call, and with
 * the row locks in it the planning of an insert costs more than the insert. What reads or changes one record by many
 * statements of the builder asks for `keep` instead.
 */
export function prepared(name: string, text: string): Prepared {
  PREPARED.set(text, name);
  return { name, text };
}

export interface DatabaseOptions {
  readonly url: string;
  readonly log: Log;
  /** Of the MACs of the audit (`auditKey`). */
  readonly auditKey: KeyObject;
  /** Shows the database who acts. */
  readonly proof: ActorProof;
  /** Connections of this process. */
  readonly size?: number;
}

export interface TransactionOptions {
  /**
   * Each connection keeps the builder's statements of this transaction parsed and planned, by their text. For
   * what has few texts, each asked again and again: one record by its key, read or changed, or a list that is always read by the same index.
   */
  readonly keep?: boolean;
  /**
   * With one plan for all values of such a statement. For a list whose every part is read in the order of an index up to its limit:
   * PostgreSQL would plan each call anew for values that change nothing, which costs more than the reading.
   */
  readonly onePlan?: boolean;
  /**
   * Its commit waits for the disk together with others, after it has let go of its locks (`SharedFlush`): for short acts that come by
   * the hundred and write to one audit chain. It is answered when it is durable, as every other; who reads meanwhile sees it a moment
   * before. One that enqueues a job waits by itself: nothing leaves the house that a power cut could undo.
   */
  readonly sharedFlush?: boolean;
}

const RETRIED = new Set(['40001', '40P01']);
const ATTEMPTS = 5;
/** Texts kept at most, on every connection of a process: a text that grows with its values would fill the server's memory. */
const KEPT_TEXTS = 400;
const ONE_PLAN = 'set local plan_cache_mode = force_generic_plan';
/** `cached plan must not change result type`: a table was altered under a statement that is kept. */
const KEPT_TOO_LONG = '0A000';

/** As PostgreSQL answers where more than the commit was asked of an aborted transaction. */
class SwallowedError extends Error {
  readonly code = '25P02';

  constructor() {
    super('an error of the transaction was swallowed: nothing was kept');
  }
}

/** The app role's connection pool. There is no way to a row but through `transaction`, which sets the actor. */
export class Database {
  readonly #pool: pg.Pool;
  /** For a statement outside any transaction. */
  readonly #kysely: Kysely<unknown>;
  readonly #held = new WeakMap<pg.PoolClient, HeldConnection>();
  readonly #kept = new Map<string, string>();
  readonly #auditKey: KeyObject;
  readonly #proof: ActorProof;
  readonly #flush: SharedFlush;

  constructor(options: DatabaseOptions) {
    this.#auditKey = options.auditKey;
    this.#proof = options.proof;
    this.#pool = openPool(options.url, options.log, options.size ?? 20, true);
    this.#kysely = queryOn(this.#pool);
    this.#flush = new SharedFlush(options.url);
  }

  async #hold(): Promise<HeldConnection> {
    const client = await this.#pool.connect();
    const known = this.#held.get(client) ?? {
      client,
      plain: wayOf(client, (text) => PREPARED.get(text)),
      keeping: wayOf(client, (text, values) => PREPARED.get(text) ?? this.#keep(text, values)),
    };
    this.#held.set(client, known);
    return known;
  }

  #keep(text: string, values: readonly unknown[]): string | undefined {
    const known = this.#kept.get(text);
    if (known !== undefined || values.length === 0 || text === BECOME || this.#kept.size >= KEPT_TEXTS) return known;
    const name = `kept-${this.#kept.size}`;
    this.#kept.set(text, name);
    return name;
  }

  /**
   * Runs `work` as `actor`. A refusal rolls back and is returned; serialisation failures and
   * deadlocks (40001, 40P01) are tried again, so `work` must not act outside the transaction.
   */
  async transaction<T, R>(
    actor: Actor,
    now: Date,
    context: { requestId: string },
    work: (tx: Tx) => Promise<Result<T, R>>,
    options: TransactionOptions = {},
  ): Promise<Result<T, R>> {
    let way: 'keeping' | 'plain' = options.keep ? 'keeping' : 'plain';
    for (let attempt = 1; ; attempt += 1) {
      const held = await this.#hold();
      try {
        return await this.#once(held.client, held[way], actor, now, context, work, options);
      } catch (error) {
        const { code = '' } = error as { code?: string };
        const keptTooLong = code === KEPT_TOO_LONG && way === 'keeping';
        if (attempt >= ATTEMPTS || !(RETRIED.has(code) || keptTooLong || code === KEY_NOT_KNOWN)) throw error;
        if (keptTooLong) way = 'plain';
        if (code === KEY_NOT_KNOWN) await this.#proof.renew();
        await new Promise((resolve) => setTimeout(resolve, 2 ** attempt * (1 + Math.random())));
      }
    }
  }

  async #once<T, R>(
    client: pg.PoolClient,
    { builder: connection, send: sendNamed }: NamedWay,
    actor: Actor,
    now: Date,
    context: { requestId: string },
    work: (tx: Tx) => Promise<Result<T, R>>,
    { onePlan = false, sharedFlush = false }: TransactionOptions,
  ): Promise<Result<T, R>> {
    // A branch of `work` that goes on after another has failed would else write into the next transaction of the connection.
    let open = true;
    const whileOpen = () => {
      if (!open) throw new Error('this transaction is over');
    };
    // Nobody waits for the beginning: the connection is a pipeline, so what `work` sends stands behind it and fails with
    // it. A filing is the busiest write of the platform, and half of its time would go by in waiting for single words.
    const setActor = async (text: string) => {
      whileOpen();
      const { text: become, values } = this.#proof.statement(text);
      await client.query(become, values);
    };
    try {
      const begun = Promise.all([
        send(client, onePlan ? ['begin', ONE_PLAN] : ['begin']),
        setActor(actorForDatabase(actor, now)),
      ]);
      begun.catch(() => undefined);
      try {
        let alone = !sharedFlush;
        const entries: AuditEntry[] = [];
        const events: LiveEvent[] = [];
        const result = await work({
          actor,
          now,
          query: <Tables>() => {
            whileOpen();
            return connection as unknown as Transaction<Tables>;
          },
          run: async <Row>({ name, text }: Prepared, values: readonly unknown[]) => {
            whileOpen();
            return (await client.query({ name, text, values: [...values] })).rows as Row[];
          },
          rows: async <Row>(text: string, values: readonly unknown[]) => {
            whileOpen();
            return (await sendNamed(text, values)).rows as Row[];
          },
          audit: (entry) => entries.push(entry),
          enqueue: async (job, payload, options = {}) => {
            whileOpen();
            alone = true;
            await client.query('select kernel.enqueue($1, $2::jsonb, $3, $4)', [
              job,
              JSON.stringify(payload),
              options.runAt ?? null,
              options.key ?? null,
            ]);
          },
          notify: (event) => events.push(event),
          setActor,
        });
        await begun;
        open = false;
        if (!result.ok) {
          await send(client, ['rollback']);
          return result;
        }
        // One statement for all. The audit comes last in it, so that the lock on the organisation's chain is held only until the commit.
        const told = [
          ...(events.length > 0 ? [notifyAll(events)] : []),
          ...(entries.length > 0
            ? [appendAudit(auditRows(entries, actor, now, context.requestId, this.#auditKey))]
            : []),
        ];
        const last = told.length > 0 ? [`select ${told.join(', ')}`] : [];
        // Where there is no connection for it, the commit waits by itself.
        const flushed = alone ? undefined : await this.#flush.begin().catch(() => undefined);
        const ended = await send(client, [...last, ...(flushed ? [COMMIT_BEFORE_DISK] : []), 'commit']);
        // A commit says so where a swallowed error had aborted the transaction, and it was rolled back.
        if (ended !== 'COMMIT') throw new SwallowedError();
        await flushed?.();
        return result;
      } catch (error) {
        open = false;
        await send(client, ['rollback']).catch(() => undefined);
        // Where the beginning failed, all that stood behind it says only that it comes after something that failed.
        await begun;
        throw error;
      }
    } finally {
      client.release();
    }
  }

  /** One statement outside any transaction and for nobody in particular: what every process may read. */
  async read<T>(ask: (query: Kysely<unknown>) => Promise<T>): Promise<T> {
    return ask(this.#kysely);
  }

  async close(): Promise<void> {
    await this.#pool.end();
    await this.#flush.close();
  }
}

/**
 * Does a part of a transaction under the row locks of another actor, as where a change of law reaches rows above its maker's ceiling.
 * The audit stays the maker's. Nothing else may be sent on the transaction meanwhile: it would run as that actor.
 */
export async function actAs<T>(tx: Tx, actor: Actor, work: (tx: Tx) => Promise<T>): Promise<T> {
  // Nobody waits for the change of actor either: what `work` sends stands behind it in the pipeline, and fails with it.
  const become = tx.setActor(actorForDatabase(actor, tx.now));
  become.catch(() => undefined);
  try {
    const done = await work({ ...tx, actor });
    await become;
    return done;
  } catch (error) {
    // Where the change failed, what stood behind it says only that it comes after something that failed.
    await become;
    throw error;
  } finally {
    // Where a statement has failed the transaction is over, and so is its setting.
    tx.setActor(actorForDatabase(tx.actor, tx.now)).catch(() => undefined);
  }
}

/** The rows of a statement that a store wrote by hand. */
export async function rows<T>(tx: Tx, query: RawBuilder<T>): Promise<T[]> {
  return (await query.execute(tx.query<object>())).rows;
}

/** Runs such a statement; how many rows it touched. */
export async function run(tx: Tx, query: RawBuilder<unknown>): Promise<number> {
  return Number((await query.execute(tx.query<object>())).numAffectedRows ?? 0);
}

/**
 * Several statements in one message; without parameters, so every value in them is an escaped literal.
 * @returns what the last of them was, as the server says
 */
async function send(client: pg.PoolClient, statements: readonly string[]): Promise<string> {
  const answers = (await client.query(statements.join('; '))) as pg.QueryResult | pg.QueryResult[];
  return (Array.isArray(answers) ? answers.at(-1) : answers)?.command ?? '';
}

/** One column, however many there are: a statement has 1,664 of them at most, and a worker folds thousands of reports at once. */
function notifyAll(events: readonly LiveEvent[]): string {
  const texts = events.map((event) => literal(JSON.stringify(event)));
  return `(select count(pg_notify('lachan', told)) from unnest(array[${texts.join(', ')}]) as told)`;
}

function appendAudit(rows: readonly object[]): string {
  return `kernel.append_audit(${literal(JSON.stringify(rows))}::jsonb)`;
}

/** As `pg.escapeLiteral` writes it, which goes letter by letter and leaves thirty times the text behind as garbage. */
export function literal(text: string): string {
  const quoted = text.replaceAll("'", "''");
  return quoted.includes('\\') ? ` E'${quoted.replaceAll('\\', '\\\\')}'` : `'${quoted}'`;
}

/**
 * A pool whose broken connections are logged and never end the process. In a pipeline a connection sends what it is
 * given at once, and the answers come in the same order; a cursor cannot be read on it.
 */
export function openPool(url: string, log: Log, size: number, pipeline = false): pg.Pool {
  const pool = new pg.Pool({
    connectionString: url,
    max: size,
    application_name: 'la-chan',
    connectionTimeoutMillis: 10_000,
    pipeline,
    ...(pipeline ? { stream: () => new GatheringSocket() } : {}),
    // A new connection is a new process over there: a busy moment should find those of the last one.
    idleTimeoutMillis: 300_000,
  });
  pool.on('error', (error) => log.warn({ reason: error.message }, 'database connection lost'));
  pool.on('connect', (client) => client.on('error', () => undefined));
  return pool;
}

/** A connection of the pool, and the query builder on it: sending under the names of `prepared` alone, or keeping what it sends. */
interface HeldConnection {
  readonly client: pg.PoolClient;
  readonly plain: NamedWay;
  readonly keeping: NamedWay;
}

interface NamedWay {
  readonly builder: Kysely<unknown>;
  send(text: string, values: readonly unknown[]): Promise<pg.QueryResult>;
}

/** Name under which a connection keeps a statement; undefined for one that is sent as it is. */
type Naming = (text: string, values: readonly unknown[]) => string | undefined;

/**
 * The query builder on one connection that its caller holds. The builder's own `connection()` waits for each answer before it
 * sends the next statement; this sends at once.
 */
function wayOf(client: pg.PoolClient, nameOf: Naming): NamedWay {
  const send = (text: string, values: readonly unknown[] = []) => {
    const name = nameOf(text, values);
    return name === undefined ? client.query(text, [...values]) : client.query({ name, text, values: [...values] });
  };
  // The builder asks for cursors as well, which are no text.
  const query = (text: unknown, values?: readonly unknown[]) =>
    typeof text === 'string' ? send(text, values) : (client.query as (...given: unknown[]) => unknown)(text, values);
  const named: PostgresPoolClient = { query: query as PostgresPoolClient['query'], release: () => undefined };
  const builder = new Kysely<unknown>({
    dialect: new PostgresDialect({ pool: { connect: async () => named, end: async () => undefined, options: {} } }),
  });
  return { builder, send };
}

/** The query builder on a pool: for the operator's commands on the owner's connections. */
export function queryOn(pool: pg.Pool): Kysely<unknown> {
  return new Kysely({ dialect: new PostgresDialect({ pool }) });
}
