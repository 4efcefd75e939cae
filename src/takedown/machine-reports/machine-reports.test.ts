import { describe, expect, it } from 'vitest';
import { fileFixture } from '../../../tools/test/file-fixture.ts';
import { code, must } from '../../../tools/test/test-result.ts';
import { DAY, MINUTE, newId } from '../../kernel/index.ts';
import { bundleArrivals } from '../items/bundle.ts';
import { declareItemConflict } from '../items/declare-conflict.ts';
import { itemDetail } from '../items/item-detail.ts';
import { listItems } from '../items/list-items.ts';
import { triageItem } from '../items/triage-item.ts';
import { unmaskItem } from '../items/unmask-item.ts';
import { describeFile } from './describe-file.ts';
import { expireReports } from './expire-reports.ts';
import { fileMachineReport } from './file-report.ts';
import { finishReport } from './finish-report.ts';
import { giveOutcomes } from './give-outcomes.ts';
import { listMachineReports } from './list-reports.ts';
import { outcomeOf, type ReportContent, TEST_TAG, wasViewed } from './machine-report.ts';
import { CONTENT, FILE, MEMBER, OTHER, openReportsHome } from './machine-reports.testing.ts';
import { ownReportQuality, readOutcomes } from './read-outcomes.ts';
import { machineReportDetail } from './report-detail.ts';
import { fieldLabel, fileFields, isTooSparse, qualityOfReport, reportFields } from './report-quality.ts';
import { reportQuality } from './report-quality-summary.ts';
import { retractReport } from './retract-report.ts';
import { unmaskMachineReport } from './unmask-report.ts';

const home = fileFixture(() => openReportsHome());
const first = () => home.as(home.people.first);
const fold = async () => must(await bundleArrivals(home.platform));
let counter = 0;
/** A file of its own at a place of its own, so that tests do not share an item. */
const fresh = (more: Partial<typeof FILE> = {}) => {
  counter += 1;
  return {
    ...FILE,
    locationOfFile: `https://noi-mau.example/tep/${counter}.jpg`,
    hashes: [{ type: 'sha256' as const, value: counter.toString(16).padStart(64, '0') }],
    ...more,
  };
};
const quiet: ReportContent = { ...CONTENT, internetDetails: [{ kind: 'chatIm', name: 'Trò chuyện mẫu' }] };
const itemOf = async (report: string) => {
  const { rows } = await home.owner.query<{ item: string; id: string }>(
    'select id, item_id as item from takedown.machine_report_part where report_id = $1 order by place',
    [report],
  );
  return rows;
};

