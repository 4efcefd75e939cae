/**
 * Guided questions that tell within a minute whether a child may be in danger now. They order the queue; a person decides.
 * A `yes` suggests its urgency, an `unknown` may suggest a lower one, and no answer ever lowers what another answer raised.
 */
import type { Urgency } from '../harms/risk.ts';
import { moreUrgent } from '../harms/risk.ts';
import { type CodeOf, listOf } from '../term.ts';

export interface ImminentRiskColumns {
  /** The question as put to a child; `vi` and `en` are the desk's wording. */
  readonly child_vi: string;
  readonly child_en: string;
  readonly ifYes: Urgency;
  readonly ifUnknown: Urgency;
}

export const imminentRisk = listOf<ImminentRiskColumns>()({
  name: 'imminent_risk',
  title: { vi: 'Câu hỏi nhận diện nguy hiểm trước mắt', en: 'Imminent-risk question' },
  source: 'ours, after Decree 56/2017 art. 26 and usual helpline practice',
  verified: false,
  terms: {
    'IR-NOW': {
      vi: 'Ngay lúc này trẻ có đang gặp nguy hiểm không?',
      en: 'Is the child in danger at this moment?',
      child_vi: 'Bây giờ em có đang gặp nguy hiểm không?',
      child_en: 'Are you in danger right now?',
      ifYes: 'U1',
      ifUnknown: 'U2',
    },
    'IR-INJURY': {
      vi: 'Trẻ có bị thương hoặc cần gặp bác sĩ ngay không?',
      en: 'Is the child hurt, or does the child need a doctor now?',
      child_vi: 'Em có bị đau, bị thương hoặc cần gặp bác sĩ không?',
      child_en: 'Are you hurt, or do you need a doctor?',
      ifYes: 'U1',
      ifUnknown: 'U3',
    },
    'IR-SELFHARM': {
      vi: 'Trẻ có nói muốn chết hoặc muốn tự làm đau mình không?',
      en: 'Has the child spoken of wanting to die or to hurt themselves?',
      child_vi: 'Em có nghĩ đến việc tự làm đau mình hoặc không muốn sống nữa không?',
      child_en: 'Have you thought about hurting yourself or not wanting to live?',
      ifYes: 'U1',
      ifUnknown: 'U2',
    },
    'IR-ACCESS': {
      vi: 'Người gây hại có đang ở cùng nhà hoặc dễ dàng gặp được trẻ không?',
      en: 'Does the person causing harm live with the child or reach the child easily?',
      child_vi: 'Người làm em sợ có ở gần em, hoặc gặp được em không?',
      child_en: 'Is the person who scares you near you, or able to reach you?',
      ifYes: 'U1',
      ifUnknown: 'U2',
    },
    'IR-MEET': {
      vi: 'Trẻ có bị hẹn gặp, bị đưa đi hoặc đã bỏ nhà đi không?',
      en: 'Has the child been asked to meet, been taken away, or left home?',
      child_vi: 'Có ai hẹn gặp em, bảo em đi theo hoặc bảo em rời nhà không?',
      child_en: 'Has someone asked to meet you, to go with them, or to leave home?',
      ifYes: 'U1',
      ifUnknown: 'U2',
    },
    'IR-THREAT': {
      vi: 'Trẻ có đang bị đe dọa, ép gửi hình ảnh hoặc đòi tiền không?',
      en: 'Is the child being threatened, or pressed for images or money?',
      child_vi: 'Có ai đang dọa em, ép em gửi hình hoặc đòi tiền em không?',
      child_en: 'Is someone threatening you, or pressing you for pictures or money?',
      ifYes: 'U2',
      ifUnknown: 'U3',
    },
    'IR-SPREAD': {
      vi: 'Hình ảnh, clip của trẻ có đang bị phát tán hoặc phát trực tiếp không?',
      en: 'Are images or video of the child being spread or livestreamed?',
      child_vi: 'Hình hoặc clip của em có đang bị gửi cho người khác không?',
      child_en: 'Are pictures or videos of you being sent to others?',
      ifYes: 'U2',
      ifUnknown: 'U3',
    },
    'IR-ALONE': {
      vi: 'Trẻ có đang không có người lớn nào bảo vệ được không?',
      en: 'Is there no adult who can keep the child safe?',
      child_vi: 'Có phải bây giờ không có người lớn nào giúp em được không?',
      child_en: 'Is there no grown-up who can help you now?',
      ifYes: 'U2',
      ifUnknown: 'U3',
    },
  },
});
export type ImminentRisk = CodeOf<typeof imminentRisk>;
export type RiskAnswer = 'yes' | 'no' | 'unknown';

/**
 * The urgency that a set of answers suggests: the most urgent of all; `U3` when nothing speaks for more. Questions without an answer
 * count as not asked, not as `unknown`: a skipped form must not fill the emergency queue.
 */
export function suggestUrgency(answers: Partial<Record<ImminentRisk, RiskAnswer>>): Urgency {
  let result: Urgency = 'U3';
  for (const question of imminentRisk.terms) {
    const answer = answers[question.code];
    if (answer === 'yes') result = moreUrgent(result, question.ifYes);
    if (answer === 'unknown') result = moreUrgent(result, question.ifUnknown);
  }
  return result;
}
