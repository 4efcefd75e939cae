import { canSeal, dropDraft, inTurn, keepDraft, takeDraft } from './sealed-drafts.ts';

/** What fields of a form hold, by their name: their text, or the values that are ticked. */
type Fields = Readonly<Record<string, readonly string[]>>;
type Field = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

/** Proofs of who somebody is are kept nowhere, and a file cannot be put back. */
const NEVER = ['hidden', 'password', 'file', 'submit', 'button', 'reset', 'image'];

function fieldsOf(form: HTMLFormElement): Field[] {
  return [...form.elements].filter(
    (one): one is Field =>
      (one instanceof HTMLInputElement || one instanceof HTMLTextAreaElement || one instanceof HTMLSelectElement) &&
      one.name !== '' &&
      !NEVER.includes(one.type) &&
      one.autocomplete !== 'one-time-code',
  );
}

const isTicked = (field: Field): field is HTMLInputElement => field.type === 'checkbox' || field.type === 'radio';

function valuesOf(form: HTMLFormElement): Fields {
  const values: Record<string, string[]> = {};
  for (const field of fieldsOf(form)) {
    const held = values[field.name] ?? [];
    values[field.name] = isTicked(field) && !field.checked ? held : [...held, field.value];
  }
  return values;
}

/**
 * What somebody writes in a form that keeps its values in its fields alone, sealed in the browser until its act is done: leaving,
 * reloading, a session that ends and a line that is cut lose none of it. A form with state of its own uses `keptDraft`.
 */
export class KeptForm {
  readonly #owner: string | undefined;
  readonly #of: () => string;
  /** What the form held before anything was written. */
  #before: Fields = {};
  /** Names of the fields that were put back: they are kept on, whatever stands in them. */
  #again: readonly string[] = [];
  #form: HTMLFormElement | undefined;
  #name = '';
  #running: Promise<void> = Promise.resolve();
  /** Called when something that was kept is put back into a form that stands on its page. */
  taken: () => void = () => undefined;

  /** @param owner who works here; @param of what it is a draft of, asked when the form opens */
  constructor(owner: string | undefined, of: () => string) {
    this.#owner = owner;
    this.#of = of;
  }

  /** Begins with a form that was just drawn, and puts back what was kept of it. @returns whether there was something */
  async begin(form: HTMLFormElement): Promise<boolean> {
    this.#form = form;
    this.#name = `form:${this.#of()}`;
    this.#before = valuesOf(form);
    this.#again = [];
    if (this.#owner === undefined || !canSeal()) return false;
    const kept = await takeDraft<{ fields: Fields }>(this.#owner, this.#name).catch(() => undefined);
    if (!kept || this.#form !== form || JSON.stringify(valuesOf(form)) !== JSON.stringify(this.#before)) return false;
    this.#again = Object.keys(kept.fields);
    const seen = new Map<string, number>();
    for (const field of fieldsOf(form)) {
      // Rows of a form share the names of their fields.
      const at = seen.get(field.name) ?? 0;
      seen.set(field.name, at + 1);
      putBack(field, kept.fields[field.name], at);
    }
    return true;
  }

  /**
   * Keeps what was written in the form until now. A field that nobody wrote in is not kept: what somebody else has changed meanwhile
   * stands in it when the form is drawn anew.
   */
  keep(): Promise<void> {
    const [owner, form, name] = [this.#owner, this.#form, this.#name];
    if (owner === undefined || !form || !canSeal()) return Promise.resolve();
    const [before, again] = [this.#before, this.#again];
    const fields: Fields = Object.fromEntries(
      Object.entries(valuesOf(form)).filter(
        ([of, held]) => again.includes(of) || JSON.stringify(held) !== JSON.stringify(before[of]),
      ),
    );
    const blank = Object.keys(fields).length === 0;
    // A browser that cannot keep it (full, or private) leaves it on the page; the act itself does not hang on it.
    this.#running = this.#running
      .then(() => inTurn(() => (blank ? dropDraft(owner, name) : keepDraft(owner, name, { fields }))))
      .catch(() => undefined);
    return this.#running;
  }

  /** The act is done: nothing of it stays in the browser. */
  async done(): Promise<void> {
    this.#again = [];
    if (this.#owner === undefined || !canSeal()) return;
    await this.#running;
    await dropDraft(this.#owner, this.#name).catch(() => undefined);
  }

  /** For a form that stands on its page: `{@attach kept.attach}`. */
  readonly attach = (form: HTMLFormElement): (() => void) => {
    const keep = () => void this.keep();
    void this.begin(form).then((taken) => taken && this.taken());
    form.addEventListener('input', keep);
    return () => form.removeEventListener('input', keep);
  };
}

/** @param at which of the fields of this name it is */
function putBack(field: Field, kept: readonly string[] | undefined, at: number): void {
  if (!kept) return;
  if (isTicked(field)) {
    const ticked = kept.includes(field.value);
    if (field.checked === ticked) return;
    field.checked = ticked;
  } else {
    const value = kept[at];
    if (value === undefined || field.value === value) return;
    field.value = value;
  }
  // What is bound to the field follows it.
  field.dispatchEvent(new Event('input', { bubbles: true }));
  field.dispatchEvent(new Event('change', { bubbles: true }));
}
