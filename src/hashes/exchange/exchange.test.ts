import { request as httpRequest } from 'node:http';
import pg from 'pg';
import { beforeAll, describe, expect, test } from 'vitest';
import { fileFixture } from '../../../tools/test/file-fixture.ts';
import { must } from '../../../tools/test/test-result.ts';
import { newId, openapiDocument, servicesOf } from '../../kernel/index.ts';
import { all, md5, openTestRegister, pdq, type TestRegister } from '../hashes.testing.ts';
import {
  classifyEntry,
  createSource,
  giveFeedback,
  hashesModule,
  setListRules,
  setMemberRights,
  setSourceRights,
  withdrawEntry,
} from '../index.ts';
import { hashesJobs } from '../jobs.ts';
import { ncmecTime, parseEntries } from './ncmec.ts';
import { PAGE_XML, readXml } from './xml.ts';

const house = fileFixture(() => openTestRegister());
const as = (who: keyof TestRegister['people']) => house.as(house.people[who]);
beforeAll(async () => {
  await house.refresh();
  await house.member('PLATFORM_A');
});

const HOUR = 3_600_000;
const at = (milliseconds: number) => ncmecTime(new Date(house.clock.now().getTime() + milliseconds));
const get = async (path: string, agency = 'PLATFORM_A', ...scopes: string[]) => {
  const response = await fetch(`${house.base}${path}`, {
    headers: house.key(agency, ...(scopes.length > 0 ? scopes : all)),
  });
  return { status: response.status, text: await response.text(), headers: response.headers };
};
const page = async (path: string, agency?: string) => {
  const answer = await get(path, agency);
  expect(answer.status, answer.text).toBe(200);
  const parsed = parseEntries(await readXml([answer.text], PAGE_XML));
  if (!parsed) throw new Error(answer.text);
  return { ...parsed, text: answer.text };
};
/** Reads a window to its end, as the public client does: each page's `next` word for word. */
const windowOf = async (
  from: string,
  to: string,
  options: { size?: number; agency?: string; between?: () => Promise<void> } = {},
) => {
  const entries = [];
  let path: string | undefined = `/v2/entries?from=${from}&to=${to}${options.size ? `&size=${options.size}` : ''}`;
  let pages = 0;
  while (path) {
    const read: Awaited<ReturnType<typeof page>> = await page(`/exchange/ncmec${path}`, options.agency);
    entries.push(...read.entries);
    path = read.next;
    pages += 1;
    await options.between?.();
  }
  return { entries, pages };
};
const ids = (entries: readonly { wireId?: { id: string } | undefined; deleted: boolean }[]) =>
  entries.map((one) => `${one.deleted ? '-' : '+'}${one.wireId?.id}`).sort();

