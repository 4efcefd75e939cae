import {
  createContext,
  type Kernel,
  MINUTE,
  newId,
  ok,
  repeat,
  serviceKey,
  serviceSource,
  systemActor,
} from '../../kernel/index.ts';
import { GraphCopy } from './graph-copy.ts';
import { type GraphChange, graphChanges, wholeGraph } from './walk-store.ts';

export const GRAPH_CHANGED = 'offences.graph';
const CHANGES = 5_000;
const POLL_EVERY = 500;
/** A number of the change log that is still not there after so long was rolled back. */
const GIVEN_UP_AFTER = 10 * MINUTE;

/**
 * Keeps a copy of the graph equal to the database: builds it when it is first asked for, then follows the change log by notice and by
 * looking. It never answers for somebody: classes come with each question.
 */
export class GraphFollower {
  readonly #kernel: Kernel;
  readonly #pollEvery: number;
  #copy: GraphCopy | undefined;
  #building: Promise<GraphCopy> | undefined;
  #following: Promise<void> | undefined;
  #again = false;
  #closed = false;
  #seq = 0;
  /** Numbers that were not there yet, and since when. */
  readonly #missing = new Map<number, number>();
  #stopListening: () => void = () => undefined;
  #stopPolling: () => Promise<void> = async () => undefined;

  constructor(kernel: Kernel, pollEvery = POLL_EVERY) {
    this.#kernel = kernel;
    this.#pollEvery = pollEvery;
  }

  /** The copy as far as it has followed; undefined while it is being built, which the first question begins. */
  get copy(): GraphCopy | undefined {
    if (this.#copy === undefined && this.#building === undefined)
      this.build().catch((error: unknown) => this.#kernel.log.error({ err: error }, 'graph: the copy was not built'));
    return this.#copy;
  }

  build(): Promise<GraphCopy> {
    this.#building ??= this.#build().catch((error: unknown) => {
      this.#building = undefined;
      throw error;
    });
    return this.#building;
  }

  /** Answers when the copy holds everything that was committed before the call. */
  async catchUp(): Promise<void> {
    await this.build();
    await this.#following;
    await this.#follow();
  }

  async #build(): Promise<GraphCopy> {
    const whole = await this.#asPlatform(wholeGraph);
    const copy = GraphCopy.build(whole.parts, whole.most);
    for (const { node, until } of whole.hubs) copy.setHub(node, until.getTime());
    this.#seq = whole.seq;
    const now = this.#kernel.clock.now().getTime();
    for (const seq of whole.missing) this.#missing.set(seq, now);
    this.#copy = copy;
    this.#stopListening = this.#kernel.live.listen((event) => {
      if (event.topic === GRAPH_CHANGED || event.topic === 'resync') this.#poke();
    });
    this.#stopPolling = repeat(this.#pollEvery, () => this.#follow().catch(() => undefined));
    return copy;
  }

  #poke(): void {
    if (this.#following) this.#again = true;
    else this.#follow().catch(() => undefined);
  }

  #follow(): Promise<void> {
    this.#following ??= this.#once()
      .catch((error: unknown) => {
        if (!this.#closed) this.#kernel.log.error({ err: error }, 'graph: the copy cannot follow, trying again');
        throw error;
      })
      .finally(() => {
        this.#following = undefined;
        if (this.#again) {
          this.#again = false;
          this.#poke();
        }
      });
    return this.#following;
  }

  async #once(): Promise<void> {
    for (let more = true; more && !this.#closed; ) {
      const now = this.#kernel.clock.now().getTime();
      const changes = await this.#asPlatform((tx) => graphChanges(tx, this.#seq, [...this.#missing.keys()], CHANGES));
      for (const change of changes) {
        this.#apply(change);
        this.#missing.delete(change.seq);
        // A number is given before its transaction ends: what is left out may still come.
        for (let seq = this.#seq + 1; seq < change.seq; seq += 1) this.#missing.set(seq, now);
        this.#seq = Math.max(this.#seq, change.seq);
      }
      for (const [seq, since] of this.#missing) if (now - since > GIVEN_UP_AFTER) this.#missing.delete(seq);
      more = changes.length === CHANGES;
    }
  }

  #apply(change: GraphChange): void {
    const copy = this.#copy as GraphCopy;
    if (change.what === 'HUB') {
      copy.setHub(change.src, change.until_at?.getTime());
      return;
    }
    const link = {
      src: change.src,
      dst: change.dst as number,
      kind: change.kind as number,
      visibility: change.visibility as number,
      first: change.first_day as number,
      last: change.last_day as number,
    };
    if (change.what === 'ADDED') copy.add(link);
    else copy.remove(link);
  }

  async #asPlatform<T>(work: (tx: Parameters<typeof wholeGraph>[0]) => Promise<T>): Promise<T> {
    const ctx = createContext(this.#kernel, {
      actor: systemActor('offences.graph-copy'),
      requestId: newId<'request'>(),
      language: 'vi',
    });
    const result = await ctx.transaction(async (tx) => ok(await work(tx)));
    if (!result.ok) throw new Error(`refused: ${result.refusal.code}`);
    return result.value;
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#stopListening();
    await this.#stopPolling();
    await this.#following?.catch(() => undefined);
  }
}

/** The copy of this process. */
export const GRAPH = serviceKey<GraphFollower>('offences.graph');
export const graphSource = serviceSource(GRAPH, async ({ kernel }) => {
  const follower = new GraphFollower(kernel);
  return { service: follower, close: () => follower.close() };
});
