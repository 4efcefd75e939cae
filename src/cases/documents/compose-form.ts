import { type Block, type OfficialDocument, shortDate, type Words, writtenTime } from '../../documents/index.ts';
import {
  type Answer,
  type Answers,
  type FieldDefinition,
  type FormDefinition,
  ratings,
} from '../forms/definition.pure.ts';
import { composeApproval } from './compose-act.ts';
import {
  type DocumentFacts,
  headOf,
  identity,
  marksOf,
  numberLine,
  type PlanFacts,
  planBlocks,
} from './document-facts.ts';

const ratingWords = { HIGH: 'Cao', MEDIUM: 'Trung bình', LOW: 'Thấp' } as const;
const EMPTY = '…………';

/** Who signs a form; the plan is drawn up by the worker and waits for the chair. */
const signers: Readonly<Record<string, string>> = {
  'FORM-01': 'Người tiếp nhận thông tin',
  'FORM-02': 'Người đánh giá',
  'FORM-03': 'Người đánh giá',
  'FORM-06': 'Người rà soát, đánh giá',
};

/**
 * A filled form as a document, in the order of its definition; every answer carries the class of its field.
 * @param number as the clerk gave it
 */
export function composeForm(
  definition: FormDefinition,
  answers: Answers,
  facts: DocumentFacts,
  plan?: PlanFacts,
): OfficialDocument {
  if (definition.code === 'FORM-05') return composeApproval(answers, facts, plan);
  const isPlan = definition.code === 'FORM-04';
  const number = definition.code.slice(-2);
  return {
    name: `mau-${number}-${facts.reference}`,
    head: headOf(facts, numberLine(isPlan ? 'KH' : 'BC', facts)),
    title: isPlan ? 'Kế hoạch' : 'Báo cáo',
    subject: isPlan ? titleWithout('Kế hoạch ', definition.vi) : titleWithout('Báo cáo ', definition.vi),
    formNumber: `Mẫu số ${number}`,
    blocks: [
      { kind: 'field', label: 'Mã hồ sơ', value: facts.reference },
      // Form 01 has the child's name among its own questions.
      ...(definition.code === 'FORM-01' || facts.childName === undefined
        ? []
        : [{ kind: 'field', label: 'Họ và tên trẻ', value: [identity(facts.childName)] } as const]),
      ...definition.sections.flatMap((section) => sectionBlocks(section, answers)),
      ...(isPlan && plan
        ? [{ kind: 'heading', text: 'III. Các hoạt động hỗ trợ, can thiệp' } as const, ...planBlocks(plan)]
        : []),
    ],
    ...(isPlan
      ? {
          signature: { authority: 'TM. ỦY BAN NHÂN DÂN', title: 'Chủ tịch', name: '' },
          coSignature: { title: 'Người lập kế hoạch', name: facts.signer },
        }
      : { signature: { title: signers[definition.code] ?? 'Người lập', name: facts.signer } }),
    recipients: isPlan
      ? ['- Chủ tịch Ủy ban nhân dân (để phê duyệt);', '- Lưu: hồ sơ.']
      : [`- ${facts.issuer};`, '- Lưu: hồ sơ.'],
    marks: marksOf(facts),
  };
}

function titleWithout(beginning: string, title: string): string {
  const rest = title.startsWith(beginning) ? title.slice(beginning.length) : title;
  return rest.charAt(0).toUpperCase() + rest.slice(1);
}

function sectionBlocks(section: FormDefinition['sections'][number], answers: Answers): Block[] {
  const rated = section.fields.filter((field) => field.kind === 'rating');
  const others = section.fields.filter(
    (field) => field.kind !== 'rating' && (answers[field.code] !== undefined || field.required === true),
  );
  if (rated.length === 0 && others.length === 0) return [];
  return [
    { kind: 'heading', text: section.code === '0' ? section.vi : `${section.code}. ${section.vi}` },
    ...(rated.length > 0 ? [ratingTable(section.code, rated, answers)] : []),
    ...others.map((field): Block => ({ kind: 'field', label: field.vi, value: written(field, answers[field.code]) })),
  ];
}

/** Counted for its own part only: high is bad in one part and good in the other. */
function ratingTable(part: string, fields: readonly FieldDefinition[], answers: Answers): Block {
  return {
    kind: 'table',
    leading: 1,
    columns: [
      { title: 'Nội dung', width: 6 },
      ...ratings.map((rating) => ({ title: ratingWords[rating], width: 1.9 })),
    ],
    rows: [
      ...fields.map((field) => [field.vi, ...ratings.map((rating) => (answers[field.code] === rating ? 'x' : ''))]),
      [
        `Tổng số của phần ${part}`,
        ...ratings.map((rating) => String(fields.filter((field) => answers[field.code] === rating).length)),
      ],
    ],
  };
}

function written(field: FieldDefinition, answer: Answer | undefined): Words {
  if (answer === undefined) return EMPTY;
  const text = answerText(field, answer);
  return field.fieldClass === 'triage' ? text : [{ fieldClass: field.fieldClass, text }];
}

function answerText(field: FieldDefinition, answer: Answer): string {
  const label = (code: string) => field.options?.find((option) => option.code === code)?.vi ?? code;
  if (typeof answer === 'boolean') return answer ? 'Có' : 'Không';
  if (typeof answer === 'number') return answer.toLocaleString('vi-VN');
  if (typeof answer !== 'string') return answer.map(label).join('; ');
  switch (field.kind) {
    case 'choice':
      return label(answer);
    case 'date':
      return shortDate(answer);
    case 'date-time':
      return writtenTime(new Date(answer));
    default:
      return answer;
  }
}