describe('NCMEC v2', () => {
  test('status and members', async () => {
    const status = await get('/exchange/ncmec/v2/status');
    expect(status.text).toMatch(
      /^<\?xml[^>]+\?>\n<status xmlns="https:\/\/hashsharing\.ncmec\.org\/hashsharing\/v2"><ipAddress>0\.0\.0\.0<\/ipAddress><username>platform_a\.client<\/username><member id="\d+">PLATFORM_A<\/member><\/status>$/,
    );
    expect((await get('/exchange/ncmec/v2/members')).text).toContain('<member id="0">Lá Chắn</member>');
  });

  test('entries with their fingerprints, class and member; an empty block has no children and no time', async () => {
    house.clock.advance(HOUR);
    const from = at(0);
    const value = pdq();
    const entry = await house.active([
      { type: 'pdq', value },
      { type: 'md5', value: md5(value) },
      { type: 'photodna', value: 'a<b&"c' },
    ]);
    must(await classifyEntry(as('analyst'), { entry, scheme: 'ncmec', version: 'v2', labels: ['A2'] }));
    const read = await page(`/exchange/ncmec/v2/entries?from=${from}&to=${at(0)}`);
    expect(read.text).toMatch(/<images count="1" maxTimestamp="\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ"><image>/);
    expect(read.text).toContain('<videos count="0"/>');
    expect(read.text).not.toContain('<paging>');
    expect(read.text).toContain(
      `<classification>A2</classification><fingerprints><md5>${md5(value)}</md5><pdna>a&lt;b&amp;&quot;c</pdna><pdq>${value}</pdq></fingerprints>`,
    );
    expect(read.entries).toMatchObject([
      { externalId: `0-${entry}`, mediaKind: 'image', deleted: false, classes: [{ label: 'A2' }] },
    ]);
  });

  test('a tombstone for what was withdrawn, of the same member and id; videos in their own block', async () => {
    house.clock.advance(HOUR);
    const from = at(0);
    const entry = await house.active([{ type: 'md5', value: md5('film') }], { mediaKind: 'video' });
    const first = await windowOf(from, at(0));
    expect(ids(first.entries)).toEqual([`+${entry}`]);
    must(await withdrawEntry(as('approver'), { entry }));
    // What comes after a window that was read is stamped after it, though the clock stands still.
    const next = await page(`/exchange/ncmec/v2/entries?from=${from}&to=${at(2_000)}`);
    expect(next.text).toMatch(
      /<videos count="1" maxTimestamp="[^"]+"><deletedVideo><member id="0">Lá Chắn<\/member><timestamp>/,
    );
    expect(ids(next.entries)).toEqual([`-${entry}`]);
  });

  test('pages stay what they were while entries are written and change', async () => {
    house.clock.advance(HOUR);
    const from = at(0);
    const made: string[] = [];
    for (let i = 0; i < 7; i++) made.push(await house.active([{ type: 'pdq', value: pdq() }]));
    house.clock.advance(10_000);
    const to = at(0);
    let step = 0;
    const later: string[] = [];
    const read = await windowOf(from, to, {
      size: 2,
      between: async () => {
        step += 1;
        if (step === 1)
          must(
            await classifyEntry(as('analyst'), {
              entry: made[6] as string,
              scheme: 'depiction',
              version: '1',
              labels: ['AI'],
            }),
          );
        if (step === 2) later.push(await house.active([{ type: 'pdq', value: pdq() }]));
        if (step === 3) must(await withdrawEntry(as('approver'), { entry: made[0] as string }));
      },
    });
    expect(read.pages).toBe(4);
    expect(read.entries.map((one) => one.wireId?.id)).toEqual(made);
    house.clock.advance(10_000);
    const rest = await windowOf(to, at(0));
    expect(ids(rest.entries)).toEqual(
      ids([
        { wireId: { id: made[0] as string }, deleted: true },
        { wireId: { id: made[6] as string }, deleted: false },
        ...later.map((id) => ({ wireId: { id }, deleted: false })),
      ]),
    );
  });

  test('a window that ends in the future is refused loudly, seven hours or two minutes', async () => {
    for (const ahead of [7 * HOUR, 120_000]) {
      const answer = await get(`/exchange/ncmec/v2/entries?from=${at(-HOUR)}&to=${at(ahead)}`);
      expect(answer.status).toBe(400);
      expect(answer.text).toContain('TZ=UTC');
      expect(answer.headers.get('content-type')).toContain('application/xml');
    }
    expect((await get(`/exchange/ncmec/v2/entries?from=${at(-HOUR)}&to=${at(30_000)}`)).status).toBe(200);
  });

  test.each([
    ['no window', ''],
    ['local time without Z', '?from=2026-11-24T02:00:00&to=2026-11-24T03:00:00'],
    ['an offset', '?from=2026-11-24T02:00:00%2B07:00&to=2026-11-24T03:00:00Z'],
    ['backwards', '?from=2026-11-24T03:00:00Z&to=2026-11-24T02:00:00Z'],
    ['a day that is none', '?from=2026-02-31T00:00:00Z&to=2026-99-99T00:00:00Z'],
    ['a start without its place', '?from=2026-11-24T02:00:00Z&to=2026-11-24T02:00:00Z&start=2001&size=1000&max=3000'],
  ])('%s is refused', async (_name, query) => {
    const answer = await get(`/exchange/ncmec/v2/entries${query}`);
    expect([answer.status, answer.text.includes('<error ')]).toEqual([400, true]);
  });

  test('a window far from any change is cheap and empty', async () => {
    const read = await page('/exchange/ncmec/v2/entries?from=2001-01-01T00:00:00Z&to=2001-02-01T00:00:00Z');
    expect(read.text).toContain('<images count="0"/><videos count="0"/></queryResult>');
  });

  test('reasons in a shape that serves both readings', async () => {
    const root = await readXml([(await get('/exchange/ncmec/v2/feedback/PDQ/reasons')).text], PAGE_XML);
    expect(root.name).toBe('availableFeedbackReasons');
    const own = root.children.filter((one) => one.name === 'reason');
    const nested = root.children.find((one) => one.name === 'availableFeedbackReasons');
    expect(own.length).toBeGreaterThan(3);
    expect(nested?.children.map((one) => one.attributes)).toEqual(own.map((one) => one.attributes));
    expect((await get('/exchange/ncmec/v2/feedback/NOTHING/reasons')).status).toBe(422);
    expect((await get('/exchange/ncmec/v2/categorizations')).text).toContain(
      '<group name="Industry classification" allowMultiple="false"><categorization guid="',
    );
  });

  test('feedback is taken, shown to the others, and refused where it is wrong', async () => {
    house.clock.advance(HOUR);
    const from = at(0);
    const entry = await house.active([{ type: 'pdq', value: pdq() }]);
    const put = async (body: string, path = `${entry}/PDQ`, agency = 'PLATFORM_A') => {
      const response = await fetch(`${house.base}/exchange/ncmec/v2/entries/0/${path}/feedback`, {
        method: 'PUT',
        headers: { ...house.key(agency, ...all), 'content-type': 'application/xml; charset=utf-8' },
        body,
      });
      return { status: response.status, text: await response.text() };
    };
    const root = await readXml([(await get('/exchange/ncmec/v2/feedback/PDQ/reasons')).text], PAGE_XML);
    const guid = root.children[0]?.attributes.guid;
    const xmlns = 'xmlns="https://hashsharing.ncmec.org/hashsharing/v2"';
    expect((await put(`<feedbackSubmission ${xmlns}><affirmative/></feedbackSubmission>`)).status).toBe(204);
    expect(
      (
        await put(
          `<feedbackSubmission ${xmlns}><negative><reasonIds><guid>${guid}</guid></reasonIds></negative></feedbackSubmission>`,
        )
      ).status,
    ).toBe(204);
    house.clock.advance(10_000);
    must(await classifyEntry(as('analyst'), { entry, scheme: 'depiction', version: '1', labels: ['REAL'] }));
    const read = await page(`/exchange/ncmec/v2/entries?from=${from}&to=${at(0)}`);
    expect(read.text).toMatch(
      new RegExp(
        `<negativeFeedback type="PDQ"><reasons><reason guid="${guid}" name="[^"]+" type="PDQ"/><members><member id="\\d+">[^<]+</member></members></reasons></negativeFeedback>`,
      ),
    );
    expect(read.text).not.toContain('affirmativeFeedback');
    expect(
      (
        await put(
          `<feedbackSubmission ${xmlns}><negative><reasonIds><guid>${newId()}</guid></reasonIds></negative></feedbackSubmission>`,
        )
      ).status,
    ).toBe(422);
    expect((await put(`<feedbackSubmission ${xmlns}/>`)).status).toBe(400);
    expect((await put('<other/>')).status).toBe(400);
    expect(
      (await put(`<feedbackSubmission ${xmlns}><affirmative/></feedbackSubmission>`, `${newId()}/PDQ`)).status,
    ).toBe(404);
    expect(
      (await put(`<feedbackSubmission ${xmlns}><affirmative/></feedbackSubmission>`, `${entry}/PDQ`, 'STRANGER'))
        .status,
    ).toBe(404);
  });

  test.each([
    [
      'entities',
      '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><feedbackSubmission>&b;</feedbackSubmission>',
    ],
    [
      'an outside entity',
      '<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]><feedbackSubmission>&f;</feedbackSubmission>',
    ],
    ['an entity without a type', '<feedbackSubmission>&nope;</feedbackSubmission>'],
    ['great depth', `${'<a>'.repeat(50)}${'</a>'.repeat(50)}`],
    ['many elements', `<feedbackSubmission>${'<a/>'.repeat(2_000)}</feedbackSubmission>`],
    ['an open end', '<feedbackSubmission><affirmative>'],
    ['no XML', '{"affirmative": true}'],
    ['nothing', ''],
    ['bytes that are no UTF-8', Buffer.from([0x3c, 0x61, 0xff, 0xfe, 0x2f, 0x3e])],
  ])('XML with %s is refused', async (_name, body) => {
    const entry = await house.active([{ type: 'pdq', value: pdq() }]);
    const response = await fetch(`${house.base}/exchange/ncmec/v2/entries/0/${entry}/PDQ/feedback`, {
      method: 'PUT',
      headers: { ...house.key('PLATFORM_A', ...all), 'content-type': 'application/xml' },
      body,
    });
    expect([400, 413]).toContain(response.status);
    expect(await response.text()).not.toContain('root:');
  });

  test('100 MB, with and without a length, are refused and not kept', async () => {
    const entry = await house.active([{ type: 'pdq', value: pdq() }]);
    const piece = Buffer.alloc(1024 * 1024, 'a');
    const send = (length: boolean) =>
      new Promise<number | string>((resolve) => {
        const outgoing = httpRequest(`${house.base}/exchange/ncmec/v2/entries/0/${entry}/PDQ/feedback`, {
          method: 'PUT',
          headers: {
            ...house.key('PLATFORM_A', ...all),
            'content-type': 'application/xml',
            ...(length ? { 'content-length': 100 * piece.length } : {}),
          },
        });
        let sent = 0;
        const write = () => {
          while (sent < 100 && outgoing.write(piece)) sent += 1;
          if (sent >= 100) outgoing.end();
          else sent += 1;
        };
        outgoing.on('drain', write);
        outgoing.on('response', (incoming) => {
          incoming.resume();
          resolve(incoming.statusCode ?? 0);
          outgoing.destroy();
        });
        // The server may close the line before everything is sent.
        outgoing.on('error', (error) => resolve(error.message));
        write();
      });
    const before = process.memoryUsage().arrayBuffers;
    expect(await send(true)).toBe(413);
    expect([413, 'write EPIPE', 'read ECONNRESET', 'socket hang up', 'write ECONNRESET']).toContain(await send(false));
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(60 * 1024 * 1024);
    expect((await get('/exchange/ncmec/v2/status')).status).toBe(200);
  });
});