describe('a report in stages', () => {
  it('is opened, its file described, and finished: then it is an arrival with the file, and the unit sees its flags', async () => {
    const opened = await home.file({ files: [], finish: false, report: quiet });
    expect(opened).toMatchObject({ state: 'OPEN', quality: { percent: 100, missing: [] } });
    // Not finished: nobody of the unit knows of it.
    expect(code(await machineReportDetail(first(), { report: opened.id }))).toBe('machine-report.not-found');
    const file = must(await describeFile(home.machine(), home.ask, { report: opened.id, content: fresh() }));
    const finished = must(await finishReport(home.machine(), { report: opened.id }));
    expect(finished).toMatchObject({ state: 'FINISHED', files: [file.file], unlocated: 0 });
    // Asked again, the same answer.
    expect(must(await finishReport(home.machine(), { report: opened.id }))).toMatchObject({ files: [file.file] });
    await fold();
    const [part] = await itemOf(opened.id);
    const detail = must(await machineReportDetail(first(), { report: opened.id }));
    expect(detail).toMatchObject({
      report: { files: 1, unviewed: 0, items: 1, agency: MEMBER },
      parts: [
        { viewed: true, exifViewed: false, publiclyAvailable: false, classification: 'B2', item: { id: part?.item } },
      ],
      mayUnmask: true,
    });
    expect(JSON.stringify(detail)).not.toMatch(/tep-mau|noi-mau|203\.0\.113|tai\.khoan/);
    const item = must(await itemDetail(first(), { item: part?.item ?? '' }));
    expect(item.origins).toMatchObject([
      { source: 'MACHINE', agency: MEMBER, reference: opened.reference, byFile: true },
    ]);
    expect(item.item).toMatchObject({ ageGroup: 'PUB' });
    expect(code(await describeFile(home.machine(), home.ask, { report: opened.id, content: fresh() }))).toBe(
      'machine-report.finished',
    );
  });

  it('what is sent twice under one key is one; something else under it is refused', async () => {
    const key = newId<'key'>();
    const files = [fresh({ key: 'tep-1' })];
    const one = await home.file({ key, files });
    const again = await home.file({ key, files });
    expect(again).toMatchObject({ id: one.id, reference: one.reference, files: one.files });
    const other = await fileMachineReport(home.machine(), home.ask, { form: 'JSON', key, report: quiet, files });
    expect(code(other)).toBe('machine-report.key-used-otherwise');
    // The same key of another member is another report.
    const theirs = must(
      await fileMachineReport(home.as(home.stranger), home.ask, { form: 'JSON', key, report: CONTENT, files }),
    );
    expect(theirs.id).not.toBe(one.id);
    await fold();
    expect(await home.item((await itemOf(one.id))[0]?.item ?? '')).toMatchObject({ reports: 1 });
    const open = await home.file({ files: [], finish: false });
    const described = fresh({ key: 'tep-1' });
    const first = must(await describeFile(home.machine(), home.ask, { report: open.id, content: described }));
    const second = must(await describeFile(home.machine(), home.ask, { report: open.id, content: described }));
    expect(second.file).toBe(first.file);
  });

  it('of another member is not there, neither to describe nor to finish, take back or read', async () => {
    const { id } = await home.file({ files: [], finish: false });
    const theirs = home.as(home.stranger);
    for (const refused of [
      await describeFile(theirs, home.ask, { report: id, content: fresh() }),
      await finishReport(theirs, { report: id }),
      await retractReport(theirs, { report: id }),
      await machineReportDetail(theirs, { report: id }),
    ])
      expect(code(refused)).toBe('machine-report.not-found');
    expect(must(await machineReportDetail(home.as(home.staff), { report: id })).report.id).toBe(id);
    expect(must(await listMachineReports(theirs)).reports.filter(({ agency }) => agency !== OTHER)).toEqual([]);
    const staffSees = must(await machineReportDetail(home.as(home.staff), { report: id }));
    expect([staffSees.mayUnmask, staffSees.parts]).toEqual([false, []]);
    expect(code(await unmaskMachineReport(home.as(home.staff), { report: id, reason: 'CHECK' }))).toBe(
      'access.not-permitted',
    );
  });

  it('a test is read, answered and finished, and is in no queue ever', async () => {
    const before = must(await listItems(first(), { limit: 100 })).items.length;
    const filed = await home.file({ report: { ...CONTENT, tags: [TEST_TAG] }, files: [fresh()] });
    expect(filed).toMatchObject({ state: 'FINISHED', test: true });
    await fold();
    expect(must(await listItems(first(), { limit: 100 })).items).toHaveLength(before);
    expect(code(await machineReportDetail(first(), { report: filed.id }))).toBe('machine-report.not-found');
    expect(must(await listMachineReports(home.machine(), { test: 'true' })).reports.map(({ id }) => id)).toContain(
      filed.id,
    );
    home.clock.advance(15 * DAY);
    must(await giveOutcomes(home.platform));
    expect(must(await readOutcomes(home.machine())).outcomes.map(({ report }) => report)).not.toContain(filed.id);
  });

  it('holds no picture as a text, lies not in the future, and has not too many files', async () => {
    const file = (more: Parameters<typeof home.file>[0]) =>
      fileMachineReport(home.machine(), home.ask, { form: 'JSON', key: undefined, report: CONTENT, ...more });
    expect(code(await file({ report: { ...CONTENT, additionalInfo: 'data:image/png;base64,AAAA' } }))).toBe(
      'machine-report.holds-media',
    );
    const later = new Date(home.clock.now().getTime() + 6 * MINUTE).toISOString();
    const future = { ...CONTENT, incidentSummary: { ...CONTENT.incidentSummary, incidentDateTime: later } };
    expect(code(await file({ report: future }))).toBe('machine-report.time-in-future');
    expect(code(await file({ files: Array.from({ length: 201 }, () => FILE) }))).toBe('machine-report.too-many-files');
  });

  it('one that nobody goes on with ends, loses what was written, and the member hears it once', async () => {
    const contact = await home.official('platform_contact', MEMBER);
    const opened = await home.file({ files: [fresh()], finish: false });
    await home.file({ files: [], finish: false });
    home.clock.advance(59 * MINUTE);
    must(await describeFile(home.machine(), home.ask, { report: opened.id, content: fresh() }));
    home.clock.advance(2 * MINUTE);
    must(await expireReports(home.platform));
    // Described a moment ago, it waits on.
    expect(must(await machineReportDetail(home.machine(), { report: opened.id })).report.state).toBe('OPEN');
    home.clock.advance(59 * MINUTE);
    must(await expireReports(home.platform));
    must(await expireReports(home.platform));
    expect(must(await machineReportDetail(home.machine(), { report: opened.id })).report.state).toBe('EXPIRED');
    const { rows } = await home.owner.query(
      'select report.sealed, part.sealed as file from takedown.machine_report as report join takedown.machine_report_part as part on part.report_id = report.id where report.id = $1',
      [opened.id],
    );
    expect(rows).toEqual([
      { sealed: null, file: null },
      { sealed: null, file: null },
    ]);
    expect(code(await finishReport(home.machine(), { report: opened.id }))).toBe('machine-report.expired');
    expect(code(await retractReport(home.machine(), { report: opened.id }))).toBe('machine-report.expired');
    const told = await home.notices('machine-report.expired');
    expect(told.filter(({ person }) => person === contact.person).length).toBe(2);
    expect(told.map(({ facts }) => Number(facts.count)).every((count) => count >= 1)).toBe(true);
  });
});

