import { type Block, type OfficialDocument, officialDate, type Words, writtenTime } from '../../documents/index.ts';
import { vietnamDate } from '../../kernel/index.ts';
import { type Outcome, outcome as outcomes } from '../../vocabulary/index.ts';
import type { Answers } from '../forms/definition.pure.ts';
import type { CaseAct } from '../process/protection-case.ts';
import type { SeparationAct } from '../separation/separation.ts';
import {
  child,
  type DocumentFacts,
  headOf,
  internal,
  marksOf,
  narrative,
  numberLine,
  type PlanFacts,
  planBlocks,
  words,
} from './document-facts.ts';
import { basesOn } from './legal-bases.ts';

/** What an act's document says beside the case. Texts as they were written. */
export interface ActFacts extends DocumentFacts {
  readonly decidedAt: Date;
  readonly reason?: string | undefined;
  /** Safety measures that form 02 names. */
  readonly measures?: string | undefined;
  readonly minutes?: string | undefined;
  /** The official paper that the act rests on. */
  readonly restsOn?: string | undefined;
  readonly outcome?: Outcome | undefined;
  /** The agency that takes over, or that ordered more time; in full. */
  readonly other?: string | undefined;
  readonly separation?:
    | {
        readonly ground: string;
        readonly inForceAt: Date | null;
        readonly until: Date | null;
        readonly document: string | null;
      }
    | undefined;
}

/** Acts that give a document: decisions, notices, letters, minutes. */
export type DocumentedAct =
  | Extract<
      CaseAct,
      | 'decide-emergency'
      | 'decide-further-emergency'
      | 'record-needs-meeting'
      | 'return-plan'
      | 'close'
      | 'replan'
      | 'send-to-court'
      | 'transfer'
      | 'end-lost'
      | 'end-deceased'
      | 'end-false'
    >
  | `separation:${Extract<SeparationAct, 'decide' | 'prolong' | 'extend-by-authority' | 'lift' | 'go-to-court'>}`;

const PERFORMERS = 'Công an cấp xã, người làm công tác bảo vệ trẻ em cấp xã và các cơ quan, tổ chức, cá nhân liên quan';
const grounds: Readonly<Record<string, string>> = {
  CARER_IS_OFFENDER: 'cha, mẹ hoặc người chăm sóc trẻ là người bị nghi gây hại cho trẻ',
  CARER_REFUSES: 'cha, mẹ hoặc người chăm sóc trẻ từ chối thực hiện các biện pháp bảo vệ trẻ',
};