describe('what a member sees', () => {
  test('is its lists and nothing else; leaving a list is tombstones, joining is additions, for that member alone', async () => {
    house.clock.advance(HOUR);
    const from = at(0);
    await house.member('PLATFORM_X', { lists: [] });
    await house.member('PLATFORM_Y', { lists: ['MEMBERS'] });
    const entry = await house.active([{ type: 'pdq', value: pdq() }]);
    const read = async (agency: string) => {
      house.clock.advance(10_000);
      return (await windowOf(from, at(0), { agency })).entries.filter((one) => one.wireId?.id === entry);
    };
    expect(ids(await read('PLATFORM_X'))).toEqual([]);
    expect(ids(await read('PLATFORM_Y'))).toEqual([`+${entry}`]);
    await house.member('PLATFORM_X', { lists: ['MEMBERS'] });
    expect(ids(await read('PLATFORM_X'))).toEqual([`+${entry}`]);
    const place = at(0);
    house.clock.advance(10_000);
    await house.member('PLATFORM_X', { lists: [] });
    house.clock.advance(10_000);
    expect(ids((await windowOf(place, at(0), { agency: 'PLATFORM_X' })).entries)).toContain(`-${entry}`);
    expect(ids((await windowOf(place, at(0), { agency: 'PLATFORM_Y' })).entries)).toEqual([]);
    expect((await get('/api/v1/hashes/changes?list=MEMBERS', 'PLATFORM_X')).status).toBe(404);
    expect((await get('/api/v1/hashes/changes?list=MEMBERS', 'STRANGER')).status).toBe(404);
    expect(
      (
        await get(
          '/exchange/ncmec/v2/entries?from=2026-11-24T02:00:00Z&to=2026-11-24T02:00:00Z',
          'PLATFORM_Y',
          'hash.match',
        )
      ).status,
    ).toBe(403);
  });

  test('follows rules, banks, licences that run out and rights that are taken back', async () => {
    house.clock.advance(HOUR);
    const from = at(0);
    await house.member('PLATFORM_Z', { lists: ['MEMBERS'] });
    must(
      await createSource(as('operator'), {
        code: 'partner',
        kind: 'iwf',
        agency: 'IWF',
        licence: 'L-1',
        mayRedistribute: true,
        arrivesVerified: true,
        expiresAt: new Date(house.clock.now().getTime() + HOUR),
      }),
    );
    const entry = await house.active([{ type: 'pdq', value: pdq() }]);
    await house.owner.query(
      "insert into hashes.provenance (id, entry_id, source_id, external_id, received_at, payload_hash) select $1, $2, id, 'x', now(), '\\x00' from hashes.source where code = 'partner'",
      [newId(), entry],
    );
    const state = async () => {
      house.clock.advance(10_000);
      return ids(
        (await windowOf(from, at(0), { agency: 'PLATFORM_Z' })).entries.filter((one) => one.wireId?.id === entry),
      );
    };
    expect(await state()).toEqual([`+${entry}`]);
    house.clock.advance(2 * HOUR);
    expect(await house.refresh()).toBe(1);
    expect(await state()).toEqual([`-${entry}`]);
    must(
      await setSourceRights(as('operator'), {
        code: 'partner',
        licence: 'L-2',
        mayRedistribute: true,
        expiresAt: null,
      }),
    );
    await house.refresh();
    expect(await state()).toEqual([`+${entry}`]);
    must(
      await setListRules(as('approver'), {
        code: 'MEMBERS',
        rules: [{ bank: 'NATIONAL', nationalClasses: ['N2'], sourceKinds: null }],
      }),
    );
    await house.refresh();
    expect(await state()).toEqual([`-${entry}`]);
    must(
      await setListRules(as('approver'), {
        code: 'MEMBERS',
        rules: [{ bank: 'NATIONAL', nationalClasses: null, sourceKinds: null }],
      }),
    );
    await house.refresh();
    expect(await state()).toEqual([`+${entry}`]);
    must(
      await setSourceRights(as('operator'), {
        code: 'partner',
        licence: 'L-3',
        mayRedistribute: false,
        expiresAt: null,
      }),
    );
    await house.refresh();
    expect(await state()).toEqual([`-${entry}`]);
  });

  test('a suspended entry is a tombstone, and comes back', async () => {
    house.clock.advance(HOUR);
    const from = at(0);
    const entry = await house.active([{ type: 'pdq', value: pdq() }]);
    for (const agency of ['DOWN_A', 'DOWN_B', 'DOWN_C']) {
      await house.member(agency);
      must(
        await giveFeedback(house.as(house.machine(agency, ...all)), {
          entry,
          signalType: 'pdq',
          opinion: 'down',
          reason: 'LOW_DETAIL',
        }),
      );
    }
    house.clock.advance(10_000);
    expect(ids((await windowOf(from, at(0))).entries.filter((one) => one.wireId?.id === entry))).toEqual([`-${entry}`]);
  });
});

