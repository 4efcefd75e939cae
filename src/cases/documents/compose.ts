import type { Answer, Answers, FieldDefinition, FormDefinition } from '../forms/definition.pure.ts';
import { ratings } from '../forms/definition.pure.ts';
import { type Block, type OfficialDocument, officialDate, shortDate } from './model.ts';

export interface DocumentFacts {
  readonly reference: string;
  /** Full name of the owning agency: `Ủy ban nhân dân phường Ba Đình`. */
  readonly agency: string;
  /** Name of the commune as in a date line: `Phường Ba Đình`. */
  readonly place: string;
  readonly day: string;
  readonly signer: { readonly name: string; readonly chair: boolean };
  readonly demonstration: boolean;
  readonly plan?: {
    readonly actions: readonly {
      readonly what: string;
      readonly level: string;
      readonly service: string;
      readonly executor: string;
      readonly startsOn: string;
      readonly endsOn: string;
    }[];
    readonly monitoring: readonly string[];
  };
  readonly childName?: string;
}

const ratingWords = { HIGH: 'Cao', MEDIUM: 'Trung bình', LOW: 'Thấp' } as const;
const MASKED = '(không hiển thị)';

/** A filled form as a document, in the order of its definition. Classes that were not opened are said to be masked, not left out. */
export function composeForm(
  definition: FormDefinition,
  answers: Answers,
  masked: readonly string[],
  facts: DocumentFacts,
): OfficialDocument {
  return definition.code === 'FORM-05'
    ? composeApproval(definition, answers, facts)
    : composeReport(definition, answers, masked, facts);
}

function composeReport(
  definition: FormDefinition,
  answers: Answers,
  masked: readonly string[],
  facts: DocumentFacts,
): OfficialDocument {
  const blocks: Block[] = [{ kind: 'field', label: 'Mã hồ sơ', value: facts.reference }];
  for (const section of definition.sections) {
    const rated = section.fields.filter((field) => field.kind === 'rating');
    const others = section.fields.filter((field) => field.kind !== 'rating' && isThere(field, answers, masked));
    if (rated.length === 0 && others.length === 0) continue;
    blocks.push({ kind: 'heading', text: section.code === '0' ? section.vi : `${section.code}. ${section.vi}` });
    if (rated.length > 0) blocks.push(ratingTable(rated, answers));
    for (const field of others)
      blocks.push({
        kind: 'field',
        label: field.vi,
        value: masked.includes(field.fieldClass) ? MASKED : written(field, answers[field.code]),
      });
  }
  if (definition.code === 'FORM-04' && facts.plan) blocks.push(...planBlocks(facts.plan, 'III'));
  return { ...frame(definition, facts), blocks };
}

function composeApproval(definition: FormDefinition, answers: Answers, facts: DocumentFacts): OfficialDocument {
  const say = (code: string) => (typeof answers[code] === 'string' ? (answers[code] as string) : '');
  const child = facts.childName ? `trẻ em ${facts.childName}` : `trẻ em theo hồ sơ ${facts.reference}`;
  const base = frame(definition, facts);
  return {
    ...base,
    head: {
      ...base.head,
      number: `Số: ${say('decision_number') || '....../QĐ-UBND'}`,
      placeAndDate: `${facts.place}, ${officialDate(say('decided_on') || facts.day)}`,
    },
    title: 'Quyết định',
    subject: `Phê duyệt kế hoạch hỗ trợ, can thiệp đối với ${child}`,
    blocks: [
      { kind: 'heading', text: `CHỦ TỊCH ${facts.agency.toUpperCase()}`, centred: true },
      ...say('legal_basis')
        .split('\n')
        .filter(Boolean)
        .map((text): Block => ({ kind: 'basis', text: `${text.replace(/[;.]$/, '')};` })),
      { kind: 'basis', text: `Xét đề nghị của người làm công tác bảo vệ trẻ em cấp xã tại hồ sơ ${facts.reference}.` },
      { kind: 'heading', text: 'QUYẾT ĐỊNH:', centred: true },
      { kind: 'paragraph', text: `Điều 1. Phê duyệt kế hoạch hỗ trợ, can thiệp đối với ${child} (kế hoạch kèm theo).` },
      { kind: 'paragraph', text: `Điều 2. Cơ quan, tổ chức, cá nhân thực hiện: ${say('executing_bodies')}` },
      {
        kind: 'paragraph',
        text: `Điều 3. Quyết định này có hiệu lực kể từ ${officialDate(say('effective_from') || facts.day)}. Các cơ quan, tổ chức, cá nhân nêu tại Điều 2 chịu trách nhiệm thi hành Quyết định này.`,
      },
      ...(facts.plan ? planBlocks(facts.plan, 'Phụ lục') : []),
    ],
    signature: { title: 'Chủ tịch', name: facts.signer.name },
    recipients: ['- Như Điều 2;', '- Tổng đài 111 (để theo dõi);', '- Lưu: VT, hồ sơ.'],
  };
}

export interface EmergencyFacts extends DocumentFacts {
  readonly decidedAt: Date;
  readonly measures: string;
  readonly reason: string;
  readonly separation?: { readonly until: string };
}