const composers: Readonly<Record<DocumentedAct, (facts: ActFacts) => OfficialDocument>> = {
  'decide-emergency': emergency,
  'decide-further-emergency': emergency,
  'record-needs-meeting': minutes,
  'return-plan': (facts) =>
    notice(
      facts,
      'hoan-thien-ke-hoach',
      words('Về việc hoàn thiện kế hoạch hỗ trợ, can thiệp đối với ', child(facts)),
      [
        paragraph(
          words('Kế hoạch hỗ trợ, can thiệp đối với ', child(facts), ' chưa được phê duyệt. Nội dung cần hoàn thiện:'),
        ),
        paragraph(written(facts.reason)),
        paragraph('Đề nghị người làm công tác bảo vệ trẻ em cấp xã hoàn thiện và trình lại kế hoạch.'),
      ],
    ),
  replan: (facts) =>
    notice(facts, 'lap-ke-hoach-tiep', words('Về việc tiếp tục hỗ trợ, can thiệp đối với ', child(facts)), [
      paragraph(
        words(
          'Căn cứ kết quả rà soát, đánh giá (Mẫu số 06), tiếp tục hỗ trợ, can thiệp đối với ',
          child(facts),
          ' và lập kế hoạch cho giai đoạn tiếp theo.',
        ),
      ),
      ...(facts.reason ? [paragraph(written(facts.reason))] : []),
    ]),
  close: (facts) =>
    decision(
      facts,
      'ket-thuc-ho-so',
      words('Kết thúc hồ sơ bảo vệ đối với ', child(facts)),
      'Căn cứ kết quả rà soát, đánh giá tình trạng của trẻ em sau khi thực hiện kế hoạch (Mẫu số 06)',
      [
        words(
          'Kết thúc hồ sơ bảo vệ đối với ',
          child(facts),
          '. Trẻ không còn nguy cơ bị tổn hại và đã ổn định về thể chất, tâm lý, nhận thức, tình cảm.',
        ),
        'Người làm công tác bảo vệ trẻ em cấp xã lưu hồ sơ và tiếp nhận lại thông tin khi có nguy cơ mới.',
      ],
    ),
  'end-lost': ended,
  'end-deceased': ended,
  'end-false': ended,
  'send-to-court': (facts) =>
    letter(
      facts,
      'de-nghi-toa-an',
      'Tòa án nhân dân có thẩm quyền',
      words('Xem xét biện pháp bảo vệ đối với ', child(facts)),
      [
        paragraph(words('Đề nghị Tòa án xem xét, quyết định biện pháp bảo vệ đối với ', child(facts), '. Lý do:')),
        paragraph(written(facts.reason)),
        paragraph('Hồ sơ bảo vệ trẻ em được gửi kèm theo văn bản này.'),
      ],
    ),
  transfer: (facts) =>
    letter(
      facts,
      'chuyen-ho-so',
      facts.other ?? 'Ủy ban nhân dân cấp xã nơi trẻ em cư trú',
      words('Chuyển hồ sơ bảo vệ đối với ', child(facts)),
      [
        paragraph(
          words(
            'Chuyển hồ sơ bảo vệ đối với ',
            child(facts),
            ' để tiếp tục hỗ trợ, can thiệp theo nơi cư trú mới của trẻ.',
          ),
        ),
        paragraph(words('Lý do: ', written(facts.reason))),
        paragraph('Đề nghị cơ quan tiếp nhận xác nhận đã nhận hồ sơ và thông báo người phụ trách.'),
      ],
    ),
  'separation:decide': (facts) =>
    decision(
      facts,
      'tam-thoi-cach-ly',
      words('Tạm thời cách ly ', child(facts), ' khỏi cha, mẹ, người chăm sóc'),
      `Xét thấy ${grounds[facts.separation?.ground ?? ''] ?? 'trẻ không được an toàn tại nơi đang sống'}`,
      [
        words(
          'Tạm thời cách ly ',
          child(facts),
          ' khỏi cha, mẹ, người chăm sóc và bố trí chăm sóc thay thế, không quá 15 ngày kể từ ngày bắt đầu cách ly.',
        ),
        `${PERFORMERS} đưa trẻ đến nơi chăm sóc thay thế, bảo đảm việc học, chăm sóc sức khỏe và giữ bí mật thông tin của trẻ.`,
      ],
    ),
  'separation:prolong': (facts) =>
    decision(
      facts,
      'keo-dai-cach-ly',
      words('Kéo dài thời gian tạm thời cách ly ', child(facts)),
      'Xét thấy nơi trẻ sinh sống chưa bảo đảm an toàn',
      [
        words('Kéo dài thời gian tạm thời cách ly ', child(facts), ` đến hết ${until(facts)}.`),
        `${PERFORMERS} tiếp tục thực hiện việc chăm sóc thay thế trong thời gian này.`,
      ],
    ),
  'separation:extend-by-authority': (facts) =>
    decision(
      facts,
      'gia-han-cach-ly',
      words('Gia hạn tạm thời cách ly ', child(facts), ' theo quyết định của cơ quan có thẩm quyền'),
      `Căn cứ văn bản số ${facts.separation?.document ?? '........'} của ${facts.other ?? '........'}`,
      [
        words('Gia hạn tạm thời cách ly ', child(facts), ` đến hết ${until(facts)}.`),
        `${PERFORMERS} tiếp tục thực hiện việc chăm sóc thay thế trong thời gian này.`,
      ],
    ),
  'separation:lift': (facts) =>
    decision(
      facts,
      'cham-dut-cach-ly',
      words('Chấm dứt tạm thời cách ly ', child(facts)),
      'Xét thấy nơi trẻ sinh sống đã bảo đảm an toàn',
      [
        words('Chấm dứt việc tạm thời cách ly ', child(facts), ' khỏi cha, mẹ, người chăm sóc.'),
        `${PERFORMERS} đưa trẻ trở về và tiếp tục theo dõi việc bảo đảm an toàn cho trẻ.`,
      ],
    ),
  'separation:go-to-court': (facts) =>
    letter(
      facts,
      'de-nghi-toa-an-cach-ly',
      'Tòa án nhân dân có thẩm quyền',
      words('Hạn chế quyền của cha, mẹ, người chăm sóc đối với ', child(facts)),
      [
        paragraph(
          words(
            child(facts),
            ` đang được tạm thời cách ly${facts.separation?.inForceAt ? ` từ ${officialDate(vietnamDate(facts.separation.inForceAt))}` : ''}; ${
              grounds[facts.separation?.ground ?? ''] ?? 'nơi trẻ sinh sống chưa bảo đảm an toàn'
            }.`,
          ),
        ),
        paragraph('Đề nghị Tòa án xem xét, quyết định theo Điều 52 Luật Trẻ em.'),
      ],
    ),
};

