import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fileFixture } from '../../../tools/test/file-fixture.ts';
import { code, must } from '../../../tools/test/test-result.ts';
import { bundleArrivals } from '../items/bundle.ts';
import { openSecrets } from '../items/item-sealing.ts';
import { orderReason } from '../orders/order-lists.ts';
import { xarfOf } from '../orders/xarf.ts';
import { MEMBER, openReportsHome } from './machine-reports.testing.ts';
import { receiveXarf } from './receive-xarf.ts';
import { xarfReport } from './xarf-report.ts';

const home = fileFixture(() => openReportsHome());
const ORG = { org: 'Đường dây nóng Mẫu', contact: 'abuse@mau.example', domain: 'mau.example' };
let sent = 0;
const report = (more: object = {}) => {
  sent += 1;
  return {
    xarf_version: '4.2.0',
    report_id: `00000000-0000-4000-8000-${String(sent).padStart(12, '0')}`,
    timestamp: home.clock.now().toISOString(),
    reporter: ORG,
    sender: ORG,
    source_identifier: '198.51.100.42',
    category: 'content',
    type: 'csam',
    url: `https://noi-mau.example/bai/${sent}`,
    classification: 'A1',
    detection_method: 'hash_match',
    ...more,
  };
};
const machine = () => home.machine();
const arrivals = async () =>
  (await home.owner.query('select count(*)::int as arrivals from takedown.arrival')).rows[0].arrivals as number;
const post = (body: string, headers: Record<string, string> = {}) =>
  home
    .apiFor(async () => machine().actor)
    .fetch(
      new Request('https://desk.example/api/v1/xarf', {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body,
      }),
    );

