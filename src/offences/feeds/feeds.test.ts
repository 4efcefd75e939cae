import { beforeAll, expect, test } from 'vitest';
import { fileFixture } from '../../../tools/test/file-fixture.ts';
import { testPerson } from '../../../tools/test/test-person.ts';
import { code, must } from '../../../tools/test/test-result.ts';
import { fileReport } from '../../intake/index.ts';
import { newKey } from '../../intake/testing.ts';
import { type Actor, anonymous, exclude, newId, ok } from '../../kernel/index.ts';
import {
  bundleArrivals,
  fileMachineReport,
  giveGrade,
  type ReportContent,
  receiveArrivals,
  retractReport,
  triageItem,
} from '../../takedown/index.ts';
import { listDeconfliction } from '../deconfliction/list-deconfliction.ts';
import { watchIdentifier } from '../deconfliction/watch-identifier.ts';
import { openOffenceFile } from '../files/open-file.ts';
import { expandNode } from '../graph/expand-node.ts';
import { findPath } from '../graph/find-path.ts';
import { GraphFollower } from '../graph/graph-follower.ts';
import { takeBackLink } from '../graph/take-back-link.ts';
import { graphReader } from '../graph/walk-input.ts';
import { addIdentifier } from '../identifiers/add-identifier.ts';
import { findIdentifiers } from '../identifiers/find-identifier.ts';
import { unmaskIdentifier } from '../identifiers/unmask-identifier.ts';
import { openOffencesHome } from '../offences.testing.ts';
import { listSeries } from '../series/read-series.ts';
import { scanSeries } from '../series/scan-series.ts';
import { followContent } from './follow-content.ts';
import { receiveListeningAlert } from './receive-listening-alert.ts';
import { takeIn } from './take-in.ts';

const home = fileFixture(() => openOffencesHome());
const graph = graphReader(() => undefined);
const VERIFY = { functions: ['VERIFY_CONTENT'], purpose: 'takedown' };
const graders = [
  testPerson('content_analyst', 'MPS-A05', VERIFY),
  testPerson('content_verifier', 'C111', VERIFY),
] as const;
const member: Actor = {
  kind: 'machine',
  client: 'nen-tang.mau',
  agency: 'MAU-NEN-TANG',
  scopes: ['machine-report.file'],
};
const ILLEGAL = {
  nationalClass: 'N1',
  inhope: 'NATIONAL',
  industry: null,
  depiction: 'UNKNOWN',
  ageGroup: 'UNKNOWN',
  notIllegalReason: null,
} as const;
beforeAll(async () => {
  await home.owner.query(
    `insert into members.agency (code, name_vi, name_en, kind, level, source, verified)
     values ('MAU-NEN-TANG', 'Nền tảng mẫu', 'Sample platform', 'PLATFORM', 'PRIVATE', 'test', false)`,
  );
});
let used = 60_000_000;
const fresh = () => `09${used++}`;
type Who = 'lead' | 'partner' | 'stranger' | 'second' | 'intake';
const add = async (who: Who, file: string, kind: string, written: string) =>
  must(await addIdentifier(await home.of(who), { file, kind, written }));
const find = async (who: Who, kind: string, written: string, beside?: string) =>
  must(await findIdentifiers(await home.of(who), { kind, written, beside })).same;
const point = (kind: string, id: string) => ({ kind, id });
const follow = async () => {
  home.clock.advance(1_000);
  return must(await followContent(home.platform()));
};
const near = async (who: Who, kind: string, id: string) =>
  must(await expandNode(await home.of(who), graph, { node: point(kind, id), steps: 1 })).nodes.slice(1);
const noticesOf = async (who: Who, kind: string) => {
  const { rows } = await home.owner.query('select 1 from work.notice where person = $1 and kind = $2', [
    home.units[who].person,
    kind,
  ]);
  return rows.length;
};

