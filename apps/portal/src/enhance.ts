/*
 * All the script of the portal's pages. Everything below works without it; with it the browser's Back leads from one
 * question to the one before, nothing written is lost when the network fails, and the quick exit blanks the page before
 * it leaves. Nothing is kept in cookies or storage (but for the notebook of a chat, sealed by its own
 * script, contact/notebook.ts): the only memory is the sealed draft in history.state, which the quick
 * exit takes away together with the form's entries.
 */

const SHIFT_PAUSE = 5_000;
const SAVE_PAUSE = 1_000;
const NEUTRAL = '/dong-vat';
/** Later than this no step in the history is waited for. */
const LATE = 400;

const $ = <E extends Element = HTMLElement>(selector: string, from: ParentNode = document) =>
  from.querySelector<E>(selector);
const say = $('#say');
const tell = (words = '') => {
  if (say) say.textContent = words;
};
const word = (name: string) => say?.dataset[name] ?? '';

/* ---- Quick exit ---- */

let gone = false;

/** What the exit shows at once, and goes on showing where there is no network: times tables, made here. */
function decoy() {
  const tables = [2, 3, 4, 5, 6, 7, 8, 9].map((table) => {
    const block = document.createElement('pre');
    block.style.font = 'inherit';
    block.textContent = Array.from({ length: 10 }, (_, at) => `${table} × ${at + 1} = ${table * (at + 1)}`).join('\n');
    return block;
  });
  const heading = document.createElement('h1');
  heading.textContent = document.title = word('decoy');
  const page = document.createElement('main');
  page.className = 'column';
  page.style.paddingTop = '1.5rem';
  page.append(heading, ...tables);
  document.body.replaceChildren(page);
  scrollTo(0, 0);
}

async function leave() {
  gone = true;
  const form = at > 0 || stepName() !== '';
  decoy();
  history.replaceState(null, '', NEUTRAL);
  if (form) {
    // Back to the form's first entry; a new entry there cuts off all that lay after it.
    await walk(-at);
    history.replaceState(null, '', NEUTRAL);
    history.pushState(null, '', NEUTRAL);
  }
  // Only where it will arrive: an error of the browser in its place would ask for an explanation.
  for (let pause = 0; ; pause = Math.min(pause + 2_000, 20_000)) {
    await new Promise((resolve) => setTimeout(resolve, pause));
    const there = await fetch(NEUTRAL, { method: 'HEAD', cache: 'no-store', redirect: 'manual' }).catch(
      () => undefined,
    );
    if (there) break;
  }
  location.replace(NEUTRAL);
}

document.addEventListener('click', (event) => {
  if ((event.target as Element).closest?.('[data-exit]')) {
    event.preventDefault();
    leave();
  }
});

/* Back from the exit page, where the browser tells: whatever page of ours it leads to is left again at once. */
function leaveIfExited() {
  const came = 'navigation' in window ? navigation.activation : undefined;
  const from = came?.navigationType === 'traverse' ? came.from : null;
  const exited = from?.url && new URL(from.url).pathname === NEUTRAL && from.index > (came?.entry.index ?? 0);
  if (gone || exited) leave();
}

addEventListener('pageshow', (event) => {
  if (event.persisted) leaveIfExited();
});

let shifts = 0;
let alone = false;
let timer = 0;

/* Three times Shift, each within five seconds. Shift that helps to write a capital letter does not count. */
addEventListener('keydown', (event) => {
  if (event.key === 'Shift') alone = !event.repeat;
  else alone = false;
});
addEventListener('keyup', (event) => {
  if (event.key !== 'Shift' || !alone || !$('[data-exit]')) return;
  alone = false;
  clearTimeout(timer);
  shifts += 1;
  if (shifts === 3) {
    tell(word('shift0'));
    leave();
    return;
  }
  tell(word(`shift${3 - shifts}`));
  timer = setTimeout(() => {
    shifts = 0;
    tell(word('shiftOver'));
  }, SHIFT_PAUSE) as unknown as number;
});

