import { request as httpRequest } from 'node:http';
import { beforeAll, describe, expect, test } from 'vitest';
import { fileFixture } from '../../../tools/test/file-fixture.ts';
import { must } from '../../../tools/test/test-result.ts';
import { PAGE_XML, readXml } from '../../documents/index.ts';
import { newId } from '../../kernel/index.ts';
import { all, md5, openTestRegister, pdq, type TestRegister } from '../hashes.testing.ts';
import { classifyEntry, withdrawEntry } from '../index.ts';
import { memberOf } from './exchange.testing.ts';

const house = fileFixture(() => openTestRegister());
const { at, get, page, windowOf } = memberOf(house);
const as = (who: keyof TestRegister['people']) => house.as(house.people[who]);
beforeAll(async () => {
  await house.refresh();
  await house.member('PLATFORM_A');
});
const HOUR = 3_600_000;
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
