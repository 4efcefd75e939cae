import { invalidate } from '$app/navigation';

/** Something changed at the server; what there is to see, the page fetches under its own permissions. */
export interface LiveEvent {
  topic: string;
  id: string;
  /** Of a chat: number of the line that it tells of, and whose it is. */
  line?: { seq: number; from: 'child' | 'helper' };
}

/** After this long without a key or a pointer nothing is fetched by itself: a desk that nobody sits at must let its session end. */
const AWAY = 8 * 60_000;
/** Events of one act come in a bunch. */
const GATHER = 300;
/** A look that the server could not answer is tried again after this long: the event that asked for it does not come twice. */
const AGAIN = 2_000;

const listeners = new Set<(look: LiveEvent) => void>();
let lastTouch = Date.now();

/** Whether events arrive, and how many fetches of the page's data wait for the line. */
const line = $state({ up: true, cuts: 0 });

/** Whether the line to the server is up. */
export const connection = {
  get up() {
    return line.up && line.cuts === 0;
  },
};

/** How many milliseconds ago the last key or pointer was used on this page. */
export const sinceTouch = () => Date.now() - lastTouch;

export function isAway(): boolean {
  return sinceTouch() > AWAY;
}

/** Hears "look again" for as long as the component lives: `$effect(() => onLiveEvent(...))`. */
export function onLiveEvent(listener: (look: LiveEvent) => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/**
 * Fetches `resource` again when an event concerns the page, and once the connection is back (`resync`), for as long as the
 * component lives: `$effect(() => refreshOn('desk:cases', (event) => event.topic.startsWith('cases.')))`. Events that come in
 * a bunch make one fetch, and `after` follows it; `every` looks also that often (ms), for what may have been told before the
 * page listened. Nothing is fetched while nobody is there: it is no sign of the person being there and says so to the server,
 * since a desk that only stays open must let its session end. Without a connection nothing is
 * fetched either: the kit would answer the failure with a page of its own, and what was typed on this one would be gone.
 */
export function refreshOn(
  resource: string,
  concerns: (event: LiveEvent) => boolean,
  { after = () => undefined, resync = true, every }: { after?: () => unknown; resync?: boolean; every?: number } = {},
): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const refresh = async () => {
    if (!(await reachable())) return lookIn(AGAIN);
    await invalidate(resource, true);
    await after();
  };
  let lives = true;
  const lookIn = (milliseconds: number) => {
    clearTimeout(timer);
    if (!lives) return;
    timer = setTimeout(() => {
      if (!isAway()) void unattended(refresh);
    }, milliseconds);
  };
  const forget = onLiveEvent((event) => {
    if (event.topic === 'resync' ? resync : concerns(event)) lookIn(GATHER);
  });
  const regularly = every === undefined ? undefined : setInterval(() => lookIn(0), every);
  return () => {
    lives = false;
    clearTimeout(timer);
    clearInterval(regularly);
    forget();
  };
}

/**
 * A line that is cut in the middle of any fetch of the page's own data is waited for: the kit would answer the failure with a page of its
 * own. Each try after the first is no sign of anybody being there, and says so anew, since the word lasts for seconds. Where the person has
 * gone to another page meanwhile, nobody waits.
 */
function waitOverCuts(): void {
  const send = window.fetch.bind(window);
  const sendWhole = async (...asked: Parameters<typeof fetch>) => {
    const answer = await send(...asked);
    return answer.body === null ? answer : new Response(await answer.arrayBuffer(), answer);
  };
  window.fetch = async (input, init) => {
    const page = location.pathname;
    if (!isDataOf(page, input)) return send(input, init);
    let answer = await sendWhole(input, init).catch(thrown);
    if (!('thrown' in answer)) return answer;
    line.cuts += 1;
    working += 1;
    try {
      while ('thrown' in answer) {
        if (location.pathname !== page || init?.signal?.aborted) throw answer.thrown;
        await new Promise((resolve) => setTimeout(resolve, AGAIN));
        sayUnattended();
        answer = await sendWhole(input, init).catch(thrown);
      }
      return answer;
    } finally {
      line.cuts -= 1;
      working -= 1;
      if (working === 0) sayUnattended(0);
    }
  };
}

const thrown = (error: unknown) => ({ thrown: error });

function isDataOf(page: string, input: RequestInfo | URL): boolean {
  const asked = new URL(input instanceof Request ? input.url : input, location.href);
  return asked.origin === location.origin && asked.pathname === `${page.replace(/\/$/, '')}/__data.json`;
}

if (typeof window !== 'undefined') waitOverCuts();

async function reachable(): Promise<boolean> {
  if (!navigator.onLine) return false;
  try {
    return (await fetch('/health/ready', { method: 'HEAD', cache: 'no-store' })).ok;
  } catch {
    return false;
  }
}

let working = 0;

/** What a request of the page's own carries that is no sign of anybody being there. */
export const UNATTENDED = { 'x-unattended': '1' } as const;

function sayUnattended(seconds = 10): void {
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store is missing from browsers that desks still use
  document.cookie = `lachan_unattended=1; path=/; samesite=strict; max-age=${seconds}`;
}

/**
 * Says with the requests of this work that they are no sign of the person being there. The framework makes them, so that the word
 * travels in a cookie; it goes with the work, or after ten seconds.
 */
export async function unattended(work: () => Promise<unknown>): Promise<void> {
  working += 1;
  sayUnattended();
  try {
    await work();
  } catch {
    // The line is cut or the session has ended; the next thing that the person does will tell.
  } finally {
    working -= 1;
    if (working === 0) sayUnattended(0);
  }
}

/** Opens the line; once, in the frame of somebody who is signed in. @returns the way to close it */
export function openLiveConnection(): () => void {
  const touch = () => {
    const was = isAway();
    lastTouch = Date.now();
    if (was) for (const listener of listeners) listener({ topic: 'resync', id: '' });
  };
  const back = () => {
    for (const listener of listeners) listener({ topic: 'resync', id: '' });
  };
  const source = new EventSource('/api/v1/live');
  source.addEventListener('open', () => {
    // What was told while the line was down is looked for now.
    if (!line.up) back();
    line.up = true;
  });
  source.addEventListener('error', () => (line.up = false));
  source.addEventListener('look', (event) => {
    const look = JSON.parse((event as MessageEvent<string>).data) as LiveEvent;
    for (const listener of listeners) listener(look);
  });
  addEventListener('online', back);
  addEventListener('pointerdown', touch);
  addEventListener('keydown', touch);
  return () => {
    source.close();
    removeEventListener('online', back);
    removeEventListener('pointerdown', touch);
    removeEventListener('keydown', touch);
  };
}
