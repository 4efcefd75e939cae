import { randomBytes, randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ROOT } from '../../apps/server/paths.ts';
import { fileFixture } from '../../tools/test/file-fixture.ts';
import { api, filesOf, LOGINS, openInstallation, send, tablesWith, type Who } from './installation.ts';

const house = fileFixture(() => openInstallation(), 180_000);
/** Stands in one private note and nowhere else. */
const CANARY = `chimhoamai${randomBytes(8).toString('hex')}`;

/** Stands beside it, and is searched for: what is found by it would show the other. */
const SOUGHT = `sau${randomBytes(6).toString('hex')}`;

/** What a person's live stream brings while something is done. */
async function heard(base: string, cookie: string, during: () => Promise<void>): Promise<string> {
  const stop = new AbortController();
  const answer = await fetch(`${base}/api/v1/live`, { headers: { cookie }, signal: stop.signal });
  let text = '';
  const reading = (async () => {
    const decoder = new TextDecoder();
    for await (const chunk of answer.body as unknown as AsyncIterable<Uint8Array>) text += decoder.decode(chunk);
  })().catch(() => undefined);
  await during();
  await expect.poll(() => text.includes('series.changed'), { timeout: 30_000 }).toBe(true);
  stop.abort();
  await reading;
  return text;
}

/** Every address of the desk's API that reads, with the series, or any record, in the place of an id. */
function readingPaths(id: string): string[] {
  const { paths } = JSON.parse(readFileSync(join(ROOT, 'docs/openapi/desk.json'), 'utf8')) as {
    paths: Record<string, Record<string, unknown>>;
  };
  return Object.entries(paths)
    .filter(([path, methods]) => 'get' in methods && path !== '/api/v1/live')
    .map(([path]) => path.replaceAll(/\{[^}]+\}/g, id));
}

test('a private note is told to its author alone: no page, list, transcript, stream, search, export, table or file has it', async () => {
  const { desk, portal } = house.server;
  const cookies = new Map<Who, string>();
  for (const who of Object.keys(LOGINS) as Who[]) cookies.set(who, await house.signIn(who));
  const as = (who: Who) => ({ cookie: cookies.get(who) as string });

  const shift = { tier: 'front', channels: ['CHAT'], heardRing: true, notifies: true };
  expect((await api(desk, '/api/v1/shifts', shift, as('counsellor'))).status).toBe(200);
  const begun = await api(portal, '/api/v1/contacts', { urgent: false }, { 'idempotency-key': randomUUID() });
  const child = { cookie: `lachan_receipt=${begun.json?.session as string}` };
  type Own = { offer: { id: string } | null };
  const offered = async () =>
    ((await api(desk, '/api/v1/contacts/own', undefined, as('counsellor'))).json as unknown as Own).offer?.id;
  await expect.poll(offered, { timeout: 60_000 }).toBeDefined();
  const contact = (await offered()) as string;
  expect((await api(desk, `/api/v1/contacts/${contact}/acceptance`, {}, as('counsellor'))).status).toBe(200);
  const made = await api(desk, '/api/v1/series', { from: { contact }, ageBand: 'A16_17' }, as('counsellor'));
  expect(made.status, made.body).toBe(201);
  const series = made.json?.series as string;

  const stream = await heard(desk, cookies.get('supervisor') as string, async () => {
    const text = `Ghi riêng ${SOUGHT} ${CANARY}`;
    const written = await api(desk, `/api/v1/series/${series}/private-notes`, { text }, as('counsellor'));
    expect(written.status).toBe(201);
    const goal = await api(desk, `/api/v1/series/${series}/goals`, { text: 'Mục tiêu trung tính' }, as('counsellor'));
    expect(goal.status).toBe(201);
  });
  const own = await api(desk, `/api/v1/series/${series}/private-notes`, undefined, as('counsellor'));
  expect(own.body).toContain(CANARY);

  const looked: [string, string][] = [['the supervisor’s stream', stream]];
  const look = async (name: string, base: string, path: string, headers: Readonly<Record<string, string>>) =>
    looked.push([`${name} ${path}`, (await send(base, path, { headers })).body]);
  for (const who of [...cookies.keys()].filter((one) => one !== 'counsellor'))
    for (const id of [series, contact]) for (const path of readingPaths(id)) await look(who, desk, path, as(who));
  // Even to its author only the one address tells it.
  for (const path of readingPaths(series).filter((one) => !one.endsWith('/private-notes')))
    await look('the author', desk, path, as('counsellor'));
  const pages = ['/', '/tu-van', `/tu-van/${series}`, '/truc', '/ca-truc', '/nhat-ky', '/thong-bao', '/lich'];
  const files = ['/lich/tep?tu=2026-11-01&den=2027-01-15', `/tim?q=${SOUGHT}`, `/ho-so?q=${SOUGHT}`];
  for (const who of cookies.keys())
    for (const path of who === 'counsellor' ? pages : [...pages, ...files]) await look(who, desk, path, as(who));
  await look('the child', portal, '/api/v1/contacts/own', child);
  await look('the child', portal, '/tro-chuyen', child);
  await look('nobody', desk, '/metrics', {});
  expect(looked.length).toBeGreaterThan(500);
  expect(looked.filter(([, body]) => body.includes(CANARY)).map(([name]) => name)).toEqual([]);
  // Those who may not have it hear that it is not there, and nobody hears how many there are.
  for (const who of ['supervisor', 'administrator', 'sysadmin', 'agent', 'dpo'] as const) {
    const notes = await api(desk, `/api/v1/series/${series}/private-notes`, undefined, as(who));
    expect([who, notes.json?.notes ?? []]).toEqual([who, []]);
  }

  // What a backup would hold: every table, every file of the database, the log.
  expect(await tablesWith(house.superuser, CANARY)).toEqual([]);
  await house.superuser.query('checkpoint');
  expect(house.server.output()).not.toContain(CANARY);
  const needle = Buffer.from(CANARY, 'utf8');
  const control = Buffer.from(begun.json?.session === undefined ? '' : contact.replaceAll('-', ''), 'hex');
  let controls = 0;
  for (const [path, bytes] of filesOf(house.dataDir)) {
    if (bytes.includes(control)) controls += 1;
    expect(bytes.includes(needle), path).toBe(false);
  }
  // What is kept in the clear is found, or the search would prove nothing.
  expect(controls).toBeGreaterThan(1);
}, 300_000);
