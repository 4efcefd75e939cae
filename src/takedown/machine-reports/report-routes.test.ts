import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fileFixture } from '../../../tools/test/file-fixture.ts';
import { must } from '../../../tools/test/test-result.ts';
import { readXml, SMALL_XML, XmlError } from '../../documents/index.ts';
import { newId } from '../../kernel/index.ts';
import { bundleArrivals } from '../items/bundle.ts';
import { limitCalls } from './limit-calls.ts';
import { CALLS_PER_MINUTE } from './machine-report.ts';
import { CONTENT, FILE, openReportsHome } from './machine-reports.testing.ts';
import { fileOfXml, reportOfXml } from './report-xml.ts';

const home = fileFixture(() => openReportsHome());
const XML = 'text/xml; charset=utf-8';

const REPORT = `<?xml version="1.0" encoding="UTF-8"?>
<report>
  <incidentSummary>
    <incidentType>Online Enticement of Children for Sexual Acts</incidentType>
    <reportAnnotations><sextortion/></reportAnnotations>
    <incidentDateTime>2026-11-24T01:00:00Z</incidentDateTime>
  </incidentSummary>
  <internetDetails><webPageIncident><url>https://trang-mau.example/xml/1</url></webPageIncident></internetDetails>
  <reporter><reportingPerson><firstName>Mẫu</firstName><email>an-toan@nen-tang.example</email></reportingPerson></reporter>
  <personOrUserReported>
    <personOrUserReportedPerson><email>ai-do@noi-mau.example</email></personOrUserReportedPerson>
    <espIdentifier>100200</espIdentifier>
    <espService>Mạng mẫu</espService>
    <ipCaptureEvent><ipAddress>203.0.113.7</ipAddress><eventName>Upload</eventName><possibleProxy>false</possibleProxy><port>443</port></ipCaptureEvent>
  </personOrUserReported>
</report>`;
const fileXml = (
  report: string,
  file = '',
  place = 'https://trang-mau.example/xml/tep',
) => `<?xml version="1.0" encoding="UTF-8"?>
<fileDetails>
  <reportId>${report}</reportId>${file ? `<fileId>${file}</fileId>` : ''}
  <originalFileName>tep-mau.jpg</originalFileName>
  <locationOfFile>${place}</locationOfFile>
  <fileViewedByEsp>true</fileViewedByEsp>
  <exifViewedByEsp>0</exifViewedByEsp>
  <publiclyAvailable>false</publiclyAvailable>
  <fileRelevance>Reported</fileRelevance>
  <fileAnnotations><viral/></fileAnnotations>
  <industryClassification>A1</industryClassification>
  <originalBinaryHash hashType="SHA-256">${'ab'.repeat(32)}</originalBinaryHash>
  <details><nameValuePair><name>MD5</name><value>${'cd'.repeat(16)}</value><type>HASH</type></nameValuePair></details>
</fileDetails>`;
const post = (step: string, body: BodyInit, headers: Record<string, string> = { 'content-type': XML }) =>
  home.api(`/exchange/reports/${step}`, { method: 'POST', body, headers });
const form = (id: string) => ['application/x-www-form-urlencoded', new URLSearchParams({ id }).toString()] as const;
const step = async (name: string, id: string) => {
  const [type, body] = form(id);
  return said(await post(name, body, { 'content-type': type }));
};
const tag = (text: string, name: string) => new RegExp(`<${name}>([^<]*)</${name}>`).exec(text)?.[1];
async function said(response: Response) {
  const text = await response.text();
  return {
    status: response.status,
    code: tag(text, 'responseCode'),
    report: tag(text, 'reportId'),
    file: tag(text, 'fileId'),
    text,
  };
}
const submit = async (xml = REPORT, headers: Record<string, string> = {}) =>
  said(await post('submit', xml, { 'content-type': XML, ...headers }));
const partOf = async (id: string) =>
  (await home.owner.query('select * from takedown.machine_report_part where id = $1', [id])).rows[0];

