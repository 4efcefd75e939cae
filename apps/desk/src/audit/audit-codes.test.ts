import { expect, test } from 'vitest';
import { auditCodes } from './audit-codes.server.ts';

const app = { modules: { cases: { caseActs: {} } } } as unknown as App.Locals['app'];

test('what an entry of the audit carries is said in words; what has none follows as it is', () => {
  expect(auditCodes(app, { list: 'in', rows: 0 })).toBe('danh sách: đến đơn vị · số dòng: 0');
  expect(auditCodes(app, { digest: 'ab12', role: 'auditor', feedback: true })).toBe(
    'vai trò: Kiểm tra viên · phản hồi kết quả: Có · digest: ab12',
  );
  expect(auditCodes(app, { refusal: 'receipt.wrong', try: 1 })).toBe(
    'lý do từ chối: mã hoặc các từ không đúng · lần thử: 1',
  );
  expect(auditCodes(app, { refusal: 'form.unheard-of' })).toBe('lý do từ chối: form.unheard-of');
  expect(auditCodes(app, { session: '01a2195a-af11-7217-98bc-5a56613fc45f' })).toBe('phiên: …\u20605a56613fc45f');
});
