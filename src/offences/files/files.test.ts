import { describe, expect, it } from 'vitest';
import { fileFixture } from '../../../tools/test/file-fixture.ts';
import { code, must } from '../../../tools/test/test-result.ts';
import { openTrack } from '../../cases/index.ts';
import { drive, openOwnCase } from '../../cases/testing.ts';
import { sweepClocks } from '../../clocks/index.ts';
import { DAY, vietnamDate } from '../../kernel/index.ts';
import { dissolveAgency } from '../../members/index.ts';
import { listWork } from '../../work/index.ts';
import { addArticle } from '../assertions/add-article.ts';
import { claimSame } from '../assertions/claim-same.ts';
import { namePerson, openPerson } from '../assertions/name-person.ts';
import { readAssertions } from '../assertions/read-assertions.ts';
import { recordOutcome } from '../assertions/record-outcome.ts';
import { takeBack } from '../assertions/take-back.ts';
import { openOffencesHome } from '../offences.testing.ts';
import { draftRequest, withdrawRequest } from '../requests/draft-request.ts';
import { readRequests } from '../requests/read-requests.ts';
import { answerRequest, sendRequest } from '../requests/send-request.ts';
import { declareFileConflict } from './declare-conflict.ts';
import { describeFile } from './describe-file.ts';
import { followLeads } from './follow-leads.ts';
import { countOffenceFiles, listOffenceFiles } from './list-files.ts';
import { moveStage } from './move-stage.ts';
import { endedStages, isInDanger, mayFollow, nextStages, stages } from './offence-file.ts';
import { openOffenceFile } from './open-file.ts';
import { readOffenceFile, readRegister } from './read-file.ts';
import { endShare, shareFile } from './share-file.ts';
import { stageRuleAt } from './stage-rule.ts';
import { transferFile } from './transfer-file.ts';

const home = fileFixture(() => openOffencesHome());
const GRADE = { basis: 'REPORT', reliability: 'B', credibility: 2 };
const PERSON = '01936000-0000-7000-8000-000000000001';
const OTHER = '01936000-0000-7000-8000-000000000002';
const listed = async (who: Parameters<typeof home.of>[0], file: string) =>
  must(await listOffenceFiles(await home.of(who), { limit: 100 })).files.find(({ id }) => id === file);

describe('stages', () => {
  it('every stage has a rule today, leads on or ends, and is reached', () => {
    for (const stage of stages) {
      expect(stageRuleAt(stage, '2026-11-24'), stage).toBeDefined();
      expect(stage === 'TIP' || stage === 'TRANSFERRED' || stages.some((from) => mayFollow(from, stage)), stage).toBe(
        true,
      );
      expect(nextStages(stage).length > 0 || (endedStages as readonly string[]).includes(stage), stage).toBe(true);
    }
  });

  it('a file goes from a tip to a judgement, each stage with its unit, its rule and its day', async () => {
    const file = await home.opened();
    const ctx = await home.of('lead');
    for (const to of [
      'VERIFYING_SOURCE',
      'INITIATED',
      'INVESTIGATION',
      'CONCLUDED',
      'PROSECUTION',
      'TRIAL',
      'JUDGED',
    ] as const)
      expect(must(await moveStage(ctx, { file, to })).stage).toBe(to);
    const read = must(await readOffenceFile(ctx, { file }));
    expect(read.stages).toHaveLength(8);
    expect(read.stages.at(-1)).toMatchObject({
      stage: 'JUDGED',
      agency: 'CAT-01',
      decidedOn: '2026-11-24',
      basisVerified: false,
      until: null,
    });
    expect(read.file.clock).toBeNull();
    expect(read.next).toEqual(['TRIAL']);
  });

  it('a stage that does not follow, a day to come and a page that is old are refused', async () => {
    const file = await home.opened();
    const ctx = await home.of('lead');
    expect(code(await moveStage(ctx, { file, to: 'JUDGED' }))).toBe('offence-file.wrong-stage');
    expect(code(await moveStage(ctx, { file, to: 'TRANSFERRED' }))).toBe('offence-file.wrong-stage');
    expect(code(await moveStage(ctx, { file, to: 'VERIFYING_SOURCE', decidedOn: '2026-11-25' }))).toBe(
      'offence-file.day-unusable',
    );
    const { version } = must(await readOffenceFile(ctx, { file }));
    must(await moveStage(ctx, { file, version, to: 'VERIFYING_SOURCE' }));
    expect(code(await moveStage(await home.of('second'), { file, version, to: 'INITIATED' }))).toBe(
      'record.changed-meanwhile',
    );
  });

  it('whoever took the tip does not decide on it, nor a unit without the power on this very day', async () => {
    const file = await home.opened();
    expect(code(await moveStage(await home.of('intake'), { file, to: 'VERIFYING_SOURCE' }))).toBe(
      'access.not-permitted',
    );
    // The session believes in a function that the agency does not hold: the police of a commune take tips.
    const believes = { ...home.units.communePolice, functions: ['INVESTIGATE'] };
    const opened = must(await openOffenceFile(await home.as(believes), { summary: 'Tin mẫu' })).id;
    const investigator = { ...(await home.person('police_investigator', 'CAX-00004')), functions: ['INVESTIGATE'] };
    expect(code(await moveStage(await home.as(investigator), { file: opened, to: 'VERIFYING_SOURCE' }))).toBe(
      'offence-file.no-power',
    );
    const honest = { ...investigator, functions: [] };
    expect(code(await moveStage(await home.as(honest), { file: opened, to: 'VERIFYING_SOURCE' }))).toBe(
      'offence-file.no-power',
    );
  });
});