describe('what one file is', () => {
  it('five hundred reports of one file are one incident with a counter, and one alert', async () => {
    const analyst = await home.official('content_analyst', 'MPS-A05', ['VERIFY_CONTENT']);
    const hashes = [{ type: 'sha256' as const, value: 'ee'.repeat(32) }];
    for (let wave = 0; wave < 5; wave += 1) {
      await Promise.all(
        Array.from({ length: 20 }, (_, at) =>
          home.file({ report: quiet, files: [fresh({ hashes, locationOfFile: `https://lan-truyen.example/${at}` })] }),
        ),
      );
      await fold();
    }
    const { rows } = await home.owner.query(
      `select incident.reports, incident.item_id as item from takedown.incident
       where incident.id in (select incident_id from takedown.arrival where mask is not null and file_mark = (
         select file_mark from takedown.machine_report_part where report_id = (select max(id::text)::uuid from takedown.machine_report)))`,
    );
    expect(rows).toEqual([{ reports: 100, item: rows[0].item }]);
    const told = (await home.notices('content-item.wave')).filter(({ person }) => person === analyst.person);
    expect(told).toHaveLength(1);
    // Told at the first folding that found fifty or more.
    expect(Number(told[0]?.facts.reports)).toBe(60);
  });

  it('of a child in danger is told of at its first report, and not again', async () => {
    const analyst = await home.official('content_analyst', 'MPS-A05', ['VERIFY_CONTENT']);
    const file = fresh();
    const urgent = {
      ...quiet,
      incidentSummary: { ...quiet.incidentSummary, escalateToHighPriority: 'Trẻ đang gặp nguy hiểm' },
    };
    const { id } = await home.file({ report: urgent, files: [file] });
    await fold();
    await home.file({ report: urgent, files: [file] });
    await fold();
    const told = (await home.notices('content-item.wave')).filter(({ person }) => person === analyst.person);
    expect(told).toMatchObject([{ facts: { reports: 1 } }]);
    expect(await home.item((await itemOf(id))[0]?.item ?? '')).toMatchObject({ danger: true, tier: 'NOW', reports: 2 });
  });

  it('a page without a file is a part of its own, an account stands for a file that has no place, and nothing is no item', async () => {
    const account = await home.file({ report: quiet, files: [{ ...fresh(), locationOfFile: undefined }] });
    const page = await home.file({ files: [] });
    const nowhere = await home.file({
      report: {
        ...quiet,
        personOrUserReported: {
          ...quiet.personOrUserReported,
          espIdentifier: undefined,
          screenName: undefined,
          displayName: ['Mẫu'],
        },
      },
      files: [{ ...fresh(), locationOfFile: undefined }],
    });
    expect(nowhere.unlocated).toBe(1);
    await fold();
    const [named] = await itemOf(account.id);
    expect(await home.item(named?.item ?? '')).toMatchObject({ kind: 'account' });
    const [site] = await itemOf(page.id);
    expect(await home.item(site?.item ?? '')).toMatchObject({ kind: 'url' });
    expect(await itemOf(nowhere.id)).toMatchObject([{ item: null }]);
  });
});

