import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { allDocxWords, docxWords } from '../../../tools/test/docx-words.ts';
import { fileFixture } from '../../../tools/test/file-fixture.ts';
import { code, must } from '../../../tools/test/test-result.ts';
import {
  caseDocument,
  caseView,
  decide,
  numberDocument,
  openCase,
  proposeApproval,
  saveFormDraft,
  savePlan,
  separate,
  transferCase,
} from '../index.ts';
import { COMMUNE, complete, drive, NEIGHBOUR, openCasesHome, openOwnCase, reception } from '../testing.ts';

const home = fileFixture(() => openCasesHome('2026-04-22T02:00:00Z'), 60_000);
let on: { case: string };
/** Where to keep the files for looking at them; nothing is written where it is not set. */
const keep = process.env.KEEP_DOCUMENTS;

beforeAll(async () => {
  const opened = await openCase(await home.as(home.officer), { commune: COMMUNE, reception, urgency: 'U1' });
  const one = drive(home, must(opened).id);
  const { officer, chair, version, fill } = one;
  on = one.on;
  const act = async (...given: Parameters<typeof one.act>) => must(await one.act(...given));
  await act('officer', 'start-initial-risk');
  await fill('officer', 'FORM-02', {
    conclusion: 'EMERGENCY',
    immediate_measures:
      'Đưa trẻ đến nơi an toàn; người thân tin cậy ở cùng trẻ; ngắt mọi liên lạc với tài khoản đã dọa trẻ.',
    separation_proposed: true,
  });
  must(await separate(await officer(), { ...on, version: await version(), act: 'propose', ground: 'CARER_REFUSES' }));
  await act('chair', 'decide-emergency', {
    reason: 'Trẻ đang có nguy cơ bị tổn hại nghiêm trọng và người chăm sóc không hợp tác.',
  });
  must(await separate(await chair(), { ...on, version: await version(), act: 'decide' }));
  must(await separate(await chair(), { ...on, version: await version(), act: 'put-in-force' }));
  must(await separate(await chair(), { ...on, version: await version(), act: 'lift' }));
  await act('officer', 'start-specific-risk');
  await fill('officer', 'FORM-03');
  await act('officer', 'conclude-specific-risk');
  await act('officer', 'record-needs-meeting', { minutes: 'Các bên thống nhất trẻ cần được tham vấn.' });
  await fill('officer', 'FORM-04');
  must(
    await savePlan(await officer(), {
      ...on,
      base: 0,
      actions: [
        {
          level: 'INTERVENE',
          service: 'PSYCHOSOCIAL',
          executor: { kind: 'agency', agency: 'FACILITY_A' },
          startsOn: '2026-05-06',
          endsOn: '2026-06-20',
          what: 'Tham vấn tâm lý mỗi tuần một buổi cho trẻ.',
        },
        {
          level: 'SUPPORT',
          service: 'EDUCATION',
          executor: { kind: 'family' },
          startsOn: '2026-05-06',
          endsOn: '2026-05-29',
          what: 'Gia đình cùng nhà trường sắp xếp để trẻ học tiếp.',
        },
      ],
      monitoring: ['2026-05-20', '2026-06-10'],
    }),
  );
  await act('officer', 'submit-plan');
  await fill('chair', 'FORM-05');
  await act('chair', 'approve-plan');
  await act('officer', 'start-implementation');
  await act('officer', 'start-review');
  await fill('officer', 'FORM-06');
}, 60_000);

const view = async () => must(await caseView(await home.as(home.officer), on)).file;
const docx = async (document: Parameters<typeof caseDocument>[1]['document'], who = home.officer, at = on) =>
  docxWords(must(await caseDocument(await home.as(who), { ...at, document, format: 'docx' })).bytes);
const frozen = async (kind: string, at = on) => {
  const file = must(await caseView(await home.as(home.officer), at)).file;
  const found = file?.documents.findLast((one) => one.kind === kind);
  if (!found) throw new Error(`no document of ${kind}`);
  return found;
};