describe('the clock of a tip', () => {
  it('runs from the day it came, is met by a decision, and the coordinating body is told when it is over', async () => {
    const file = await home.opened({ summary: 'Tin mẫu có thời hạn' });
    const before = must(await readOffenceFile(await home.of('lead'), { file }));
    expect(before.file.clock?.rule).toBe('DL-TIP-20D');
    const decided = await home.opened();
    must(await moveStage(await home.of('lead'), { file: decided, to: 'VERIFYING_SOURCE' }));
    must(await moveStage(await home.of('lead'), { file: decided, to: 'NOT_INITIATED' }));
    home.clock.advance(21 * DAY);
    must(await sweepClocks(home.platform()));
    expect(await listed('lead', file)).toMatchObject({ overdue: true });
    const { rows } = await home.owner.query(
      `select status, escalated_agency from clocks.clock where object_id = any($1) order by status`,
      [[file, decided]],
    );
    expect(rows).toEqual([
      { status: 'breached', escalated_agency: 'MPS-A05' },
      { status: 'met', escalated_agency: null },
    ]);
  });

  it('stands in no list, figure or calendar of clocks, whoever reads it', async () => {
    await home.opened();
    const owned = await home.owner.query("select count(*)::int as n from clocks.clock where confined_to = 'offences'");
    expect(owned.rows[0].n).toBeGreaterThan(0);
    for (const who of [home.ministry, home.province, home.units.lead, home.units.verifier, home.units.coordinator]) {
      const seen = await (await home.as(who)).transaction(async (tx) => ({
        ok: true as const,
        value: await tx.rows<{ n: number }>(
          "select count(*)::int as n from clocks.clock where object_kind = 'offence-file'",
          [],
        ),
      }));
      expect(must(seen)).toEqual([{ n: 0 }]);
    }
  });
});