/** The decision on an emergency measure, with the separation where there is one. */
export function composeEmergency(facts: EmergencyFacts): OfficialDocument {
  const child = facts.childName ? `trẻ em ${facts.childName}` : `trẻ em theo hồ sơ ${facts.reference}`;
  return {
    name: `quyet-dinh-khan-cap-${facts.reference}`,
    head: head(facts, 'Số: ....../QĐ-UBND'),
    title: 'Quyết định',
    subject: `Áp dụng biện pháp can thiệp khẩn cấp đối với ${child}`,
    blocks: [
      { kind: 'heading', text: `CHỦ TỊCH ${facts.agency.toUpperCase()}`, centred: true },
      { kind: 'basis', text: 'Căn cứ Luật Trẻ em ngày 05 tháng 4 năm 2016;' },
      {
        kind: 'basis',
        text: 'Căn cứ Nghị định số 56/2017/NĐ-CP ngày 09 tháng 5 năm 2017 của Chính phủ quy định chi tiết một số điều của Luật Trẻ em;',
      },
      { kind: 'basis', text: `Căn cứ kết quả đánh giá nguy cơ ban đầu tại hồ sơ ${facts.reference}.` },
      { kind: 'heading', text: 'QUYẾT ĐỊNH:', centred: true },
      { kind: 'paragraph', text: `Điều 1. Áp dụng biện pháp can thiệp khẩn cấp đối với ${child}: ${facts.measures}` },
      { kind: 'paragraph', text: `Lý do: ${facts.reason}` },
      ...(facts.separation
        ? [
            {
              kind: 'paragraph',
              text: `Điều 2. Tạm thời cách ly trẻ em khỏi cha mẹ, người chăm sóc đến hết ${officialDate(facts.separation.until)}; bố trí chăm sóc thay thế trong thời gian này.`,
            } as const,
          ]
        : []),
      {
        kind: 'paragraph',
        text: `Điều ${facts.separation ? 3 : 2}. Quyết định này có hiệu lực ngay. Công an cấp xã, người làm công tác bảo vệ trẻ em và các cá nhân, tổ chức liên quan chịu trách nhiệm thi hành.`,
      },
    ],
    signature: { title: 'Chủ tịch', name: facts.signer.name },
    recipients: ['- Như điều cuối;', '- Tổng đài 111 (để theo dõi);', '- Lưu: VT, hồ sơ.'],
    demonstration: facts.demonstration,
  };
}

function frame(definition: FormDefinition, facts: DocumentFacts): Omit<OfficialDocument, 'blocks'> {
  const number = definition.code.slice(-2);
  return {
    name: `mau-${number}-${facts.reference}`,
    head: head(facts, 'Số: ....../BC-UBND'),
    title: definition.code === 'FORM-04' ? definition.vi : 'Báo cáo',
    ...(definition.code === 'FORM-04'
      ? {}
      : { subject: definition.vi.replace(/^Báo cáo /, '').replace(/^./, (letter) => letter.toUpperCase()) }),
    formNumber: `Mẫu số ${number}`,
    signature: facts.signer.chair
      ? { title: 'Chủ tịch', name: facts.signer.name }
      : { title: 'Người thực hiện', name: facts.signer.name },
    recipients: [`- ${facts.agency};`, '- Lưu: hồ sơ.'],
    demonstration: facts.demonstration,
  };
}

function head(facts: DocumentFacts, number: string): OfficialDocument['head'] {
  return { issuer: facts.agency, number, placeAndDate: `${facts.place}, ${officialDate(facts.day)}` };
}

function ratingTable(fields: readonly FieldDefinition[], answers: Answers): Block {
  const mark = (field: FieldDefinition, rating: string) => (answers[field.code] === rating ? 'x' : '');
  return {
    kind: 'table',
    leading: 1,
    columns: [
      { title: 'Nội dung', width: 6 },
      ...ratings.map((rating) => ({ title: ratingWords[rating], width: 1.9 })),
    ],
    rows: [
      ...fields.map((field) => [field.vi, ...ratings.map((rating) => mark(field, rating))]),
      ['Tổng số', ...ratings.map((rating) => String(fields.filter((field) => answers[field.code] === rating).length))],
    ],
  };
}

function planBlocks(plan: NonNullable<DocumentFacts['plan']>, number: string): Block[] {
  return [
    { kind: 'heading', text: `${number}. Các hoạt động hỗ trợ, can thiệp` },
    {
      kind: 'table',
      leading: 5,
      columns: [
        { title: 'STT', width: 0.7 },
        { title: 'Nội dung', width: 4 },
        { title: 'Cấp độ, dịch vụ', width: 2.2 },
        { title: 'Người, cơ quan thực hiện', width: 2.4 },
        { title: 'Thời gian', width: 2 },
      ],
      rows: plan.actions.map((action, place) => [
        String(place + 1),
        action.what,
        `${action.level}; ${action.service}`,
        action.executor,
        `${shortDate(action.startsOn)} - ${shortDate(action.endsOn)}`,
      ]),
    },
    { kind: 'field', label: 'Ngày theo dõi', value: plan.monitoring.map(shortDate).join('; ') },
  ];
}

function isThere(field: FieldDefinition, answers: Answers, masked: readonly string[]): boolean {
  return masked.includes(field.fieldClass)
    ? field.shownWhen === undefined
    : answers[field.code] !== undefined || field.required === true;
}

function written(field: FieldDefinition, answer: Answer | undefined): string {
  if (answer === undefined) return '…………';
  if (typeof answer === 'boolean') return answer ? 'Có' : 'Không';
  if (Array.isArray(answer))
    return answer.map((one) => field.options?.find((option) => option.code === one)?.vi ?? one).join('; ');
  if (field.kind === 'choice') return field.options?.find((option) => option.code === answer)?.vi ?? String(answer);
  if (field.kind === 'date') return shortDate(String(answer));
  if (field.kind === 'date-time') {
    const at = new Date(new Date(String(answer)).getTime() + 7 * 3_600_000).toISOString();
    return `${at.slice(11, 13)} giờ ${at.slice(14, 16)} phút, ${shortDate(at.slice(0, 10))}`;
  }
  return String(answer);
}
