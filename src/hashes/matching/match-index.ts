import { type MatchResult, type QueryOptions, ShardedMatcher, THRESHOLD_MAX } from '../../../hash-kernel/index.ts';
import { MatcherPool, matcherProgram } from '../../../hash-kernel/node.ts';
import type { Bank } from '../banks/bank-view.ts';
import { isPerceptual, type SignalType, signalTypes } from '../entries/signal.ts';
import { KeySet, Numbers } from './growing.ts';

/** An entry as the index holds it. */
export interface IndexedEntry {
  /** 16 bytes of the id. */
  readonly id: Uint8Array;
  readonly bankId: string;
  readonly state: 'out' | 'in-force' | 'disputed';
  readonly signals: readonly { readonly type: SignalType; readonly value: Uint8Array; readonly variant: string }[];
}

export interface Question {
  readonly type: SignalType;
  /** 32 bytes of a perceptual hash, the digest itself, or the SHA-256 of an opaque fingerprint. */
  readonly value: Uint8Array;
}

export interface Hit {
  readonly entry: string;
  readonly bank: Bank;
  /** Differing bits; 0 for exact types. */
  readonly distance: number;
  readonly threshold: number;
  readonly variant: string;
  /** The stored signal, hex. */
  readonly signal: string;
  readonly disputed: boolean;
}

export interface Answer {
  /** Of banks that match, nearest first. Empty where a negative bank suppresses. */
  readonly hits: readonly Hit[];
  /** Of banks that only watch. */
  readonly watched: readonly Hit[];
  /** What a negative bank suppressed. */
  readonly suppressed: readonly Hit[];
  /** More entries are in reach than are named. */
  readonly truncated: boolean;
}

export interface AskOptions {
  /** Codes of the banks to look in; all that are enabled where absent. Negative banks always suppress. */
  readonly banks?: ReadonlySet<string> | undefined;
  /** Banks that are switched off too. */
  readonly withDisabled?: boolean | undefined;
}

/** Entries named for one question. */
export const HITS_MOST = 100;
const PIECE = 64;
/** So few questions are answered in the time that it takes to wake a thread for them. */
const FEW = 4;
const FIRST_LOOK = 1_024;
const WHOLE_LOOK = 65_536;
const DELTA_ROOM = 65_536;
/** Added hashes are scanned by each query; from here on they are worth a compaction. */
const DELTA_MANY = 16_384;
const PER_SHARD = 12_000_000;
const NOTHING: Answer = Object.freeze({
  hits: Object.freeze([]) as readonly Hit[],
  watched: [],
  suppressed: [],
  truncated: false,
});

const WIDTHS: Partial<Record<SignalType, number>> = { md5: 16, sha1: 20, sha256: 32, photodna: 32, tmk_pdqf: 32 };
const STATES = ['out', 'in-force', 'disputed'] as const;

/** Everything of the index but the perceptual hashes, as plain arrays: what a snapshot holds. */
export interface IndexImage {
  readonly banks: readonly string[];
  readonly variants: readonly string[];
  readonly entryIds: Uint8Array;
  readonly exact: Readonly<Record<string, Uint8Array>>;
  readonly numbers: Readonly<Record<string, Uint32Array>>;
}

interface Searcher {
  queryBatch(hashes: Uint8Array, options: QueryOptions): Promise<MatchResult[]> | MatchResult[];
}

interface Perceptual {
  matcher: ShardedMatcher;
  pool: MatcherPool | undefined;
  searcher: Searcher;
}

/**
 * The register in memory: every signal in force, exact types by hash table, perceptual ones by the exact matcher. What
 * is put is found, and what is taken out is not, by the next question. Holds hashes and ids; nothing else is known here.
 */
export class MatchIndex {
  readonly #threads: number;
  readonly #entries: KeySet;
  readonly #entryBank: Numbers;
  readonly #entryState: Numbers;
  readonly #entryHead: Numbers;
  // A posting joins one entry and one signal. Links are stored plus one; 0 is none.
  readonly #entryOf: Numbers;
  readonly #kindOf: Numbers;
  readonly #signalOf: Numbers;
  readonly #nextOfEntry: Numbers;
  readonly #nextOfSignal: Numbers;
  readonly #previousOfSignal: Numbers;
  readonly #exact = new Map<SignalType, KeySet>();
  readonly #heads = new Map<SignalType, Numbers>();
  /** Postings of negative banks, per signal: a chain without any need not be walked to its end. */
  readonly #negatives = new Map<SignalType, Numbers>();
  readonly #perceptual = new Map<SignalType, Perceptual>();
  readonly #variants: string[];
  readonly #bankSlots: string[];
  #banks = new Map<string, Bank>();
  #free = 0;
  #compacting: Promise<unknown> | undefined;
  /** Number of the last change that is in. */
  seq = 0;