describe('a report of XARF', () => {
  it('is an arrival of the place that it names, with who sent it, once however often it is sent', async () => {
    const whole = report({
      reporter: { ...ORG, org: 'Bên báo tin Mẫu', domain: 'bao-tin.example' },
      hash_values: { md5: 'a'.repeat(32), sha256: 'B'.repeat(64), photodna: 'x' },
      victim_age_range: 'infant',
      content_removed: true,
      ncmec_report_id: '12345678',
      registrar: 'Nhà đăng ký Mẫu',
      tags: ['campaign:winter-2026'],
    });
    const taken = await post(JSON.stringify(whole));
    expect([taken.status, await taken.json()]).toEqual([202, { report: whole.report_id, known: false, test: false }]);
    expect(await (await post(JSON.stringify(whole))).json()).toMatchObject({ known: true });
    must(await bundleArrivals(home.context({ kind: 'system', job: 'test' })));
    const { rows } = await home.owner.query(
      `select arrival.*, item.reference, item.reports from takedown.arrival join takedown.item on item.id = arrival.item_id
       where arrival.source = 'MACHINE' order by arrival.arrived_at desc limit 1`,
    );
    expect(rows).toMatchObject([{ agency: MEMBER, age_group: 'INFANT', reachable: 'NO', kind: 'url', danger: null }]);
    expect(rows[0].file_mark).not.toBeNull();
    const { display, note } = await openSecrets(home.kernel, 'arrival', rows[0]);
    expect(display).toBe(whole.url);
    expect(note).toBe(
      'XARF 4.2.0 content/csam (A1): Đường dây nóng Mẫu (mau.example), thay mặt Bên báo tin Mẫu (bao-tin.example)',
    );
  });

  it('that our own orders send is one that we would take', async () => {
    await fc.assert(
      fc.property(
        fc.constantFrom(...orderReason.codes),
        fc.constantFrom('A1', 'B2', null),
        fc.boolean(),
        fc.webUrl(),
        (reason, industry, urgent, url) => {
          const own = xarfOf({
            order: 'x',
            contact: 'y',
            reference: 'LD-AAAA-AAAA',
            reasons: [reason],
            urgent,
            test: false,
            at: home.clock.now(),
            url,
            platform: null,
            hostAddress: null,
            industry,
            reporter: ORG,
          });
          if (own !== undefined) expect(xarfReport.safeParse(own).error).toBeUndefined();
        },
      ),
    );
    // A report of another class has nothing to do here.
    expect(xarfReport.safeParse(report({ type: 'phishing' })).success).toBe(false);
  });

  it('that is only tried is answered and kept nowhere', async () => {
    const before = await arrivals();
    const tried = await post(JSON.stringify(report({ tags: ['lifecycle:test'] })));
    expect(await tried.json()).toMatchObject({ test: true, known: false });
    expect(await arrivals()).toBe(before);
  });

  it('is refused with evidence of any kind, of another class, unsound, too large or too deep, and nothing is kept', async () => {
    const before = await arrivals();
    const evidence = (content_type: string) => ({ evidence: [{ content_type, payload: 'AAAA' }] });
    const bad: readonly (readonly [string, object, number, string])[] = [
      ['a picture', evidence('image/png'), 422, 'xarf-report.evidence'],
      ['a film', evidence('video/mp4'), 422, 'xarf-report.evidence'],
      ['a picture that says it is a text', evidence('text/plain'), 422, 'xarf-report.evidence'],
      ['a packed file', evidence('application/zip'), 422, 'xarf-report.evidence'],
      ['evidence that is no list', { evidence: 'data:image/png;base64,AAAA' }, 422, 'request.invalid'],
      [
        'a picture in the description',
        { description: 'data:image/png;base64,AAAA' },
        422,
        'machine-report.holds-media',
      ],
      ['phishing', { type: 'phishing' }, 422, 'request.invalid'],
      ['copyright', { category: 'copyright' }, 422, 'request.invalid'],
      ['intimate images of adults', { type: 'ncsei' }, 422, 'request.invalid'],
      ['no class', { classification: undefined }, 422, 'request.invalid'],
      ['no exploitation', { type: 'csem' }, 422, 'request.invalid'],
      ['another version', { xarf_version: '3.0.0' }, 422, 'request.invalid'],
      ['an identifier that is none', { report_id: 'bao-cao-1' }, 422, 'request.invalid'],
      ['a contact with more than the three', { sender: { ...ORG, phone: '0900000000' } }, 422, 'request.invalid'],
      ['a time to come', { timestamp: '2099-01-01T00:00:00Z' }, 422, 'machine-report.time-in-future'],
      ['a hash of another length', { hash_values: { sha256: 'ab' } }, 422, 'request.invalid'],
      ['a script', { url: 'javascript:alert(1)' }, 422, 'content-item.locator-unusable'],
      ['a name and a password', { url: 'https://ten:mat@noi-mau.example/1' }, 422, 'content-item.locator-unusable'],
      ['no address', { url: 'noi mau' }, 422, 'content-item.locator-unusable'],
      ['a long address', { url: `https://noi-mau.example/${'a'.repeat(5_000)}` }, 422, 'request.invalid'],
    ];
    for (const [what, more, status, refusal] of bad) {
      const answer = await post(JSON.stringify(report(more)));
      expect([what, answer.status, ((await answer.json()) as { code: string }).code]).toEqual([what, status, refusal]);
    }
    const deep = `{"xarf_version":"4.2.0","evidence":${'['.repeat(60_000)}${']'.repeat(60_000)}}`;
    const inner = `${JSON.stringify(report()).slice(0, -1)},"a":${'{"a":'.repeat(30_000)}1${'}'.repeat(30_000)}}`;
    const xml = '<!DOCTYPE r [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><r>&b;</r>';
    for (const [what, body, type, statuses] of [
      ['nested lists', deep, 'application/json', [400, 422]],
      ['too large', JSON.stringify(report({ description: 'a'.repeat(300_000) })), 'application/json', [413]],
      ['XML with entities', xml, 'application/xml', [400, 415, 422]],
      ['XML that says it is JSON', xml, 'application/json', [400, 422]],
      [
        'a letter',
        `Content-Type: multipart/report\r\n\r\n${JSON.stringify(report())}`,
        'message/rfc822',
        [400, 415, 422],
      ],
      ['half a report', JSON.stringify(report()).slice(0, 80), 'application/json', [400, 422]],
      ['nothing', '', 'application/json', [400, 422]],
      ['two reports', JSON.stringify([report(), report()]), 'application/json', [400, 422]],
    ] as const) {
      const answer = await post(body, { 'content-type': type });
      expect(statuses as readonly number[], what).toContain(answer.status);
    }
    expect(await arrivals()).toBe(before);
    // What it carries beside its own fields is read by nobody, however deep.
    expect((await post(inner)).status).toBe(202);
    expect(await arrivals()).toBe(before + 1);
  });

  it('is taken from a key of a member alone', async () => {
    const sound = xarfReport.parse(report());
    const other = home.context({ kind: 'machine', client: 'may-khac', agency: MEMBER, scopes: ['hash.match'] });
    for (const who of [other, home.context({ kind: 'anonymous' })])
      expect(code(await receiveXarf(who, sound))).toBe('access.not-permitted');
  });

  it('is what the documentation shows', () => {
    const text = readFileSync(new URL('../../../docs/machine-reports.md', import.meta.url), 'utf8');
    const [, shown = ''] = /xarf\.json <<'END'\n([\s\S]*?)\nEND/.exec(text) ?? [];
    expect(xarfReport.safeParse(JSON.parse(shown)).error).toBeUndefined();
  });
});