describe('the steps of CyberTipline in XML', () => {
  it('status, submit, upload, fileinfo, finish and retract, each with its code', async () => {
    const status = await home.api('/exchange/reports/status');
    expect([status.status, tag(await status.text(), 'responseCode')]).toEqual([200, '0']);
    const opened = await submit();
    expect(opened).toMatchObject({ status: 200, code: '0' });
    expect(tag(opened.text, 'percentFilled')).toBe('100');
    const id = opened.report ?? '';
    const picture = readFileSync(new URL('../../../hash-kernel/testdata/pdq/scene-01.png', import.meta.url));
    const upload = new FormData();
    upload.set('id', id);
    upload.set('file', new Blob([picture], { type: 'image/png' }), 'tep.png');
    const dropped = await said(await home.api('/exchange/reports/upload', { method: 'POST', body: upload }));
    expect(dropped).toMatchObject({ code: '0' });
    expect(dropped.text).toContain('hashed in memory and dropped');
    expect(tag(dropped.text, 'hash')).toMatch(/^[0-9a-f]{32}$/);
    const info = await said(await post('fileinfo', fileXml(id, dropped.file)));
    expect(info).toMatchObject({ code: '0', file: dropped.file });
    expect(await partOf(dropped.file ?? '')).toMatchObject({
      viewed: true,
      exif_viewed: false,
      publicly_available: false,
      dropped: true,
      relevance: 'REPORTED',
      classification: 'A1',
      annotations: ['viral'],
      known: false,
    });
    const other = await said(await post('fileinfo', fileXml(id)));
    expect(other.file).not.toBe(dropped.file);
    const done = await step('finish', id);
    expect(done.text).toContain('<reportDoneResponse>');
    expect([...done.text.matchAll(/<fileId>([^<]+)</g)].map(([, file]) => file)).toEqual([dropped.file, other.file]);
    expect(await step('finish', id)).toMatchObject({ code: '0' });
    expect(await said(await post('fileinfo', fileXml(id)))).toMatchObject({ status: 409, code: '5102' });
    must(await bundleArrivals(home.platform));
    expect((await partOf(dropped.file ?? '')).item_id).not.toBeNull();
    expect(await step('retract', id)).toMatchObject({ code: '0', report: id });
    expect(await step('finish', id)).toMatchObject({ status: 409, code: '5101' });
    // No byte of the picture is anywhere in the database.
    const { rows } = await home.owner.query(
      `select count(*)::int as n from takedown.machine_report_part where position($1::bytea in sealed) > 0`,
      [picture.subarray(100, 140)],
    );
    expect(rows[0].n).toBe(0);
  });

  it('a key makes what is sent twice one, in XML as in JSON', async () => {
    const key = newId<'key'>();
    const one = await submit(REPORT, { 'idempotency-key': key });
    const again = await submit(REPORT, { 'idempotency-key': key });
    expect(again.report).toBe(one.report);
    expect(await submit(REPORT.replace('100200', '100201'), { 'idempotency-key': key })).toMatchObject({
      status: 409,
      code: '4110',
    });
    expect(await submit(REPORT, { 'idempotency-key': 'ngan' })).toMatchObject({ status: 422, code: '4100' });
  });

  it('a tag makes a test of it', async () => {
    const { report } = await submit(REPORT.replace('</report>', '<tags><tag>lifecycle:test</tag></tags></report>'));
    const { rows } = await home.owner.query('select test, form from takedown.machine_report where id = $1', [report]);
    expect(rows).toEqual([{ test: true, form: 'XML' }]);
  });

  it.each([
    [
      'an element out of its order',
      REPORT.replace(/(<internetDetails>.*<\/internetDetails>)\s*(<reporter>.*<\/reporter>)/, '$2$1'),
      422,
      '4100',
      'internetDetails',
    ],
    ['an element that nobody knows', REPORT.replace('<espService>', '<khongCo/><espService>'), 422, '4100', 'khongCo'],
    ['another root', '<bao-cao/>', 422, '4100', 'element'],
    [
      'no such type',
      REPORT.replace('Online Enticement of Children for Sexual Acts', 'Điều gì đó'),
      422,
      '4100',
      'incidentSummary.incidentType',
    ],
    ['no moment', REPORT.replace('2026-11-24T01:00:00Z', 'hôm qua'), 422, '4100', 'incidentDateTime'],
    ['a moment that is to come', REPORT.replace('2026-11-24T01', '2027-11-24T01'), 422, '4100', 'incidentDateTime'],
    [
      'nothing but what must be',
      REPORT.replace(/<internetDetails>.*<\/internetDetails>/, '').replace(
        /<personOrUserReported>[\s\S]*<\/personOrUserReported>/,
        '',
      ),
      422,
      '4190',
      'missingField>account<',
    ],
    [
      'a picture as a text',
      REPORT.replace(
        '</personOrUserReported>',
        '<additionalInfo>data:image/png;base64,AA</additionalInfo></personOrUserReported>',
      ),
      422,
      '4150',
      'holds-media',
    ],
    ['no XML', 'xin chào', 400, '4000', 'malformed'],
    ['half of it', REPORT.slice(0, 300), 400, '4000', 'malformed'],
    ['a document type', `<!DOCTYPE report>${REPORT.slice(39)}`, 400, '4000', 'malformed'],
  ])('%s is refused with its code and place', async (_what, xml, status, code, place) => {
    const refused = await submit(xml);
    expect(refused).toMatchObject({ status, code });
    expect(refused.text).toContain(place);
    expect(refused.text).toMatch(/^<\?xml/);
  });

  it('what is not there, and forms that are none', async () => {
    const nowhere = newId<'machine-report'>();
    expect(await step('finish', nowhere)).toMatchObject({ status: 404, code: '5001' });
    expect(await step('finish', 'khong-phai-ma')).toMatchObject({ status: 404, code: '5001' });
    expect(await step('finish', '')).toMatchObject({ status: 400, code: '4000' });
    const { report = '' } = await submit();
    expect(await said(await post('fileinfo', fileXml(report, nowhere)))).toMatchObject({ status: 404, code: '5002' });
    const upload = new FormData();
    upload.set('id', report);
    expect(await said(await home.api('/exchange/reports/upload', { method: 'POST', body: upload }))).toMatchObject({
      status: 422,
      code: '4100',
    });
    const broken = { 'content-type': 'multipart/form-data; boundary=x' };
    expect(await said(await post('upload', 'không phải biểu mẫu', broken))).toMatchObject({
      status: 400,
      code: '4000',
    });
    // Of a report that is not open nothing is hashed.
    const [type, body] = form(report);
    await post('retract', body, { 'content-type': type });
    upload.set('file', new Blob(['xin chào']), 'tep.txt');
    expect(await said(await home.api('/exchange/reports/upload', { method: 'POST', body: upload }))).toMatchObject({
      code: '5101',
    });
  });

  it('whoever shows no key, or one of another scope, is turned away before anything is read', async () => {
    for (const [as, status] of [
      ['nobody', 401],
      ['first', 403],
    ] as const) {
      const answer = await home.api('/exchange/reports/submit', {
        method: 'POST',
        body: REPORT,
        headers: { 'content-type': XML },
        as,
      });
      expect([as, answer.status]).toEqual([as, status]);
    }
  });
});