/* ---- One step of a form ---- */

type Step = HTMLFormElement;
const stepOf = (node: EventTarget | null) => (node as Element | null)?.closest?.<Step>('form[data-step]') ?? null;
let busy = false;
/** Counts what was asked for: an answer that something newer has overtaken is not shown. */
let turn = 0;

async function send(form: Step, extra?: [string, string], action = form.action): Promise<Document & { url?: string }> {
  const body = new FormData(form);
  if (extra) body.set(extra[0], extra[1]);
  const answer = await fetch(action, {
    method: 'POST',
    body,
    headers: { accept: 'text/html' },
    redirect: 'follow',
  });
  const page: Document & { url?: string } = new DOMParser().parseFromString(await answer.text(), 'text/html');
  // An answer without a step or with an error page must not wipe what was written.
  if (answer.status >= 500 || !$('#main', page) || $('[data-error-page]', page)) throw new Error('fault');
  if (answer.redirected) page.url = answer.url;
  return page;
}

/** A page's place in the history: the entry that is shown, a new one, or whichever fits. */
type Entered = 'this' | 'new' | 'fitting';

async function show(page: Document & { url?: string }, entry: Entered = 'fitting') {
  const now = $('#main');
  const next = $('#main', page);
  if (!now || !next) return;
  page.querySelectorAll<HTMLLinkElement>('link[rel=stylesheet]').forEach((link) => {
    if (!$(`link[href="${link.getAttribute('href')}"]`)) document.head.append(document.importNode(link, true));
  });
  now.replaceWith(document.importNode(next, true));
  // The language is changed by a link or, where something is typed, by the form: as the new page has it.
  const [language, newLanguage] = [$('header nav'), $('header nav', page)];
  if (newLanguage) language?.replaceWith(document.importNode(newLanguage, true));
  document.title = page.title;
  await settle(page.url, entry);
  scrollTo(0, 0);
  const target = $('#main [data-focus-first]') ?? $('#main [data-focus]') ?? $('#main h1');
  target?.setAttribute('tabindex', '-1');
  target?.focus();
  tell(target?.textContent?.trim() ?? '');
  dress();
}

/* The entries of a form are steps back to its first one: the browser would bring back where that one was scrolled to. */
if ($('form[data-step]')) history.scrollRestoration = 'manual';

const draftOf = (root: ParentNode = document) => $<HTMLInputElement>('form[data-step] [name=draft]', root)?.value;

function fault(form: Step, words: string, asked?: [string, string], action?: string) {
  form.querySelector('[data-fault-note]')?.remove();
  const note = document.createElement('div');
  note.className = 'fault';
  note.setAttribute('data-fault-note', '');
  note.tabIndex = -1;
  const text = document.createElement('p');
  text.textContent = words;
  const again = document.createElement('button');
  again.type = 'submit';
  again.textContent = word('again');
  if (asked) [again.name, again.value] = asked;
  if (action) again.setAttribute('formaction', action);
  note.append(text, again);
  form.prepend(note);
  note.focus();
  tell(words);
}

/** While an answer is on its way nothing can be typed that it would take away. */
const hold = (form: Step, on: boolean) =>
  form.querySelectorAll<HTMLInputElement>('input, textarea').forEach((field) => {
    field.readOnly = on;
  });

/** Posts the form and uses the answer; what failed is told in the form and can be asked for again. */
async function post(
  form: Step,
  asked: [string, string] | undefined,
  use: (page: Document & { url?: string }) => unknown,
  action?: string,
) {
  turn += 1;
  const mine = turn;
  busy = true;
  clearTimeout(saving);
  hold(form, true);
  tell(word('busy'));
  try {
    const page = await send(form, asked, action);
    if (mine === turn) await use(page);
  } catch (error) {
    if (mine === turn) fault(form, word((error as Error).message === 'fault' ? 'fault' : 'offline'), asked, action);
  }
  if (mine !== turn) return;
  busy = false;
  hold(form, false);
}