describe('a report that is taken back', () => {
  it('leaves the counters of item and wave, and tells who works on it', async () => {
    const analyst = await home.official('content_analyst', 'MPS-A05', ['VERIFY_CONTENT']);
    const file = fresh();
    const kept = await home.file({ report: quiet, files: [file] });
    const gone = await home.file({ report: quiet, files: [file] });
    await fold();
    const item = (await itemOf(kept.id))[0]?.item ?? '';
    expect(await home.item(item)).toMatchObject({ reports: 2, recent_reports: 2 });
    const before = must(await itemDetail(home.as(analyst), { item }));
    must(await triageItem(home.as(analyst), { item, version: before.item.version }));
    expect(must(await retractReport(home.machine(), { report: gone.id }))).toMatchObject({ items: 1 });
    expect(must(await retractReport(home.machine(), { report: gone.id }))).toMatchObject({ items: 0 });
    expect(await home.item(item)).toMatchObject({ reports: 1, recent_reports: 1 });
    const after = must(await itemDetail(first(), { item }));
    expect(after.incidents).toMatchObject([{ reports: 1 }]);
    expect(after.origins.map(({ reference }) => reference)).toEqual([kept.reference]);
    expect(after.events.map(({ code }) => code)).toContain('report-retracted');
    expect(await home.notices('content-item.report-retracted')).toEqual([
      { person: analyst.person, facts: { reports: 1, left: 1 } },
    ]);
    expect(must(await machineReportDetail(first(), { report: gone.id })).report.state).toBe('RETRACTED');
  });

  it('before it was folded is not counted at all; before it was finished loses what was written', async () => {
    const filed = await home.file({ report: quiet, files: [fresh()] });
    must(await retractReport(home.machine(), { report: filed.id }));
    await fold();
    expect(await itemOf(filed.id)).toMatchObject([{ item: null }]);
    const open = await home.file({ files: [fresh()], finish: false });
    must(await retractReport(home.machine(), { report: open.id }));
    const { rows } = await home.owner.query('select sealed from takedown.machine_report where id = $1', [open.id]);
    expect(rows).toEqual([{ sealed: null }]);
    expect(code(await finishReport(home.machine(), { report: open.id }))).toBe('machine-report.retracted');
  });
});

