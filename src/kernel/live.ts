import pg from 'pg';
import type { PersonActor } from './actor.ts';
import type { LiveEvent } from './database.ts';
import type { Log } from './log.ts';

/** Whether an event is one for this person, who hears of no record that they are kept from; when some may have been missed, everybody looks again. */
export function concerns(event: LiveEvent, actor: PersonActor): boolean {
  if (event.topic === RESYNC) return true;
  const told = [event.id, ...(event.records ?? [])];
  if (actor.exclusions.some((one) => told.includes(one.objectId))) return false;
  return (
    event.person === actor.person ||
    (event.agency !== undefined && event.agency === actor.agency) ||
    actor.assignments.some(
      (held) => (event.desk !== undefined && held.desk === event.desk) || event.roles?.includes(held.role),
    )
  );
}

/** Events may have been missed: everybody looks again. */
export const RESYNC = 'resync';
/** Somebody is kept from something from here on: whoever passes events on asks anew who listens before the next one. */
export const EXCLUDED = 'excluded';

type Hear = (event: LiveEvent) => void;

/**
 * Live events of all processes, through LISTEN on a connection of its own. Nothing rests on them:
 * they only say that a page may look again, and every look goes through the policy. When the
 * connection was lost, `resync` tells the listeners that they may have missed some.
 */
export class Live {
  readonly #hearAll = new Set<Hear>();
  /** Thousands of open pages may each follow one record: an event is told to those of its own. */
  readonly #hearOf = new Map<string, Set<Hear>>();
  readonly #url: string;
  readonly #log: Log;
  #client: pg.Client | undefined;
  #closed = false;

  constructor(url: string, log: Log) {
    this.#url = url;
    this.#log = log;
  }

  async start(): Promise<void> {
    const client = new pg.Client({ connectionString: this.#url, application_name: 'la-chan live' });
    client.on('notification', (message) => this.#tell(JSON.parse(message.payload ?? '{}') as LiveEvent));
    client.on('error', () => undefined);
    client.on('end', () => this.#again());
    try {
      await client.connect();
      await client.query('listen lachan');
      this.#client = client;
      this.#tell({ topic: RESYNC, id: '' });
    } catch (error) {
      this.#log.warn({ reason: (error as Error).message }, 'live events: cannot listen, trying again');
    }
  }

  /**
   * @param of hears only of the record with this id, and that events may have been missed
   * @returns the way to stop listening
   */
  listen(hear: Hear, of?: string): () => void {
    if (of === undefined) {
      this.#hearAll.add(hear);
      return () => this.#hearAll.delete(hear);
    }
    const those = this.#hearOf.get(of) ?? new Set();
    this.#hearOf.set(of, those);
    those.add(hear);
    return () => {
      those.delete(hear);
      if (those.size === 0 && this.#hearOf.get(of) === those) this.#hearOf.delete(of);
    };
  }

  #tell(event: LiveEvent): void {
    const concerned =
      event.topic === RESYNC
        ? [...this.#hearOf.values()].flatMap((those) => [...those])
        : (this.#hearOf.get(event.id) ?? []);
    for (const hear of [...this.#hearAll, ...concerned]) hear(event);
  }

  async close(): Promise<void> {
    this.#closed = true;
    await this.#client?.end().catch(() => undefined);
  }

  #again(): void {
    if (this.#closed) return;
    this.#client = undefined;
    setTimeout(() => void (this.#closed || this.start()), 1_000).unref();
  }
}
