/*
 * What a script adds to a chat: lines as they come, who types, what was seen, and sending without leaving the page. Loaded by enhance.ts
 * where a page shows a chat; all of it works without, by forms. Nothing is kept on the device.
 */

const $ = <E extends Element = HTMLElement>(selector: string, from: ParentNode = document) =>
  from.querySelector<E>(selector);
const API = '/api/v1/contacts/own';
/** Milliseconds: how long somebody counts as typing, how often it is told, and when what failed is tried again. */
const TYPING = 6_000;
const TELL = 3_000;
const AGAIN = 3_000;

interface Line {
  readonly seq: number;
  readonly at: string;
  readonly from: 'child' | 'helper';
  readonly text: string;
}

const root = () => $('[data-chat]');
const list = () => $<HTMLOListElement>('[data-lines]');
/** By what this page's own lines are known: its stream does not tell it of them. */
const page = 'randomUUID' in crypto ? crypto.randomUUID() : undefined;
const lastSeq = () => Number(root()?.dataset.last ?? 0);

/* ---- Lines ---- */

function itemOf({ seq, at, from, text }: Line): HTMLElement | undefined {
  const item = $<HTMLTemplateElement>(`template[data-of=${from}]`)?.content.firstElementChild?.cloneNode(true);
  if (!(item instanceof HTMLElement)) return undefined;
  item.dataset.seq = String(seq);
  const [time, words] = [$('[data-at]', item), $('[data-text]', item)];
  if (time) time.textContent = clock(at);
  if (words) words.textContent = text;
  return item;
}

function clock(at: string): string {
  const date = new Date(at);
  try {
    return date.toLocaleTimeString('vi-VN', { hour: '2-digit', minute: '2-digit', timeZone: 'Asia/Ho_Chi_Minh' });
  } catch {
    return date.toTimeString().slice(0, 5);
  }
}

function hear(line: Line) {
  const [chat, lines] = [root(), list()];
  if (!chat || !lines || line.seq <= lastSeq()) return;
  chat.dataset.last = String(line.seq);
  // Its own answer may come later than the line itself.
  const own =
    line.from === 'child' ? unsent.find(({ text, item }) => text === line.text && item.isConnected) : undefined;
  if (own) settle(own, line.seq);
  else if (!$(`[data-seq="${line.seq}"]`, lines)) {
    const item = itemOf(line);
    if (item) lines.append(item);
    if (line.from === 'helper') showTyping(false);
    item?.scrollIntoView({ block: 'nearest' });
  }
  if (line.from === 'helper') tellSeen();
}

function tellSeen() {
  if (document.visibilityState === 'visible' && lastSeq() > 0)
    void post('/seen', { seq: lastSeq() }).catch(() => undefined);
}
document.addEventListener('visibilitychange', tellSeen);

function markSeen(seq: number) {
  for (const item of list()?.querySelectorAll<HTMLElement>('.me[data-seq]') ?? []) {
    const mark = $('[data-mark]', item);
    const own = Number(item.dataset.seq);
    if (mark && own > 0 && own <= seq) mark.hidden = false;
  }
}

/* ---- Where it stands: the words are the page's own, made anew by the server ---- */

let stood = '';

async function stand(state: Record<string, unknown>) {
  markSeen(Number(state.helperSeenSeq ?? 0));
  const { helperSeenSeq: _, lines: __, ...rest } = state;
  const now = JSON.stringify(rest);
  const first = stood === '';
  if (now === stood) return;
  stood = now;
  if (first && state.phase === root()?.dataset.phase) return;
  if (state.blanked === true) return location.reload();
  try {
    const answer = await fetch(location.pathname, { headers: { accept: 'text/html' } });
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
    for (const part of ['[data-standing]', '[data-plan]', '[data-acts]', '[data-waits]']) {
      const [old, fresh] = [$(part), $(part, page)];
      if (old && fresh) old.replaceWith(document.importNode(fresh, true));
    }
    const chat = root();
    if (chat) chat.dataset.phase = String(state.phase);
  } catch {
    stood = '';
  }
}

/* ---- The stream ---- */

let stream: EventSource | undefined;
let typing: ReturnType<typeof setTimeout> | undefined;

function showTyping(now: boolean) {
  const note = $('[data-typing]');
  clearTimeout(typing);
  if (note) note.hidden = !now;
  if (now) typing = setTimeout(() => showTyping(false), TYPING);
}

function offline(now: boolean) {
  const note = $('[data-offline]');
  if (note) note.hidden = !now;
}

