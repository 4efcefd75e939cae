import { type FormDefinition, field } from './definition.pure.ts';

const areas = [
  ['health', 'Sức khỏe thể chất', 'Physical health'],
  ['psychology', 'Tâm lý, tình cảm', 'Psychological and emotional state'],
  ['care', 'Chăm sóc, nuôi dưỡng', 'Care'],
  ['education', 'Học tập', 'Education'],
  ['living', 'Điều kiện sống', 'Living conditions'],
  ['family', 'Gia đình', 'Family'],
  ['community', 'Môi trường cộng đồng, trên mạng', 'Community and online surroundings'],
] as const;
const services = [
  { code: 'PSYCHOSOCIAL', vi: 'Hỗ trợ tâm lý - xã hội', en: 'Psychosocial support' },
  { code: 'MEDICAL', vi: 'Khám, chữa bệnh', en: 'Medical care' },
  { code: 'SHELTER', vi: 'Nơi tạm lánh, chăm sóc thay thế', en: 'Shelter, alternative care' },
  { code: 'LEGAL_AID', vi: 'Trợ giúp pháp lý', en: 'Legal aid' },
  { code: 'EDUCATION', vi: 'Hỗ trợ học tập', en: 'Education' },
  { code: 'SOCIAL_WORK', vi: 'Công tác xã hội', en: 'Social work' },
  { code: 'POLICE', vi: 'Bảo vệ của công an', en: 'Police protection' },
  { code: 'FINANCIAL', vi: 'Hỗ trợ tài chính', en: 'Financial aid' },
];

export const form03: FormDefinition = {
  code: 'FORM-03',
  version: '2017.1',
  vi: 'Báo cáo thu thập thông tin, xác minh và đánh giá nguy cơ cụ thể',
  en: 'Specific risk and needs assessment',
  validFrom: '2017-07-01',
  source: 'Decree 56/2017/ND-CP, annex, form 03 (fields from memory; to be checked against the annex)',
  verified: false,
  sections: [
    {
      code: 'I',
      vi: 'Tình trạng của trẻ',
      en: 'State of the child',
      fields: areas.map(([code, vi, en]) => field.longText(code, vi, en, 'narrative', { required: true })),
    },
    {
      code: 'II',
      vi: 'Đối tượng xâm hại',
      en: 'Alleged offender',
      fields: [
        field.choice('offender_known', 'Có biết đối tượng không', 'Is the person known', 'triage', {
          required: true,
          options: [
            { code: 'KNOWN', vi: 'Biết', en: 'Known' },
            { code: 'ONLINE_ONLY', vi: 'Chỉ biết qua mạng', en: 'Known only online' },
            { code: 'UNKNOWN', vi: 'Không biết', en: 'Not known' },
          ],
        }),
        field.longText('offender_info', 'Thông tin về đối tượng', 'Information on the person', 'internal', {
          shownWhen: { field: 'offender_known', is: ['KNOWN', 'ONLINE_ONLY'] },
        }),
      ],
    },
    {
      code: 'III',
      vi: 'Điểm mạnh, nguy cơ',
      en: 'Strengths and risks',
      fields: [
        field.longText('strengths', 'Điểm mạnh, nguồn lực', 'Strengths and resources', 'narrative', { required: true }),
        field.longText('risks', 'Các nguy cơ cụ thể', 'Specific risks', 'narrative', { required: true }),
        field.choice(
          'risk_level',
          'Mức độ nguy cơ theo người đánh giá',
          'Level of risk as the assessor sees it',
          'triage',
          {
            required: true,
            options: [
              { code: 'HIGH', vi: 'Cao', en: 'High' },
              { code: 'MEDIUM', vi: 'Trung bình', en: 'Medium' },
              { code: 'LOW', vi: 'Thấp', en: 'Low' },
            ],
          },
        ),
      ],
    },
    {
      code: 'IV',
      vi: 'Nhu cầu theo thứ tự ưu tiên',
      en: 'Needs in order of priority',
      fields: [
        field.choices('needs', 'Nhu cầu cần hỗ trợ, can thiệp', 'Needs', 'triage', {
          required: true,
          options: services,
        }),
        field.longText('needs_ranked', 'Xếp thứ tự và giải thích', 'Ranking and explanation', 'narrative', {
          required: true,
        }),
        field.longText('child_view', 'Ý kiến của trẻ', 'The child’s own view', 'narrative'),
      ],
    },
  ],
};