/** A report of the portal with what its reporter named, and how they are reached. */
async function reported(places: readonly object[], phone?: string): Promise<string> {
  home.clock.advance(60_000);
  must(
    await fileReport(home.context(anonymous), {
      idempotencyKey: newKey(),
      report: {
        reporter: { kind: 'parent', ...(phone === undefined ? {} : { phone }) },
        narrative: 'Lời kể giữ chỗ.',
        places,
      },
    }),
  );
  const { rows } = await home.owner.query('select id from intake.report order by received_at desc, id desc limit 1');
  return rows[0].id as string;
}

/** An item, and whether two have verified it. */
async function item(
  locator: string,
  {
    verify = true,
    ...more
  }: { verify?: boolean; kind?: 'url' | 'account'; platform?: string; selfMade?: boolean; agency?: string } = {},
): Promise<string> {
  home.clock.advance(60_000);
  const platform = () => home.platform();
  must(
    await receiveArrivals(platform(), [
      { source: 'MEMBER', key: newId<'key'>(), kind: 'url', agency: 'MPS-A05', locator, ...more },
    ]),
  );
  must(await bundleArrivals(platform()));
  const { rows } = await home.owner.query('select id from takedown.item order by first_at desc, id desc limit 1');
  const id = rows[0].id as string;
  if (!verify) return id;
  must(await triageItem(home.context(graders[0]), { item: id }));
  for (const grader of graders) must(await giveGrade(home.context(grader), { ...ILLEGAL, item: id }));
  return id;
}

const content = (person: ReportContent['personOrUserReported'], more: Partial<ReportContent> = {}): ReportContent => ({
  incidentSummary: { incidentType: 'CSAM', incidentDateTime: home.clock.now().toISOString() },
  internetDetails: [{ kind: 'chatIm', name: 'Trò chuyện mẫu' }],
  reporter: { reportingPerson: { firstName: 'Mẫu', email: 'an-toan@nen-tang.example' } },
  personOrUserReported: person,
  additionalInfo: 'Ghi chú mẫu.',
  ...more,
});
async function machineReport(report: ReportContent, files: Parameters<typeof fileMachineReport>[2]['files'] = []) {
  home.clock.advance(60_000);
  const filed = must(
    await fileMachineReport(home.context(member), async (_ctx, hashes) => hashes.map(() => null), {
      form: 'JSON',
      key: newId<'key'>(),
      report,
      files,
      finish: true,
    }),
  );
  must(await bundleArrivals(home.platform()));
  return filed.id;
}

test('a report that a track brought is taken in with what its reporter named, and with nothing by which the reporter is reached', async () => {
  const [number, own] = [fresh(), fresh()];
  const report = await reported(
    [
      { kind: 'FACEBOOK', account: 'Ke.Mau.01' },
      { kind: 'WEBSITE', link: 'https://trang-mau.example/bai/7?utm_source=x' },
      { kind: 'ZALO', phone: number },
    ],
    own,
  );
  const file = await home.opened();
  const ctx = await home.of('lead');
  expect(code(await takeIn(ctx, { file, kind: 'REPORT', object: report }))).toBe('record.not-found');
  await home.owner.query('update offences.offence_file set report = $2 where id = $1', [file, report]);
  const taken = must(await takeIn(ctx, { file, kind: 'REPORT' }));
  expect(taken.identifiers.map(({ kind }) => kind)).toEqual(['ACCOUNT', 'ADDRESS', 'PHONE']);
  expect(await near('lead', 'REPORT', report)).toHaveLength(4);
  expect((await find('lead', 'PHONE', number))?.mask).toBe(`••••${number.slice(-3)}`);
  expect(await find('lead', 'PHONE', own)).toBeNull();
  expect(await find('lead', 'ACCOUNT', '@ke.mau.01', 'FACEBOOK')).not.toBeNull();
  // The same again writes nothing; the audit of the report says what for it was opened, and nobody has read it.
  const links = () => home.owner.query('select id from offences.link where taken_back_at is null order by id');
  const before = (await links()).rows;
  expect(must(await takeIn(await home.of('lead'), { file, kind: 'REPORT', object: report })).link).toBe(taken.link);
  expect((await links()).rows).toEqual(before);
  const audit = await home.owner.query(
    "select body from kernel.audit_entry where object_id = $1 and action = 'report.hand-on-places'",
    [report],
  );
  expect(audit.rows.length).toBe(2);
  expect(JSON.stringify(audit.rows)).not.toContain('ke.mau');
  // Another unit sees nothing of it, nor that there is such a report.
  expect(await find('partner', 'PHONE', number)).toBeNull();
  expect(code(await expandNode(await home.of('partner'), graph, { node: point('REPORT', report) }))).toBe(
    'graph-node.not-found',
  );
  // The link of the report taken back, what came with it goes too.
  must(await takeBackLink(await home.of('lead'), { link: taken.link, reason: 'NOT_CONFIRMED' }));
  expect(await find('lead', 'PHONE', number)).toBeNull();
});

