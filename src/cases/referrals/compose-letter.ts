import { type Block, type OfficialDocument, type Words, writtenTime } from '../../documents/index.ts';
import { service } from '../../vocabulary/index.ts';
import { child, type DocumentFacts, headOf, marksOf, numberLine, words } from '../documents/document-facts.ts';
import { type LegalBasis, legalBases } from '../process/child-age.ts';
import { type ReferralField, referralFields } from './referral-purpose.ts';

/** What the letter of a referral says. */
export interface LetterFacts extends DocumentFacts {
  /** The receiver, in full. */
  readonly receiver: string;
  readonly purpose: string;
  readonly basis: string;
  /** The facts that it carries, in the order of `referralFields`; a text that the reader could not open is empty. */
  readonly facts: readonly { readonly field: ReferralField; readonly text: string }[];
  /** Names of the documents that go along. */
  readonly attached: readonly string[];
  /** When it was sent, and until when it is to be answered; absent while it is a draft. */
  readonly sent?: { readonly at: Date; readonly answerBy: Date } | undefined;
}

/** The letter of a referral by Decree 30/2020/ND-CP, appendix I: what the sender sent, and nothing of the case behind it. */
export function composeLetter(facts: LetterFacts): OfficialDocument {
  const what = service.has(facts.purpose) ? service.label(facts.purpose, 'vi') : facts.purpose;
  const basis = facts.basis in legalBases ? legalBases[facts.basis as LegalBasis].vi : facts.basis;
  return {
    name: `van-ban-chuyen-gui-${facts.reference}`,
    head: headOf(facts, numberLine('CV', facts)),
    title: 'Văn bản chuyển, gửi',
    subject: words('Chuyển, gửi ', child(facts), ' để được hỗ trợ'),
    addressee: facts.receiver,
    blocks: [
      paragraph(words(`${facts.issuer} chuyển, gửi `, child(facts), ' đến quý cơ quan để được hỗ trợ.')),
      field('Dịch vụ đề nghị', what),
      field('Căn cứ chia sẻ thông tin', basis),
      { kind: 'heading', text: 'Thông tin được chuyển' },
      ...facts.facts.map(({ field: code, text }) =>
        field(referralFields[code].vi, [{ fieldClass: referralFields[code].fieldClass, text: text || '…………' }]),
      ),
      ...(facts.attached.length === 0
        ? []
        : [
            { kind: 'heading', text: 'Văn bản gửi kèm' } as const,
            ...facts.attached.map((name, at) => paragraph(`${at + 1}. ${name}`)),
          ]),
      ...(facts.sent ? [paragraph(`Đề nghị quý cơ quan trả lời trước ${writtenTime(facts.sent.answerBy)}.`)] : []),
      paragraph(
        'Thông tin trong văn bản này chỉ được dùng để hỗ trợ trẻ em nêu trên và phải được giữ bí mật theo quy định về bảo vệ trẻ em và dữ liệu cá nhân.',
      ),
    ],
    signature: { title: 'Người chuyển, gửi', name: facts.signer },
    recipients: ['- Như trên;', '- Lưu: hồ sơ.'],
    marks: [...marksOf(facts), ...(facts.sent ? [] : (['draft'] as const))],
  };
}

const paragraph = (text: Words): Block => ({ kind: 'paragraph', text });
const field = (label: string, value: Words): Block => ({ kind: 'field', label, value });