describe('the JSON twin', () => {
  const json = { 'content-type': 'application/json' };
  it('opens, describes, finishes, takes back, and says what is missing', async () => {
    const send = async (path: string, body?: unknown, headers: Record<string, string> = {}) => {
      const response = await home.api(`/api/v1/machine-reports${path}`, {
        method: 'POST',
        headers: { ...(body === undefined ? {} : json), ...headers },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      return { status: response.status, body: await response.json() };
    };
    const opened = await send('', { report: CONTENT }, { 'idempotency-key': newId<'key'>() });
    expect(opened).toMatchObject({ status: 201, body: { state: 'OPEN', quality: { percent: 100 } } });
    const { id } = opened.body;
    const { publiclyAvailable: _left, ...unsaid } = FILE;
    const file = await send(`/${id}/files`, unsaid);
    expect(file).toMatchObject({ status: 201, body: { quality: { missing: ['public'] } } });
    expect(await send(`/${id}/finish`)).toMatchObject({
      status: 200,
      body: { state: 'FINISHED', files: [file.body.file], quality: { missing: ['file.public'] } },
    });
    expect(await send(`/${id}/retraction`)).toMatchObject({ status: 200, body: { id } });
    expect(await send(`/${id}/finish`)).toMatchObject({ status: 409, body: { code: 'machine-report.retracted' } });
    expect(await send('', { report: CONTENT, files: [FILE], finish: true })).toMatchObject({
      status: 201,
      body: { state: 'FINISHED' },
    });
    const list = await (await home.api('/api/v1/machine-reports?limit=1')).json();
    expect(list.reports).toHaveLength(1);
    const next = await (
      await home.api(`/api/v1/machine-reports?limit=1&after=${encodeURIComponent(list.next)}`)
    ).json();
    expect(next.reports[0].id).not.toBe(list.reports[0].id);
    expect((await (await home.api('/api/v1/machine-report-quality')).json()).reports).toBeGreaterThan(0);
    expect((await (await home.api('/api/v1/machine-report-outcomes')).json()).outcomes).toEqual([]);
    expect(
      (
        await home.api(`/api/v1/machine-reports/${id}/content`, {
          method: 'POST',
          headers: json,
          body: '{"reason":"CHECK"}',
        })
      ).status,
    ).toBe(403);
    const looked = await home.api(`/api/v1/machine-reports/${id}/content`, {
      as: 'first',
      method: 'POST',
      headers: json,
      body: '{"reason":"CHECK"}',
    });
    expect((await looked.json()).fields).toContainEqual({
      name: 'personOrUserReported.screenName',
      text: 'tai.khoan.mau',
    });
  });
});

describe('who floods', () => {
  it('is told when to come again, and nobody else waits', async () => {
    const flood = { ...home.member, client: 'may-tran-ngap' } as typeof home.member;
    for (let call = 0; call < CALLS_PER_MINUTE; call += 1) await limitCalls(home.as(flood));
    const refused = await limitCalls(home.as(flood));
    expect(refused).toMatchObject({ refusal: { code: 'machine-report.too-fast', text: { status: 429 } } });
    expect(!refused.ok && Number(refused.refusal.facts?.retryAfterSeconds)).toBeGreaterThan(0);
    expect(await limitCalls(home.machine())).toMatchObject({ ok: true });
  }, 60_000);
});

describe('XML from outside', () => {
  const read = async (text: string) => {
    const root = await readXml([text], SMALL_XML);
    return [reportOfXml(root), fileOfXml(root)];
  };
  it('a document type is refused at once, with all that it would have blown up', async () => {
    const bomb = `<!DOCTYPE r [<!ENTITY a "aaaaaaaaaa">${Array.from({ length: 100 }, (_, at) => `<!ENTITY b${at} "&b${at - 1};&b${at - 1};">`).join('')}]><report>&b99;</report>`;
    for (const text of [
      '<!DOCTYPE report><report/>',
      bomb,
      '<!DOCTYPE r SYSTEM "file:///etc/passwd"><report>&x;</report>',
    ]) {
      await expect(readXml([text], SMALL_XML)).rejects.toMatchObject({ reason: 'document-type' });
    }
    await expect(readXml(['<report>&khong;</report>'], SMALL_XML)).rejects.toThrow(XmlError);
  });

  it('ten thousand broken ones end in an answer, and never in a crash', async () => {
    const sound = [REPORT, fileXml(newId<'machine-report'>())];
    const piece = fc.constantFrom(
      '<',
      '>',
      '/',
      '&',
      ';',
      '"',
      ']]>',
      '<![CDATA[',
      '<!--',
      '<?',
      '<!DOCTYPE',
      '<report>',
      '</report>',
      '<incidentSummary>',
      '\u0000',
      '&#0;',
      '&#x10FFFF;',
      'xmlns:',
      'đ',
      '<fileDetails>',
      '<victim>',
    );
    const broken = fc.oneof(
      // A sound one with pieces put in, or with pieces taken out.
      fc
        .tuple(fc.constantFrom(...sound), fc.array(fc.tuple(fc.nat(2_000), piece), { minLength: 1, maxLength: 4 }))
        .map(([text, put]) =>
          put.reduce((now, [at, one]) => now.slice(0, at % now.length) + one + now.slice(at % now.length), text),
        ),
      fc
        .tuple(fc.constantFrom(...sound), fc.nat(2_000), fc.nat(60))
        .map(([text, at, length]) => text.slice(0, at % text.length) + text.slice((at % text.length) + length)),
      fc.array(piece, { maxLength: 40 }).map((pieces) => pieces.join('')),
      fc.string({ unit: 'binary', maxLength: 200 }),
    );
    let tried = 0;
    await fc.assert(
      fc.asyncProperty(broken, async (text) => {
        tried += 1;
        try {
          for (const result of await read(text))
            if (!result.ok) expect(result.refusal.code).toBe('machine-report.out-of-order');
        } catch (error) {
          if (!(error instanceof XmlError)) throw error;
        }
      }),
      { numRuns: 10_000 },
    );
    expect(tried).toBeGreaterThanOrEqual(10_000);
  }, 120_000);

  it('a hundred of them by the route are answered in XML, and write nothing', async () => {
    const { rows: before } = await home.owner.query('select count(*)::int as n from takedown.machine_report');
    for (let at = 0; at < 100; at += 1) {
      const place = (at * 37) % REPORT.length;
      const answer = await submit(`${REPORT.slice(0, place)}<${REPORT.slice(place + 9)}`);
      expect([at, answer.status < 500, answer.text.startsWith('<?xml')]).toEqual([at, true, true]);
      expect(answer.code).not.toBe('0');
    }
    const { rows: after } = await home.owner.query('select count(*)::int as n from takedown.machine_report');
    expect(after).toEqual(before);
  });
});