test('who may not read a report takes in none but the one that came with the file, and a commune or a stranger none at all', async () => {
  const report = await reported([{ kind: 'ZALO', phone: fresh() }]);
  const file = await home.opened();
  await home.owner.query('update offences.offence_file set report = $2 where id = $1', [file, report]);
  const other = await reported([{ kind: 'ZALO', phone: fresh() }]);
  expect(code(await takeIn(await home.of('lead'), { file, kind: 'REPORT', object: other }))).toBe('record.not-found');
  for (const who of ['stranger', 'communePolice', 'verifier'] as const)
    expect(['offence-file.not-found', 'access.not-permitted']).toContain(
      code(await takeIn(await home.of(who), { file, kind: 'REPORT', object: report })),
    );
  expect(code(await takeIn(await home.of('lead'), { file, kind: 'LISTENING_ALERT', object: newId<'alert'>() }))).toBe(
    'graph-node.not-found',
  );
  expect(code(await takeIn(await home.of('lead'), { file, kind: 'ITEM', object: 'x' }))).toBe('graph-node.not-found');
  expect(code(await takeIn(await home.of('lead'), { file: await home.opened(), kind: 'REPORT' }))).toBe(
    'graph-node.not-found',
  );
  const { rowCount } = await home.owner.query('select 1 from offences.link where origin_id = any($1)', [
    [report, other],
  ]);
  expect(rowCount).toBe(0);
});

test('two units that take in reports of the same number are told of each other, and who watches for it is told', async () => {
  const number = fresh();
  const ours = await home.opened();
  const theirs = must(await openOffenceFile(await home.of('partner'), { summary: 'Nội dung mẫu.' })).id;
  const [one, other] = [
    await reported([{ kind: 'ZALO', phone: number }]),
    await reported([{ kind: 'ZALO', phone: `+84 ${number.slice(1)}` }]),
  ];
  await home.owner.query('update offences.offence_file set report = $2 where id = $1', [ours, one]);
  await home.owner.query('update offences.offence_file set report = $2 where id = $1', [theirs, other]);
  must(await takeIn(await home.of('lead'), { file: ours, kind: 'REPORT', object: one }));
  must(await takeIn(await home.of('partner'), { file: theirs, kind: 'REPORT', object: other }));
  expect(must(await listDeconfliction(await home.of('lead'), { file: ours })).pointers).toMatchObject([
    { otherUnit: 'CAT-79', state: 'OPEN' },
  ]);
  expect(must(await listDeconfliction(await home.of('partner'), { file: theirs })).pointers).toMatchObject([
    { otherUnit: 'CAT-01' },
  ]);
});