document.addEventListener('submit', async (event) => {
  const form = stepOf(event.target);
  if (!form) return;
  event.preventDefault();
  if (busy) return;
  const button = event.submitter as HTMLButtonElement | null;
  button?.setAttribute('aria-disabled', 'true');
  const asked: [string, string] | undefined = button?.name ? [button.name, button.value] : undefined;
  // A button with an address of its own (the other language) changes the whole page, not its middle: it is loaded anew
  // in this same entry, so that the quick exit leaves none of another language behind.
  const other = button?.hasAttribute('formaction') ? button.formAction : undefined;
  if (other)
    await post(
      form,
      asked,
      (page) => {
        history.replaceState({ at, draft: draftOf(page) }, '', other);
        location.reload();
      },
      other,
    );
  // What is mended from the review is one step on from it, even where it stands just before it.
  else await post(form, asked, (page) => show(page, asked?.[1].startsWith('edit:') ? 'new' : 'fitting'));
  button?.removeAttribute('aria-disabled');
});

/* A line of the summary leads to its field without an entry of its own. */
document.addEventListener('click', (event) => {
  const link = (event.target as Element).closest?.<HTMLAnchorElement>('a[href^="#"]');
  const field = link && $('form[data-step]') && document.getElementById(link.hash.slice(1));
  if (!field) return;
  event.preventDefault();
  field.focus();
});

/* ---- The browser's own Back and Forward: each question has an entry ---- */

/**
 * An entry holds its number; the one that is shown also the sealed draft, for a reload. Which question a number was is
 * known to this page alone.
 */
interface Entry {
  readonly at: number;
  readonly draft?: string;
  /** The page held the words of a receipt: a reload shows them again, the browser's Back does not. */
  readonly secret?: boolean;
  readonly back?: boolean;
}

const stepName = () => $<Step>('form[data-step]')?.dataset.step ?? '';

let at = (history.state as Entry | null)?.at ?? 0;
const trail: string[] = [];
trail[at] = stepName();
let address = location.href;
let arrived: (() => void) | undefined;

/** Goes through the entries of this page. */
async function walk(by: number) {
  if (by === 0) return;
  await new Promise<void>((resolve) => {
    arrived = resolve;
    setTimeout(resolve, LATE);
    history.go(by);
  });
  arrived = undefined;
  at += by;
}

/** The page that is shown belongs to the entry that is shown. */
function mark(url = address) {
  const draft = draftOf();
  address = url;
  trail[at] = stepName();
  const secret = !!$('form[data-secret]');
  history.replaceState(draft ? { at, draft, ...(secret && { secret }) } : { at }, '', url);
}

/* Whoever takes the phone next finds no words: a page that held them is emptied as it is left, and Back loads it anew. */
addEventListener('pagehide', () => {
  if ($('form[data-secret], [data-card], [data-chat]')) $('#main')?.replaceChildren();
});
addEventListener('pageshow', (event) => {
  if (!event.persisted || $('#main')?.hasChildNodes()) return;
  history.replaceState({ ...history.state, back: true }, '');
  location.reload();
});

/** How the browser came to this page: `reload`, `back_forward`, `navigate`. */
const loadedBy = () => (performance.getEntriesByType('navigation') as PerformanceNavigationTiming[])[0]?.type;

/** Came to a page with the words again by Back or Forward, and not by a reload. */
function cameBack({ secret, back }: Entry): boolean {
  return secret === true && (back === true || loadedBy() !== 'reload');
}

/** Finds the entry for the page that is shown now: this one, the one before, or a new one. */
async function settle(url: string | undefined, entry: Entered) {
  const name = stepName();
  if (entry !== 'this' && name !== trail[at]) {
    // Only the entry that is shown holds a draft.
    history.replaceState({ at }, '');
    if (entry === 'fitting' && name !== '' && name === trail[at - 1]) await walk(-1);
    else {
      // The story was sent, or is lost: no question is left to go back to, and none of their entries.
      if (name === '') {
        await walk(-at);
        trail[at] = '';
        history.replaceState({ at }, '');
      }
      at += 1;
      history.pushState(null, '', url ?? address);
    }
  }
  mark(url);
}

