import { randomUUID } from 'node:crypto';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { fileFixture } from '../../tools/test/file-fixture.ts';
import { openTestApi } from '../../tools/test/test-api.ts';
import { anonymous } from '../kernel/index.ts';
import { fileReport, intakeModule } from './index.ts';
import { newKey, openIntakeHome } from './testing.ts';

/** Stands in every refused text; it must turn up nowhere. */
const MARKER = 'DAUVETTHUNGHIEM7261';
const home = fileFixture(() => openIntakeHome());
let api: ReturnType<typeof openTestApi>;
let before: Record<string, number>;

beforeAll(async () => {
  api = openTestApi(home, 'portal', intakeModule, async () => anonymous);
});
beforeEach(async () => {
  before = await home.counts();
});

async function nothingStays(): Promise<void> {
  expect(await home.counts()).toEqual(before);
  expect(home.log.join('')).not.toContain(MARKER);
}

const small = { reporter: { kind: 'child' }, narrative: `Chuyện ${MARKER}.` };

describe('a report that cannot be taken', () => {
  const bad: [string, unknown, string, string | undefined][] = [
    ['no narrative', { reporter: { kind: 'child' } }, 'request.invalid', 'narrative'],
    ['an empty narrative', { ...small, narrative: '' }, 'report.narrative-empty', 'narrative'],
    ['only blanks', { ...small, narrative: ' \n\t ' }, 'report.narrative-empty', 'narrative'],
    [
      '20,001 characters',
      { ...small, narrative: MARKER + 'a'.repeat(20_001 - MARKER.length) },
      'report.narrative-too-long',
      'narrative',
    ],
    ['1 MB of emoji', { ...small, narrative: MARKER + '😀'.repeat(262_144) }, 'report.narrative-too-long', 'narrative'],
    ['a NUL byte', { ...small, narrative: `${MARKER}\u0000` }, 'report.text-unreadable', 'narrative'],
    ['an escape sequence', { ...small, narrative: `${MARKER}\u001b[2J` }, 'report.text-unreadable', 'narrative'],
    ['half a character', { ...small, narrative: `${MARKER}\ud83d` }, 'report.text-unreadable', 'narrative'],
    [
      'a picture in the text',
      { ...small, narrative: `${MARKER} data:image/png;base64,iVBORw0KGgo=` },
      'report.picture-not-accepted',
      'narrative',
    ],
    ['a number for a text', { ...small, narrative: 7 }, 'request.invalid', 'narrative'],
    ['a list for a text', { ...small, narrative: [MARKER] }, 'request.invalid', 'narrative'],
    ['a text for an object', { ...small, reporter: MARKER }, 'request.invalid', 'reporter'],
    ['null', null, 'request.invalid', undefined],
    ['an unknown field', { ...small, status: 'CLOSED' }, 'request.invalid', undefined],
    ['an unknown field inside', { ...small, reporter: { kind: 'child', [MARKER]: 1 } }, 'request.invalid', 'reporter'],
    ['an unknown reporter', { ...small, reporter: { kind: 'CHILD' } }, 'request.invalid', 'reporter.kind'],
    ['an unknown band', { ...small, reporter: { kind: 'child', band: 'B1_2' } }, 'request.invalid', 'reporter.band'],
    ['an unknown sex', { ...small, child: { sex: 'X' } }, 'request.invalid', 'child.sex'],
    ['an unknown place', { ...small, places: [{ kind: MARKER }] }, 'request.invalid', 'places.0.kind'],
    [
      '21 places',
      { ...small, places: Array.from({ length: 21 }, () => ({ kind: 'ZALO' })) },
      'request.invalid',
      'places',
    ],
    [
      'a script for a link',
      { ...small, places: [{ kind: 'WEBSITE', link: `javascript:alert('${MARKER}')` }] },
      'report.link-unreadable',
      'places.0.link',
    ],
    [
      'a link with a password',
      { ...small, places: [{ kind: 'WEBSITE', link: `https://a:${MARKER}@example.vn` }] },
      'report.link-unreadable',
      'places.0.link',
    ],
    [
      'an account of signs',
      { ...small, places: [{ kind: 'ZALO', account: '@@' }] },
      'report.account-unreadable',
      'places.0.account',
    ],
    [
      'SQL for a number',
      { ...small, places: [{ kind: 'ZALO', phone: "1'; drop table intake.report;--" }] },
      'report.phone-unreadable',
      'places.0.phone',
    ],
    [
      'a number that is none',
      { ...small, reporter: { kind: 'child', phone: MARKER } },
      'report.phone-unreadable',
      'reporter.phone',
    ],
    [
      'an address that is none',
      { ...small, reporter: { kind: 'child', email: MARKER } },
      'report.email-unreadable',
      'reporter.email',
    ],
    ['a name of 201 characters', { ...small, child: { name: 'ế'.repeat(201) } }, 'report.text-too-long', 'child.name'],
    ['NUL in a name', { ...small, child: { name: `${MARKER}\u0000` } }, 'report.text-unreadable', 'child.name'],
    ['tomorrow', { ...small, happenedAt: { from: '2026-11-25' } }, 'report.time-impossible', 'happenedAt.from'],
    ['30 February', { ...small, happenedAt: { from: '2026-02-30' } }, 'report.time-impossible', 'happenedAt.from'],
    [
      'an end before its start',
      { ...small, happenedAt: { from: '2026-11-20', to: '2026-11-19' } },
      'report.time-impossible',
      'happenedAt.to',
    ],
    ['a word for a date', { ...small, happenedAt: { to: MARKER } }, 'report.time-impossible', 'happenedAt.to'],
    ['the year 20026', { ...small, happenedAt: { from: '20026-01-01' } }, 'report.time-impossible', 'happenedAt.from'],
    ['a province that is none', { ...small, province: '00' }, 'report.area-unknown', 'province'],
    ['a commune for a province', { ...small, province: '26737' }, 'report.area-unknown', 'province'],
    ['a commune of another province', { ...small, province: '01', commune: '26737' }, 'report.area-unknown', 'commune'],
    [
      'a call without a number',
      { ...small, safeContact: { wishes: ['PHONE_HOURS'] } },
      'report.contact-needs-phone',
      'reporter.phone',
    ],
    [
      'wishes that clash',
      { ...small, safeContact: { wishes: ['NO_CONTACT', 'REPLY_HERE'] } },
      'report.contact-wishes-clash',
      'safeContact.wishes',
    ],
    ['an unknown danger', { ...small, danger: { now: 'maybe' } }, 'request.invalid', 'danger.now'],
  ];

  it.each(bad)('%s', async (_, report, code, field) => {
    const result = await fileReport(home.public(), { report, idempotencyKey: newKey() });
    expect(result).toMatchObject({ ok: false, refusal: { code } });
    if (result.ok) return;
    expect(result.refusal.field).toBe(field);
    expect(JSON.stringify(result.refusal)).not.toContain(MARKER);
    await nothingStays();
  });

  it.each(['', 'short', 'x'.repeat(201), 'with a blank in the key', 'tiếng-việt-có-dấu-dài'])(
    'the key "%s"',
    async (idempotencyKey) => {
      expect(await fileReport(home.public(), { report: small, idempotencyKey })).toMatchObject({
        ok: false,
        refusal: { code: 'filing.key-unusable' },
      });
      await nothingStays();
    },
  );
});

