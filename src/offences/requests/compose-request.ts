import { type Block, type OfficialDocument, officialDate } from '../../documents/index.ts';
import { vietnamDate } from '../../kernel/index.ts';
import { lawCitation } from '../../vocabulary/index.ts';
import { requestKind } from './request-rule.ts';
import type { RequestRow } from './request-tables.ts';

export interface ComposeRequest {
  readonly request: Pick<RequestRow, 'reference' | 'kind' | 'urgent' | 'rule_source' | 'function_basis'>;
  readonly addressee: string;
  readonly asked: string;
  readonly agency: string;
  /** Where the agency sits. */
  readonly place: string;
  /** Who approved it. */
  readonly signer: string;
  readonly at: Date;
  readonly demonstration: boolean;
}

/** A request as its addressee gets it, in the form of Decree 30/2020/NĐ-CP. It names no file: who gets it learns what is asked, and of whom. */
export function composeRequest(input: ComposeRequest): OfficialDocument {
  const { request } = input;
  const blocks: Block[] = [
    { kind: 'basis', text: `Căn cứ ${lawCitation(request.rule_source, 'vi')};` },
    ...(request.function_basis === null
      ? []
      : [{ kind: 'basis', text: `Căn cứ ${lawCitation(request.function_basis, 'vi')},` } as const]),
    { kind: 'article', number: 1, text: `${requestKind.label(request.kind as never, 'vi')}. Nội dung cụ thể:` },
    ...input.asked
      .split(/\n+/)
      .flatMap((line) => (line.trim() === '' ? [] : [{ kind: 'paragraph', text: line.trim() } as const])),
    {
      kind: 'article',
      number: 2,
      text: `Trả lời bằng văn bản, ghi số yêu cầu ${request.reference}. Thời hạn tính từ khi nhận được văn bản này, theo căn cứ nêu trên${
        request.urgent ? '; đây là trường hợp khẩn cấp, đe dọa tính mạng' : ''
      }.`,
    },
    {
      kind: 'article',
      number: 3,
      text: 'Không thông báo cho người có tài khoản hoặc thuê bao liên quan khi chưa có ý kiến của cơ quan yêu cầu. Lưu giữ dữ liệu liên quan cho đến khi trả lời xong.',
    },
  ];
  return {
    name: `yeu-cau-${request.reference}`,
    head: {
      issuer: input.agency,
      number: `Số: ${request.reference}`,
      placeAndDate: `${input.place}, ${officialDate(vietnamDate(input.at))}`,
    },
    title: 'YÊU CẦU CUNG CẤP, LƯU GIỮ DỮ LIỆU',
    addressee: input.addressee,
    blocks,
    signature: { title: 'NGƯỜI DUYỆT', name: input.signer },
    recipients: [`${input.addressee};`, 'Lưu: hồ sơ.'],
    marks: input.demonstration ? ['demonstration'] : [],
  };
}
