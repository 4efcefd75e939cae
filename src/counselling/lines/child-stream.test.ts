import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fileFixture } from '../../../tools/test/file-fixture.ts';
import { openTestApi } from '../../../tools/test/test-api.ts';
import { must } from '../../../tools/test/test-result.ts';
import { leaveReceipt } from '../../intake/index.ts';
import { anonymous, giveService, type PersonActor } from '../../kernel/index.ts';
import { acceptContact } from '../contacts/accept-contact.ts';
import { leaveContact } from '../contacts/child-presence.ts';
import { counsellingModule } from '../module.ts';
import { openCounsellingHome } from '../testing.ts';
import { OPEN_PAGES, OpenPages } from './open-pages.ts';
import { readAsHelper } from './read-thread.ts';
import { typeAsHelper } from './typing.ts';
import { seeAsChild, writeAsChild } from './write-as-child.ts';
import { writeAsHelper } from './write-as-helper.ts';

const home = fileFixture(() => openCounsellingHome());
const open: ReadableStreamDefaultReader<Uint8Array>[] = [];
beforeEach(async () => home.clear());
afterEach(async () => {
  await Promise.all(open.splice(0).map((reader) => reader.cancel()));
});

const pages = new OpenPages();
const api = () =>
  openTestApi(home, 'portal', counsellingModule, async () => anonymous, [giveService(OPEN_PAGES, pages)]);
const deskApi = (actor: PersonActor) => openTestApi(home, 'desk', counsellingModule, async () => actor);
const json = { 'content-type': 'application/json' };

interface Heard {
  readonly event: string;
  readonly id?: string;
  readonly data: Record<string, unknown>;
}

/** A browser's EventSource: events one by one, comments left out. */
async function listen(session: string, lastEventId?: string, page?: string) {
  const query = page === undefined ? '' : `?page=${page}`;
  const response = await api().request(`/api/v1/contacts/own/stream${query}`, {
    headers: { cookie: `lachan_receipt=${session}`, ...(lastEventId && { 'last-event-id': lastEventId }) },
  });
  expect(response.status).toBe(200);
  const reader = (response.body as ReadableStream<Uint8Array>).getReader();
  open.push(reader);
  let read = '';
  const next = async (): Promise<Heard | undefined> => {
    for (;;) {
      const end = read.indexOf('\n\n');
      if (end >= 0) {
        const block = read.slice(0, end);
        read = read.slice(end + 2);
        const field = (name: string) => new RegExp(`^${name}: (.*)$`, 'm').exec(block)?.[1];
        const id = field('id');
        if (field('data') === undefined) continue;
        return { event: field('event') ?? '', ...(id && { id }), data: JSON.parse(field('data') as string) };
      }
      const { done, value } = await reader.read();
      if (done) return undefined;
      read += new TextDecoder().decode(value);
    }
  };
  /** The next event of a kind. */
  const hear = async (event: string): Promise<Heard> => {
    for (let heard = await next(); heard; heard = await next()) if (heard.event === event) return heard;
    throw new Error(`the stream ended before ${event}`);
  };
  return { next, hear };
}

const say = (child: { readonly session: string }, text: string) =>
  writeAsChild(home.public(), { session: child.session }, { text, lineKey: randomUUID() });

async function talk() {
  const helper = await home.onShift();
  const child = await home.child({ firstLine: 'Em chào chị.' });
  must(await acceptContact(home.at(helper), { contact: child.contact }));
  const say = (text: string, afterSeq: number) =>
    writeAsHelper(home.at(helper), { contact: child.contact, text, afterSeq, lineKey: randomUUID() });
  return { helper, child, say };
}