describe('units', () => {
  it('another unit sees a file from when it was let in to when its part ends, and decides nothing', async () => {
    const file = await home.opened();
    expect(code(await readOffenceFile(await home.of('partner'), { file }))).toBe('offence-file.not-found');
    const until = vietnamDate(new Date(home.clock.now().getTime() + 30 * DAY));
    must(await shareFile(await home.of('lead'), { file, agency: 'cat-79', until }));
    expect(code(await shareFile(await home.of('lead'), { file, agency: 'CAT-79', until }))).toBe(
      'offence-file.unit-there-already',
    );
    const seen = must(await readOffenceFile(await home.of('partner'), { file }));
    expect(seen.units.map(({ agency, part }) => [agency, part])).toEqual([
      ['CAT-01', 'LEAD'],
      ['CAT-79', 'TAKES_PART'],
    ]);
    expect(seen.acts).not.toContain('offence-file.move');
    expect(code(await moveStage(await home.of('partner'), { file, to: 'VERIFYING_SOURCE' }))).toBe(
      'offence-file.not-lead',
    );
    must(
      await describeFile(await home.of('partner'), {
        file,
        summary: 'Bổ sung của đơn vị phối hợp',
        harm: 'OI-SEXT',
        childBand: 'A12_13',
      }),
    );
    must(await endShare(await home.of('lead'), { file, unit: seen.units[1]?.id as string }));
    expect(code(await readOffenceFile(await home.of('partner'), { file }))).toBe('offence-file.not-found');
    must(await shareFile(await home.of('lead'), { file, agency: 'CAT-79', until }));
    home.clock.advance(31 * DAY);
    expect(code(await readOffenceFile(await home.of('partner'), { file }))).toBe('offence-file.not-found');
  });

  it('a file is shared with police that may investigate today, and with nobody else', async () => {
    const file = await home.opened();
    const until = vietnamDate(new Date(home.clock.now().getTime() + 5 * DAY));
    for (const agency of ['CAT-01', 'CAX-00004', 'C111', 'UBND-00004', 'SYT-01', 'CAT-99', 'x; drop', ''])
      expect([agency, code(await shareFile(await home.of('lead'), { file, agency, until }))]).toEqual([
        agency,
        'offence-file.unit-unusable',
      ]);
    for (const day of ['2026-01-01', '2030-01-01', 'mai', ''])
      expect(code(await shareFile(await home.of('lead'), { file, agency: 'CAT-79', until: day }))).toBe(
        'offence-file.day-unusable',
      );
  });

  it('the police of a commune hand a tip to who may investigate it: it waits there, and they see it no more', async () => {
    const { id: file } = must(await openOffenceFile(await home.of('communePolice'), { summary: 'Tin mẫu ở xã' }));
    const before = must(await readOffenceFile(await home.of('communePolice'), { file }));
    must(await transferFile(await home.of('communePolice'), { file, to: 'CAT-01' }));
    expect(code(await readOffenceFile(await home.of('communePolice'), { file }))).toBe('offence-file.not-found');
    const after = must(await readOffenceFile(await home.of('lead'), { file }));
    expect(after.file).toMatchObject({ stage: 'TRANSFERRED', leadAgency: 'CAT-01', clock: before.file.clock });
    expect(after.units.map(({ agency, ended }) => [agency, ended === null])).toEqual([
      ['CAX-00004', false],
      ['CAT-01', true],
    ]);
    expect(must(await moveStage(await home.of('lead'), { file, to: 'VERIFYING_SOURCE' })).stage).toBe(
      'VERIFYING_SOURCE',
    );
    const { rows } = await home.owner.query('select owner_agency from clocks.clock where object_id = $1', [file]);
    expect(rows).toEqual([{ owner_agency: 'CAT-01' }]);
  });
});

describe('units that are merged', () => {
  it('files of a unit that is there no more go to who investigates for its area, where they stood and with their clocks', async () => {
    const officer = { ...(await home.person('police_investigator', 'CAT-48')), functions: ['INVESTIGATE'] };
    const file = must(await openOffenceFile(await home.as(officer), { summary: 'Vụ việc của tỉnh được sáp nhập' })).id;
    must(await moveStage(await home.as(officer), { file, to: 'VERIFYING_SOURCE' }));
    expect(must(await followLeads(home.platform()))).toEqual({ moved: 0, left: [] });
    // Another was handed over to that province just before, and nobody there has taken it up.
    const given = must(await openOffenceFile(await home.of('lead'), { summary: 'Vụ việc chuyển đi' })).id;
    must(await transferFile(await home.of('lead'), { file: given, to: 'CAT-48' }));
    must(
      await dissolveAgency(home.platform(), {
        agency: 'CAT-48',
        from: vietnamDate(home.clock.now()),
        successor: 'CAT-79',
        legalBasis: 'Nghị quyết mẫu về sáp nhập',
      }),
    );
    // Between the merger and the night nothing goes there any more, and a file that stays is as it was.
    const kept = must(await openOffenceFile(await home.of('lead'), { summary: 'Vụ việc ở lại' })).id;
    expect(code(await transferFile(await home.of('lead'), { file: kept, to: 'CAT-48' }))).toBe(
      'offence-file.unit-unusable',
    );
    expect(must(await readOffenceFile(await home.of('lead'), { file: kept })).file).toMatchObject({
      stage: 'TIP',
      leadAgency: 'CAT-01',
    });
    expect(must(await followLeads(home.platform()))).toMatchObject({ moved: 2 });
    expect(must(await followLeads(home.platform()))).toMatchObject({ moved: 0 });
    const arrived = must(await readOffenceFile(await home.of('partner'), { file: given }));
    expect(arrived.file).toMatchObject({ stage: 'TRANSFERRED', leadAgency: 'CAT-79', clock: { rule: 'DL-TIP-20D' } });
    expect(must(await moveStage(await home.of('partner'), { file: given, to: 'VERIFYING_SOURCE' })).stage).toBe(
      'VERIFYING_SOURCE',
    );
    for (const who of [await home.of('lead'), await home.as(officer)])
      expect(code(await readOffenceFile(who, { file: given }))).toBe('offence-file.not-found');
    const after = must(await readOffenceFile(await home.of('partner'), { file }));
    expect(after.file).toMatchObject({
      leadAgency: 'CAT-79',
      stage: 'VERIFYING_SOURCE',
      clock: { rule: 'DL-TIP-20D' },
    });
    expect(after.events.map(({ code: event }) => event)).toContain('lead-followed');
    expect(code(await readOffenceFile(await home.as(officer), { file }))).toBe('offence-file.not-found');
  });
});

