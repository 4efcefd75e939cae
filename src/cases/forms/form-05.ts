import { type FormDefinition, field } from './definition.pure.ts';

export const form05: FormDefinition = {
  code: 'FORM-05',
  version: '2017.1',
  vi: 'Quyết định phê duyệt kế hoạch hỗ trợ, can thiệp',
  en: 'Decision approving the plan',
  validFrom: '2017-07-01',
  source: 'Decree 56/2017/ND-CP, annex, form 05; art. 28.2',
  verified: false,
  sections: [
    {
      code: 'I',
      vi: 'Quyết định',
      en: 'Decision',
      fields: [
        field.text('decision_number', 'Số quyết định', 'Decision number', 'internal', {
          required: true,
          hintVi: 'Ví dụ: 12/QĐ-UBND',
          hintEn: 'As in 12/QĐ-UBND',
        }),
        field.date('decided_on', 'Ngày quyết định', 'Date of the decision', 'triage', { required: true }),
        field.longText('legal_basis', 'Căn cứ', 'Legal basis', 'internal', { required: true }),
        field.longText('executing_bodies', 'Cơ quan, tổ chức, cá nhân thực hiện', 'Executing bodies', 'internal', {
          required: true,
        }),
        field.date('effective_from', 'Có hiệu lực từ ngày', 'In force from', 'triage', { required: true }),
      ],
    },
  ],
};