describe('the delta', () => {
  const changes = (query: string, agency = 'PLATFORM_A') => get(`/api/v1/hashes/changes?list=MEMBERS&${query}`, agency);
  const lines = (text: string) =>
    text
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
  const readAll = async (cursor?: string, limit = 3) => {
    const found = [];
    for (let more = true; more; ) {
      const answer = await changes(`limit=${limit}${cursor ? `&cursor=${cursor}` : ''}`);
      expect(answer.status).toBe(200);
      const [, ...rest] = lines(answer.text);
      const end = rest.pop();
      found.push(...rest);
      cursor = end.cursor;
      more = end.more;
    }
    return { found, cursor: cursor as string };
  };

  test('gives the whole list, then what changes', async () => {
    const entry = await house.active([{ type: 'pdq', value: pdq() }]);
    const first = await readAll();
    const { rows } = await house.owner.query('select count(*)::int as n from hashes.list_entry');
    expect(new Set(first.found.filter((one) => one.kind === 'entry').map((one) => one.id)).size).toBe(rows[0].n);
    expect((await readAll(first.cursor)).found).toEqual([]);
    must(await withdrawEntry(as('approver'), { entry }));
    const added = await house.active([{ type: 'pdq', value: pdq() }]);
    const second = await readAll(first.cursor);
    expect(second.found.map((one) => [one.kind, one.id])).toEqual([
      ['tombstone', entry],
      ['entry', added],
    ]);
  });

  test('a cursor that was made up, changed, or another member’s is refused; one behind the tombstones is gone', async () => {
    const { cursor } = await readAll();
    for (const forged of [
      'x',
      'x.y',
      `${cursor}x`,
      cursor.replace(/^./, (c) => (c === 'A' ? 'B' : 'A')),
      `${Buffer.from('{"list":"x","mode":"changes","seq":0}').toString('base64url')}.${cursor.split('.')[1]}`,
      'a'.repeat(5_000),
    ]) {
      const answer = await changes(`cursor=${forged}`);
      expect([answer.status, JSON.parse(answer.text).code]).toEqual([400, 'cursor.invalid']);
    }
    await house.member('PLATFORM_B');
    expect((await changes(`cursor=${cursor}`, 'PLATFORM_B')).status).toBe(400);
    const entry = await house.active([{ type: 'pdq', value: pdq() }]);
    must(await withdrawEntry(as('approver'), { entry }));
    const now = house.clock.now();
    house.clock.advance(500 * 24 * HOUR);
    await hashesJobs
      .find((job) => job.name === 'hashes.prune-changes')
      ?.run(house.as({ kind: 'system', job: 'hashes.prune-changes' }), {});
    house.clock.set(now);
    const expired = await changes(`cursor=${cursor}`);
    expect([expired.status, JSON.parse(expired.text).code]).toEqual([410, 'cursor.expired']);
    const again = await readAll();
    expect(again.found.some((one) => one.id === entry)).toBe(false);
    expect((await changes(`cursor=${again.cursor}`)).status).toBe(200);
  });

  test('as CSV, STIX and MISP', async () => {
    await house.active([
      { type: 'pdq', value: pdq() },
      { type: 'md5', value: md5('stix') },
    ]);
    const csv = await changes('format=csv&limit=5000');
    expect(csv.text.split('\r\n')[0]).toBe('kind,id,at,media,type,value,variant,quality,frame_ms,classes,mode');
    expect(csv.text).toContain(`,image,md5,${md5('stix')},,,,national:1:N1,match`);
    const stix = JSON.parse((await changes('format=stix&limit=5000')).text);
    expect(stix).toMatchObject({
      type: 'bundle',
      objects: [
        { type: 'identity' },
        { type: 'extension-definition', extension_types: ['property-extension'] },
        expect.anything(),
      ]
        .slice(0, 2)
        .concat(stix.objects.slice(2)),
    });
    const indicator = stix.objects.find((one: { pattern?: string }) => one.pattern?.includes(md5('stix')));
    expect(indicator).toMatchObject({
      type: 'indicator',
      pattern_type: 'stix',
      pattern: expect.stringContaining(`file:hashes.'MD5' = '${md5('stix')}'`),
    });
    expect(Object.keys(indicator.extensions)).toEqual([stix.objects[1].id]);
    const misp = JSON.parse((await changes('format=misp&limit=5000')).text);
    expect(misp.Event.Object.flatMap((one: { Attribute: object[] }) => one.Attribute)).toContainEqual(
      expect.objectContaining({ type: 'md5', value: md5('stix'), to_ids: true }),
    );
    expect((await changes('format=pdf')).status).toBe(400);
    expect((await changes('limit=0')).status).toBe(400);
  });

  test('takes what a member pushes, once, under its source; two analysts still decide', async () => {
    must(
      await createSource(as('operator'), {
        code: 'pusher',
        kind: 'platform',
        agency: 'PUSHER',
        licence: 'own',
        mayRedistribute: true,
        arrivesVerified: false,
      }),
    );
    await house.member('PUSHER');
    const send = async (body: string, bank = 'NATIONAL', agency = 'PUSHER') => {
      const response = await fetch(`${house.base}/api/v1/hashes/changes?bank=${bank}`, {
        method: 'POST',
        headers: { ...house.key(agency, ...all), 'content-type': 'application/x-ndjson' },
        body,
      });
      return { status: response.status, body: await response.json() };
    };
    const line = JSON.stringify({
      kind: 'entry',
      id: 'theirs-1',
      at: '2026-11-24T00:00:00Z',
      media: 'image',
      signals: [{ type: 'pdq', value: pdq() }],
      classes: [],
    });
    expect(await send(line)).toMatchObject({ status: 200, body: { added: 1 } });
    expect(await send(`${line}\n${line}`)).toMatchObject({ status: 200, body: { added: 0, unchanged: 1 } });
    const { rows } = await house.owner.query(
      "select status, owner_agency from hashes.entry join hashes.provenance on entry_id = entry.id where external_id = 'theirs-1'",
    );
    expect(rows).toEqual([{ status: 'PROPOSED', owner_agency: 'PUSHER' }]);
    expect(await send(JSON.stringify({ kind: 'tombstone', id: 'theirs-1', at: '2026-11-24T00:00:00Z' }))).toMatchObject(
      { body: { withdrawn: 1 } },
    );
    expect(await send(`${line}\n{"kind":"entry"}`)).toMatchObject({
      status: 400,
      body: { code: 'exchange.malformed', facts: { line: 2 } },
    });
    expect(await send(line, 'NOWHERE')).toMatchObject({ status: 404 });
    expect(await send(line, 'NATIONAL', 'STRANGER')).toMatchObject({ status: 403 });
    expect((await send(Array.from({ length: 2_001 }, () => line).join('\n'))).status).toBe(413);
  });

  test('StopNCII’s shapes: fetch by pages, submit, withdraw', async () => {
    must(
      await createSource(as('operator'), {
        code: 'stop',
        kind: 'stopncii',
        agency: 'STOP',
        licence: 'own',
        mayRedistribute: true,
        arrivesVerified: true,
      }),
    );
    await house.member('STOP');
    await house.member('READER');
    house.clock.advance(HOUR);
    const start = Math.floor(house.clock.now().getTime() / 1_000);
    const values = [pdq(), pdq(), pdq()];
    const send = (records: object[]) =>
      fetch(`${house.base}/exchange/stopncii/v1/SubmitHashes?bank=NATIONAL`, {
        method: 'POST',
        headers: { ...house.key('STOP', ...all), 'content-type': 'application/json' },
        body: JSON.stringify({ count: records.length, hashRecords: records }),
      });
    expect((await send(values.map((hashValue) => ({ signalType: 'ImagePDQ', hashValue })))).status).toBe(200);
    expect((await send([{ signalType: 'ImagePDQ', hashValue: 'short' }])).status).toBe(422);
    house.clock.advance(10_000);
    const fetchPage = async (query: string) =>
      JSON.parse(
        (await get(`/exchange/stopncii/v1/FetchHashes?startTimestamp=${start}&pageSize=2${query}`, 'READER')).text,
      );
    const first = await fetchPage('');
    expect(first).toMatchObject({
      count: 2,
      hasMoreRecords: true,
      hashRecords: [{ signalType: 'ImagePDQ', hashStatus: 'Active', CSPFeedbacks: [] }, {}],
    });
    const second = await fetchPage(`&nextPageToken=${first.nextPageToken}`);
    expect(second).toMatchObject({ count: 1, hasMoreRecords: false, nextPageToken: null });
    expect([...first.hashRecords, ...second.hashRecords].map((one) => one.hashValue).sort()).toEqual(values.toSorted());
    expect((await get('/exchange/stopncii/v1/FetchHashes?nextPageToken=zz', 'READER')).status).toBe(400);
    await send([{ signalType: 'ImagePDQ', hashValue: values[0], hashStatus: 'Withdrawn' }]);
    house.clock.advance(10_000);
    const later = JSON.parse(
      (await get(`/exchange/stopncii/v1/FetchHashes?startTimestamp=${second.nextSetTimestamp}`, 'READER')).text,
    );
    expect(later.hashRecords).toMatchObject([{ hashStatus: 'Deleted', hashValue: values[0] }]);
  });
});