export function isDocumentedAct(act: string): act is DocumentedAct {
  return Object.hasOwn(composers, act);
}

/** The document of an act of the process. */
export function composeAct(act: DocumentedAct, facts: ActFacts): OfficialDocument {
  return composers[act](facts);
}

/** The kind of a document in its number, by Decree 30: what the clerk's number must end in. */
export function numberKindOf(kind: string): 'QĐ' | 'BC' | 'KH' | 'TB' | 'CV' | 'BB' {
  if (kind === 'FORM-04') return 'KH';
  if (kind === 'FORM-05') return 'QĐ';
  if (kind.startsWith('FORM-')) return 'BC';
  if (kind === 'return-plan' || kind === 'replan') return 'TB';
  if (kind === 'send-to-court' || kind === 'transfer' || kind === 'separation:go-to-court') return 'CV';
  return kind === 'record-needs-meeting' ? 'BB' : 'QĐ';
}

/** The decision of art. 28 on form 05, with the plan as its annex. */
export function composeApproval(answers: Answers, facts: DocumentFacts, plan: PlanFacts | undefined): OfficialDocument {
  const say = (code: string) => (typeof answers[code] === 'string' ? (answers[code] as string).trim() : '');
  const day = say('decided_on') || facts.day;
  const number = say('decision_number');
  const bases = say('legal_basis').split('\n').filter(Boolean);
  const dated = { ...facts, day };
  return {
    ...decision(
      dated,
      'mau-05',
      words('Phê duyệt kế hoạch hỗ trợ, can thiệp đối với ', child(facts)),
      `Xét đề nghị của người làm công tác bảo vệ trẻ em cấp xã tại hồ sơ ${facts.reference}`,
      [
        words('Phê duyệt kế hoạch hỗ trợ, can thiệp đối với ', child(facts), ' (kế hoạch kèm theo).'),
        words('Cơ quan, tổ chức, cá nhân thực hiện: ', [internal(say('executing_bodies') || '…………')]),
      ],
      {
        bases: bases.length > 0 ? bases.map((text) => [internal(`${text.replace(/[;.]$/, '')};`)]) : undefined,
        effective: say('effective_from') || day,
        number,
      },
    ),
    formNumber: 'Mẫu số 05',
    ...(plan
      ? {
          annexes: [
            {
              title: 'Kế hoạch',
              subject: words('Hỗ trợ, can thiệp đối với ', child(facts)),
              attachedTo: `Kèm theo Quyết định số ${number || `......../QĐ-${facts.symbol ?? '........'}`} ${officialDate(day)} của Chủ tịch ${facts.issuer}`,
              blocks: planBlocks(plan),
            },
          ],
        }
      : {}),
  };
}

/** A chair's decision: the bases, the articles, and a last one on force and performance that the recipients are named by. */
function decision(
  facts: DocumentFacts,
  name: string,
  subject: Words,
  ground: string,
  articles: readonly Words[],
  more: { readonly bases?: readonly Words[] | undefined; readonly effective?: string; readonly number?: string } = {},
): OfficialDocument {
  const last = articles.length + 1;
  return {
    name: `${name}-${facts.reference}`,
    head: headOf(facts, numberLine('QĐ', facts, more.number)),
    title: 'Quyết định',
    subject,
    blocks: [
      { kind: 'heading', text: `CHỦ TỊCH ${facts.issuer.toUpperCase()}`, centred: true },
      ...(more.bases ?? basesOn(facts.day)).map((text): Block => ({ kind: 'basis', text })),
      { kind: 'basis', text: `${ground}.` },
      { kind: 'heading', text: 'QUYẾT ĐỊNH:', centred: true },
      ...articles.map((text, at): Block => ({ kind: 'article', number: at + 1, text })),
      {
        kind: 'article',
        number: last,
        text: `Quyết định này có hiệu lực kể từ ${officialDate(more.effective ?? facts.day)}. ${PERFORMERS} chịu trách nhiệm thi hành Quyết định này.`,
      },
    ],
    signature: { title: 'Chủ tịch', name: facts.signer },
    recipients: [`- Như Điều ${last};`, '- Tổng đài 111 (để theo dõi);', '- Lưu: VT, hồ sơ.'],
    marks: marksOf(facts),
  };
}

