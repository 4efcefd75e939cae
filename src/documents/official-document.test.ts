import { strFromU8, unzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { officialDate } from './document-time.ts';
import { renderDocx } from './docx.ts';
import {
  type Block,
  classesOf,
  joinClasses,
  MASKED,
  maskedFor,
  type OfficialDocument,
  splitByClass,
} from './official-document.ts';
import { renderPdf, typstData } from './pdf.ts';

const madeAt = new Date('2027-01-05T03:00:00Z');
const wicked = '#panic("x") $1$ *đậm* [<10] "nháy" \\ {x} = 1';

function sample(blocks: readonly Block[], more: Partial<OfficialDocument> = {}): OfficialDocument {
  return {
    name: 'mau',
    head: {
      issuer: 'Ủy ban nhân dân phường Ba Đình',
      number: 'Số: 12/QĐ-UBND',
      placeAndDate: `Phường Ba Đình, ${officialDate('2027-01-05')}`,
    },
    title: 'Quyết định',
    subject: ['Phê duyệt đối với trẻ em ', { fieldClass: 'identity', text: 'Lê Thị Mẫu' }],
    blocks,
    signature: { title: 'Chủ tịch', name: 'Trần Văn Chủ Tịch' },
    recipients: ['- Như Điều 2;', '- Lưu: VT.'],
    ...more,
  };
}

const all: readonly Block[] = [
  { kind: 'heading', text: 'QUYẾT ĐỊNH:', centred: true },
  { kind: 'basis', text: 'Căn cứ Luật Trẻ em;' },
  { kind: 'article', number: 1, text: [{ fieldClass: 'narrative', text: wicked }] },
  {
    kind: 'table',
    leading: 1,
    columns: [
      { title: 'STT', width: 1 },
      { title: 'Nội dung', width: 5 },
    ],
    rows: [['1', [{ fieldClass: 'narrative', text: 'một\nhai' }]]],
  },
  { kind: 'field', label: wicked, value: wicked },
  { kind: 'paragraph', text: 'Đoạn một.\nĐoạn hai.' },
  { kind: 'article', number: 2, text: 'Quyết định này có hiệu lực ngay.' },
];
const picture = (alternative: string): Block => ({
  kind: 'figure',
  svg: '<svg xmlns="http://www.w3.org/2000/svg" width="100" height="20"><rect width="50" height="20"/></svg>',
  alternative,
  caption: 'Số hồ sơ theo tháng',
});

describe('a document as PDF', () => {
  it('takes whatever a person wrote as words', async () => {
    const pdf = await renderPdf(sample(all, { marks: ['demonstration'] }), { madeAt });
    expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
    // What the template gets is data and no markup.
    expect(typstData(sample(all)).blocks[2]).toMatchObject({ text: wicked });
  });

  it('of the same document and time is the same bytes', async () => {
    for (const standard of ['ua-1', 'a-2a'] as const) {
      const [one, two] = [
        await renderPdf(sample(all), { standard, madeAt }),
        await renderPdf(sample(all), { standard, madeAt }),
      ];
      expect(one.equals(two)).toBe(true);
    }
  });

  it('says in its data that it is PDF/UA-1 for readers, PDF/A-2a for the archive', async () => {
    const readers = (await renderPdf(sample(all), { madeAt })).toString('latin1');
    expect(readers).toMatch(/pdfuaid:part[>="]+1/);
    const archive = (await renderPdf(sample(all), { standard: 'a-2a', madeAt })).toString('latin1');
    expect(archive).toMatch(/pdfaid:part[>="]+2/);
    expect(archive).toMatch(/pdfaid:conformance[>="]+A/);
  });

  it('is not made of a picture without its text', async () => {
    for (const standard of ['ua-1', 'a-2a'] as const) {
      await expect(renderPdf(sample([picture(' ')]), { standard, madeAt })).rejects.toThrow(/missing alt text/);
      await renderPdf(sample([picture('Ba hồ sơ tháng một.')]), { standard, madeAt });
    }
  });
});

describe('a document for a word processor', () => {
  it('has "Điều" in bold, the signature with the line above it, and columns that hold their titles', async () => {
    const xml = await documentXml(sample(all));
    expect(xml).toMatch(/<w:b\/>(?:(?!<\/w:r>).)*Điều 1\. /);
    const last = xml.indexOf('Quyết định này có hiệu lực ngay.');
    const paragraph = xml.slice(xml.lastIndexOf('<w:p>', last), last);
    expect(paragraph).toContain('<w:keepNext/>');
    const signature = xml.slice(xml.lastIndexOf('<w:tr>', xml.indexOf('CHỦ TỊCH')));
    expect(signature).toContain('<w:cantSplit/>');
    // 15 mm for "STT" in bold 12, margins taken off.
    const [first] = [
      ...xml.slice(xml.indexOf('STT') - 900, xml.indexOf('STT')).matchAll(/<w:tcW w:type="dxa" w:w="(\d+)"/g),
    ];
    expect(Number(first?.[1])).toBeGreaterThan(850);
    expect(xml).toContain('&lt;10] &quot;nháy&quot;');
  });

  it('is not made of a picture without its text, and carries the text of one that has it', async () => {
    await expect(renderDocx(sample([picture('')]))).rejects.toThrow(/alternative text/);
    expect(await documentXml(sample([picture('Ba hồ sơ tháng một.')]))).toContain('descr="Ba hồ sơ tháng một."');
  });

  it('puts an annex on pages of its own, after the signature', async () => {
    const xml = await documentXml(
      sample(all, {
        annexes: [{ title: 'Kế hoạch', attachedTo: 'Kèm theo Quyết định số 12/QĐ-UBND', blocks: [] }],
      }),
    );
    expect(xml.indexOf('(Kèm theo Quyết định số 12/QĐ-UBND)')).toBeGreaterThan(xml.indexOf('Trần Văn Chủ Tịch'));
    expect(xml.match(/<w:sectPr>/g)).toHaveLength(2);
  });
});

describe('a document of several classes', () => {
  const document = sample(all);

  it('names them, and gives a masked copy that says so', () => {
    expect([...classesOf(document)].sort()).toEqual(['identity', 'narrative']);
    expect(maskedFor(document, () => true)).toBe(document);
    const masked = maskedFor(document, (fieldClass) => fieldClass === 'narrative');
    expect(masked.subject).toEqual(['Phê duyệt đối với trẻ em ', MASKED]);
    expect(masked.marks).toEqual(['masked']);
  });

  it('comes apart by class and together again; a class that is missing is masked', () => {
    const { frame, texts } = splitByClass(document);
    const kept = JSON.stringify(frame);
    expect(kept).not.toContain('Lê Thị Mẫu');
    expect(kept).not.toContain('một\\nhai');
    expect(texts.identity).toEqual(['Lê Thị Mẫu']);
    const again = JSON.parse(kept) as OfficialDocument;
    expect(joinClasses(again, texts)).toEqual(document);
    const half = joinClasses(again, { narrative: texts.narrative });
    expect(half.subject).toEqual(['Phê duyệt đối với trẻ em ', MASKED]);
    expect(half.marks).toEqual(['masked']);
    expect(() => joinClasses(again, { ...texts, narrative: [] })).toThrow();
  });
});

it('dates read as Decree 30 writes them', () => {
  expect(officialDate('2027-01-05')).toBe('ngày 05 tháng 01 năm 2027');
  expect(officialDate('2026-11-24')).toBe('ngày 24 tháng 11 năm 2026');
  expect(officialDate('2026-04-02')).toBe('ngày 02 tháng 4 năm 2026');
});

async function documentXml(document: OfficialDocument): Promise<string> {
  const parts = unzipSync(new Uint8Array(await renderDocx(document)));
  return strFromU8(parts['word/document.xml'] as Uint8Array);
}
