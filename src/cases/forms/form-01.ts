import { type FormDefinition, field } from './definition.pure.ts';

export const form01: FormDefinition = {
  code: 'FORM-01',
  version: '2017.1',
  vi: 'Báo cáo tiếp nhận thông tin trẻ em',
  en: 'Reception report',
  validFrom: '2017-07-01',
  source: 'Decree 56/2017/ND-CP, annex, form 01 (luatminhkhue.vn; 123docz 14058687)',
  verified: true,
  sections: [
    {
      code: 'I',
      vi: 'Thông tin chung',
      en: 'General',
      fields: [
        field.choices('category', 'Đối tượng', 'Category', 'triage', {
          required: true,
          options: [
            { code: 'ABUSED', vi: 'Trẻ em bị xâm hại', en: 'Abused child' },
            { code: 'VIOLENCE_RISK', vi: 'Trẻ em có nguy cơ bị bạo lực', en: 'Child at risk of violence' },
            { code: 'EXPLOITED', vi: 'Trẻ em bị bóc lột', en: 'Exploited child' },
            { code: 'ABANDONED', vi: 'Trẻ em bị bỏ rơi, bỏ mặc', en: 'Abandoned or neglected child' },
            { code: 'SPECIAL', vi: 'Trẻ em có hoàn cảnh đặc biệt', en: 'Child in special circumstances' },
          ],
        }),
        field.choice('source_channel', 'Nguồn nhận thông tin', 'Source', 'triage', {
          required: true,
          options: [
            { code: 'PHONE', vi: 'Thông qua gọi điện', en: 'By telephone' },
            { code: 'IN_PERSON', vi: 'Gặp trực tiếp', en: 'In person' },
            { code: 'THIRD_PARTY', vi: 'Người khác báo', en: 'Through somebody else' },
            { code: 'ONLINE', vi: 'Qua mạng', en: 'Online' },
          ],
        }),
        field.dateTime('received_at', 'Thời gian nhận thông tin', 'Time received', 'triage', { required: true }),
      ],
    },
    {
      code: 'II',
      vi: 'Thông tin về trẻ em',
      en: 'The child',
      fields: [
        field.text('child_name', 'Họ và tên trẻ', 'Name of the child', 'identity'),
        field.choice('age_known', 'Biết tuổi của trẻ bằng cách nào', 'How the age is known', 'triage', {
          required: true,
          options: [
            { code: 'BIRTH_DATE', vi: 'Biết ngày sinh', en: 'Birth date known' },
            { code: 'ESTIMATE', vi: 'Ước lượng', en: 'Estimated' },
            { code: 'UNKNOWN', vi: 'Không rõ', en: 'Not known' },
          ],
        }),
        field.date('birth_date', 'Ngày, tháng, năm sinh', 'Birth date', 'identity', {
          shownWhen: { field: 'age_known', is: ['BIRTH_DATE'] },
          required: { field: 'age_known', is: ['BIRTH_DATE'] },
        }),
        field.number('estimated_age', 'Ước lượng tuổi', 'Estimated age', 'triage', {
          shownWhen: { field: 'age_known', is: ['ESTIMATE'] },
          required: { field: 'age_known', is: ['ESTIMATE'] },
        }),
        field.choice('sex', 'Giới tính', 'Sex', 'triage', {
          required: true,
          options: [
            { code: 'M', vi: 'Nam', en: 'Male' },
            { code: 'F', vi: 'Nữ', en: 'Female' },
            { code: 'OTHER_UNK', vi: 'Không biết', en: 'Not known' },
          ],
        }),
        field.text('place_of_incident', 'Địa điểm xảy ra vụ việc', 'Place of the incident', 'identity', {
          required: true,
        }),
        field.longText('present_state', 'Tình trạng hiện tại của trẻ', 'Present state of the child', 'narrative', {
          required: true,
        }),
        field.longText(
          'likely_consequence',
          'Phỏng đoán hậu quả có thể xảy ra nếu không có hỗ trợ, can thiệp',
          'Likely consequence without help',
          'narrative',
        ),
        field.text('father', 'Họ tên, tuổi, nghề nghiệp của cha', 'Father: name, age, job', 'identity'),
        field.text('mother', 'Họ tên, tuổi, nghề nghiệp của mẹ', 'Mother: name, age, job', 'identity'),
        field.longText('family_situation', 'Hoàn cảnh gia đình', 'Family situation', 'narrative'),
        field.text('present_carer', 'Hiện ai là người chăm sóc trẻ', 'Present carer', 'identity'),
        field.longText('help_given', 'Những hỗ trợ, can thiệp đã thực hiện', 'Help already given', 'narrative'),
      ],
    },
    {
      code: 'III',
      vi: 'Người cung cấp thông tin (nếu đồng ý cung cấp)',
      en: 'Informant (only if willing)',
      fields: [
        field.yesNo(
          'informant_willing',
          'Người báo tin đồng ý cho biết danh tính',
          'The informant agrees to be named',
          'triage',
          { required: true },
        ),
        field.text('informant_name', 'Họ và tên', 'Name', 'identity', {
          shownWhen: { field: 'informant_willing', is: [true] },
        }),
        field.text('informant_phone', 'Số điện thoại', 'Telephone', 'identity', {
          shownWhen: { field: 'informant_willing', is: [true] },
        }),
        field.text('informant_address', 'Địa chỉ', 'Address', 'identity', {
          shownWhen: { field: 'informant_willing', is: [true] },
        }),
        field.longText('informant_notes', 'Ghi chú thêm', 'Notes', 'identity', {
          shownWhen: { field: 'informant_willing', is: [true] },
        }),
      ],
    },
  ],
};
