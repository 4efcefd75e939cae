import { createContext, type Kernel, newId, ok, systemActor } from '../../kernel/index.ts';
import { raiseHelperSeen } from '../contacts/contact-store.ts';

/** Milliseconds for which marks are gathered. */
const GATHER = 100;

interface SeenMark {
  readonly contact: string;
  /** Person whose page has the lines; a mark of somebody who does not have the contact any more counts for nothing. */
  readonly helper: string;
  readonly seq: number;
}

/**
 * Which of the child's lines its helper has read, gathered over all contacts of a process and written in one statement: a mark for
 * each line would be half of the writes of a busy evening. What a process that dies has not written is told again when the helper's
 * page reads on, since the page says what it has.
 */
class SeenMarks {
  readonly #kernel: Kernel;
  #gathered = new Map<string, SeenMark>();
  #written: ReadonlyMap<string, SeenMark> = new Map();
  #gathering = false;

  constructor(kernel: Kernel) {
    this.#kernel = kernel;
  }

  /** What the helper has read by marks that are not in the table yet. */
  seqOf(contact: string, helper: string): number {
    const own = [this.#gathered.get(contact), this.#written.get(contact)].filter((one) => one?.helper === helper);
    return Math.max(0, ...own.map((one) => one?.seq ?? 0));
  }

  add(mark: SeenMark): void {
    if (mark.seq <= this.seqOf(mark.contact, mark.helper)) return;
    this.#gathered.set(mark.contact, mark);
    if (this.#gathering) return;
    this.#gathering = true;
    setTimeout(() => void this.#write(), GATHER).unref();
  }

  async #write(): Promise<void> {
    this.#written = this.#gathered;
    this.#gathered = new Map();
    const ctx = createContext(this.#kernel, {
      actor: systemActor('counselling.seen-marks'),
      requestId: newId<'request'>(),
      language: 'vi',
    });
    try {
      await ctx.transaction(
        async (tx) => {
          for (const { id, seq } of await raiseHelperSeen(tx, [...this.#written.values()]))
            tx.notify({ topic: 'contact.seen', id, line: { seq, from: 'child' } });
          return ok();
        },
        { keep: true, onePlan: true, sharedFlush: true },
      );
    } catch (error) {
      this.#kernel.log.debug({ err: error }, 'marks of what helpers have read were not written');
    }
    this.#written = new Map();
    this.#gathering = false;
    // One at a time: what came meanwhile is gathered on.
    const [more] = this.#gathered.values();
    if (!more) return;
    this.#gathering = true;
    setTimeout(() => void this.#write(), GATHER).unref();
  }
}

const marks = new WeakMap<Kernel, SeenMarks>();

/** The marks that this process gathers. */
export function seenMarks(kernel: Kernel): SeenMarks {
  const known = marks.get(kernel) ?? new SeenMarks(kernel);
  marks.set(kernel, known);
  return known;
}
