import { randomBytes } from 'node:crypto';
import { expect, it } from 'vitest';
import { fileFixture } from '../../tools/test/file-fixture.ts';
import { openTestApi } from '../../tools/test/test-api.ts';
import { must } from '../../tools/test/test-result.ts';
import { anonymous, servicesOf } from '../kernel/index.ts';
import { decideApproval, listApprovals } from '../work/index.ts';
import {
  addNote,
  assignReport,
  endReport,
  fileForCaller,
  fileReport,
  intakeModule,
  listReports,
  openReceipt,
  openReport,
  relatedReports,
  replyAsReporter,
  replyToReporter,
  screenReport,
  searchReports,
  startVerifying,
  unmaskIdentity,
} from './index.ts';
import { newKey, openIntakeHome } from './testing.ts';

const home = fileFixture(() => openIntakeHome());

/** A different random marker in every field that takes free text; none may be found in the clear anywhere. */
const markers = new Map<string, string>();
function marker(field: string): string {
  const mark = `canary${randomBytes(9).toString('hex')}`;
  markers.set(`${field} ${markers.size}`, mark);
  return mark;
}
/** A number that nobody has, so that it can be looked for. */
function number(field: string): string {
  const digits = String(randomBytes(4).readUInt32BE() % 100_000_000).padStart(8, '0');
  markers.set(`${field} ${markers.size}`, digits);
  return `09${digits}`;
}

it('leaves nothing that a person wrote in the clear: no table, no log, no job, no metric', async () => {
  const report = () => ({
    reporter: {
      kind: 'teacher',
      name: marker('reporter.name'),
      phone: number('reporter.phone'),
      email: `${marker('reporter.email')}@example.vn`,
      address: marker('reporter.address'),
      organisation: marker('reporter.organisation'),
    },
    narrative: `Kể: ${marker('narrative')}`,
    child: { name: marker('child.name'), school: marker('child.school') },
    places: [
      {
        kind: 'FACEBOOK',
        link: `https://facebook.com/${marker('link')}`,
        account: marker('account'),
        phone: number('place.phone'),
      },
      { kind: 'WEBSITE', link: `https://${marker('host')}.example.vn/x?q=${marker('query')}` },
    ],
    happenedAt: { from: '2026-11-20', words: marker('words') },
    safeContact: { wishes: ['PHONE_HOURS', 'SAY_OTHER'], hours: marker('hours'), saying: marker('saying') },
    province: '79',
    danger: { now: 'yes' },
  });
  const api = openTestApi(home, 'portal', intakeModule, async () => anonymous);
  const headers = { 'content-type': 'application/json', 'idempotency-key': newKey() };
  const response = await api.request('/api/v1/reports', { method: 'POST', headers, body: JSON.stringify(report()) });
  expect(response.status).toBe(201);
  markers.set('idempotency-key', headers['idempotency-key']);
  const { receipt } = (await response.json()) as { receipt: { locator: string; words: string[] } };
  markers.set('receipt words', receipt.words.join(' '));
  const filed = must(
    await fileForCaller(home.at(home.agent), { report: report(), idempotencyKey: newKey(), channel: 'TEL111' }),
  );
  must(await fileReport(home.public(), { report: report(), idempotencyKey: newKey() }));

  const desk = home.at({ ...home.counsellor, steppedUpUntil: new Date(home.clock.now().getTime() + 60_000) });
  const opened = must(await openReport(desk, { report: filed.report, read: ['narrative', 'thread', 'notes'] }));
  expect(opened.narrative?.text).toContain('canary');
  const identity = must(await unmaskIdentity(desk, { report: filed.report, reason: 'call-back' }));
  expect(Object.values(identity.fields)).toHaveLength(9);
  must(await addNote(desk, { report: filed.report, text: marker('note') }));
  const screened = must(
    await screenReport(desk, {
      report: filed.report,
      version: opened.triage.version,
      outcome: 'NORMAL',
      urgency: 'U2',
      incidentCodes: ['OI-BULLY'],
      because: marker('because'),
    }),
  );
  const on = { report: filed.report };
  let { version } = must(
    await replyToReporter(desk, { ...on, version: screened.version, seen: null, text: marker('reply') }),
  );
  version = must(await assignReport(desk, { ...on, version, to: home.counsellor.person })).version;
  version = must(await startVerifying(desk, { ...on, version })).version;
  const end = { act: 'find-unfounded', reason: 'ER-NOT-FOUND', words: marker('end'), line: marker('line') } as const;
  must(await endReport(desk, { ...on, version, ...end }));
  const colleague = home.at(home.supervisor);
  const [asked] = must(await listApprovals(colleague));
  must(await decideApproval(colleague, { approval: asked?.id ?? '', decision: 'APPROVED' }));
  must(await listReports(desk));
  must(await relatedReports(desk, { report: filed.report }));
  must(await searchReports(desk, marker('search')));
  const session = must(await openReceipt(home.public(), receipt)).session;
  markers.set('session token', session);
  must(await replyAsReporter(home.public(), { session }, { text: marker('message') }));
  await openReceipt(home.public(), { locator: receipt.locator, words: marker('wrong words') });

  // What fails inside: a driver that quotes the row it choked on must not reach the log either.
  await home.owner.query(
    "alter table intake.sealed_part add constraint chk_test check (part <> 'narrative') not valid",
  );
  const broken = await api.request('/api/v1/reports', {
    method: 'POST',
    headers: { ...headers, 'idempotency-key': newKey() },
    body: JSON.stringify(report()),
  });
  expect(broken.status).toBe(500);
  await home.owner.query('alter table intake.sealed_part drop constraint chk_test');
  home.clock.advance(24 * 3_600_000);
  for (const job of intakeModule.jobs?.(servicesOf(home.kernel)) ?? [])
    await job.run(home.context({ kind: 'system', job: job.name }), {});

  const { rows: tables } = await home.owner.query<{ name: string }>(
    `select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname not in ('pg_catalog', 'information_schema')`,
  );
  expect(tables.map((table) => table.name)).toEqual(
    expect.arrayContaining(['intake.report', 'kernel.audit_entry', 'graphile_worker._private_jobs']),
  );
  const places = new Map<string, string>();
  for (const { name } of tables) {
    const { rows } = await home.owner.query<{ dump: string | null }>(
      `select string_agg(t::text, E'\\n') as dump from ${name} as t`,
    );
    places.set(name, rows[0]?.dump ?? '');
  }
  places.set('the log', home.log.join(''));
  places.set('the metrics', await home.kernel.metrics.registry.metrics());
  expect(places.get('intake.report')).toContain('TEL111');
  expect(home.log.join('')).toContain('request failed');

  expect(markers.size).toBeGreaterThan(70);
  for (const [field, mark] of markers) {
    // bytea is dumped as hex, so the marker is looked for in both spellings.
    const hex = Buffer.from(mark).toString('hex');
    for (const [place, dump] of places) {
      expect(dump.includes(mark), `${field} in ${place}`).toBe(false);
      expect(dump.toLowerCase().includes(hex), `${field} as bytes in ${place}`).toBe(false);
    }
  }
}, 60_000);
