import type { Answer, Answers, FieldDefinition, FormDefinition } from '../../../../src/cases/index.ts';
import { postAction } from '../post-action.ts';
import type { RefusalView } from '../server/answer.server.ts';
import type { FormConflict, FormState, SavedForm } from './form-view.server.ts';
import { canSeal, dropDraft, keepDraft, takeDraft } from './sealed-drafts.ts';
import {
  changedFields,
  type FieldValue,
  type FormValues,
  toAnswer,
  toAnswers,
  toFieldValue,
  toFormValues,
} from './values.ts';

const AFTER_TYPING = 1_500;
const AFTER_LEAVING = 150;
const TRY_AGAIN = 10_000;
/** Refusals that pass by themselves or with a sign-in: what was written is sealed here until then. */
const PASSING = new Set(['network.gone', 'session.ended', 'service.failed']);

/** What was written into a form and could not be sent. */
export interface SealedDraft {
  /** Version of the draft on the server that the writer saw. */
  readonly base: number;
  /** What the changed fields said at that time. */
  readonly seen: FormValues;
  readonly changes: FormValues;
  readonly at: string;
}

/** What the line under the form says about saving. */
export type SaveState = 'nothing' | 'waiting' | 'saving' | 'saved' | 'kept-here' | 'refused';

/**
 * A form while somebody fills it: saves what changed, quietly and field by field; keeps it sealed in the browser while the
 * network is gone; and holds back a field that two people wrote until one of them has chosen.
 */
export class FormDraft {
  entered: Record<string, FieldValue> = $state({});
  base = $state(0);
  saving: SaveState = $state('nothing');
  savedAt: string | null = $state(null);
  refusal: RefusalView | null = $state(null);
  /** Fields that two people wrote. */
  conflicts: Record<string, FormConflict> = $state({});
  /** What the server said of a field. */
  faults: Record<string, RefusalView> = $state({});
  /** When the writing was taken back from the browser's sealed draft. */
  takenBackAt: string | null = $state(null);
  readonly definition: FormDefinition;
  /** Classes that were masked when the page opened; their fields are not filled here. What closes later keeps what stands in it. */
  readonly masked: readonly string[];
  readonly fields: readonly FieldDefinition[];
  readonly answers: Answers = $derived.by(() => toAnswers(this.fields, this.entered));

  #seen: FormValues = {};
  readonly #owner: string;
  readonly #of: string;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #running: Promise<void> | undefined;
  #again = false;
  #forced = new Set<string>();

  constructor(state: FormState, owner: string, of: string) {
    this.definition = state.definition;
    this.masked = state.masked;
    this.#owner = owner;
    this.#of = of;
    this.fields = state.definition.sections
      .flatMap((section) => section.fields)
      .filter((field) => !state.masked.some((one) => one === field.fieldClass));
    this.#take(state);
  }