  private constructor(threads: number, image?: IndexImage) {
    this.#threads = threads;
    const numbers = (name: string) => new Numbers(image?.numbers[name]);
    this.#variants = image ? [...image.variants] : [''];
    this.#bankSlots = image ? [...image.banks] : [];
    this.#entries = new KeySet(16, image?.entryIds);
    this.#entryBank = numbers('entryBank');
    this.#entryState = numbers('entryState');
    this.#entryHead = numbers('entryHead');
    this.#entryOf = numbers('entryOf');
    this.#kindOf = numbers('kindOf');
    this.#signalOf = numbers('signalOf');
    this.#nextOfEntry = numbers('nextOfEntry');
    this.#nextOfSignal = numbers('nextOfSignal');
    this.#previousOfSignal = numbers('previousOfSignal');
    this.#free = numbers('free').get(0);
    for (const type of signalTypes) {
      this.#heads.set(type, numbers(`heads.${type}`));
      this.#negatives.set(type, numbers(`negatives.${type}`));
      const width = WIDTHS[type];
      if (width) this.#exact.set(type, new KeySet(width, image?.exact[type]));
    }
  }

  /**
   * Builds the index of a whole register.
   * @param threads threads that search; 0 searches in the caller's own
   */
  static async build(
    entries: AsyncIterable<readonly IndexedEntry[]>,
    banks: readonly Bank[],
    threads: number,
  ): Promise<MatchIndex> {
    const index = new MatchIndex(threads);
    index.setBanks(banks);
    const pending: Record<'pdq' | 'vpdq', Pending> = { pdq: new Pending(), vpdq: new Pending() };
    for await (const page of entries) {
      for (const entry of page) {
        const slot = index.#slotOf(entry);
        for (const signal of entry.signals) {
          const { type } = signal;
          if (isPerceptual(type)) {
            const posting = index.#newPosting(slot, type, signal.variant);
            index.#signalOf.set(posting, pending[type].push(signal.value));
            pending[type].postings.push(posting);
          } else
            index.#link(
              index.#newPosting(slot, type, signal.variant),
              type,
              (index.#exact.get(type) as KeySet).add(signal.value),
            );
        }
      }
    }
    for (const type of ['pdq', 'vpdq'] as const) {
      const { postings } = pending[type];
      const shards = Math.max(1, Math.ceil(postings.length / PER_SHARD));
      const { index: matcher, ids } = ShardedMatcher.build(pending[type].hashes(), {
        program: matcherProgram({ shared: true }),
        slots: threads + 2,
        deltaCapacity: DELTA_ROOM,
        shards,
      });
      for (let i = 0; i < postings.length; i++)
        index.#link(postings.get(i), type, ids[index.#signalOf.get(postings.get(i))] as number);
      await index.#adopt(type, matcher);
    }
    return index;
  }

  /** Takes up a snapshot. */
  static async restore(
    image: IndexImage,
    matchers: Readonly<Record<'pdq' | 'vpdq', ShardedMatcher>>,
    banks: readonly Bank[],
    threads: number,
  ): Promise<MatchIndex> {
    const index = new MatchIndex(threads, image);
    index.setBanks(banks);
    await index.#adopt('pdq', matchers.pdq);
    await index.#adopt('vpdq', matchers.vpdq);
    return index;
  }

