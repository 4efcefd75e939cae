import { type FormDefinition, field } from './definition.pure.ts';

/** The plan's head. Its actions and monitoring dates are rows of their own (plan.ts), so that they can be carried out one by one. */
export const form04: FormDefinition = {
  code: 'FORM-04',
  version: '2017.1',
  vi: 'Kế hoạch hỗ trợ, can thiệp',
  en: 'Support and intervention plan',
  validFrom: '2017-07-01',
  source: 'Decree 56/2017/ND-CP, annex, form 04 (fields from memory; to be checked against the annex)',
  verified: false,
  sections: [
    {
      code: 'I',
      vi: 'Mục tiêu',
      en: 'Goals',
      fields: [
        field.longText('situation', 'Tóm tắt tình trạng của trẻ', 'Summary of the child’s situation', 'narrative', {
          required: true,
        }),
        field.longText('goals', 'Mục tiêu', 'Goals', 'narrative', { required: true }),
      ],
    },
    {
      code: 'II',
      vi: 'Tổ chức thực hiện',
      en: 'Carrying out',
      fields: [
        field.date('ends_on', 'Ngày kết thúc dự kiến', 'Expected last day', 'triage', { required: true }),
        field.longText('resources', 'Nguồn lực, kinh phí', 'Resources and funding', 'narrative'),
        field.yesNo(
          'child_heard',
          'Trẻ đã được hỏi ý kiến về kế hoạch',
          'The child was asked about the plan',
          'triage',
          { required: true },
        ),
        field.longText(
          'child_not_heard_why',
          'Vì sao chưa hỏi ý kiến trẻ',
          'Why the child was not asked',
          'narrative',
          { shownWhen: { field: 'child_heard', is: [false] }, required: { field: 'child_heard', is: [false] } },
        ),
        field.choice('parents_agree', 'Ý kiến của cha mẹ, người chăm sóc', 'Parents or carers', 'triage', {
          required: true,
          options: [
            { code: 'AGREE', vi: 'Đồng ý', en: 'Agree' },
            { code: 'REFUSE', vi: 'Không đồng ý', en: 'Refuse' },
            { code: 'OFFENDER', vi: 'Là người xâm hại trẻ, không hỏi', en: 'Are the alleged offender, not asked' },
          ],
        }),
      ],
    },
  ],
};
