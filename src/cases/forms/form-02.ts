import { type FormDefinition, field } from './definition.pure.ts';
import { harmNow, protectiveCapacity } from './risk-scales.ts';

export const form02: FormDefinition = {
  code: 'FORM-02',
  version: '2017.1',
  vi: 'Báo cáo đánh giá nguy cơ ban đầu',
  en: 'Initial risk assessment',
  validFrom: '2017-07-01',
  source: 'Decree 56/2017/ND-CP, annex, form 02 (structure matches form 06 as read; exact wording to be checked)',
  verified: false,
  sections: [
    {
      code: '0',
      vi: 'Lần đánh giá',
      en: 'Assessment',
      fields: [field.dateTime('assessed_at', 'Thời điểm đánh giá', 'Time of assessment', 'triage', { required: true })],
    },
    {
      code: 'A',
      vi: 'Mức độ tổn hại',
      en: 'Harm',
      fields: [...harmNow, field.longText('harm_notes', 'Ghi chú', 'Notes', 'narrative')],
    },
    {
      code: 'B',
      vi: 'Khả năng tự bảo vệ của trẻ',
      en: 'Protective capacity',
      fields: [...protectiveCapacity, field.longText('capacity_notes', 'Ghi chú', 'Notes', 'narrative')],
    },
    {
      code: 'C',
      vi: 'Kết luận của người đánh giá',
      en: 'Conclusion of the assessor',
      fields: [
        field.choice('conclusion', 'Kết luận', 'Conclusion', 'triage', {
          required: true,
          options: [
            { code: 'EMERGENCY', vi: 'Trường hợp khẩn cấp', en: 'Emergency' },
            { code: 'NOT_EMERGENCY', vi: 'Không khẩn cấp', en: 'Not an emergency' },
          ],
        }),
        field.longText(
          'immediate_measures',
          'Biện pháp bảo đảm an toàn ngay',
          'Immediate safety measures',
          'narrative',
          { required: { field: 'conclusion', is: ['EMERGENCY'] } },
        ),
        field.yesNo(
          'separation_proposed',
          'Đề xuất tạm thời cách ly trẻ khỏi cha mẹ, người chăm sóc',
          'Separation from parents or carers is proposed',
          'triage',
          { shownWhen: { field: 'conclusion', is: ['EMERGENCY'] } },
        ),
      ],
    },
  ],
};
