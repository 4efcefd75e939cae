/*
 * All the script of the portal's pages. Everything below works without it; with it there is no history entry per step,
 * nothing written is lost when the network fails, and the quick exit blanks the page before it leaves.
 * Nothing is kept in cookies or storage: the only memory is the sealed draft in this entry's history.state,
 * which the quick exit replaces together with the entry.
 */

const SHIFT_PAUSE = 5_000;
const SAVE_PAUSE = 4_000;
const NEUTRAL = '/thoi-tiet';

const $ = <E extends Element = HTMLElement>(selector: string, from: ParentNode = document) =>
  from.querySelector<E>(selector);
const say = $('#say');
const tell = (words = '') => {
  if (say) say.textContent = words;
};
const word = (name: string) => say?.dataset[name] ?? '';

/* ---- Quick exit ---- */

let gone = false;

function leave() {
  gone = true;
  document.title = '\u00a0';
  document.documentElement.hidden = true;
  document.body.replaceChildren();
  history.replaceState(null, '');
  location.replace(NEUTRAL);
}

document.addEventListener('click', (event) => {
  if ((event.target as Element).closest?.('[data-exit]')) {
    event.preventDefault();
    leave();
  }
});

/* Back out of the browser's memory to a page that was left in haste: go on to the home page, never show the old one. */
addEventListener('pageshow', (event) => {
  if (event.persisted && gone) location.replace('/');
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

async function send(form: Step, extra?: [string, string]): Promise<Document & { url?: string }> {
  const body = new FormData(form);
  if (extra) body.set(extra[0], extra[1]);
  const answer = await fetch(form.action, {
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

function show(page: Document & { url?: string }) {
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
  const draft = draftOf();
  history.replaceState(draft ? { draft } : null, '', page.url ?? location.href);
  scrollTo(0, 0);
  const target = $('#main [data-focus-first]') ?? $('#main [data-focus]') ?? $('#main h1');
  target?.setAttribute('tabindex', '-1');
  target?.focus();
  tell(target?.textContent?.trim() ?? '');
  dress();
}

const draftOf = (root: ParentNode = document) => $<HTMLInputElement>('form[data-step] [name=draft]', root)?.value;

function fault(form: Step, words: string, submitter: HTMLButtonElement | null) {
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
  if (submitter?.name) {
    again.name = submitter.name;
    again.value = submitter.value;
  }
  note.append(text, again);
  form.prepend(note);
  note.focus();
  tell(words);
}

document.addEventListener('submit', async (event) => {
  const form = stepOf(event.target);
  // A button with an address of its own (the other language) changes the whole page, not its middle.
  if (!form || event.submitter?.hasAttribute('formaction')) return;
  event.preventDefault();
  if (busy) return;
  busy = true;
  clearTimeout(saving);
  const button = (event.submitter as HTMLButtonElement | null) ?? null;
  button?.setAttribute('aria-disabled', 'true');
  tell(word('busy'));
  try {
    show(await send(form, button?.name ? [button.name, button.value] : undefined));
  } catch (error) {
    fault(form, word((error as Error).message === 'fault' ? 'fault' : 'offline'), button);
  }
  button?.removeAttribute('aria-disabled');
  busy = false;
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
      history.replaceState({ draft }, '');
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
  const kept = (history.state as { draft?: string } | null)?.draft;
  if (!form || !field || !kept || kept === field.value) return;
  const fresh = field.value;
  field.value = kept;
  try {
    show(await send(form, ['go', 'resume']));
  } catch {
    // Too old or not ours: begin where the page begins.
    field.value = fresh;
    history.replaceState(null, '');
  }
}

/* ---- Reading aloud: only with a voice that is really on this device ---- */

function offerVoices() {
  if (!('speechSynthesis' in window)) return;
  const voices = speechSynthesis.getVoices();
  document.querySelectorAll<HTMLButtonElement>('[data-aloud]').forEach((button) => {
    const voice = voices.find(
      (one) => one.localService && one.lang.replace('_', '-').startsWith(button.dataset.voice ?? 'vi-VN'),
    );
    if (!voice) return;
    button.hidden = false;
    button.onclick = () => {
      const speaking = button.getAttribute('aria-pressed') === 'true';
      speechSynthesis.cancel();
      button.setAttribute('aria-pressed', String(!speaking));
      if (speaking) return;
      const text = new SpeechSynthesisUtterance(document.getElementById(button.dataset.aloud ?? '')?.textContent ?? '');
      text.voice = voice;
      text.lang = voice.lang;
      text.rate = 0.9;
      text.onend = () => button.setAttribute('aria-pressed', 'false');
      speechSynthesis.speak(text);
    };
  });
}

/* What a script can add to the page that is shown now. */
function dress() {
  offerVoices();
  document.querySelectorAll<HTMLButtonElement>('[data-print]').forEach((button) => {
    button.hidden = false;
  });
}

document.addEventListener('click', (event) => {
  if ((event.target as Element).closest?.('[data-print]')) print();
});

resume();
dress();
if ('speechSynthesis' in window) speechSynthesis.onvoiceschanged = offerVoices;