function emergency(facts: ActFacts): OfficialDocument {
  return decision(
    facts,
    'quyet-dinh-khan-cap',
    words('Áp dụng biện pháp can thiệp khẩn cấp đối với ', child(facts)),
    `Căn cứ kết quả đánh giá nguy cơ ban đầu tại hồ sơ ${facts.reference}`,
    [
      words(
        'Áp dụng biện pháp can thiệp khẩn cấp đối với ',
        child(facts),
        `, quyết định lúc ${writtenTime(facts.decidedAt)}: `,
        facts.measures ? written(facts.measures) : 'bảo đảm an toàn ngay cho trẻ.',
        '\nLý do: ',
        written(facts.reason),
      ),
      `${PERFORMERS} tổ chức thực hiện ngay và giữ bí mật thông tin của trẻ.`,
    ],
  );
}

function ended(facts: ActFacts): OfficialDocument {
  const why = facts.outcome ? outcomes.label(facts.outcome, 'vi').toLowerCase() : 'không còn căn cứ tiếp tục';
  return decision(
    facts,
    'ket-thuc-ho-so',
    words('Kết thúc hồ sơ bảo vệ đối với ', child(facts)),
    `Xét đề nghị của người làm công tác bảo vệ trẻ em cấp xã tại hồ sơ ${facts.reference}`,
    [
      words('Kết thúc hồ sơ bảo vệ đối với ', child(facts), `. Kết quả: ${why}.`),
      words(
        'Lý do: ',
        written(facts.reason),
        ...(facts.restsOn ? [' Văn bản làm căn cứ: ', [narrative(facts.restsOn)]] : []),
      ),
    ],
  );
}

/** Minutes are signed by who presided and by who kept them; they bear no number of their own. */
function minutes(facts: ActFacts): OfficialDocument {
  return {
    name: `bien-ban-hop-${facts.reference}`,
    head: headOf(facts),
    title: 'Biên bản',
    subject: words('Họp xác định nhu cầu hỗ trợ, can thiệp đối với ', child(facts)),
    blocks: [
      { kind: 'field', label: 'Mã hồ sơ', value: facts.reference },
      { kind: 'field', label: 'Thời điểm ghi', value: writtenTime(facts.decidedAt) },
      { kind: 'field', label: 'Địa điểm', value: facts.issuer },
      { kind: 'heading', text: 'Nội dung' },
      paragraph(written(facts.minutes)),
      paragraph('Biên bản được các thành phần dự họp thông qua.'),
    ],
    signature: { title: 'Chủ trì', name: '' },
    coSignature: { title: 'Người ghi biên bản', name: facts.signer },
    recipients: ['- Thành phần dự họp;', '- Lưu: hồ sơ.'],
    marks: marksOf(facts),
  };
}

function notice(facts: DocumentFacts, name: string, subject: Words, blocks: readonly Block[]): OfficialDocument {
  return {
    name: `${name}-${facts.reference}`,
    head: headOf(facts, numberLine('TB', facts)),
    title: 'Thông báo',
    subject,
    blocks,
    signature: { title: 'Chủ tịch', name: facts.signer },
    recipients: ['- Người làm công tác bảo vệ trẻ em cấp xã;', '- Lưu: VT, hồ sơ.'],
    marks: marksOf(facts),
  };
}

function letter(
  facts: DocumentFacts,
  name: string,
  addressee: string,
  subject: Words,
  blocks: readonly Block[],
): OfficialDocument {
  return {
    name: `${name}-${facts.reference}`,
    head: headOf(facts, numberLine('CV', facts)),
    title: 'Văn bản đề nghị',
    subject,
    addressee,
    blocks,
    signature: { title: 'Chủ tịch', name: facts.signer },
    recipients: ['- Như trên;', '- Tổng đài 111 (để theo dõi);', '- Lưu: VT, hồ sơ.'],
    marks: marksOf(facts),
  };
}

const paragraph = (text: Words): Block => ({ kind: 'paragraph', text });

function written(text: string | undefined): Words {
  return text === undefined || text === '' ? '…………' : [narrative(text)];
}

function until({ separation }: ActFacts): string {
  return separation?.until ? officialDate(vietnamDate(separation.until)) : '........';
}
