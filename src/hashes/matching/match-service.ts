import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import {
  type Ctx,
  createContext,
  type Kernel,
  newId,
  ok,
  type Result,
  repeat,
  systemActor,
} from '../../kernel/index.ts';
import { registerHead } from '../entries/register-head-store.ts';
import { bankRows } from '../entries/register-store.ts';
import { loadIndex, saveIndex } from '../index-snapshot.ts';
import { activePage, changedAfter } from '../index-store.ts';
import { type IndexedEntry, MatchIndex, uuidText } from './match-index.ts';

export interface MatchServiceOptions {
  /** Threads that search; 0 searches in the main thread (default: one less than the cores, 1 to 4). */
  readonly threads?: number | undefined;
  /** Milliseconds between looks at the change log where no notice comes (default 1,000). */
  readonly pollEvery?: number | undefined;
  /** Folder of the snapshot (default DATA_DIR/hash-index). */
  readonly folder?: string | undefined;
}

const PAGE = 10_000;
const CHANGES = 2_000;
const SAVE_AFTER_CHANGES = 50_000;

/**
 * Keeps the process's index equal to the register: starts from the snapshot, follows the change log by notice and by
 * looking, and saves a snapshot now and then. One of them in each process that matches.
 */
export class MatchService {
  readonly index: MatchIndex;
  readonly #kernel: Kernel;
  readonly #register: string;
  readonly #folder: string;
  #stopListening: () => void = () => undefined;
  #stopPolling: () => Promise<void> = async () => undefined;
  #following: Promise<void> | undefined;
  #again = false;
  #closed = false;
  #savedSeq: number;
  #saving: Promise<void> | undefined;

  private constructor(kernel: Kernel, index: MatchIndex, register: string, folder: string) {
    this.#kernel = kernel;
    this.index = index;
    this.#register = register;
    this.#folder = folder;
    this.#savedSeq = index.seq;
  }

  /** Loads the index and begins to follow the register. */
  static async start(kernel: Kernel, options: MatchServiceOptions = {}): Promise<MatchService> {
    const threads = options.threads ?? Math.max(1, Math.min(4, availableParallelism() - 1));
    const folder = options.folder ?? join(kernel.config.dataDir, 'hash-index');
    const ctx = systemContext(kernel);
    const { head, banks } = await must(
      ctx.transaction(async (tx) => ok({ head: await registerHead(tx), banks: await bankRows(tx) })),
    );
    let index = await loadIndex(folder, head.register, head.seq, banks, threads).catch((error: Error) => {
      kernel.log.warn({ reason: error.message }, 'hash index: the snapshot cannot be used, loading from the register');
      return undefined;
    });
    if (!index) {
      index = await MatchIndex.build(wholeRegister(ctx), banks, threads);
      index.seq = head.seq;
    }
    const service = new MatchService(kernel, index, head.register, folder);
    service.#stopListening = kernel.live.listen((event) => {
      if (event.topic === 'hashes.changed' || event.topic === 'hashes.banks' || event.topic === 'resync')
        service.#poke();
    });
    await service.catchUp();
    service.#stopPolling = repeat(options.pollEvery ?? 1_000, () => service.#follow().catch(() => undefined));
    return service;
  }

  /** Answers when the index holds everything that was committed before the call. */
  async catchUp(): Promise<void> {
    // One that is under way may have looked before the commit.
    await this.#following;
    await this.#follow();
  }

  #poke(): void {
    if (this.#following) this.#again = true;
    else this.#follow().catch(() => undefined);
  }

  #follow(): Promise<void> {
    this.#following ??= this.#once()
      .catch((error: unknown) => {
        if (!this.#closed)
          this.#kernel.log.error({ err: error }, 'hash index: cannot follow the register, trying again');
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
    const ctx = systemContext(this.#kernel);
    for (let more = true; more && !this.#closed; ) {
      const { banks, changed } = await must(
        ctx.transaction(async (tx) =>
          ok({ banks: await bankRows(tx), changed: await changedAfter(tx, this.index.seq, CHANGES) }),
        ),
      );
      this.index.setBanks(banks);
      more = changed.more;
      await this.index.put(changed.entries);
      this.index.seq = changed.upto;
    }
    if (this.index.seq - this.#savedSeq >= SAVE_AFTER_CHANGES)
      this.#saving ??= this.save().finally(() => {
        this.#saving = undefined;
      });
  }

  /** Writes the snapshot from which the next start begins. */
  async save(): Promise<void> {
    const { seq } = this.index;
    try {
      await saveIndex(this.index, this.#register, this.#folder);
      this.#savedSeq = seq;
    } catch (error) {
      this.#kernel.log.warn({ reason: (error as Error).message }, 'hash index: the snapshot could not be written');
    }
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#stopListening();
    await this.#stopPolling();
    await this.#following?.catch(() => undefined);
    await this.#saving;
    if (this.index.seq !== this.#savedSeq) await this.save();
    await this.index.close();
  }
}

async function* wholeRegister(ctx: Ctx): AsyncGenerator<IndexedEntry[]> {
  for (let after = '00000000-0000-0000-0000-000000000000'; ; ) {
    const page = await must(ctx.transaction(async (tx) => ok(await activePage(tx, after, PAGE))));
    const last = page.at(-1);
    if (!last) return;
    yield page;
    after = uuidText(last.id);
  }
}

function systemContext(kernel: Kernel): Ctx {
  return createContext(kernel, {
    actor: systemActor('hashes.match-service'),
    requestId: newId<'request'>(),
    language: 'vi',
  });
}

async function must<T>(work: Promise<Result<T>>): Promise<T> {
  const result = await work;
  if (!result.ok) throw new Error(`refused: ${result.refusal.code}`);
  return result.value;
}