  /** Fields whose entry the server has not got yet. */
  changed(): FieldDefinition[] {
    return changedFields(this.fields, this.entered, this.#seen);
  }

  /** The server's form, newer than what stands here. What is being written stays; it is saved first, so that a clash shows. */
  absorb(state: FormState): void {
    // An answer that was overtaken by a save.
    if (state.version < this.base) return;
    if (state.version === this.base && Object.keys(state.conflicts).length === Object.keys(this.conflicts).length)
      return;
    if (this.#running || this.changed().length > 0) void this.save();
    else this.#take(state);
  }

  enter(code: string, value: FieldValue): void {
    this.entered[code] = value;
    delete this.faults[code];
    this.#later(AFTER_TYPING);
  }

  /** The reader leaves a field: no need to wait. */
  leave(): void {
    if (this.changed().length > 0) this.#later(AFTER_LEAVING);
  }

  /** Settles a clash: this value stands. */
  async choose(code: string, value: Answer | null): Promise<void> {
    const field = this.fields.find((one) => one.code === code);
    if (!field) return;
    this.entered[code] = toFieldValue(field, value);
    delete this.conflicts[code];
    this.#forced.add(code);
    await this.save();
  }

  /** Saves what changed, now. @returns whether everything is at the server */
  async save(): Promise<boolean> {
    clearTimeout(this.#timer);
    if (this.#running) this.#again = true;
    else
      this.#running = this.#send().finally(() => {
        this.#running = undefined;
      });
    await this.#running;
    return this.#open().length === 0 && this.saving !== 'kept-here';
  }

  /** Takes back what was sealed here while the network was gone, and sends it on the version it was written on. */
  async takeBack(): Promise<void> {
    if (!canSeal()) return;
    const draft = await takeDraft<SealedDraft>(this.#owner, this.#of).catch(() => undefined);
    if (!draft) return;
    const codes = Object.keys(draft.changes).filter((code) => this.fields.some((field) => field.code === code));
    if (codes.length === 0) return;
    for (const code of codes) this.entered[code] = draft.changes[code] ?? '';
    this.#seen = { ...this.#seen, ...draft.seen };
    this.base = draft.base;
    this.takenBackAt = draft.at;
    await this.save();
  }

  /** What waits, sealed into the browser. */
  async seal(): Promise<void> {
    if (!canSeal()) return;
    const waiting = this.changed();
    if (waiting.length === 0) return;
    const pick = (from: FormValues) =>
      Object.fromEntries(waiting.map(({ code }) => [code, $state.snapshot(from[code] ?? '') as FieldValue]));
    const draft: SealedDraft = {
      base: this.base,
      seen: pick(this.#seen),
      changes: pick(this.entered),
      at: new Date().toISOString(),
    };
    await keepDraft(this.#owner, this.#of, draft);
  }

  stop(): void {
    clearTimeout(this.#timer);
  }

  /** Changed fields that may be sent: not in a clash, not known to be wrong. */
  #open(): FieldDefinition[] {
    const changed = new Set(this.changed().map(({ code }) => code));
    return this.fields.filter(
      ({ code }) => (changed.has(code) || this.#forced.has(code)) && !this.conflicts[code] && !this.faults[code],
    );
  }

  #later(after: number): void {
    clearTimeout(this.#timer);
    if (this.saving === 'kept-here') void this.seal();
    else if (this.saving !== 'refused') this.saving = 'waiting';
    this.#timer = setTimeout(() => void this.save(), after);
  }

  async #send(): Promise<void> {
    do {
      this.#again = false;
      const sent = this.#open();
      if (sent.length === 0) {
        if (this.saving === 'waiting') this.saving = this.savedAt ? 'saved' : 'nothing';
        return;
      }
      this.saving = 'saving';
      const entered = Object.fromEntries(
        sent.map(({ code }) => [code, $state.snapshot(this.entered[code] ?? '') as FieldValue]),
      );
      const changes = Object.fromEntries(sent.map((field) => [field.code, toAnswer(field, entered[field.code] ?? '')]));
      const done = await postAction<SavedForm>('?/luu', { doi: JSON.stringify(changes), goc: String(this.base) });
      if (done.ok) {
        this.#saved(done.value, entered);
        if (this.#open().length === 0) await this.#forget();
        continue;
      }
      const { refusal } = done;
      if (refusal.field && sent.some(({ code }) => code === refusal.field)) {
        this.faults[refusal.field] = refusal;
        this.saving = 'refused';
        this.refusal = null;
        this.#again = true;
        continue;
      }
      this.refusal = refusal;
      if (PASSING.has(refusal.code)) {
        await this.seal().catch(() => undefined);
        this.saving = 'kept-here';
        clearTimeout(this.#timer);
        this.#timer = setTimeout(() => void this.save(), TRY_AGAIN);
      } else this.saving = 'refused';
      return;
    } while (this.#again || this.#open().length > 0);
  }

  #saved(saved: SavedForm, entered: FormValues): void {
    const clashes = new Set(saved.conflicts.map((conflict) => conflict.field));
    for (const code of Object.keys(entered)) {
      this.#forced.delete(code);
      if (!clashes.has(code)) this.#seen = { ...this.#seen, [code]: entered[code] ?? '' };
    }
    this.base = saved.version;
    for (const conflict of saved.conflicts) this.conflicts[conflict.field] = conflict;
    if (saved.fresh) this.#merge(saved.fresh);
    this.savedAt = saved.at;
    this.saving = 'saved';
    this.refusal = null;
  }

  /** Brings in what others wrote meanwhile. A field that is being written on as well becomes a clash, so that neither is lost. */
  #merge(fresh: NonNullable<SavedForm['fresh']>): void {
    const waiting = new Set(this.changed().map(({ code }) => code));
    const theirs = toFormValues(this.fields, fresh.answers);
    const seen = { ...this.#seen };
    for (const field of this.fields) {
      const { code } = field;
      if (this.conflicts[code] || fresh.masked.some((one) => one === field.fieldClass)) continue;
      const now = theirs[code] ?? '';
      if (!waiting.has(code)) this.entered[code] = now;
      else if (changedFields([field], { [code]: now }, seen).length > 0)
        this.conflicts[code] = {
          field: code,
          yours: toAnswer(field, this.entered[code] ?? ''),
          theirs: fresh.answers[code] ?? null,
          by: fresh.by,
          at: fresh.at,
        };
      seen[code] = now;
    }
    this.#seen = seen;
    this.base = fresh.version;
  }

  #take(state: FormState): void {
    this.base = state.version;
    this.conflicts = { ...state.conflicts };
    const told = this.fields.filter((field) => !state.masked.some((one) => one === field.fieldClass));
    this.#seen = { ...this.#seen, ...toFormValues(told, state.seen) };
    for (const [code, shown] of Object.entries(toFormValues(told, state.answers))) this.entered[code] = shown;
    this.savedAt = state.savedAt;
    this.saving = state.savedAt ? 'saved' : 'nothing';
  }

  async #forget(): Promise<void> {
    if (canSeal()) await dropDraft(this.#owner, this.#of).catch(() => undefined);
  }
}
