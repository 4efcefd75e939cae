import { type Block, type OfficialDocument, officialDate, writtenTime } from '../../documents/index.ts';
import { vietnamDate } from '../../kernel/index.ts';
import type { BundleArtefact, CourtManifest } from './court-bundle.ts';
import { artefactKindWords, custodyCodeWords } from './custody-words.ts';

/** What the record form says beside the manifest. */
export interface RecordFacts {
  readonly manifest: Omit<CourtManifest, 'format' | 'files' | 'timeStamp' | 'signer'>;
  readonly issuer: string;
  readonly place: string;
  readonly signer: { readonly title: string; readonly name: string };
  /** Ed25519 public key of the bundle, hex. */
  readonly key: string;
  /** Host of the authority that is asked for a time stamp; undefined: none is set up. */
  readonly authority: string | undefined;
  readonly demonstration: boolean;
}

/** A table gets long: so many artefacts stand on paper, the others in the manifest alone, and the form says so. */
export const ON_PAPER = 400;

/**
 * The record of electronic data that goes with a bundle: time, person, tool and SHA-256 of each part, and the chain of custody as
 * a timeline. It supports the minutes that the procedure asks for (Criminal Procedure Code 2015, Articles 87, 99, 107) and replaces none.
 */
export function timelineDocument(facts: RecordFacts): OfficialDocument {
  const { manifest } = facts;
  const madeAt = new Date(manifest.madeAt);
  const shown = manifest.artefacts.slice(0, ON_PAPER);
  const left = manifest.artefacts.length - shown.length;
  return {
    name: 'bien-ban-du-lieu-dien-tu',
    head: {
      issuer: facts.issuer,
      placeAndDate: `${facts.place}, ${officialDate(vietnamDate(madeAt))}`,
    },
    title: 'BẢN KÊ DỮ LIỆU ĐIỆN TỬ VÀ QUÁ TRÌNH QUẢN LÝ CHỨNG CỨ',
    subject: `Kèm theo gói dữ liệu của vụ việc ${manifest.file.reference}`,
    blocks: [
      { kind: 'field', label: 'Thời điểm đóng gói', value: writtenTime(madeAt) },
      { kind: 'field', label: 'Người đóng gói', value: manifest.madeBy },
      { kind: 'field', label: 'Nơi nhận', value: manifest.madeFor },
      { kind: 'field', label: 'Lý do', value: manifest.reason },
      { kind: 'field', label: 'Công cụ', value: manifest.tool },
      { kind: 'field', label: 'Mã gói', value: manifest.bundle },
      { kind: 'field', label: 'Chữ ký số', value: `Ed25519, khóa công khai ${spaced(facts.key)}` },
      {
        kind: 'field',
        label: 'Dấu thời gian',
        value: facts.authority
          ? `Theo RFC 3161, do ${facts.authority} cấp, nằm trong tệp manifest.json.tsr`
          : 'Gói này không có dấu thời gian: hệ thống chưa kết nối với tổ chức cấp dấu thời gian nào.',
      },
      { kind: 'heading', text: 'I. DANH MỤC DỮ LIỆU' },
      {
        kind: 'paragraph',
        text:
          left > 0
            ? `Gói có ${manifest.artefacts.length} mục. Bản kê này ghi ${shown.length} mục đầu; ${left} mục còn lại nằm trong tệp manifest.json cùng gói.`
            : `Gói có ${manifest.artefacts.length} mục. Giá trị băm tính bằng thuật toán SHA-256 trên toàn bộ nội dung của từng mục.`,
      },
      {
        kind: 'table',
        leading: 3,
        columns: [
          { title: 'Số', width: 2 },
          { title: 'Tên, nguồn', width: 5 },
          { title: 'Giá trị băm SHA-256', width: 6 },
          { title: 'Số byte', width: 2 },
        ],
        rows: shown.map((one) => [one.number, titleOf(one), spaced(one.sha256), String(one.bytes)]),
      },
      { kind: 'heading', text: 'II. QUÁ TRÌNH QUẢN LÝ' },
      ...shown.flatMap(chainBlocks),
      { kind: 'heading', text: 'III. CÁCH KIỂM TRA' },
      {
        kind: 'paragraph',
        text: 'Tệp HUONG-DAN.txt trong gói ghi các lệnh kiểm tra bằng phần mềm mở (openssl, sha256sum, python3), không cần mạng và không cần hệ thống này. Sai một bit ở bất kỳ tệp nào thì phép kiểm tra nêu đúng tên tệp đó.',
      },
      {
        kind: 'paragraph',
        text: 'Bản kê này hỗ trợ, không thay thế biên bản thu giữ, sao lưu dữ liệu điện tử theo quy định của Bộ luật Tố tụng hình sự.',
      },
    ],
    signature: facts.signer,
    recipients: [`- ${manifest.madeFor};`, `- Lưu: hồ sơ vụ việc ${manifest.file.reference}.`],
    ...(facts.demonstration ? { marks: ['demonstration' as const] } : {}),
  };
}

function titleOf(one: BundleArtefact): string {
  const kept = one.path === null ? `\nKhông nằm trong gói; đang giữ tại: ${one.place ?? 'không ghi'}` : `\n${one.path}`;
  return `${one.title} (${artefactKindWords[one.kind] ?? one.kind})\nNguồn: ${one.source}${kept}`;
}

function chainBlocks(one: BundleArtefact): Block[] {
  return [
    { kind: 'paragraph', text: `${one.number}. ${one.title}` },
    {
      kind: 'table',
      leading: 4,
      columns: [
        { title: 'Thời điểm', width: 3 },
        { title: 'Việc', width: 2 },
        { title: 'Người thực hiện', width: 3 },
        { title: 'Lý do, bên liên quan', width: 4 },
      ],
      rows: one.events.map((event) => [
        writtenTime(new Date(event.at)),
        custodyCodeWords[event.code] ?? event.code,
        event.by,
        event.party === null ? event.why : `${event.why}\nBên liên quan: ${event.party}`,
      ]),
    },
  ];
}

/** A digest in groups of eight, which a narrow column can break and an eye can compare. */
export const spaced = (hex: string): string => hex.replace(/(.{8})(?=.)/g, '$1 ');