describe('what the provider did not view', () => {
  it('absent is no: then police open it by a ground of law, and others of the unit without', async () => {
    expect(wasViewed({ viewed: null, publicly_available: null })).toBe(false);
    expect(wasViewed({ viewed: false, publicly_available: true })).toBe(true);
    const { fileViewedByEsp: _viewed, ...unsaid } = fresh();
    const { id, files } = await home.file({ report: quiet, files: [unsaid] });
    await fold();
    const police = home.as(home.police);
    const part = files[0] as string;
    const detail = must(await machineReportDetail(police, { report: id }));
    expect(detail).toMatchObject({ report: { unviewed: 1 }, parts: [{ viewed: null }], needsGround: true });
    const open = { report: id, part, reason: 'INVESTIGATION' } as const;
    expect(code(await unmaskMachineReport(police, open))).toBe('machine-report.ground-needed');
    expect(code(await unmaskMachineReport(police, { ...open, ground: 'NO_SUCH' }))).toBe(
      'machine-report.ground-needed',
    );
    const opened = must(await unmaskMachineReport(police, { ...open, ground: 'PROCEEDINGS' }));
    expect(opened.fields).toContainEqual({ name: 'originalFileName', text: 'tep-mau.jpg' });
    expect(opened.fields.find(({ name }) => name === 'locationOfFile')?.text).toMatch(/^hxxps\[:\]/);
    expect(must(await unmaskMachineReport(first(), open)).fields.length).toBeGreaterThan(3);
    const item = (await itemOf(id))[0]?.item ?? '';
    expect(code(await unmaskItem(police, { item, reason: 'CHECK' }))).toBe('machine-report.ground-needed');
    must(await unmaskItem(police, { item, reason: 'CHECK', ground: 'CHILD_IN_DANGER' }));
    must(await unmaskItem(first(), { item, reason: 'CHECK' }));
    const { rows } = await home.owner.query<{ body: string }>(
      "select body from kernel.audit_entry where action in ('machine-report.unmask', 'content-item.unmask') and body like '%basis%'",
    );
    const grounds = rows.flatMap(({ body }) => /CHILD_IN_DANGER|PROCEEDINGS/.exec(body)?.[0] ?? []);
    expect(grounds.sort()).toEqual(['CHILD_IN_DANGER', 'PROCEEDINGS']);
    // The same file, viewed by somebody else, or reported from elsewhere, opens the place.
    await home.file({ report: quiet, files: [{ ...unsaid, fileViewedByEsp: true }] });
    await fold();
    must(await unmaskItem(police, { item, reason: 'CHECK' }));
  });

  it('who is kept from an item is kept from the reports of it', async () => {
    const { id } = await home.file({ report: quiet, files: [fresh()] });
    await fold();
    const item = (await itemOf(id))[0]?.item ?? '';
    const kept = home.people.second;
    must(await declareItemConflict(home.as(kept), { item }));
    expect(code(await machineReportDetail(home.as(kept), { report: id }))).toBe('machine-report.not-found');
  });
});

