import { type Block, type OfficialDocument, officialDate, shortDate, writtenTime } from '../../documents/index.ts';
import { vietnamDate } from '../../kernel/index.ts';
import { lawCitation, takedownRule } from '../../vocabulary/index.ts';
import { defang } from '../locators/canonical-url.ts';
import { lockRules } from '../locks/lock-rule.ts';
import {
  type ImpossibilityGround,
  impossibilityGround,
  type OrderOutcome,
  orderKind,
  orderOutcome,
  orderReason,
} from './order-lists.ts';
import type { OrderRule } from './order-rule.ts';
import type { OrderRow } from './order-tables.ts';

/** Where an item stands, opened: the display form first, what goes with it behind. */
export interface OpenedAddress {
  readonly kind: string;
  readonly display: string;
  readonly siblings: readonly string[];
  readonly location: string | null;
}

export interface ComposeOrder {
  readonly order: Pick<OrderRow, 'reference' | 'kind' | 'urgent' | 'reasons' | 'item_reference' | 'is_demonstration'> &
    Partial<Pick<OrderRow, 'lock_rule' | 'lock_days' | 'lock_counted'>>;
  readonly rule: OrderRule;
  readonly functionBasis: string;
  readonly agency: string;
  /** Where the agency sits. */
  readonly place: string;
  readonly signer: string;
  readonly addressee: string;
  readonly address: OpenedAddress;
  readonly at: Date;
  readonly dueAt: Date | null;
  readonly preserveUntil: string;
  readonly draft?: boolean;
  /** Where whoever is affected reads why, and by which code; absent where nobody is told, and in a draft. */
  readonly statement?: { readonly page: string; readonly code: string };
}

const title: Readonly<Record<string, string>> = {
  REMOVE: 'YÊU CẦU GỠ BỎ NỘI DUNG',
  LOCK_ACCOUNT: 'YÊU CẦU KHÓA TÀI KHOẢN',
  LIMIT_IN_VN: 'YÊU CẦU HẠN CHẾ HIỂN THỊ TẠI VIỆT NAM',
  USER_DATA: 'YÊU CẦU CUNG CẤP THÔNG TIN NGƯỜI DÙNG',
  PRESERVE: 'YÊU CẦU LƯU GIỮ DỮ LIỆU',
};

/** The order, after the sections of annex I of Regulation (EU) 2021/784, in the form of Decree 30/2020/NĐ-CP. Every address is defanged. */
export function composeOrder(input: ComposeOrder): OfficialDocument {
  const { order, rule, address } = input;
  const day = vietnamDate(input.at);
  const places = [address.display, ...address.siblings].map(defang);
  const lock = lockRules.find(({ id }) => id === order.lock_rule);
  const blocks: Block[] = [
    { kind: 'basis', text: `Căn cứ ${lawCitation(rule.source, 'vi')};` },
    ...(lock === undefined ? [] : [{ kind: 'basis', text: `Căn cứ ${lawCitation(lock.source, 'vi')};` } as const]),
    { kind: 'basis', text: `Căn cứ ${lawCitation(input.functionBasis, 'vi')};` },
    {
      kind: 'basis',
      text:
        lock === undefined
          ? `Xét kết quả thẩm định độc lập của hai người đối với mục ${order.item_reference},`
          : `Xét ${order.lock_counted ?? lock.violations} vi phạm của tài khoản trong ${lock.withinDays} ngày, mỗi vi phạm do hai người thẩm định độc lập, gần nhất là mục ${order.item_reference},`,
    },
    {
      kind: 'article',
      number: 1,
      text: `${orderKind.label(order.kind, 'vi')} tại ${places.length === 1 ? 'địa chỉ' : `${places.length} địa chỉ`} sau đây: ${places.join('; ')}.${
        address.location === null ? '' : ` Vị trí: ${address.location}`
      }${lock === undefined ? '' : ` Thời hạn: ${order.lock_days} ngày kể từ khi thực hiện.`}`,
    },
    {
      kind: 'article',
      number: 2,
      text: `Lý do: ${order.reasons.map((one) => (orderReason.has(one) ? orderReason.label(one, 'vi') : one)).join('; ')}.`,
    },
    {
      kind: 'article',
      number: 3,
      text:
        input.dueAt === null
          ? 'Thực hiện ngay khi nhận được yêu cầu này.'
          : `Thực hiện trước ${writtenTime(input.dueAt)}. Thời hạn tính liên tục, kể cả ngày nghỉ${order.urgent ? '; đây là trường hợp khẩn cấp' : ''}.`,
    },
    {
      kind: 'article',
      number: 4,
      text: `Trước khi gỡ bỏ, lưu giữ nội dung và dữ liệu liên quan ở nơi không ai xem được đến hết ngày ${shortDate(input.preserveUntil)} để phục vụ điều tra.`,
    },
    {
      kind: 'article',
      number: 5,
      text: 'Sau khi thực hiện, gửi mẫu phản hồi kèm thời điểm thực hiện. Nếu không thể thực hiện vì bất khả kháng, sai sót rõ ràng hoặc thiếu thông tin, gửi mẫu báo không thể thực hiện; thời hạn tạm dừng và cơ quan ra yêu cầu trả lời trong 2 giờ.',
    },
    {
      kind: 'article',
      number: 6,
      text:
        'Chưa thông báo cho người đăng nội dung khi chưa có ý kiến của cơ quan ra yêu cầu, nếu việc thông báo có thể cản trở điều tra hoặc làm lộ trẻ em. Người bị ảnh hưởng có quyền khiếu nại theo pháp luật.' +
        (input.statement === undefined
          ? ''
          : ` Khi thông báo, cho họ biết lý do và nơi khiếu nại: ${input.statement.page}, mã ${input.statement.code}.`),
    },
  ];
  return {
    name: `yeu-cau-${order.reference}`,
    head: {
      issuer: input.agency,
      number: `Số: ${order.reference}`,
      placeAndDate: `${input.place}, ${officialDate(day)}`,
    },
    title: title[order.kind] ?? 'YÊU CẦU',
    subject: `${takedownRule.label(rule.rule, 'vi')}`,
    addressee: input.addressee,
    blocks,
    signature: { title: 'NGƯỜI RA YÊU CẦU', name: input.signer },
    recipients: [`${input.addressee};`, 'Lưu: hồ sơ.'],
    marks: [
      ...(order.is_demonstration ? (['demonstration'] as const) : []),
      ...(input.draft ? (['draft'] as const) : []),
    ],
  };
}