describe('the API', () => {
  const post = (body: BodyInit, headers: Record<string, string> = {}, path = '/api/v1/reports') =>
    api.request(path, {
      method: 'POST',
      body,
      headers: { 'content-type': 'application/json', 'idempotency-key': randomUUID(), ...headers },
    });

  const bad: [string, BodyInit, Record<string, string>, number, string][] = [
    ['not JSON', `{"narrative":"${MARKER}`, {}, 400, 'request.malformed'],
    ['an empty body', '', {}, 400, 'request.malformed'],
    [
      'a form',
      `narrative=${MARKER}`,
      { 'content-type': 'application/x-www-form-urlencoded' },
      415,
      'request.wrong-media-type',
    ],
    [
      'a file',
      `--x\r\n${MARKER}`,
      { 'content-type': 'multipart/form-data; boundary=x' },
      415,
      'request.wrong-media-type',
    ],
    ['a picture', `\u0089PNG${MARKER}`, { 'content-type': 'image/png' }, 415, 'request.wrong-media-type'],
    [
      'more than fits',
      JSON.stringify({ ...small, narrative: MARKER + 'a'.repeat(300_000) }),
      {},
      413,
      'request.too-large',
    ],
    [
      '1 MB of emoji',
      JSON.stringify({ ...small, narrative: MARKER + '😀'.repeat(262_144) }),
      {},
      413,
      'request.too-large',
    ],
    ['no key', JSON.stringify(small), { 'idempotency-key': '' }, 400, 'filing.key-unusable'],
    [
      'broken UTF-8',
      Buffer.concat([
        Buffer.from(`{"reporter":{"kind":"child"},"narrative":"${MARKER}`),
        Buffer.from([0x00]),
        Buffer.from('"}'),
      ]),
      {},
      400,
      'request.malformed',
    ],
    ['an unknown code', JSON.stringify({ ...small, reporter: { kind: MARKER } }), {}, 422, 'request.invalid'],
    ['deep nesting', `${'['.repeat(50_000)}${']'.repeat(50_000)}`, {}, 422, 'request.invalid'],
    [
      'a prototype',
      `{"__proto__":{"narrative":"x"},"reporter":{"kind":"child"},"narrative":"${MARKER}"}`,
      {},
      422,
      'request.invalid',
    ],
  ];

  it.each(bad)('refuses %s with a stable code and a next step', async (_, body, headers, status, code) => {
    const response = await post(body, headers);
    const answer = (await response.json()) as { code: string; title: string; detail: string };
    expect({ status: response.status, code: answer.code }).toEqual({ status, code });
    expect(answer.detail.length).toBeGreaterThan(10);
    expect(JSON.stringify(answer)).not.toContain(MARKER);
    await nothingStays();
  });

  it('takes the smallest body, and text that looks like code is text', async () => {
    const narrative = `<script>alert(1)</script>'; drop table intake.report; -- \${7*7} {{7*7}} ${'‮'} ﷽`;
    const response = await post(JSON.stringify({ reporter: { kind: 'child' }, narrative }));
    expect(response.status).toBe(201);
    const answer = (await response.json()) as { receipt: { locator: string; words: string[] } };
    expect(answer.receipt.words).toHaveLength(6);

    const opened = await post(JSON.stringify(answer.receipt), {}, '/api/v1/receipts/open');
    expect(opened.status).toBe(200);
    expect(JSON.stringify(await opened.json())).not.toContain('drop table');
    expect(opened.headers.get('cache-control')).toBe('no-store');
  });

  it('takes the longest narrative of the widest characters, escaped', async () => {
    const escaped = '\\ud83d\\ude00'.repeat(20_000);
    const response = await post(`{"reporter":{"kind":"child"},"narrative":"${escaped}"}`);
    expect(response.status).toBe(201);
  });

  it.each([
    ['a locator that is none', { locator: '../../etc', words: 'a b c d e f' }, 422, 'receipt.unreadable'],
    [
      'a word that is none',
      { locator: '7K3M-Q9XA', words: ['zzzz', 'xanh', 'xanh', 'xanh', 'xanh', 'xanh'] },
      422,
      'receipt.word-unknown',
    ],
    ['five words', { locator: '7K3M-Q9XA', words: 'xanh xanh xanh xanh xanh' }, 422, 'receipt.unreadable'],
    ['a forged receipt', { locator: '7K3M-Q9XA', words: 'xanh xanh xanh xanh xanh xanh' }, 403, 'receipt.wrong'],
    ['a wrong type', { locator: 7, words: {} }, 422, 'request.invalid'],
  ])('refuses %s', async (_, body, status, code) => {
    for (const path of ['open', 'change', 'burn']) {
      const response = await post(JSON.stringify(body), {}, `/api/v1/receipts/${path}`);
      expect({ status: response.status, code: ((await response.json()) as { code: string }).code }).toEqual({
        status,
        code,
      });
    }
  });

  it('describes itself: the key is required, limits are told', async () => {
    const document = (await (await api.request('/api/openapi.json')).json()) as {
      paths: Record<string, { post: { parameters: { name: string; required?: boolean }[] } }>;
      components: {
        schemas: Record<string, { properties: Record<string, { maxLength?: number }>; required: string[] }>;
      };
    };
    expect(document.paths['/api/v1/reports']?.post.parameters).toMatchObject([
      { name: 'idempotency-key', required: true },
    ]);
    expect(document.components.schemas.Report?.properties.narrative?.maxLength).toBe(20_000);
    expect(document.components.schemas.Report?.required).toEqual(['reporter', 'narrative']);
  });
});