describe('the log of changes', () => {
  test('rises in commit order: a reader that follows it misses none of many writers', async () => {
    const writers = 6;
    const each = 25;
    const pool = new pg.Pool({ connectionString: house.ownerUrl, max: writers + 2 });
    pool.on('error', () => undefined);
    const { rows: start } = await pool.query('select seq from hashes.change_head');
    let last = Number(start[0].seq);
    const from = last;
    const seen = new Set<string>();
    let writing = true;
    const reader = (async () => {
      for (let quiet = 0; quiet < 2; ) {
        const { rows } = await pool.query(
          'select seq, entry_id from hashes.change where seq > $1 and list_id is null and agency is null order by seq',
          [last],
        );
        for (const row of rows) {
          expect(row.seq).toBeGreaterThan(last);
          seen.add(row.entry_id);
          last = Number(row.seq);
        }
        if (!writing && rows.length === 0) quiet += 1;
      }
    })();
    const written: string[] = [];
    await Promise.all(
      Array.from({ length: writers }, async (_, writer) => {
        for (let i = 0; i < each; i++) {
          const client = await pool.connect();
          const entry = newId();
          await client.query('begin');
          await client.query(
            `select set_config('lachan.actor', '{"kind":"system","now":"2026-11-24T02:00:00Z"}', true)`,
          );
          // Writers begin in one order and commit in another; one in five gives up.
          await client.query('select pg_sleep($1)', [Math.random() / 100]);
          await client.query('select hashes.record_changes(array[$1::uuid])', [entry]);
          if (writer % 2 === 0) await client.query('select pg_sleep($1)', [Math.random() / 200]);
          const kept = (i + writer) % 5 !== 0;
          await client.query(kept ? 'commit' : 'rollback');
          if (kept) written.push(entry);
          client.release();
        }
      }),
    );
    writing = false;
    await reader;
    expect([...seen].sort()).toEqual(written.sort());
    const { rows: gaps } = await pool.query(
      'select count(*)::int as n, max(seq) - min(seq) + 1 as width from hashes.change where seq > $1',
      [from],
    );
    expect(gaps[0].n).toBe(Number(gaps[0].width));
    await pool.end();
  }, 60_000);

  test('a reader of windows misses none of many writers, whatever the clocks say', async () => {
    await house.member('WINDOWS');
    house.clock.advance(HOUR);
    let from = at(0);
    const seen = new Set<string>();
    const readOn = async () => {
      // Half a minute ahead of the platform's clock, as a member's machine may be.
      const to = at(30_000);
      for (const one of (await windowOf(from, to, { agency: 'WINDOWS', size: 3 })).entries)
        seen.add(one.wireId?.id as string);
      from = to;
    };
    const made: string[] = [];
    for (let round = 0; round < 6; round++) {
      const writing = Array.from({ length: 5 }, () => house.active([{ type: 'pdq', value: pdq() }]));
      await readOn();
      made.push(...(await Promise.all(writing)));
      house.clock.advance(1_000);
    }
    house.clock.advance(120_000);
    await readOn();
    for (const entry of made) expect(seen.has(entry)).toBe(true);
  }, 60_000);
});