test('an item that two have verified and a finished report of a machine are tied by what they share with a file, for each investigator alike', async () => {
  const file = await home.opened();
  const name = `ke.mau.${used++}`;
  await add('lead', file, 'EMAIL', `${name}@noi-mau.example`);
  const waiting = await item(`https://trang-mau.example/cho/${used++}`, { verify: false });
  const verified = await item(name, { kind: 'account', platform: 'TELEGRAM' });
  const report = await machineReport(
    content({
      espIdentifier: '100200',
      espService: 'Telegram',
      screenName: name,
      email: [`${name}@noi-mau.example`],
      phone: [fresh()],
      ipCaptureEvent: [
        { ipAddress: '8.8.4.4', eventName: 'Login', dateTime: '0001-01-01T00:00:00Z' },
        { ipAddress: '8.8.8.9', eventName: 'Login', possibleProxy: true },
        { ipAddress: '192.168.1.4', eventName: 'Login' },
      ],
    }),
  );
  // Before it is followed nobody finds it; afterwards each who investigates does, and the unit of the file no more than another.
  expect(await find('stranger', 'ACCOUNT', name, 'TELEGRAM')).toBeNull();
  expect(await follow()).toBeGreaterThan(0);
  const account = await find('stranger', 'ACCOUNT', name, 'TELEGRAM');
  expect(account).not.toBeNull();
  expect(await find('intake', 'ACCOUNT', name, 'TELEGRAM')).toBeNull();
  expect((await near('stranger', 'MACHINE_REPORT', report)).map(({ identifierKind }) => identifierKind).sort()).toEqual(
    ['ACCOUNT', 'ACCOUNT', 'EMAIL', 'IP', 'PHONE'],
  );
  const path = must(
    await findPath(await home.of('lead'), graph, { from: point('FILE', file), to: point('ITEM', verified) }),
  );
  expect(path.nodes.map(({ kind }) => kind)).toEqual(['FILE', 'IDENTIFIER', 'MACHINE_REPORT', 'IDENTIFIER', 'ITEM']);
  // Of the file nobody else learns by it: the answer is the same as if the file held nothing.
  const seen = await near(
    'stranger',
    'IDENTIFIER',
    (await find('stranger', 'EMAIL', `${name}@noi-mau.example`))?.id as string,
  );
  expect(seen.map(({ kind, id }) => [kind, id])).toEqual([['MACHINE_REPORT', report]]);
  expect(code(await expandNode(await home.of('lead'), graph, { node: point('ITEM', waiting) }))).toBe(
    'graph-node.not-found',
  );
  // Run again, it is the same.
  const links = () => home.owner.query('select id from offences.link where taken_back_at is null order by id');
  const before = (await links()).rows;
  await follow();
  expect((await links()).rows).toEqual(before);
  // A file takes it in: from then on it holds what came with it, and the item falls for others when it is lawful after all.
  const taken = must(await takeIn(await home.of('lead'), { file, kind: 'ITEM', object: verified }));
  expect(taken.identifiers.map(({ kind }) => kind)).toEqual(['ACCOUNT']);
  await home.owner.query(
    "update takedown.item set state = 'NOT_ILLEGAL', national_class = 'N0', not_illegal_reason = 'ADULT' where id = $1",
    [verified],
  );
  await home.owner.query(
    "insert into takedown.item_event (id, item_id, code, at, actor_kind) values ($1, $2, 'overturned', now(), 'system')",
    [newId<'event'>(home.clock.now().getTime()), verified],
  );
  await follow();
  expect(code(await expandNode(await home.of('stranger'), graph, { node: point('ITEM', verified) }))).toBe(
    'graph-node.not-found',
  );
  expect(await near('lead', 'ITEM', verified)).toHaveLength(2);
});

test('what the police of a province verify themselves is seen by that unit, and by no other', async () => {
  const name = `dia.phuong.${used++}`;
  await item(name, { kind: 'account', platform: 'TELEGRAM', agency: 'CAT-01' });
  await follow();
  for (const who of ['lead', 'intake'] as const)
    expect([who, await find(who, 'ACCOUNT', name, 'TELEGRAM')]).not.toEqual([who, null]);
  for (const who of ['partner', 'stranger'] as const)
    expect([who, await find(who, 'ACCOUNT', name, 'TELEGRAM')]).toEqual([who, null]);
});