addEventListener('popstate', (event) => {
  if (arrived) {
    arrived();
    return;
  }
  const form = $<Step>('form[data-step]');
  const to = (event.state as Entry | null)?.at;
  if (!form || to === undefined || to === at) return;
  // After a reload the page knows no names: then Back does what the form's own Back does.
  const go = trail[to] ? `edit:${trail[to]}` : to < at ? 'back' : 'save';
  at = to;
  history.replaceState(event.state, '', address);
  post(form, ['go', go], (page) => show(page, 'this'));
});

/* ---- The draft: saved while writing, taken up again after a reload or after Back and Forward ---- */

let saving = 0;

document.addEventListener('input', (event) => {
  const form = stepOf(event.target);
  if (!form?.hasAttribute('data-autosave') || (event.target as Element).tagName !== 'TEXTAREA') return;
  clearTimeout(saving);
  saving = setTimeout(async () => {
    if (busy) return;
    try {
      const draft = draftOf(await send(form, ['go', 'save']));
      const field = $<HTMLInputElement>('[name=draft]', form);
      if (!draft || !field || busy) return;
      field.value = draft;
      mark();
      const note = $('[data-saved-note]', form);
      if (note) note.textContent = word('saved').replace('%', new Date().toTimeString().slice(0, 5));
    } catch {
      // The next pause tries again; what was written stands in the field.
    }
  }, SAVE_PAUSE) as unknown as number;
});

/* ---- How much room is left, told only when it runs out ---- */

const FEW = 1_000;

document.addEventListener('input', (event) => {
  const field = event.target as HTMLTextAreaElement;
  const limit = Number(field.dataset.limit);
  const note = limit && document.getElementById(`${field.id}-limit`);
  if (!note) return;
  const left = limit - [...field.value].length;
  note.dataset.note ??= note.textContent ?? '';
  const words = left < 0 ? note.dataset.over : left < FEW ? note.dataset.left : note.dataset.note;
  note.textContent = (words ?? '').replace('%', String(left < 0 ? -left : Math.ceil(left / 50) * 50));
});

async function resume() {
  const form = $<Step>('form[data-step]');
  const field = form && $<HTMLInputElement>('[name=draft]', form);
  const entry = history.state as Entry | null;
  const kept = entry?.draft;
  if (!form || !field || !kept || kept === field.value) return;
  // The address was opened again, by whoever holds the telephone now: it begins anew.
  if (loadedBy() === 'navigate') {
    history.replaceState({ at }, '');
    return;
  }
  const fresh = field.value;
  field.value = kept;
  // Nothing can be typed or chosen that the answer would take away again.
  const main = $('#main') as HTMLElement;
  main.style.visibility = 'hidden';
  try {
    await show(await send(form, ['go', cameBack(entry) ? 'gone' : 'resume']), 'this');
  } catch {
    // Too old or not ours: begin where the page begins.
    field.value = fresh;
    history.replaceState({ at }, '');
  }
  main.style.visibility = '';
}

/* What a script can add to the page that is shown now. */
function dress() {
  document.querySelectorAll<HTMLElement>('[data-keep]').forEach((buttons) => {
    buttons.hidden = false;
  });
  // What only some pages need is a script of its own.
  document.querySelectorAll<HTMLElement>('[data-script]').forEach(({ dataset: { script = '' } }) => {
    if ($(`script[src="${script}"]`)) return;
    const element = document.createElement('script');
    element.type = 'module';
    element.src = script;
    document.head.append(element);
  });
}

document.addEventListener('click', (event) => {
  if ((event.target as Element).closest?.('[data-print]')) print();
});

const hint = $('[data-shift-hint]');
if (hint) hint.hidden = false;

leaveIfExited();
resume();
dress();
