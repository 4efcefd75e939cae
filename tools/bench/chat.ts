import { randomUUID } from 'node:crypto';
import { readFileSync, rmSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import type { BenchRow } from '../bench.ts';
import { copyTemplate } from '../installation/installation-template.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { launchBrowser } from '../test/browser.ts';
import { type EmbeddedAccess, embeddedAccess } from '../test/embedded-access.ts';
import { type SpawnedServer, spawnServer } from '../test/spawn-server.ts';
import { raceForOffers } from './support/accept-race.ts';
import { atMost, exactly } from './support/bench-target.ts';
import { signInAtDesk } from './support/desk-load.ts';
import { ApiCaller, listenTo } from './support/event-reader.ts';
import { type ProcessorUse, processorUse, usedBetween } from './support/processor-use.ts';
import { quantile } from './support/quantile.ts';

const CHATS = 2_000;
/** In each chat somebody writes a line a minute. */
const LINES_A_SECOND = CHATS / 60;
const BURST = 10;
/** Seconds. */
const CALM_FOR = 30;
const BURST_FOR = 60;
/** Those whose network is gone, the lines that they miss, and for how long. Seconds. */
const [AWAY, MISSED, AWAY_FOR] = [20, 200, 60];
const HELPERS = ['tu.van.mot@tongdai111.example', 'tu.van.hai@tongdai111.example'];

interface Chat {
  readonly id: string;
  readonly cookie: string;
  readonly helper: HelperPage;
  /** As the child's page names itself. */
  readonly page: string;
  /** The newest line that each side has before it. */
  childHas: number;
  helperHas: number;
  reading: boolean;
  /** The helper's page waits for the answer to a line of its own. */
  sending: boolean;
}

/** What the helper's page hears. */
interface LineEvent {
  readonly topic: string;
  readonly id: string;
  readonly line: { readonly seq: number; readonly from: 'child' | 'helper' };
}

interface HelperPage {
  readonly person: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** When a line was accepted, and when the other side had it. Milliseconds. */
interface Course {
  accepted?: number;
  seen?: number;
}

/**
 * `npm run bench -- chat [CHATS] [lines]`: fifty helpers who press for 5,000 offers; then live chats beside each other on one server process, its database and the pages of children and
 * helpers on the same machine. How soon after its acceptance a line is before the other side, calm (a line a minute in each chat) and
 * at ten times that for a minute, and what each line costs of the processor; what an idle chat costs in memory; how soon 200 lines are
 * there that were missed while the network was away for a minute. With `lines` the lines alone.
 */
export default async function chat(args: readonly string[]): Promise<readonly BenchRow[]> {
  const count = Number(args[0] ?? CHATS);
  const lines = args[1] === 'lines';
  const race = lines ? undefined : await raceForOffers({ helpers: 50, offers: 5_000 });
  const dataDir = temporaryFolder('lachan-bench-');
  await copyTemplate('demonstration', dataDir);
  const server = await spawnServer({ dataDir, env: { DEMONSTRATION: 'on', RATE_LIMIT_FACTOR: '10000' } });
  const desk = new Desk(server, embeddedAccess(dataDir));
  try {
    await desk.open();
    await desk.begin(count);
    const before = memoryOf(server);
    await desk.listenAsChildren();
    if (!lines) await sleep(45_000);
    const idle = (memoryOf(server) - before) / count;
    const rate = LINES_A_SECOND * (count / CHATS);
    const calm = await desk.talk(rate, CALM_FOR);
    const burst = await desk.talk(rate * BURST, BURST_FOR);
    const talked = [
      row(`calm, ${rate.toFixed(0)} lines a second`, calm),
      row(`burst, ${(rate * BURST).toFixed(0)} lines a second`, burst),
    ];
    if (!race) return talked;
    const back = await desk.reconnect();
    return [
      {
        what: '50 helpers press at once, ms until who lost is told',
        n: race.losers.length,
        p50: quantile(race.losers, 0.5),
        p99: quantile(race.losers, 0.99),
      },
      { what: `${count} chats open, KB of server memory for each idle one`, measured: idle },
      ...talked,
      {
        what: `${MISSED} lines missed, ms until all are there`,
        n: back.took.length,
        p50: quantile(back.took, 0.5),
        p95: quantile(back.took, 0.95),
      },
      exactly('offers that two have, of 5,000', race.doubles, 0),
      exactly('offers that nobody took although their helper pressed', race.untaken, 0),
      atMost('until who lost is told, p99, ms', quantile(race.losers, 0.99), 200),
      atMost('accepted to seen at all chats, p99, ms', quantile(calm.took, 0.99), 250),
      atMost('accepted to seen at ten times the lines, p99, ms', quantile(burst.took, 0.99), 1_000),
      exactly('lines that were accepted and not seen', calm.unseen + burst.unseen, 0),
      atMost('KB for an idle chat', idle, 60),
      atMost('200 missed lines complete and in order, p95, ms', quantile(back.took, 0.95), 1_000),
      exactly('missed lines that are absent, double or out of order', back.wrong, 0),
    ];
  } finally {
    await desk.close();
    await server.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

interface Talked {
  readonly took: readonly number[];
  readonly unseen: number;
  readonly refused: number;
  readonly seconds: number;
  readonly used: ProcessorUse;
}

function row(what: string, { took, unseen, refused, seconds, used }: Talked): BenchRow {
  const each = (milliseconds: number) => Number((milliseconds / (took.length + unseen)).toFixed(2));
  return {
    what,
    n: took.length,
    refused,
    unseen,
    'accepted/s': Math.round((took.length + unseen) / seconds),
    p50: quantile(took, 0.5),
    p99: quantile(took, 0.99),
    'server ms/line': each(used.server),
    'database ms/line': each(used.database),
    'client ms/line': each(used.client),
  };
}

/** KB of the server process that are its own and in memory. */
function memoryOf({ process }: SpawnedServer): number {
  const status = readFileSync(`/proc/${process.pid}/status`, 'utf8');
  return Number(/^RssAnon:\s+(\d+)/m.exec(status)?.[1] ?? Number.NaN);
}

class Desk {
  readonly #server: SpawnedServer;
  readonly #postmaster: number;
  readonly #owner: pg.Pool;
  readonly #api = new ApiCaller(64);
  readonly #helpers: HelperPage[] = [];
  readonly #chats: Chat[] = [];
  readonly #byId = new Map<string, Chat>();
  readonly #streams = new Map<Chat, { close(): void }>();
  readonly #lines = new Map<string, Course>();
  #signs: NodeJS.Timeout | undefined;

  constructor(server: SpawnedServer, database: EmbeddedAccess) {
    this.#server = server;
    this.#postmaster = database.postmaster;
    this.#owner = new pg.Pool({ connectionString: database.ownerUrl, max: 2 });
  }

  /** Helpers sign in, begin their shifts and take a break, so that nobody is offered anything while the chats are made. */
  async open(): Promise<void> {
    const { desk } = this.#server;
    const browser = await launchBrowser();
    try {
      for (const login of HELPERS) {
        const { cookies } = await signInAtDesk(browser, { baseURL: desk }, login);
        const headers = {
          cookie: cookies.map(({ name, value }) => `${name}=${value}`).join('; '),
          origin: new URL(desk).origin,
        };
        const shift = await this.#ask('POST', `${desk}/api/v1/shifts`, headers, {
          tier: 'front',
          channels: ['CHAT'],
          heardRing: true,
          notifies: true,
        });
        await this.#ask('POST', `${desk}/api/v1/shifts/own/state`, headers, { state: 'break', reason: 'meal' });
        const page = { person: (shift as { person: string }).person, headers };
        this.#helpers.push(page);
        await listenTo(`${desk}/api/v1/live`, headers, ({ data }) => {
          const { topic, id, line } = data as LineEvent;
          if (topic === 'contact.line') this.#heardOfLine(id, line);
        });
      }
    } finally {
      await browser.close();
    }
    this.#signs = setInterval(() => {
      for (const { headers } of this.#helpers)
        this.#ask('POST', `${desk}/api/v1/shifts/own/sign`, headers).catch(() => undefined);
    }, 10_000);
  }

  /** Children begin their chats, which are then with one of the helpers: far more than people carry, to load the server. */
  async begin(count: number): Promise<void> {
    const { portal } = this.#server;
    const begun: string[] = [];
    await eachAtOnce(32, count, async () => {
      const made = (await this.#ask(
        'POST',
        `${portal}/api/v1/contacts`,
        { 'idempotency-key': randomUUID() },
        {
          urgent: false,
        },
      )) as { session: string };
      begun.push(`lachan_receipt=${made.session}`);
    });
    const { rows } = await this.#owner.query<{ id: string; helper: string }>(
      `update counselling.contact set state = 'live', accepted_at = now(), offered_at = now(), child_sign_at = now(),
         helper = ($1::uuid[])[1 + (hashtext(id::text) & 1)]
       where state = 'waiting' returning id, helper`,
      [this.#helpers.map(({ person }) => person)],
    );
    const helpers = new Map(rows.map(({ id, helper }) => [id, helper]));
    const sessions = await this.#owner.query<{ id: string; token: Buffer }>(
      'select contact_id as id, token_hash as token from counselling.contact_session',
    );
    const { sessionTokenHash } = await import('../../src/intake/index.ts');
    const contacts = new Map(sessions.rows.map(({ id, token }) => [token.toString('hex'), id]));
    for (const cookie of begun) {
      const id = contacts.get(Buffer.from(sessionTokenHash(cookie.slice(15))).toString('hex')) ?? '';
      const helper = this.#helpers.find(({ person }) => person === helpers.get(id));
      if (!helper) throw new Error('a chat that was begun is not with a helper');
      const one: Chat = {
        id,
        cookie,
        helper,
        page: randomUUID(),
        childHas: 0,
        helperHas: 0,
        reading: false,
        sending: false,
      };
      this.#chats.push(one);
      this.#byId.set(id, one);
    }
  }

  async listenAsChildren(): Promise<void> {
    await eachAtOnce(32, this.#chats.length, (at) => this.#listen(this.#chats[at] as Chat));
  }

  async #listen(one: Chat, lines?: (seq: number) => void): Promise<void> {
    const headers = { cookie: one.cookie, ...(one.childHas > 0 && { 'last-event-id': String(one.childHas) }) };
    const url = `${this.#server.portal}/api/v1/contacts/own/stream?page=${one.page}`;
    const stream = await listenTo(url, headers, ({ event, data }) => {
      if (event !== 'line') return;
      const { seq, from } = data as { seq: number; from: string };
      one.childHas = Math.max(one.childHas, seq);
      if (from === 'helper') this.#seen(one, seq);
      lines?.(seq);
    });
    this.#streams.set(one, stream);
  }

  /** Lines at a rate, in chats in turn, from child and helper in turn; all are waited for. */
  async talk(rate: number, seconds: number): Promise<Talked> {
    this.#lines.clear();
    const before = this.#used();
    let refused = 0;
    const sent: Promise<void>[] = [];
    const started = performance.now();
    for (let at = 0; at < rate * seconds; at += 1) {
      const wait = started + (at / rate) * 1_000 - performance.now();
      if (wait > 1) await sleep(wait);
      const one = this.#chats[at % this.#chats.length] as Chat;
      const fromChild = (at + Math.floor(at / this.#chats.length)) % 2 === 0;
      sent.push(
        (fromChild ? this.#writeAsChild(one) : this.#writeAsHelper(one)).catch((error: unknown) => {
          if (refused === 0) console.error('the first line that was refused:', error);
          refused += 1;
        }),
      );
    }
    await Promise.all(sent);
    const took = (performance.now() - started) / 1_000;
    for (let waited = 0; waited < 100 && this.#unseen() > 0; waited += 1) await sleep(100);
    const courses = [...this.#lines.values()].filter(({ accepted }) => accepted !== undefined);
    return {
      took: courses.flatMap(({ accepted, seen }) =>
        seen === undefined ? [] : [Math.max(0, seen - (accepted ?? seen))],
      ),
      unseen: this.#unseen(),
      refused,
      seconds: took,
      used: usedBetween(before, this.#used()),
    };
  }

  /** The network of some is away; they come back all at once, each saying which line it saw last. */
  async reconnect(): Promise<{ readonly took: readonly number[]; readonly wrong: number }> {
    const away = this.#chats.slice(0, AWAY);
    for (const one of away) this.#streams.get(one)?.close();
    const left = performance.now();
    for (let line = 0; line < MISSED; line += 1) await Promise.all(away.map((one) => this.#writeAsHelper(one)));
    await sleep(Math.max(0, AWAY_FOR * 1_000 - (performance.now() - left)));
    let wrong = 0;
    const took = await Promise.all(
      away.map(async (one) => {
        const started = performance.now();
        const from = one.childHas;
        const heard: number[] = [];
        await new Promise<void>((resolve, reject) => {
          this.#listen(one, (seq) => {
            heard.push(seq);
            if (heard.length === MISSED) resolve();
          }).catch(reject);
          setTimeout(resolve, 30_000).unref();
        });
        wrong += Array.from({ length: MISSED }, (_, at) => heard[at] !== from + at + 1).filter(Boolean).length;
        return performance.now() - started;
      }),
    );
    return { took, wrong };
  }

  async close(): Promise<void> {
    clearInterval(this.#signs);
    for (const stream of this.#streams.values()) stream.close();
    this.#api.close();
    await this.#owner.end();
  }

  #used(): ProcessorUse {
    return processorUse(this.#server.process.pid ?? 0, this.#postmaster);
  }

  #unseen(): number {
    return [...this.#lines.values()].filter(({ accepted, seen }) => accepted !== undefined && seen === undefined)
      .length;
  }

  async #writeAsChild(one: Chat): Promise<void> {
    const line = { text: 'Em đang thử gửi một câu trung tính.', lineKey: randomUUID(), page: one.page };
    const { portal } = this.#server;
    const made = await this.#ask('POST', `${portal}/api/v1/contacts/own/lines`, { cookie: one.cookie }, line);
    this.#course(one, (made as { seq: number }).seq).accepted = performance.now();
  }

  async #writeAsHelper(one: Chat): Promise<void> {
    const url = `${this.#server.desk}/api/v1/contacts/${one.id}/lines`;
    one.sending = true;
    for (;;) {
      const line = { text: 'Chị đang đọc và sẽ trả lời em.', lineKey: randomUUID(), afterSeq: one.helperHas };
      const made = (await this.#ask('POST', url, one.helper.headers, line)) as
        | { outcome: 'sent'; line: { seq: number } }
        | { outcome: 'thread-moved'; newer: { seq: number; from: string }[] };
      if (made.outcome === 'sent') {
        const { seq } = made.line;
        this.#course(one, seq).accepted = performance.now();
        one.sending = false;
        if (seq === one.helperHas + 1) one.helperHas = seq;
        else this.#readAsHelper(one.id);
        return;
      }
      // Written while a newer line was on its way: it is read, and the answer sent again.
      for (const { seq, from } of made.newer) if (from === 'child') this.#seen(one, seq);
      one.helperHas = Math.max(one.helperHas, made.newer.at(-1)?.seq ?? 0);
    }
  }

  /** As the page does it: what it has, or what it is sending itself, it does not read. */
  #heardOfLine(id: string, line: LineEvent['line']): void {
    const one = this.#byId.get(id);
    if (!one || line.seq <= one.helperHas || (one.sending && line.from === 'helper')) return;
    this.#readAsHelper(id);
  }

  /** What the page does when it hears of a line; what comes while it reads is read after. */
  #readAsHelper(id: string): void {
    const one = this.#byId.get(id);
    if (!one || one.reading) return;
    one.reading = true;
    const url = `${this.#server.desk}/api/v1/contacts/${id}/thread?after=${one.helperHas}`;
    this.#ask('GET', url, one.helper.headers)
      .then((read) => {
        one.reading = false;
        const { lines, contact } = read as { lines: { seq: number; from: string }[]; contact: { lastSeq: number } };
        for (const { seq, from } of lines) if (from === 'child') this.#seen(one, seq);
        one.helperHas = Math.max(one.helperHas, lines.at(-1)?.seq ?? 0);
        if (contact.lastSeq > one.helperHas) this.#readAsHelper(id);
      })
      .catch(() => {
        one.reading = false;
      });
  }

  #course(one: Chat, seq: number): Course {
    const key = `${one.id} ${seq}`;
    const course = this.#lines.get(key) ?? {};
    this.#lines.set(key, course);
    return course;
  }

  #seen(one: Chat, seq: number): void {
    this.#course(one, seq).seen ??= performance.now();
  }

  async #ask(
    method: 'GET' | 'POST',
    url: string,
    headers: Readonly<Record<string, string>>,
    body?: unknown,
  ): Promise<unknown> {
    const answer = await this.#api.ask(method, url, headers, body);
    if (answer.status >= 300)
      throw new Error(`${method} ${new URL(url).pathname}: ${answer.status} ${JSON.stringify(answer.body)}`);
    return answer.body;
  }
}

async function eachAtOnce(atOnce: number, count: number, act: (at: number) => Promise<void>): Promise<void> {
  let next = 0;
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      while (next < count) await act(next++);
    }),
  );
}