describe('a member’s mistakes', () => {
  test.each([
    ['post', '/api/v1/hashes/match', 'application/json'],
    ['post', '/api/v1/hashes/changes?bank=NATIONAL', 'application/x-ndjson'],
    ['post', '/exchange/stopncii/v1/SubmitHashes?bank=NATIONAL', 'application/json'],
    ['post', '/exchange/stopncii/v1/SubmitFeedback', 'application/json'],
    ['post', '/m/compare', 'application/json'],
    ['post', '/c/banks', 'application/json'],
    ['put', '/c/bank/NATIONAL', 'application/json'],
    ['post', '/c/bank/NATIONAL/signal', 'application/json'],
    ['post', '/h/hash', 'multipart/form-data; boundary=x'],
    ['post', '/m/lookup', 'multipart/form-data; boundary=x'],
  ])('%s %s: a body of more than its limit is refused before it is read', async (method, path, type) => {
    const status = await new Promise<number>((resolve, reject) => {
      const outgoing = httpRequest(`${house.base}${path}`, {
        method: method.toUpperCase(),
        headers: { ...house.key('PLATFORM_A', ...all), 'content-type': type, 'content-length': 200 * 1024 * 1024 },
      });
      outgoing.on('response', (incoming) => {
        incoming.resume();
        resolve(incoming.statusCode ?? 0);
        outgoing.destroy();
      });
      outgoing.on('error', reject);
      outgoing.write('x');
    });
    expect(status).toBe(413);
    expect((await get('/exchange/ncmec/v2/status')).status).toBe(200);
  });

  test('the same line two thousand times is one entry, and a thousand entries of one hash are one signal', async () => {
    must(
      await createSource(as('operator'), {
        code: 'stutter',
        kind: 'platform',
        agency: 'STUTTER',
        licence: 'own',
        mayRedistribute: true,
        arrivesVerified: true,
      }),
    );
    await house.member('STUTTER');
    const value = pdq();
    const line = (id: string) =>
      JSON.stringify({
        kind: 'entry',
        id,
        at: '2026-11-24T00:00:00Z',
        media: 'image',
        signals: Array.from({ length: 3 }, () => ({ type: 'pdq', value })),
        classes: [],
      });
    const send = async (lines: readonly string[]) => {
      const response = await fetch(`${house.base}/api/v1/hashes/changes?bank=NATIONAL`, {
        method: 'POST',
        headers: { ...house.key('STUTTER', ...all), 'content-type': 'application/x-ndjson' },
        body: lines.join('\n'),
      });
      return response.json();
    };
    expect(await send(Array.from({ length: 2_000 }, () => line('one')))).toMatchObject({ added: 1, refused: 0 });
    expect(await send(Array.from({ length: 1_000 }, (_, n) => line(`n-${n}`)))).toMatchObject({ added: 1_000 });
    const { rows } = await house.owner.query(
      'select count(distinct signal.id)::int as signals, count(*)::int as uses from hashes.signal join hashes.entry_signal on signal_id = id where value = $1',
      [Buffer.from(value, 'hex')],
    );
    expect(rows).toEqual([{ signals: 1, uses: 1_001 }]);
  });

  test('a cursor ahead of a register that was put back from a backup is gone, not believed', async () => {
    const end = (text: string) => JSON.parse(text.trim().split('\n').at(-1) as string);
    let cursor = '';
    for (let more = true; more; ) {
      const answer = end(
        (await get(`/api/v1/hashes/changes?list=MEMBERS&limit=5000${cursor ? `&cursor=${cursor}` : ''}`)).text,
      );
      ({ cursor, more } = answer);
    }
    await house.owner.query('update hashes.change_head set seq = seq - 1');
    try {
      const gone = await get(`/api/v1/hashes/changes?list=MEMBERS&cursor=${cursor}`);
      expect([gone.status, JSON.parse(gone.text).code]).toEqual([410, 'cursor.expired']);
    } finally {
      await house.owner.query('update hashes.change_head set seq = seq + 1');
    }
  });
});