describe('quality', () => {
  it('names what is missing, refuses what is mostly empty, and takes what is urgent all the same', async () => {
    expect(qualityOfReport(CONTENT)).toEqual({ percent: 100, missing: [] });
    const bare: ReportContent = {
      incidentSummary: CONTENT.incidentSummary,
      reporter: { reportingPerson: { email: 'a@b.example' } },
    };
    const reading = qualityOfReport(bare);
    expect(reading.missing).toEqual(['internetDetails', 'account', 'service', 'addresses', 'contact']);
    expect([isTooSparse(reading, false), isTooSparse(reading, true)]).toEqual([true, false]);
    const filing = { form: 'JSON', key: undefined, report: bare, finish: true } as const;
    const refused = await fileMachineReport(home.machine(), home.ask, filing);
    expect(refused).toMatchObject({
      refusal: {
        code: 'machine-report.too-sparse',
        facts: { missing: 'internetDetails account service addresses contact' },
      },
    });
    const urgent = { ...bare, incidentSummary: { ...bare.incidentSummary, escalateToHighPriority: 'Khẩn' } };
    expect(
      must(await fileMachineReport(home.machine(), home.ask, { ...filing, report: urgent })).quality.missing,
    ).toContain('account');
    // A file of which half is said is taken, and what is missing is named.
    const half = await home.file({
      report: quiet,
      files: [{ ...fresh(), industryClassification: undefined, publiclyAvailable: undefined }],
    });
    expect(half.quality.missing).toEqual(['file.public', 'file.classification']);
    const open = await home.file({ files: [], finish: false });
    expect(
      code(await describeFile(home.machine(), home.ask, { report: open.id, content: { originalFileName: 'x' } })),
    ).toBe('machine-report.too-sparse');
    for (const { code: field } of reportFields) expect(fieldLabel(field, 'vi')).not.toBe(field);
    for (const { code: field } of fileFields) expect(fieldLabel(`file.${field}`, 'en')).not.toBe(`file.${field}`);
  });

  it('is summed for a member, without tests, over a time', async () => {
    const now = home.clock.now();
    home.clock.advance(DAY + MINUTE);
    await home.file({ report: quiet, files: [fresh()] });
    await home.file({ report: quiet, files: [{ ...fresh(), industryClassification: undefined }] });
    await home.file({ report: { ...quiet, tags: [TEST_TAG] }, files: [fresh()] });
    const period = { from: new Date(now.getTime() + DAY), to: new Date(now.getTime() + 2 * DAY) };
    const summed = must(await reportQuality(home.platform, MEMBER, period));
    expect(summed).toMatchObject({
      reports: 2,
      percent: 96,
      missing: [{ field: 'file.classification', reports: 1 }],
      states: { OPEN: 0, FINISHED: 2, RETRACTED: 0, EXPIRED: 0 },
    });
    expect(summed.bands.reduce((sum, { reports }) => sum + reports, 0)).toBe(2);
    expect(must(await reportQuality(home.platform, 'MAU-NEN-TANG-9', period))).toMatchObject({
      reports: 0,
      percent: null,
    });
    expect(must(await ownReportQuality(home.as(home.staff), { days: 1 })).reports).toBe(2);
  });
});

describe('outcomes', () => {
  it('go back after two weeks and after three months, each once, by what became of the items', async () => {
    expect(outcomeOf([])).toBe('NEED_MORE_INFORMATION');
    expect(outcomeOf([{ state: 'NOT_ILLEGAL', ordered: false, reason: null }])).toBe('REVIEWED_NO_ACTION');
    expect(outcomeOf([{ state: 'GONE', ordered: false, reason: null }])).toBe('CONTENT_DOWN_OR_INACCESSIBLE');
    expect(outcomeOf([{ state: 'GONE', ordered: true, reason: null }])).toBe('ACTIONED');
    expect(outcomeOf([{ state: 'SET_ASIDE', ordered: false, reason: 'SENT_ELSEWHERE' }])).toBe('NOT_RESOLVABLE');
    // Of several, what has gone furthest.
    expect(
      outcomeOf([
        { state: 'NOT_ILLEGAL', ordered: false, reason: null },
        { state: 'VERIFIED', ordered: false, reason: null },
      ]),
    ).toBe('CONFIRMED');
    const { id } = await home.file({ report: quiet, files: [fresh()] });
    await fold();
    home.clock.advance(13 * DAY);
    must(await giveOutcomes(home.platform));
    const mine = async () => must(await readOutcomes(home.machine())).outcomes.filter(({ report }) => report === id);
    expect(await mine()).toEqual([]);
    home.clock.advance(DAY);
    must(await giveOutcomes(home.platform));
    expect(must(await giveOutcomes(home.platform))).toBe(0);
    expect(await mine()).toMatchObject([{ round: 'TWO_WEEKS', code: 'IN_REVIEW' }]);
    const page = must(await readOutcomes(home.machine()));
    expect(must(await readOutcomes(home.machine(), { after: page.next ?? '' })).outcomes).toEqual([]);
    home.clock.advance(77 * DAY);
    must(await giveOutcomes(home.platform));
    expect((await mine()).map(({ round }) => round)).toEqual(['TWO_WEEKS', 'THREE_MONTHS']);
    expect(must(await readOutcomes(home.as(home.stranger))).outcomes.map(({ report }) => report)).not.toContain(id);
    expect(must(await machineReportDetail(first(), { report: id })).outcomes).toHaveLength(2);
  });
});