function open() {
  stream?.close();
  stream = undefined;
  if (!root()) return;
  const source = new EventSource(`${API}/stream?after=${lastSeq()}${page ? `&page=${page}` : ''}`);
  stream = source;
  const on = (name: string, act: (data: never) => void) =>
    source.addEventListener(name, (event) => act(JSON.parse((event as MessageEvent<string>).data) as never));
  source.addEventListener('open', () => {
    offline(false);
    void send();
  });
  source.addEventListener('error', () => {
    offline(true);
    // An answer that is no stream (a server that begins anew) makes the browser give up; a cut line does not.
    if (source.readyState === EventSource.CLOSED && stream === source) setTimeout(open, AGAIN);
  });
  on('line', hear);
  on('state', (state: Record<string, unknown>) => void stand(state));
  on('seen', ({ seq }: { seq: number }) => markSeen(seq));
  on('typing', () => showTyping(true));
  on('ended', () => {
    source.close();
    location.reload();
  });
}

/* ---- Sending: in order, under keys of this page, again and again until it has arrived ---- */

interface Unsent {
  readonly text: string;
  readonly lineKey: string;
  readonly item: HTMLElement;
}
const unsent: Unsent[] = [];
let sending = false;

async function post(path: string, body: object): Promise<Response> {
  return fetch(API + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'accept-language': document.documentElement.lang },
    body: JSON.stringify(body),
  });
}

function settle(own: Unsent, seq: number) {
  const at = unsent.indexOf(own);
  if (at >= 0) unsent.splice(at, 1);
  const there = $(`[data-seq="${seq}"]`);
  if (there && there !== own.item) return own.item.remove();
  own.item.dataset.seq = String(seq);
  const time = $('[data-at]', own.item);
  if (time) time.textContent = clock(new Date().toISOString());
}

async function send(): Promise<void> {
  if (sending) return;
  sending = true;
  try {
    for (let own = unsent[0]; own; own = unsent[0]) {
      const answer = await post('/lines', { text: own.text, lineKey: own.lineKey, page });
      if (answer.ok) {
        settle(own, ((await answer.json()) as { seq: number }).seq);
        continue;
      }
      if (answer.status >= 500 || answer.status === 429) throw new Error('later');
      giveBack(own, ((await answer.json().catch(() => ({}))) as { title?: string }).title ?? '');
    }
  } catch {
    for (const { item } of unsent) {
      const time = $('[data-at]', item);
      if (time) time.textContent = root()?.dataset.unsent ?? '';
    }
    setTimeout(send, AGAIN);
  }
  sending = false;
}

/** The house does not take it: it stands in the field again, with why. */
function giveBack(own: Unsent, why: string) {
  unsent.splice(unsent.indexOf(own), 1);
  own.item.remove();
  const field = $<HTMLTextAreaElement>('[data-write] textarea');
  if (field) field.value = field.value === '' ? own.text : `${own.text}\n${field.value}`;
  const say = $('#say');
  if (say) say.textContent = why;
  const note = $('#text-limit');
  if (note) note.textContent = why;
  field?.focus();
}

document.addEventListener('submit', (event) => {
  const form = (event.target as Element).closest?.<HTMLFormElement>('[data-write]');
  const field = form && $<HTMLTextAreaElement>('textarea', form);
  const once = form && $<HTMLInputElement>('[name=once]', form);
  if (!field || !once || !('randomUUID' in crypto)) return;
  event.preventDefault();
  const text = field.value.trim();
  if (text === '') return field.focus();
  const item = itemOf({ seq: 0, at: '', from: 'child', text });
  if (!item) return;
  const time = $('[data-at]', item);
  if (time) time.textContent = root()?.dataset.sending ?? '';
  list()?.append(item);
  item.scrollIntoView({ block: 'nearest' });
  unsent.push({ text, lineKey: once.value, item });
  once.value = crypto.randomUUID();
  field.value = '';
  field.focus();
  void send();
});

let told = 0;
document.addEventListener('input', (event) => {
  if (!(event.target as Element).closest?.('[data-write]') || Date.now() - told < TELL) return;
  told = Date.now();
  void post('/acts', { act: 'typing' }).catch(() => undefined);
});

/* "Somebody is here": at once, before the network. */
document.addEventListener('click', (event) => {
  const button = (event.target as Element).closest?.<HTMLButtonElement>('button[value=blank]');
  const chat = root();
  if (button && chat) chat.style.display = 'none';
});

addEventListener('online', () => {
  open();
  void send();
});

/* The middle of the page is replaced by enhance.ts: the stream follows it, and ends with it. */
const frame = $('#main')?.parentElement;
if (frame)
  new MutationObserver(() => {
    stood = '';
    open();
  }).observe(frame, { childList: true });

markSeen(Number(root()?.dataset.seen ?? 0));
open();