test('the OpenAPI document has every address, those in the formats of others too', () => {
  const services = servicesOf(house.kernel);
  const raw = hashesModule.rawRoutes?.(services) ?? [];
  const document = openapiDocument('desk', hashesModule.routes?.(services) ?? [], raw) as unknown as {
    paths: Record<string, Record<string, { responses: Record<string, { content?: object }> }>>;
  };
  for (const { path, method, describes } of raw) {
    const content = document.paths[path]?.[method]?.responses['200']?.content ?? {};
    expect([path, method, describes !== undefined, Object.keys(content)]).toEqual([
      path,
      method,
      path !== '/h/hash' || method === 'post',
      Object.keys(describes?.gives ?? { 'application/octet-stream': '' }),
    ]);
  }
});

test('rights say which member may do what', async () => {
  must(
    await setMemberRights(as('approver'), {
      agency: 'HALF',
      displayName: 'Half',
      scopes: ['hash.read'],
      dailyMatches: 0,
      enabled: true,
      lists: ['MEMBERS'],
    }),
  );
  expect((await get('/api/v1/hashes/changes?list=MEMBERS', 'HALF')).status).toBe(200);
  must(
    await setMemberRights(as('approver'), {
      agency: 'HALF',
      displayName: 'Half',
      scopes: ['hash.read'],
      dailyMatches: 0,
      enabled: false,
      lists: ['MEMBERS'],
    }),
  );
  expect((await get('/api/v1/hashes/changes?list=MEMBERS', 'HALF')).status).toBe(404);
});
