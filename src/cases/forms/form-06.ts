import { type FormDefinition, field } from './definition.pure.ts';
import { harmNow, protectiveCapacity } from './risk-scales.ts';

export const form06: FormDefinition = {
  code: 'FORM-06',
  version: '2017.1',
  vi: 'Báo cáo rà soát, đánh giá tình trạng của trẻ em sau khi thực hiện kế hoạch',
  en: 'Review after the plan',
  validFrom: '2017-07-01',
  source: 'Decree 56/2017/ND-CP, annex, form 06 (dulieuphapluat.vn 734279, part read); closing conditions of art. 30',
  verified: false,
  sections: [
    {
      code: '0',
      vi: 'Lần rà soát',
      en: 'Review',
      fields: [field.date('reviewed_on', 'Ngày rà soát', 'Date of the review', 'triage', { required: true })],
    },
    {
      code: 'A',
      vi: 'Mức độ tổn hại hiện nay',
      en: 'Harm now',
      fields: [...harmNow, field.longText('harm_notes', 'Ghi chú', 'Notes', 'narrative')],
    },
    {
      code: 'B',
      vi: 'Khả năng tự bảo vệ và phục hồi của trẻ',
      en: 'Self-protection and recovery',
      fields: [...protectiveCapacity, field.longText('capacity_notes', 'Ghi chú', 'Notes', 'narrative')],
    },
    {
      code: 'C',
      vi: 'Tình trạng của trẻ theo Điều 30',
      en: 'State of the child by article 30',
      fields: [
        field.yesNo('further_risk', 'Trẻ còn nguy cơ bị tổn hại', 'A risk for the child remains', 'triage', {
          required: true,
        }),
        field.yesNo('stable_physical', 'Thể chất ổn định', 'Physically stable', 'triage', { required: true }),
        field.yesNo('stable_psychological', 'Tâm lý ổn định', 'Psychologically stable', 'triage', { required: true }),
        field.yesNo('stable_cognitive', 'Nhận thức ổn định', 'Cognitively stable', 'triage', { required: true }),
        field.yesNo('stable_emotional', 'Tình cảm ổn định', 'Emotionally stable', 'triage', { required: true }),
        field.longText('state_notes', 'Nhận xét', 'Remarks', 'narrative', { required: true }),
      ],
    },
    {
      code: 'D',
      vi: 'Đề xuất',
      en: 'Proposal',
      fields: [
        field.choice('proposal', 'Đề xuất của người rà soát', 'Proposal of the reviewer', 'triage', {
          required: true,
          options: [
            { code: 'CLOSE', vi: 'Kết thúc hồ sơ', en: 'Close the case' },
            { code: 'CONTINUE', vi: 'Lập kế hoạch tiếp theo', en: 'Plan again' },
          ],
        }),
        field.longText('proposal_reason', 'Lý do', 'Reason', 'narrative', { required: true }),
      ],
    },
  ],
};