describe('tracks', () => {
  it('an offence track of a case opens a file, and neither side learns of the other', async () => {
    const one = drive(home, (await openOwnCase(home)).id);
    must(await openTrack(await one.officer(), { ...one.on, kind: 'offence', agency: 'CAT-01' }));
    await home.work();
    const { rows } = await home.owner.query(
      `select file.id, file.reference, track.object_id from offences.offence_file as file join cases.track as track on track.id = file.track order by file.opened_at desc limit 1`,
    );
    const [made] = rows;
    expect(made.object_id).toBeNull();
    expect(must(await readOffenceFile(await home.of('lead'), { file: made.id }))).toMatchObject({
      origin: 'TRACK',
      summary: '',
    });
    for (const who of [home.officer, home.chair, home.counsellor, home.ministry])
      expect(code(await readOffenceFile(await home.as(who), { file: made.id }))).toBe('offence-file.not-found');
  });

  it('a track of an invented case opens an invented file', async () => {
    for (const invented of [true, false]) {
      const one = drive(home, (await openOwnCase(home)).id);
      await home.owner.query('update cases.protection_case set is_demonstration = $2 where id = $1', [
        one.on.case,
        invented,
      ]);
      must(await openTrack(await one.officer(), { ...one.on, kind: 'offence', agency: 'CAT-01' }));
      const { rows } = await home.owner.query(
        `select file.is_demonstration from offences.offence_file as file join cases.track as track on track.id = file.track
         join cases.protection_case as own on own.incident_id = track.incident_id where own.id = $1`,
        [one.on.case],
      );
      expect(rows).toEqual([{ is_demonstration: invented }]);
    }
  });
});

describe('nobody else learns of a file', () => {
  it('no role of welfare, no other unit, no other desk of the unit, nobody named in it: by no verb, list, count, duty or lock', async () => {
    const file = await home.opened({ summary: 'Chỉ đơn vị chủ trì biết' });
    const { reference } = must(await readOffenceFile(await home.of('lead'), { file })).file;
    must(await declareFileConflict(await home.of('second'), { file }));
    const strangers = [
      ...[home.counsellor, home.officer, home.chair, home.province, home.ministry, home.facility, home.auditor],
      ...[home.units.verifier, home.units.stranger, home.units.partner, home.units.second],
    ];
    for (const who of strangers) {
      const ctx = await home.as(who);
      const asked = [
        readOffenceFile(ctx, { file }),
        readRegister(ctx, { file }),
        moveStage(ctx, { file, to: 'VERIFYING_SOURCE' }),
        describeFile(ctx, { file, summary: 'x' }),
        shareFile(ctx, { file, agency: 'CAT-79', until: vietnamDate(new Date(ctx.now.getTime() + DAY)) }),
        transferFile(ctx, { file, to: 'CAT-79' }),
        declareFileConflict(ctx, { file }),
        readAssertions(ctx, { file }),
        readRequests(ctx, { file }),
        namePerson(ctx, { file, part: 'SUSPECT', description: 'x', ...GRADE }),
        claimSame(ctx, { file, one: PERSON, other: OTHER, says: 'SAME', ...GRADE }),
        openPerson(ctx, { file, person: PERSON }),
        addArticle(ctx, { file, article: 'PC-146' }),
        recordOutcome(ctx, { file, kind: 'CONCLUDED', decidedOn: '2026-11-01' }),
        takeBack(ctx, { file, kind: 'person', id: PERSON, reason: 'MISTAKE' }),
        draftRequest(ctx, { file, kind: 'TELECOM', addressee: 'x', asked: 'x' }),
        sendRequest(ctx, { file, request: PERSON }),
        answerRequest(ctx, { file, request: PERSON, answer: 'ANSWERED', text: 'x' }),
        withdrawRequest(ctx, { file, request: PERSON }),
      ];
      for (const answer of asked) expect(code(await answer)).toBe('offence-file.not-found');
      const list = await listOffenceFiles(ctx, { reference });
      expect(list.ok ? list.value.files : []).toEqual([]);
      const counts = await countOffenceFiles(ctx);
      const known = await listOffenceFiles(ctx, { stages: ['TIP'], limit: 100 });
      if (counts.ok) expect(counts.value.get('TIP') ?? 0).toBe(known.ok ? known.value.files.length : 0);
      const work = await listWork(ctx, {});
      expect(JSON.stringify(work)).not.toContain(file);
      const raw = must(
        await ctx.transaction(async (tx) => ({
          ok: true as const,
          value: await tx.rows<{ n: number }>(
            `select (select count(*) from offences.offence_file where id = $1) + (select count(*) from offences.file_register where id = $1)
               + (select count(*) from offences.offence_event where file_id = $1) + (select count(*) from offences.file_unit where file_id = $1) as n`,
            [file],
          ),
        })),
      );
      expect(Number(raw[0]?.n)).toBe(0);
    }
    expect(await listed('lead', file)).toMatchObject({ opens: true });
  });

  it('the coordinating body learns that it is there, at which unit and how far, and reads nothing of it', async () => {
    const file = await home.opened();
    expect(await listed('coordinator', file)).toMatchObject({ opens: false, leadAgency: 'CAT-01', stage: 'TIP' });
    expect(must(await readRegister(await home.of('coordinator'), { file })).opens).toBe(false);
    expect(code(await readOffenceFile(await home.of('coordinator'), { file }))).toBe('offence-file.not-found');
    const { rows } = await home.owner.query(
      "select column_name from information_schema.columns where table_schema = 'offences' and table_name = 'file_register' and column_name ~ 'sealed|harm|child|report|incident|track'",
    );
    expect(rows).toEqual([]);
  });

  it('a live event of a file goes to each person who has a part in it, by name, and to nobody else', async () => {
    const file = await home.opened();
    const heard: { id: string; person?: string; agency?: string; roles?: readonly string[] }[] = [];
    const stop = home.kernel.live.listen((event) => heard.push(event));
    must(await describeFile(await home.of('lead'), { file, summary: 'Có thay đổi' }));
    await expect
      .poll(() => heard.some(({ id, person }) => id === file && person === home.units.lead.person))
      .toBe(true);
    stop();
    const own = heard.filter(({ id }) => id === file);
    expect(own.every(({ agency, roles }) => agency === undefined && roles === undefined)).toBe(true);
    const people = new Set(own.map(({ person }) => person));
    for (const who of [home.units.lead, home.units.second, home.units.intake])
      expect(people.has(who.person)).toBe(true);
    for (const who of [home.units.verifier, home.units.stranger, home.units.coordinator])
      expect(people.has(who.person)).toBe(false);
  });
});