  async #adopt(type: 'pdq' | 'vpdq', matcher: ShardedMatcher): Promise<void> {
    const pool = this.#threads > 0 ? await MatcherPool.create(matcher, { threads: this.#threads }) : undefined;
    this.#perceptual.set(type, { matcher, pool, searcher: pool ?? matcher });
  }

  setBanks(banks: readonly Bank[]): void {
    this.#banks = new Map(banks.map((bank) => [bank.id, bank]));
  }

  get banks(): readonly Bank[] {
    return [...this.#banks.values()];
  }

  /** Number of signals of a type that are in force. */
  count(type: SignalType): number {
    const heads = this.#heads.get(type) as Numbers;
    let held = 0;
    for (let i = 0; i < heads.length; i++) if (heads.get(i) !== 0) held += 1;
    return held;
  }

  /** Bytes held beside the program itself. */
  get bytes(): number {
    const all = [
      this.#entries,
      this.#entryBank,
      this.#entryState,
      this.#entryHead,
      this.#entryOf,
      this.#kindOf,
      this.#signalOf,
      this.#nextOfEntry,
      this.#nextOfSignal,
      this.#previousOfSignal,
      ...this.#exact.values(),
      ...this.#heads.values(),
      ...this.#negatives.values(),
    ];
    let sum = all.reduce((total, part) => total + part.bytes, 0);
    for (const { matcher } of this.#perceptual.values()) for (const shard of matcher.shards) sum += shard.memoryBytes;
    return sum;
  }

  /** Puts entries in the place of what was known of them. A compaction, where one is needed, runs beside the questions. */
  async put(entries: readonly IndexedEntry[]): Promise<void> {
    for (const type of ['pdq', 'vpdq'] as const) {
      const coming = entries.reduce(
        (sum, entry) =>
          sum + (entry.state === 'out' ? 0 : entry.signals.reduce((n, signal) => n + Number(signal.type === type), 0)),
        0,
      );
      if (coming > 0) await this.#makeRoom(type, coming);
    }
    for (const entry of entries) {
      const slot = this.#slotOf(entry);
      for (let posting = this.#entryHead.get(slot); posting !== 0; ) {
        const next = this.#nextOfEntry.get(posting - 1);
        this.#unlink(posting - 1);
        posting = next;
      }
      this.#entryHead.set(slot, 0);
      if (entry.state === 'out') continue;
      for (const { type, value, variant } of entry.signals) {
        const number = isPerceptual(type)
          ? (this.#perceptual.get(type) as Perceptual).matcher.add(value)
          : (this.#exact.get(type) as KeySet).add(value);
        this.#link(this.#newPosting(slot, type, variant), type, number);
      }
    }
  }

  async #makeRoom(type: 'pdq' | 'vpdq', coming: number): Promise<void> {
    const { matcher, pool } = this.#perceptual.get(type) as Perceptual;
    const full = () => matcher.shards.some((shard) => shard.room < coming);
    const many = matcher.shards.some((shard) => shard.deltaCount > DELTA_MANY);
    if (!full() && !many) return;
    while (this.#compacting && full()) await this.#compacting;
    if (!full() && (this.#compacting || !many)) return;
    const room = Math.max(DELTA_ROOM, coming * 2);
    if (!pool) {
      matcher.compact(room);
      return;
    }
    this.#compacting = pool.compact(room).finally(() => {
      this.#compacting = undefined;
    });
    if (full()) await this.#compacting;
    else this.#compacting.catch(() => undefined);
  }

  /** Waits for a compaction that runs beside. */
  async settle(): Promise<void> {
    await this.#compacting;
  }

  /** Answers in the order of the questions. */
  async ask(questions: readonly Question[], options: AskOptions = {}): Promise<Answer[]> {
    const answers: Answer[] = new Array(questions.length).fill(NOTHING);
    const perceptual: Record<'pdq' | 'vpdq', number[]> = { pdq: [], vpdq: [] };
    for (const [place, { type, value }] of questions.entries()) {
      if (isPerceptual(type)) perceptual[type].push(place);
      else {
        const number = (this.#exact.get(type) as KeySet).find(value);
        if (number !== undefined) answers[place] = this.#collect(type, [{ id: number, distance: 0 }], false, options);
      }
    }
    for (const type of ['pdq', 'vpdq'] as const) {
      const places = perceptual[type];
      if (places.length > 0) await this.#askPerceptual(type, places, questions, options, answers);
    }
    return answers;
  }

  async #askPerceptual(
    type: 'pdq' | 'vpdq',
    places: readonly number[],
    questions: readonly Question[],
    options: AskOptions,
    answers: Answer[],
  ): Promise<void> {
    const threshold = this.#largestThreshold(type, options);
    if (threshold < 0) return;
    const { matcher, searcher, pool } = this.#perceptual.get(type) as Perceptual;
    const first = places.length <= FEW ? matcher : searcher;
    // Without threads a large batch lets others in between its pieces.
    const size = pool ? places.length : PIECE;
    for (let from = 0; from < places.length; from += size) {
      if (from > 0) await new Promise((resolve) => setImmediate(resolve));
      const piece = places.slice(from, from + size);
      const hashes = new Uint8Array(piece.length * 32);
      for (const [i, place] of piece.entries()) hashes.set((questions[place] as Question).value, i * 32);
      const found = await first.queryBatch(hashes, { threshold, limit: FIRST_LOOK });
      for (const [i, place] of piece.entries()) {
        let result = found[i] as MatchResult;
        if (result.truncated) {
          const whole = await searcher.queryBatch((questions[place] as Question).value.slice(), {
            threshold,
            limit: WHOLE_LOOK,
          });
          result = whole[0] as MatchResult;
        }
        if (result.matches.length > 0) answers[place] = this.#collect(type, result.matches, result.truncated, options);
      }
    }
  }

  #largestThreshold(type: 'pdq' | 'vpdq', options: AskOptions): number {
    let largest = -1;
    for (const bank of this.#banks.values())
      if (this.#looksIn(bank, options)) largest = Math.max(largest, thresholdOf(bank, type));
    return largest;
  }

  #looksIn(bank: Bank, options: AskOptions): boolean {
    if (bank.mode === 'negative') return bank.enabled;
    return (
      (bank.enabled || options.withDisabled === true) && (options.banks === undefined || options.banks.has(bank.code))
    );
  }

  #collect(
    type: SignalType,
    matches: readonly { id: number; distance: number }[],
    cut: boolean,
    options: AskOptions,
  ): Answer {
    const hits: Hit[] = [];
    const watched: Hit[] = [];
    let negative = false;
    let truncated = cut;
    const heads = this.#heads.get(type) as Numbers;
    const negatives = this.#negatives.get(type) as Numbers;
    const seen = new Set<number>();
    for (const { id, distance } of matches) {
      if (id >= heads.length) continue;
      const full = hits.length >= HITS_MOST && watched.length >= HITS_MOST;
      if (full && negatives.get(id) === 0) {
        truncated ||= heads.get(id) !== 0;
        continue;
      }
      for (let link = heads.get(id); link !== 0; link = this.#nextOfSignal.get(link - 1)) {
        const posting = link - 1;
        const slot = this.#entryOf.get(posting);
        const bank = this.#banks.get(this.#bankSlots[this.#entryBank.get(slot)] as string);
        if (!bank || !this.#looksIn(bank, options)) continue;
        const threshold = thresholdOf(bank, type);
        if (distance > threshold) continue;
        if (bank.mode === 'negative') {
          negative = true;
          continue;
        }
        if (seen.has(slot)) continue;
        const into = bank.mode === 'watch' ? watched : hits;
        if (into.length >= HITS_MOST) {
          truncated = true;
          if (negatives.get(id) === 0) break;
          continue;
        }
        seen.add(slot);
        into.push({
          entry: uuidText(this.#entries.key(slot)),
          bank,
          distance,
          threshold,
          variant: this.#variants[this.#kindOf.get(posting) >>> 8] as string,
          signal: this.#signalText(type, id),
          disputed: STATES[this.#entryState.get(slot)] === 'disputed',
        });
      }
    }
    if (hits.length === 0 && watched.length === 0) return truncated ? { ...NOTHING, truncated } : NOTHING;
    return negative ? { hits: [], watched, suppressed: hits, truncated } : { hits, watched, suppressed: [], truncated };
  }

  #signalText(type: SignalType, number: number): string {
    if (isPerceptual(type)) return (this.#perceptual.get(type) as Perceptual).matcher.hashOf(number);
    return Buffer.from((this.#exact.get(type) as KeySet).key(number)).toString('hex');
  }

  #slotOf(entry: IndexedEntry): number {
    const slot = this.#entries.add(entry.id);
    let bank = this.#bankSlots.indexOf(entry.bankId);
    if (bank < 0) bank = this.#bankSlots.push(entry.bankId) - 1;
    this.#entryBank.set(slot, bank);
    this.#entryState.set(slot, STATES.indexOf(entry.state));
    this.#entryHead.reach(slot + 1);
    return slot;
  }

  #newPosting(slot: number, type: SignalType, variant: string): number {
    let at = this.#variants.indexOf(variant);
    if (at < 0) at = this.#variants.push(variant) - 1;
    let posting: number;
    if (this.#free !== 0) {
      posting = this.#free - 1;
      this.#free = this.#nextOfEntry.get(posting);
    } else posting = this.#entryOf.length;
    this.#entryOf.set(posting, slot);
    this.#kindOf.set(posting, (at << 8) | signalTypes.indexOf(type));
    this.#nextOfEntry.set(posting, this.#entryHead.get(slot));
    this.#entryHead.set(slot, posting + 1);
    // Their own places are filled by #link.
    this.#signalOf.reach(posting + 1);
    this.#nextOfSignal.reach(posting + 1);
    this.#previousOfSignal.reach(posting + 1);
    return posting;
  }

  #link(posting: number, type: SignalType, number: number): void {
    const heads = this.#heads.get(type) as Numbers;
    const negatives = this.#negatives.get(type) as Numbers;
    heads.reach(number + 1);
    negatives.reach(number + 1);
    const head = heads.get(number);
    this.#signalOf.set(posting, number);
    this.#nextOfSignal.set(posting, head);
    this.#previousOfSignal.set(posting, 0);
    if (head !== 0) this.#previousOfSignal.set(head - 1, posting + 1);
    heads.set(number, posting + 1);
    if (this.#isNegative(posting)) negatives.set(number, negatives.get(number) + 1);
  }

  #unlink(posting: number): void {
    const type = signalTypes[this.#kindOf.get(posting) & 0xff] as SignalType;
    const heads = this.#heads.get(type) as Numbers;
    const negatives = this.#negatives.get(type) as Numbers;
    const number = this.#signalOf.get(posting);
    const next = this.#nextOfSignal.get(posting);
    const previous = this.#previousOfSignal.get(posting);
    if (previous === 0) heads.set(number, next);
    else this.#nextOfSignal.set(previous - 1, next);
    if (next !== 0) this.#previousOfSignal.set(next - 1, previous);
    if (this.#isNegative(posting)) negatives.set(number, negatives.get(number) - 1);
    if (heads.get(number) === 0 && isPerceptual(type))
      (this.#perceptual.get(type) as Perceptual).matcher.withdraw(number);
    this.#nextOfEntry.set(posting, this.#free);
    this.#free = posting + 1;
  }

  #isNegative(posting: number): boolean {
    const bank = this.#banks.get(this.#bankSlots[this.#entryBank.get(this.#entryOf.get(posting))] as string);
    return bank?.mode === 'negative';
  }

  /** A copy of everything but the perceptual hashes, of this moment. */
  image(): IndexImage {
    const numbers: Record<string, Uint32Array> = {
      entryBank: this.#entryBank.copy(),
      entryState: this.#entryState.copy(),
      entryHead: this.#entryHead.copy(),
      entryOf: this.#entryOf.copy(),
      kindOf: this.#kindOf.copy(),
      signalOf: this.#signalOf.copy(),
      nextOfEntry: this.#nextOfEntry.copy(),
      nextOfSignal: this.#nextOfSignal.copy(),
      previousOfSignal: this.#previousOfSignal.copy(),
      free: Uint32Array.of(this.#free),
    };
    for (const type of signalTypes) {
      numbers[`heads.${type}`] = (this.#heads.get(type) as Numbers).copy();
      numbers[`negatives.${type}`] = (this.#negatives.get(type) as Numbers).copy();
    }
    const exact = Object.fromEntries([...this.#exact].map(([type, keys]) => [type, keys.copy()]));
    return {
      banks: [...this.#bankSlots],
      variants: [...this.#variants],
      entryIds: this.#entries.copy(),
      exact,
      numbers,
    };
  }

  matcher(type: 'pdq' | 'vpdq'): ShardedMatcher {
    return (this.#perceptual.get(type) as Perceptual).matcher;
  }

  async close(): Promise<void> {
    await this.#compacting?.catch(() => undefined);
    for (const { pool } of this.#perceptual.values()) await pool?.close();
  }
}

function thresholdOf(bank: Bank, type: SignalType): number {
  if (!isPerceptual(type)) return 0;
  return Math.min(THRESHOLD_MAX, type === 'pdq' ? bank.pdqThreshold : bank.vpdqThreshold);
}

/** The text form of an id's 16 bytes. */
export function uuidText(bytes: Uint8Array): string {
  const hex = Buffer.from(bytes.buffer, bytes.byteOffset, 16).toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

/** Hashes that wait for the build of the matcher, and the postings that wait for their numbers. */
class Pending {
  #bytes = new Uint8Array(32 * 1024);
  #length = 0;
  readonly postings = new Numbers();

  push(hash: Uint8Array): number {
    if ((this.#length + 1) * 32 > this.#bytes.length) {
      const larger = new Uint8Array(this.#bytes.length * 2);
      larger.set(this.#bytes);
      this.#bytes = larger;
    }
    this.#bytes.set(hash, this.#length * 32);
    this.#length += 1;
    return this.#length - 1;
  }

  hashes(): Uint8Array {
    return this.#bytes.subarray(0, this.#length * 32);
  }
}
