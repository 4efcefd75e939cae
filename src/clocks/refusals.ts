import { type RefusalCatalogue, refuser } from '../kernel/index.ts';

const text = (
  status: RefusalCatalogue[string]['status'],
  viTitle: string,
  viNext: string,
  enTitle: string,
  enNext: string,
): RefusalCatalogue[string] => ({
  status,
  vi: { title: viTitle, next: viNext },
  en: { title: enTitle, next: enNext },
});

/** Refusals of the law's clocks. They speak to whoever changes the rules and the calendar. */
export const refusals = {
  'deadline-rule.overlap': text(
    422,
    'Hai quy định thời hạn chồng nhau về ngày hiệu lực.',
    'Kết thúc quy định cũ vào ngày trước khi quy định mới có hiệu lực.',
    'Two deadline rules overlap in their dates.',
    'End the old rule the day before the new one begins.',
  ),
  'deadline-rule.gap': text(
    422,
    'Có những ngày không có quy định thời hạn nào.',
    'Nối liền ngày kết thúc và ngày bắt đầu.',
    'There are days with no rule in force.',
    'Join the end of one rule and the start of the next.',
  ),
  'deadline-rule.not-tried': text(
    409,
    'Thay đổi này chưa được thử trên các quy định hiện hành, hoặc quy định vừa có người đổi.',
    'Bấm “Thử” để xem thay đổi làm gì với các đồng hồ đang chạy, rồi mới cho hiệu lực. Chưa có gì thay đổi.',
    'This change was not tried on the rules as they stand, or somebody changed them meanwhile.',
    'Try it, see what it does to the running clocks, and put it in force then. Nothing was changed.',
  ),
  'deadline-rule.malformed': text(
    422,
    'Quy định thời hạn chưa đúng.',
    'Kiểm tra số lượng, đơn vị, nguồn pháp lý và ngày.',
    'The deadline rule is not valid.',
    'Check amount, unit, legal source and dates.',
  ),
  'deadline-rule.needs-reason': text(
    422,
    'Cần nêu lý do.',
    'Viết ngắn gọn lý do rồi gửi lại.',
    'A reason is needed.',
    'Write the reason briefly and send again.',
  ),
  'calendar-day.invalid': text(
    422,
    'Ngày hoặc mục đã nhập chưa đúng.',
    'Sửa mục được nêu rồi gửi lại.',
    'The day or an entry of it is not valid.',
    'Correct the named field and send again.',
  ),
} as const;

export const refuse = refuser(refusals);