describe('the stream of a child', () => {
  it('gives each line under its number as it is written, and who types', async () => {
    const { helper, child, say } = await talk();
    const { hear } = await listen(child.session);
    expect(await hear('line')).toMatchObject({ id: '1', data: { from: 'child', text: 'Em chào chị.' } });
    expect((await hear('state')).data).toMatchObject({ phase: 'talking' });
    must(await typeAsHelper(home.at(helper), { contact: child.contact }));
    await hear('typing');
    must(await say('Chào em.', 1));
    expect(await hear('line')).toMatchObject({ id: '2', data: { from: 'helper', text: 'Chào em.' } });
  });

  it('looks again for nothing that the child’s own page has told', async () => {
    const { helper, child, say } = await talk();
    const { hear, next } = await listen(child.session);
    const type = async () => must(await typeAsHelper(home.at(helper), { contact: child.contact }));
    must(await say('Chào em.', 1));
    await type();
    // What was told before has been heard by then: each event waits for the one before.
    await hear('typing');
    must(await seeAsChild(home.public(), { session: child.session }, 2));
    await type();
    expect((await next())?.event).toBe('typing');
  });

  it('tells a page no line that it wrote itself, another page of the same child every line, and both what was read', async () => {
    const { helper, child, say } = await talk();
    const page = randomUUID();
    const [own, other] = [await listen(child.session, '1', page), await listen(child.session, '1')];
    await own.hear('state');
    const line = { text: 'Em có một chuyện.', lineKey: randomUUID(), page };
    must(await writeAsChild(home.public(), { session: child.session }, line));
    expect(await other.hear('line')).toMatchObject({ id: '2', data: { text: 'Em có một chuyện.' } });
    must(await readAsHelper(home.at(helper), { contact: child.contact, after: 1 }));
    expect((await other.hear('seen')).data).toEqual({ seq: 2 });
    expect(await own.next()).toMatchObject({ event: 'seen', data: { seq: 2 } });
    must(await say('Chị nghe em.', 2));
    expect(await own.next()).toMatchObject({ event: 'line', id: '3', data: { text: 'Chị nghe em.' } });
  });

  it('gives all that was missed, complete and in order, to a browser that says what it saw last', async () => {
    const { child, say } = await talk();
    for (let seq = 1; seq <= 200; seq += 1) must(await say(`Câu ${'abcdefghij'[seq % 10]}.`, seq));
    const { hear } = await listen(child.session, '51');
    const heard: Heard[] = [];
    for (let n = 0; n < 150; n += 1) heard.push(await hear('line'));
    expect(heard.map(({ id }) => Number(id))).toEqual(Array.from({ length: 150 }, (_, at) => at + 52));
    expect((await hear('state')).data).toMatchObject({ phase: 'talking' });
  });

  it('hears nothing of another contact, and ends with its session', async () => {
    const { child, say } = await talk();
    const other = await home.child({ firstLine: 'chim bói cá' });
    const { hear, next } = await listen(other.session);
    await hear('state');
    must(await say('Chào em.', 1));
    must(await leaveReceipt(home.public(), other.session));
    // What wakes it now is its own: the session that has ended.
    must(await home.wake(other.contact));
    const rest: (Heard | undefined)[] = [];
    for (let heard = await next(); heard; heard = await next()) rest.push(heard);
    // On a busy machine its own state may be told once more before; a line is none of it.
    expect(rest.at(-1)?.event).toBe('ended');
    expect(new Set(rest.slice(0, -1).map((heard) => heard?.event))).toEqual(new Set(rest.length > 1 ? ['state'] : []));
    expect(child.contact).not.toBe(other.contact);
  });

  it('keeps the child there as long as it is open, however long nobody writes, and no longer', async () => {
    const { helper, child } = await talk();
    const { hear } = await listen(child.session);
    await hear('state');
    for (let minute = 0; minute < 40; minute += 1) {
      await pages.sign(home.kernel);
      await home.after(60, [helper]);
    }
    expect(await home.contact(child.contact)).toMatchObject({ state: 'live', child_away_since: null });
    must(await say(child, 'Em vẫn ở đây.'));
    await open[0]?.cancel();
    await pages.sign(home.kernel);
    await home.after(60, [helper]);
    await home.after(60, [helper]);
    expect((await home.contact(child.contact)).child_away_since).not.toBeNull();
  });

  it('brings back a child that was counted as gone', async () => {
    const { child } = await talk();
    const { hear } = await listen(child.session);
    await hear('state');
    must(await leaveContact(home.public(), { session: child.session }));
    expect((await home.contact(child.contact)).child_away_since).not.toBeNull();
    await pages.sign(home.kernel);
    expect((await home.contact(child.contact)).child_away_since).toBeNull();
    expect(await home.events(child.contact)).toContain('child-returned');
  });

  it('is nothing without a session', async () => {
    for (const cookie of ['', `lachan_receipt=${'x'.repeat(43)}`, 'lachan_receipt=a; lachan_receipt=b']) {
      const response = await api().request('/api/v1/contacts/own/stream', { headers: { cookie } });
      expect([response.status, ((await response.json()) as { code: string }).code]).toEqual([
        401,
        'receipt.session-ended',
      ]);
    }
  });
});