test('what is said of a child, what may be a child’s own, a test and a report that was taken back bring nothing', async () => {
  const [child, minor, own, tried, back] = Array.from({ length: 5 }, () => `ten.mau.${used++}`) as [
    string,
    string,
    string,
    string,
    string,
  ];
  const mail = (name: string) => `${name}@noi-mau.example`;
  await machineReport(
    content(
      { screenName: 'ke.lon.mau', email: [mail(child)] },
      { victim: [{ email: [mail(child)] }], intendedRecipient: [{ screenName: 'nguoi.nhan' }] },
    ),
  );
  await machineReport(content({ screenName: minor, email: [mail(minor)], age: 15 }));
  await machineReport(content({ screenName: own, email: [mail(own)] }), [
    {
      locationOfFile: `https://trang-mau.example/tep/${used++}.jpg`,
      fileViewedByEsp: true,
      publiclyAvailable: false,
      fileAnnotations: ['possibleSelfProduction'],
      hashes: [{ type: 'md5', value: 'ab'.repeat(16) }],
    },
  ]);
  await machineReport(content({ screenName: tried, email: [mail(tried)] }, { tags: ['lifecycle:test'] }));
  await item(`https://trang-mau.example/tu-quay/${used++}`, { selfMade: true });
  const taken = await machineReport(content({ screenName: back, email: [mail(back)] }));
  await follow();
  for (const name of [child, minor, own, tried])
    expect([name, await find('lead', 'EMAIL', mail(name))]).toEqual([name, null]);
  expect(await find('lead', 'EMAIL', mail(back))).not.toBeNull();
  const { rows } = await home.owner.query(
    'select 1 from offences.node join takedown.item on item.id = node.object where item.self_made',
  );
  expect(rows).toEqual([]);
  must(await retractReport(home.context(member), { report: taken }));
  await follow();
  expect(await find('lead', 'EMAIL', mail(back))).toBeNull();
});

test('an identifier that belongs to a child is led to by no item and no report of a machine', async () => {
  const name = `ten.mau.${used++}@noi-mau.example`;
  const file = await home.opened();
  const { identifier } = must(
    await addIdentifier(await home.of('lead'), { file, kind: 'EMAIL', written: name, childOwned: true }),
  );
  await machineReport(content({ screenName: `ke.lon.${used++}`, email: [name] }));
  await follow();
  expect((await near('lead', 'IDENTIFIER', identifier)).map(({ kind }) => kind)).toEqual(['FILE']);
  expect(await find('stranger', 'EMAIL', name)).toBeNull();
});

test('who watches for an identifier is told once when it comes with content, and nobody else is', async () => {
  const name = `theo.doi.${used++}`;
  const file = await home.opened();
  must(
    await watchIdentifier(await home.of('lead'), {
      file,
      kind: 'ACCOUNT',
      written: name,
      beside: 'TELEGRAM',
      until: '2027-01-31',
    }),
  );
  const before = [
    await noticesOf('second', 'watch-term.seen'),
    await noticesOf('stranger', 'watch-term.seen'),
  ] as const;
  await item(name, { kind: 'account', platform: 'TELEGRAM' });
  await follow();
  await follow();
  expect([await noticesOf('second', 'watch-term.seen'), await noticesOf('stranger', 'watch-term.seen')]).toEqual([
    before[0] + 1,
    before[1],
  ]);
});

