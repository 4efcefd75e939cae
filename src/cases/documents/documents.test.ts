import { mkdirSync, writeFileSync } from 'node:fs';
import { inflateRawSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { form01 } from '../forms/form-01.ts';
import { caseView, decide, formDocument, openCase, saveFormDraft, savePlan, separate, submitForm } from '../index.ts';
import { type CasesHome, COMMUNE, code, complete, openCasesHome, reception, value } from '../testing.ts';
import { composeForm } from './compose.ts';
import { officialDate } from './model.ts';
import { typstSource } from './typst.ts';

let home: CasesHome;
let on: { case: string };
/** Where to keep the files for looking at them; nothing is written where it is not set. */
const keep = process.env.KEEP_DOCUMENTS;

beforeAll(async () => {
  home = await openCasesHome('2026-04-22T02:00:00Z');
  const officer = () => home.as(home.officer);
  const chair = () => home.as(home.chair);
  on = { case: value(await openCase(await officer(), { commune: COMMUNE, reception, urgency: 'U1' })).id };
  const version = async () => value(await caseView(await officer(), on)).overview.version;
  const act = async (who: typeof officer, what: Parameters<typeof decide>[1]['act'], more: object = {}) =>
    value(await decide(await who(), { ...on, version: await version(), act: what, ...more }));
  const fill = async (who: typeof officer, form: keyof typeof complete, more: object = {}) => {
    const saved = value(
      await saveFormDraft(await who(), { ...on, form, base: 0, changes: { ...complete[form], ...more } }),
    );
    value(await submitForm(await who(), { ...on, form, base: saved.version }));
  };
  await act(officer, 'start-initial-risk');
  await fill(officer, 'FORM-02', {
    conclusion: 'EMERGENCY',
    immediate_measures:
      'Đưa trẻ đến nơi an toàn; người thân tin cậy ở cùng trẻ; ngắt mọi liên lạc với tài khoản đã dọa trẻ.',
    separation_proposed: true,
  });
  value(await separate(await officer(), { ...on, version: await version(), act: 'propose', ground: 'CARER_REFUSES' }));
  await act(chair, 'decide-emergency', {
    reason: 'Trẻ đang có nguy cơ bị tổn hại nghiêm trọng và người chăm sóc không hợp tác.',
  });
  value(await separate(await chair(), { ...on, version: await version(), act: 'decide' }));
  value(await separate(await chair(), { ...on, version: await version(), act: 'put-in-force' }));
  await act(officer, 'start-specific-risk');
  await fill(officer, 'FORM-03');
  await act(officer, 'conclude-specific-risk');
  await act(officer, 'record-needs-meeting', { minutes: 'Nội dung.' });
  await fill(officer, 'FORM-04');
  value(
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
  await act(officer, 'submit-plan');
  await fill(chair, 'FORM-05');
  await act(chair, 'approve-plan');
  await act(officer, 'start-implementation');
  await act(officer, 'start-review');
  await fill(officer, 'FORM-06');
}, 60_000);
afterAll(() => home.close());

describe('the documents of a case', () => {
  it('are the six forms and the emergency decision, as PDF and for a word processor', async () => {
    const file = value(await caseView(await home.as(home.officer), on)).file;
    const wanted = [
      ...(file?.forms.map((form) => ({ name: form.form, document: { form: form.id } })) ?? []),
      ...(file?.decisions
        .filter((decision) => decision.kind === 'decide-emergency')
        .map((decision) => ({ name: 'EMERGENCY', document: { decision: decision.id } })) ?? []),
    ];
    expect(wanted.map((one) => one.name)).toEqual([
      'FORM-01',
      'FORM-02',
      'FORM-03',
      'FORM-04',
      'FORM-05',
      'FORM-06',
      'EMERGENCY',
    ]);
    for (const { name, document } of wanted) {
      const pdf = value(await formDocument(await home.as(home.officer), { ...on, document, format: 'pdf' }));
      expect(pdf.bytes.subarray(0, 5).toString()).toBe('%PDF-');
      const docx = value(await formDocument(await home.as(home.officer), { ...on, document, format: 'docx' }));
      const words = docxText(docx.bytes);
      expect(words).toContain('CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM');
      expect(words).toContain('Phường Ba Đình, ngày');
      if (name === 'FORM-01') expect(words).toContain('Lê Thị Mẫu');
      if (name === 'FORM-04' || name === 'FORM-05') expect(words).toContain('Tham vấn tâm lý mỗi tuần');
      if (name === 'EMERGENCY') expect(words).toContain('Tạm thời cách ly trẻ em');
      if (keep) {
        mkdirSync(keep, { recursive: true });
        writeFileSync(`${keep}/${name}.pdf`, pdf.bytes);
        writeFileSync(`${keep}/${name}.docx`, docx.bytes);
      }
    }
  }, 60_000);

  it('show an identity only to somebody who has proved who they are', async () => {
    const form = value(await caseView(await home.as(home.officer), on)).file?.forms[0]?.id as string;
    const masked = value(
      await formDocument(await home.as(home.officer, { steppedUpUntil: undefined }), {
        ...on,
        document: { form },
        format: 'docx',
      }),
    );
    expect(docxText(masked.bytes)).not.toContain('Lê Thị Mẫu');
    expect(docxText(masked.bytes)).toContain('(không hiển thị)');
    expect(code(await formDocument(await home.as(home.province), { ...on, document: { form }, format: 'pdf' }))).toBe(
      'access.not-permitted',
    );
  });
});

it('nothing that a person wrote is read as markup', () => {
  const wicked = '#panic("x") $1$ *đậm* "nháy" \\ [x]';
  const source = typstSource(
    composeForm(form01, { ...reception, present_state: wicked }, [], {
      reference: 'AAAA-BBBB',
      agency: 'A',
      place: 'B',
      day: '2026-01-05',
      signer: { name: '', chair: false },
      demonstration: true,
    }),
  );
  expect(source).toContain('"#panic(\\"x\\") $1$ *đậm* \\"nháy\\" \\\\ [x]"');
});

it('dates read as Decree 30 writes them', () => {
  expect(officialDate('2027-01-05')).toBe('ngày 05 tháng 01 năm 2027');
  expect(officialDate('2026-11-24')).toBe('ngày 24 tháng 11 năm 2026');
  expect(officialDate('2026-04-02')).toBe('ngày 02 tháng 4 năm 2026');
});

/** The words of `word/document.xml`, read from the zip by its central directory. */
function docxText(zip: Buffer): string {
  for (let at = zip.indexOf('PK\u0001\u0002'); at >= 0; at = zip.indexOf('PK\u0001\u0002', at + 4)) {
    const nameLength = zip.readUInt16LE(at + 28);
    if (zip.subarray(at + 46, at + 46 + nameLength).toString() !== 'word/document.xml') continue;
    const local = zip.readUInt32LE(at + 42);
    const from = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
    return inflateRawSync(zip.subarray(from, from + zip.readUInt32LE(at + 20)))
      .toString('utf8')
      .replaceAll(/<[^>]+>/g, ' ')
      .replaceAll('&quot;', '"');
  }
  throw new Error('no document in the file');
}