interface ComposeAnswer {
  readonly order: Pick<OrderRow, 'reference' | 'is_demonstration'>;
  readonly addressee: string;
  readonly signer: string;
  readonly at: Date;
  readonly text: string | null;
}

/** What the addressee did (annex II), or why it cannot (annex III). */
export function composeAnswer(
  input: ComposeAnswer &
    (
      | { readonly outcome: OrderOutcome; readonly removedAt: Date | null; readonly ground?: undefined }
      | { readonly ground: ImpossibilityGround; readonly outcome?: undefined }
    ),
): OfficialDocument {
  const impossible = input.ground !== undefined;
  const said =
    input.ground !== undefined
      ? impossibilityGround.label(input.ground, 'vi')
      : orderOutcome.label(input.outcome, 'vi');
  const blocks: Block[] = [
    { kind: 'field', label: 'Yêu cầu số', value: input.order.reference },
    { kind: 'field', label: impossible ? 'Lý do' : 'Kết quả', value: said },
    ...(input.outcome !== undefined && input.removedAt !== null
      ? [{ kind: 'field', label: 'Thời điểm thực hiện', value: writtenTime(input.removedAt) } as const]
      : []),
    ...(input.text === null ? [] : [{ kind: 'paragraph', text: input.text } as const]),
  ];
  return letter(
    input,
    impossible ? 'BÁO KHÔNG THỂ THỰC HIỆN YÊU CẦU' : 'PHẢN HỒI YÊU CẦU',
    input.addressee,
    blocks,
    impossible ? 'khong-the-thuc-hien' : 'phan-hoi',
  );
}

/** What the ordering agency tells an addressee afterwards: what it asked, or that the order is taken back. */
export function composeLetter(
  input: ComposeAnswer & { readonly agency: string; readonly withdrawal: boolean },
): OfficialDocument {
  const blocks: Block[] = [
    {
      kind: 'paragraph',
      text: input.withdrawal
        ? `Thu hồi yêu cầu số ${input.order.reference}. Từ thời điểm này bên nhận không phải thực hiện yêu cầu đó; dữ liệu đã lưu giữ xử lý theo quy định.`
        : `Trả lời về yêu cầu số ${input.order.reference}. Thời hạn tính lại từ thời điểm của văn bản này.`,
    },
    ...(input.text === null ? [] : [{ kind: 'paragraph', text: input.text } as const]),
  ];
  return letter(
    input,
    input.withdrawal ? 'THU HỒI YÊU CẦU' : 'TRẢ LỜI BÊN NHẬN YÊU CẦU',
    input.agency,
    blocks,
    input.withdrawal ? 'thu-hoi' : 'tra-loi',
    input.addressee,
  );
}

function letter(
  input: ComposeAnswer,
  heading: string,
  issuer: string,
  blocks: readonly Block[],
  name: string,
  addressee?: string,
): OfficialDocument {
  return {
    name: `${name}-${input.order.reference}`,
    head: { issuer, placeAndDate: officialDate(vietnamDate(input.at)) },
    title: heading,
    ...(addressee === undefined ? {} : { addressee }),
    blocks,
    signature: { title: 'ĐẠI DIỆN', name: input.signer },
    recipients: ['Lưu: hồ sơ.'],
    marks: input.order.is_demonstration ? ['demonstration'] : [],
  };
}