test('whoever is kept from an item has neither it nor the machine report that led to it, in no answer and in no copy', async () => {
  const name = `giu.kin.${used++}`;
  const file = await home.opened();
  const address = `https://trang-mau.example/kin/${used++}`;
  const report = await machineReport(
    content({ espService: 'Telegram', screenName: name }, { internetDetails: [{ kind: 'webPage', url: [address] }] }),
  );
  const { rows } = await home.owner.query(
    'select item_id as id from takedown.machine_report_part where report_id = $1',
    [report],
  );
  const id = rows[0].id as string;
  must(await triageItem(home.context(graders[0]), { item: id }));
  for (const grader of graders) must(await giveGrade(home.context(grader), { ...ILLEGAL, item: id }));
  await add('lead', file, 'ADDRESS', address);
  await follow();
  const follower = new GraphFollower(home.kernel, 3_600_000);
  try {
    await follower.build();
    const copied = graphReader(() => follower.copy);
    const answers = async (who: Who) => {
      const ctx = await home.of(who);
      return Promise.all(
        [graph, copied].map(async (reader) => ({
          file: must(await expandNode(ctx, reader, { node: point('FILE', file) })),
          item: code(await expandNode(ctx, reader, { node: point('ITEM', id) })),
          report: code(await expandNode(ctx, reader, { node: point('MACHINE_REPORT', report) })),
        })),
      );
    };
    const all = await answers('second');
    expect(all[0]).toMatchObject({ item: 'accepted', report: 'accepted' });
    expect(all[0]?.file.nodes.map(({ kind }) => kind).sort()).toEqual(['FILE', 'IDENTIFIER', 'ITEM', 'MACHINE_REPORT']);
    must(
      await home.platform().transaction(async (tx) => {
        await exclude(tx, {
          objectKind: 'content-item',
          objectId: id,
          subject: { kind: 'person', value: home.units.second.person },
          reason: 'IMPLICATED',
        });
        return ok();
      }),
    );
    for (const answer of await answers('second')) {
      expect(answer).toMatchObject({ item: 'graph-node.not-found', report: 'graph-node.not-found' });
      expect(answer.file.nodes.map(({ kind }) => kind).sort()).toEqual(['FILE', 'IDENTIFIER']);
      expect(answer.file).toMatchObject({ degree: 1, more: 0 });
    }
    expect(await find('second', 'ACCOUNT', name, 'TELEGRAM')).toBeNull();
    expect(code(await takeIn(await home.of('second'), { file, kind: 'ITEM', object: id }))).not.toBe('accepted');
    expect((await answers('lead'))[0]?.file.nodes).toHaveLength(4);
  } finally {
    await follower.close();
  }
});

test('an alert of listening ties its page to those who investigate, and the same twice is one', async () => {
  const alert = newId<'alert'>();
  const link = `https://mau.example/bai/${used++}`;
  const given = { alert, links: [link, 'không phải địa chỉ'], at: home.clock.now(), demonstration: false };
  expect(must(await receiveListeningAlert(home.platform(), given))).toBe(1);
  expect(must(await receiveListeningAlert(home.platform(), given))).toBe(1);
  const page = await find('lead', 'ADDRESS', link);
  expect((await near('stranger', 'IDENTIFIER', page?.id as string)).map(({ kind, id }) => [kind, id])).toEqual([
    ['LISTENING_ALERT', alert],
  ]);
  expect(must(await unmaskIdentifier(await home.of('lead'), { identifier: page?.id as string })).display).toContain(
    'mau.example',
  );
  expect(must(await receiveListeningAlert(home.platform(), { ...given, alert: newId<'alert'>(), links: [] }))).toBe(0);
});

test('a series is proposed to the unit whose file shares something with content, and never of content alone', async () => {
  const name = `chuoi.mau.${used++}`;
  const phone = fresh();
  await machineReport(content({ espService: 'Telegram', screenName: name, phone: [phone] }));
  await machineReport(content({ espService: 'Telegram', screenName: name, phone: [phone] }));
  await follow();
  home.clock.advance(10_000);
  const counted = async () => must(await listSeries(await home.of('lead'), { state: 'PROPOSED' })).series.length;
  must(await scanSeries(home.platform()));
  const before = await counted();
  const coordinating = must(await listSeries(await home.of('coordinator'), { state: 'PROPOSED' })).series.length;
  const file = await home.opened();
  await add('lead', file, 'PHONE', phone);
  home.clock.advance(10_000);
  must(await scanSeries(home.platform()));
  expect(await counted()).toBe(before + 1);
  expect(must(await listSeries(await home.of('coordinator'), { state: 'PROPOSED' })).series.length).toBe(coordinating);
});