describe('the documents of a case', () => {
  it('are frozen one by one as they are signed, and each comes as PDF and for a word processor', async () => {
    const documents = (await view())?.documents ?? [];
    expect(documents.map((one) => one.kind).sort()).toEqual([
      'FORM-01',
      'FORM-02',
      'FORM-03',
      'FORM-04',
      'FORM-05',
      'FORM-06',
      'decide-emergency',
      'record-needs-meeting',
      'separation:decide',
      'separation:lift',
    ]);
    for (const { id, kind } of documents) {
      const pdf = must(
        await caseDocument(await home.as(home.officer), { ...on, document: { document: id }, format: 'pdf' }),
      );
      expect(pdf.bytes.subarray(0, 5).toString()).toBe('%PDF-');
      const word = must(
        await caseDocument(await home.as(home.officer), { ...on, document: { document: id }, format: 'docx' }),
      );
      const text = docxWords(word.bytes);
      expect(text).toContain('CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM');
      expect(text).toContain('Phường Ba Đình, ngày');
      expect(text, kind).toContain('Lê Thị Mẫu');
      if (keep) {
        mkdirSync(keep, { recursive: true });
        writeFileSync(`${keep}/${kind.replace(':', '-')}.pdf`, pdf.bytes);
        writeFileSync(`${keep}/${kind.replace(':', '-')}.docx`, word.bytes);
      }
    }
  }, 60_000);

  it('say what each is: a plan KH of two signatures, decisions of articles, recipients by the last of them', async () => {
    const plan = await docx({ document: (await frozen('FORM-04')).id });
    expect(plan).toContain('/KH-UBND');
    expect(plan).toContain('TM. ỦY BAN NHÂN DÂN');
    expect(plan).toContain('NGƯỜI LẬP KẾ HOẠCH');
    expect(plan).toContain('Tham vấn tâm lý mỗi tuần');
    const approval = await docx({ document: (await frozen('FORM-05')).id });
    expect(approval).toContain('Số: 12/QĐ-UBND');
    expect(approval).toContain('- Như Điều 3;');
    expect(approval).toContain(
      '(Kèm theo Quyết định số 12/QĐ-UBND ngày 05 tháng 5 năm 2026 của Chủ tịch Ủy ban nhân dân phường Ba Đình)',
    );
    expect(approval.indexOf('Kèm theo Quyết định')).toBeGreaterThan(approval.indexOf('Trần Văn Chủ Tịch'));
    const emergency = await docx({ document: (await frozen('decide-emergency')).id });
    expect(emergency).toContain('Căn cứ Luật Trẻ em ngày 05 tháng 4 năm 2016;');
    expect(emergency).toContain('Đưa trẻ đến nơi an toàn');
    expect(emergency).toContain('người chăm sóc không hợp tác');
    const minutes = await docx({ document: (await frozen('record-needs-meeting')).id });
    expect(minutes).toContain('Các bên thống nhất trẻ cần được tham vấn.');
    expect(minutes).toContain('CHỦ TRÌ');
    expect(await docx({ document: (await frozen('separation:decide')).id })).toContain('người chăm sóc trẻ từ chối');
    expect(await docx({ document: (await frozen('separation:lift')).id })).toContain('Chấm dứt tạm thời cách ly');
  });

  it('count the ratings of each part alone: high is bad in one and good in the other', async () => {
    const text = await docx({ document: (await frozen('FORM-06')).id });
    expect(text).toContain('Tổng số của phần A');
    expect(text).toContain('Tổng số của phần B');
  });

  it('stay as they were signed, byte for byte, whatever becomes of the case and the names in it', async () => {
    const decided = await frozen('decide-emergency');
    const ask = async () =>
      must(
        await caseDocument(await home.as(home.officer), { ...on, document: { document: decided.id }, format: 'pdf' }),
      ).bytes;
    const before = await ask();
    await home.owner.query(`update members.agency set name_vi = 'Tên khác' where code = $1`, [`UBND-${COMMUNE}`]);
    await home.owner.query(`update members.person set name = 'Người Khác' where id = $1`, [home.chair.person]);
    const after = await ask();
    const plain = await docx({ document: decided.id });
    await home.owner.query(`update members.agency set name_vi = 'Ủy ban nhân dân phường Ba Đình' where code = $1`, [
      `UBND-${COMMUNE}`,
    ]);
    await home.owner.query(`update members.person set name = 'Trần Văn Chủ Tịch' where id = $1`, [home.chair.person]);
    expect(after.equals(before)).toBe(true);
    expect(plain).toContain('ỦY BAN NHÂN DÂN');
    expect(plain).toContain('Trần Văn Chủ Tịch');
    const { digest } = await frozen('decide-emergency');
    expect(digest).toBe(createHash('sha256').update(before).digest('hex'));
    await expect(home.owner.query('update cases.document set number = null where number is not null')).rejects.toThrow(
      /stays as it is/,
    );
  });

  it('are archived by the job that follows the act, without anybody asking', async () => {
    const one = drive(home, (await openOwnCase(home)).id);
    await home.work();
    expect((await frozen('FORM-01', one.on)).digest).toMatch(/^[0-9a-f]{64}$/);
  });

  it('get their number from the clerk once, and are kept with it', async () => {
    const { id, number } = await frozen('decide-emergency');
    expect(number).toBeNull();
    expect(await docx({ document: id })).toContain('Số: ......../QĐ-UBND');
    const give = async (given: string, who = home.officer) =>
      code(await numberDocument(await home.as(who), { ...on, document: id, number: given }));
    expect(await give('hai mươi')).toBe('document.number-malformed');
    expect(await give('20/QĐ-UBND', home.province)).toBe('access.not-permitted');
    const before = (await frozen('decide-emergency')).digest;
    expect(await give(' 20/QĐ-UBND ')).toBe('accepted');
    expect(await docx({ document: id })).toContain('Số: 20/QĐ-UBND');
    expect((await frozen('decide-emergency')).digest).not.toBe(before);
    expect(await give('21/QĐ-UBND')).toBe('document.has-number');
    // Minutes bear none.
    expect(
      code(
        await numberDocument(await home.as(home.officer), {
          ...on,
          document: (await frozen('record-needs-meeting')).id,
          number: '1/BB-UBND',
        }),
      ),
    ).toBe('record.not-found');
  });

  it('bear the number that the chair gave with the act', async () => {
    const one = drive(home, (await openOwnCase(home)).id);
    await one.to('INITIAL_RISK');
    await one.fill('officer', 'FORM-02', { conclusion: 'EMERGENCY', immediate_measures: 'Nội dung.' });
    expect(code(await one.act('chair', 'decide-emergency', { reason: 'Nội dung.', number: 'x' }))).toBe(
      'document.number-malformed',
    );
    must(await one.act('chair', 'decide-emergency', { reason: 'Nội dung.', number: '7/QĐ-UBND' }));
    expect(await docx({ document: (await frozen('decide-emergency', one.on)).id }, home.officer, one.on)).toContain(
      'Số: 7/QĐ-UBND',
    );
  });

  it('go with a returned plan, a closure, the court and a transfer', async () => {
    const returned = drive(home, (await openOwnCase(home)).id);
    await returned.to('PLAN_SUBMITTED');
    must(await returned.act('chair', 'return-plan', { reason: 'Cần ghi rõ người đưa trẻ đi học.' }));
    const notice = await docx({ document: (await frozen('return-plan', returned.on)).id }, home.officer, returned.on);
    expect(notice).toContain('/TB-UBND');
    expect(notice).toContain('Cần ghi rõ người đưa trẻ đi học.');
    must(await returned.act('chair', 'send-to-court', { reason: 'Nơi ở chưa an toàn.' }));
    expect(
      await docx({ document: (await frozen('send-to-court', returned.on)).id }, home.officer, returned.on),
    ).toContain('Kính gửi: Tòa án nhân dân có thẩm quyền');
    const moved = drive(home, (await openOwnCase(home)).id);
    must(
      await transferCase(await moved.chair(), {
        ...moved.on,
        version: await moved.version(),
        commune: NEIGHBOUR,
        reason: 'Trẻ chuyển nơi ở.',
      }),
    );
    expect(await docx({ document: (await frozen('transfer', moved.on)).id }, home.officer, moved.on)).toContain(
      'Kính gửi: Ủy ban nhân dân phường Ngọc Hà',
    );
    const { rows } = await home.owner.query<{ form_id: string }>(
      `select id as form_id from cases.form where case_id = $1 and form_code = 'FORM-06'`,
      [on.case],
    );
    expect(await docx({ form: rows[0]?.form_id ?? '' })).toContain('Mẫu số 06');
    const version = must(await caseView(await home.as(home.chair), on)).overview.version;
    must(await decide(await home.as(home.chair), { ...on, version, act: 'close' }));
    const closed = await docx({ document: (await frozen('close')).id });
    expect(closed).toContain('QUYẾT ĐỊNH');
    expect(closed).toContain('Kết thúc hồ sơ bảo vệ đối với');
  });

  it('begin for the chair with what is known: bases, executors, today; and no number', async () => {
    const one = drive(home, (await openOwnCase(home)).id);
    await one.to('PLAN_SUBMITTED');
    const proposed = must(await proposeApproval(await one.chair(), one.on));
    expect(proposed).toEqual({
      decided_on: '2026-04-22',
      effective_from: '2026-04-22',
      executing_bodies: 'Gia đình.',
      legal_basis: expect.stringContaining('Căn cứ Luật Trẻ em ngày 05 tháng 4 năm 2016;'),
    });
    expect(code(await proposeApproval(await home.as(home.province), one.on))).toBe('access.not-permitted');
  });

  it('name the one who received the information as issuer of form 01, and the ward of the others', async () => {
    const handed = must(await openCase(await home.as(home.counsellor), { commune: COMMUNE, reception, urgency: 'U2' }));
    const one = { case: handed.id };
    const text = await docx({ document: (await frozen('FORM-01', one)).id }, home.officer, one);
    expect(text).toContain('TỔNG ĐÀI ĐIỆN THOẠI QUỐC GIA BẢO VỆ TRẺ EM 111');
    expect(text).not.toContain('BC-UBND');
  });

  it('not signed yet say that they are a draft', async () => {
    const one = drive(home, (await openOwnCase(home)).id);
    await one.to('INITIAL_RISK');
    const draft = must(
      await saveFormDraft(await one.officer(), { ...one.on, form: 'FORM-02', base: 0, changes: complete['FORM-02'] }),
    );
    const made = must(
      await caseDocument(await one.officer(), { ...one.on, document: { form: draft.id }, format: 'docx' }),
    );
    expect(allDocxWords(made.bytes)).toContain('Bản dự thảo - chưa ký');
  });

  it('show an identity only to somebody who has proved who they are, and say of a copy that it is masked', async () => {
    const { id } = await frozen('FORM-03');
    const masked = must(
      await caseDocument(await home.as(home.officer, { steppedUpUntil: undefined }), {
        ...on,
        document: { document: id },
        format: 'docx',
      }),
    );
    expect(allDocxWords(masked.bytes)).not.toContain('Lê Thị Mẫu');
    expect(allDocxWords(masked.bytes)).toContain('(không hiển thị)');
    expect(allDocxWords(masked.bytes)).toContain('Bản che thông tin');
    for (const format of ['pdf', 'docx'] as const)
      expect(
        code(await caseDocument(await home.as(home.province), { ...on, document: { document: id }, format })),
      ).toBe('access.not-permitted');
    const other = (await openOwnCase(home)).id;
    for (const document of [{ document: id }, { form: id }, { decision: id }, { document: 'x' }])
      expect(code(await caseDocument(await home.as(home.officer), { case: other, document, format: 'pdf' }))).toBe(
        'record.not-found',
      );
  });
});