describe('what is written', () => {
  it('media, other codes and texts that are too long are refused', async () => {
    const ctx = await home.of('lead');
    const open = (more: object) => openOffenceFile(ctx, { summary: 'Mẫu', ...more });
    expect(code(await open({ summary: 'data:image/png;base64,AAAA' }))).toBe('offence-file.holds-media');
    expect(code(await open({ summary: ' ' }))).toBe('text.empty');
    expect(code(await open({ summary: 'a'.repeat(4_001) }))).toBe('text.too-long');
    for (const more of [
      { harm: 'OI-X' },
      { childBand: 'A99' },
      { children: 0 },
      { children: 1.5 },
      { level: 'PUBLIC' },
    ])
      expect(code(await open(more))).toBe('offence-file.unusable');
    expect(code(await openOffenceFile(await home.as(home.counsellor), { summary: 'Mẫu' }))).toBe(
      'access.not-permitted',
    );
  });
});

describe('danger first', () => {
  it('stands before every clock, page by page, until the file has ended', async () => {
    const calm = [await home.opened(), await home.opened()];
    home.clock.set(new Date(home.clock.now().getTime() + 60_000));
    const urgent = [await home.opened({ urgent: true }), await home.opened({ urgent: true })];
    const ctx = await home.of('lead');
    const pages: { id: string; urgent: boolean }[] = [];
    for (let after: string | undefined, first = true; first || after !== undefined; first = false) {
      const page = must(await listOffenceFiles(ctx, { limit: 1, after }));
      pages.push(...page.files);
      after = page.next;
    }
    const whole = must(await listOffenceFiles(ctx, { limit: 100 })).files;
    expect(pages.map(({ id }) => id)).toEqual(whole.map(({ id }) => id));
    const places = (ids: readonly string[]) => ids.map((id) => whole.findIndex((one) => one.id === id));
    // Their clocks end after those of the calm ones.
    expect(Math.max(...places(urgent))).toBeLessThan(Math.min(...places(calm)));
    const firstCalm = whole.findIndex((one) => !one.urgent);
    expect(whole.slice(firstCalm).some((one) => one.urgent)).toBe(false);
    expect(isInDanger({ urgent: true, stage: 'INVESTIGATION' })).toBe(true);
    for (const stage of endedStages) expect(isInDanger({ urgent: true, stage })).toBe(false);
  });
});