describe('the routes of a chat', () => {
  it('carry one from the first word to the end, on both sides', async () => {
    // What was told of the desk before is old.
    home.clock.advance(11_000);
    const begun = await api().request('/api/v1/contacts', {
      method: 'POST',
      headers: { ...json, 'idempotency-key': 'route-begin-000001' },
      body: JSON.stringify({ urgent: true, firstLine: 'Em cần nói chuyện.' }),
    });
    expect(begun.status).toBe(201);
    const { session, receipt } = (await begun.json()) as { session: string; receipt: { words: string[] } };
    expect(receipt.words).toHaveLength(6);
    const child = { ...json, cookie: `lachan_receipt=${session}` };
    const own = async (after = 0) =>
      (await (await api().request(`/api/v1/contacts/own?after=${after}`, { headers: child })).json()) as {
        phase: string;
        lines: { text: string }[];
        wait: { nobodyHere: boolean } | null;
      };
    expect(await own()).toMatchObject({ phase: 'waiting', wait: { nobodyHere: true } });

    const helper = home.helper();
    const desk = deskApi(helper);
    const post = async (path: string, body?: unknown) => {
      const response = await desk.request(`/api/v1${path}`, {
        method: 'POST',
        ...(body === undefined ? {} : { headers: json, body: JSON.stringify(body) }),
      });
      return { status: response.status, body: response.status === 204 ? null : await response.json() };
    };
    const shift = { tier: 'front', channels: ['CHAT'], heardRing: true, notifies: false };
    expect((await post('/shifts', shift)).status).toBe(200);
    const mine = (await (await desk.request('/api/v1/contacts/own')).json()) as { offer: { id: string } };
    const id = mine.offer.id;
    expect((await post(`/contacts/${id}/acceptance`)).body).toMatchObject({ state: 'live', band: 2 });
    const thread = await (await desk.request(`/api/v1/contacts/${id}/thread`)).json();
    expect(thread).toMatchObject({ lines: [{ seq: 1, text: 'Em cần nói chuyện.' }], draft: '' });
    const line = { text: 'Chị đây.', lineKey: randomUUID(), afterSeq: 1 };
    expect((await post(`/contacts/${id}/lines`, line)).body).toMatchObject({
      outcome: 'sent',
      line: { seq: 2, from: 'helper' },
    });
    const call = { text: 'Gọi chị 0912345678 nha.', lineKey: randomUUID(), afterSeq: 2 };
    expect((await post(`/contacts/${id}/lines`, call)).body).toMatchObject({ outcome: 'held-back', reason: 'PHONE' });
    const wrote = await api().request('/api/v1/contacts/own/lines', {
      method: 'POST',
      headers: child,
      body: JSON.stringify({ text: 'Dạ.', lineKey: randomUUID() }),
    });
    expect([wrote.status, await wrote.json()]).toEqual([201, { seq: 3 }]);
    expect((await own(1)).lines.map(({ text }) => text)).toEqual(['Chị đây.', 'Dạ.']);
    expect((await post(`/contacts/${id}/end`, { reason: 'helped' })).body).toMatchObject({ state: 'wrapping' });
    expect((await post(`/contacts/${id}/finish`, {})).body).toMatchObject({ state: 'done' });
    expect(await own()).toMatchObject({ phase: 'over', wait: null });
    const again = await api().request('/api/v1/contacts/own/acts', {
      method: 'POST',
      headers: child,
      body: JSON.stringify({ act: 'wait-again' }),
    });
    expect(again.status).toBe(204);
    home.clock.advance(11_000);
    expect(await own()).toMatchObject({ phase: 'waiting', wait: { nobodyHere: false } });
  });
});
