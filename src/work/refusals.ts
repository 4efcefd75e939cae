import { refuser } from '../kernel/index.ts';

export const refusals = {
  'approval.unknown': {
    status: 404,
    vi: {
      title: 'Không còn đề nghị nào chờ duyệt ở đây.',
      next: 'Tải lại: có thể đã có người duyệt, từ chối hoặc rút lại.',
    },
    en: {
      title: 'Nothing waits for approval here any more.',
      next: 'Reload: somebody may have approved it, turned it down or taken it back.',
    },
  },
  'approval.not-yours-to-decide': {
    status: 403,
    vi: {
      title: 'Việc này cần người khác duyệt.',
      next: 'Người đề nghị và người soạn không tự duyệt. Nhờ đồng nghiệp có quyền duyệt mở danh sách Hôm nay.',
    },
    en: {
      title: 'Somebody else must decide on this.',
      next: 'Who asked for it or made it does not approve it. Ask a colleague who may decide to open the list of today.',
    },
  },
  'approval.content-changed': {
    status: 409,
    vi: {
      title: 'Nội dung đã thay đổi sau khi trình duyệt.',
      next: 'Xem lại nội dung hiện nay. Người đề nghị rút lại và trình duyệt lần nữa. Chưa có gì được duyệt.',
    },
    en: {
      title: 'The content has changed since approval was asked for.',
      next: 'Look at it as it stands now. Whoever asked takes it back and asks again. Nothing was approved.',
    },
  },
  'approval.content-gone': {
    status: 404,
    vi: { title: 'Không tìm thấy nội dung để trình duyệt.', next: 'Tải lại trang rồi thử lại.' },
    en: { title: 'What is to be approved was not found.', next: 'Reload the page and try again.' },
  },
  'approval.waits-already': {
    status: 409,
    vi: {
      title: 'Việc này đang chờ duyệt.',
      next: 'Nhờ người duyệt mở danh sách Hôm nay, hoặc rút lại rồi trình lại.',
    },
    en: {
      title: 'This waits for approval already.',
      next: 'Ask whoever decides to open the list of today, or take it back and ask again.',
    },
  },
  'approval.reason-missing': {
    status: 422,
    vi: { title: 'Chưa ghi lý do.', next: 'Viết một hai câu để người duyệt biết vì sao. Chưa có gì được gửi.' },
    en: {
      title: 'No reason is given.',
      next: 'Write a sentence or two, so that whoever decides knows why. Nothing was sent.',
    },
  },
  'approval.reason-too-long': {
    status: 422,
    vi: { title: 'Lý do quá dài.', next: 'Rút ngắn còn 2.000 ký tự. Chưa có gì được gửi.' },
    en: { title: 'The reason is too long.', next: 'Shorten it to 2,000 characters. Nothing was sent.' },
  },
  'approval.decided-elsewhere': {
    status: 409,
    vi: {
      title: 'Việc này được quyết định cùng hồ sơ của nó.',
      next: 'Mở hồ sơ và quyết định ở đó.',
    },
    en: { title: 'This is decided on together with its record.', next: 'Open the record and decide there.' },
  },
  'exposure.break-due': {
    status: 429,
    vi: {
      title: 'Đã đến giờ nghỉ. Việc đã làm được giữ đủ.',
      next: 'Đứng dậy, nhìn ra xa, uống nước. Mục tiếp theo mở lại khi hết giờ nghỉ; nếu thấy nặng nề, hãy nói với người phụ trách.',
    },
    en: {
      title: 'It is time for a break. What you did is kept.',
      next: 'Stand up, look into the distance, drink something. The next item opens when the break is over; if it weighs on you, tell your supervisor.',
    },
  },
  'exposure.shift-spent': {
    status: 429,
    vi: {
      title: 'Hôm nay như vậy là đủ. Cảm ơn anh chị.',
      next: 'Ca này đã hết mức tiếp xúc. Phần còn lại để đồng nghiệp làm hoặc để ca sau; không ai phải làm thêm.',
    },
    en: {
      title: 'That is enough for today. Thank you.',
      next: 'The shift’s budget is used up. Colleagues or your next shift do the rest; nobody has to do more.',
    },
  },
  'exposure.limit-invalid': {
    status: 422,
    vi: {
      title: 'Mức giới hạn chưa hợp lệ.',
      next: 'Nhập số trong khoảng cho phép và nêu căn cứ. Chưa có gì thay đổi.',
    },
    en: {
      title: 'The limit is not valid.',
      next: 'Give a number within the bounds and what it rests on. Nothing was changed.',
    },
  },
} as const;

export const refuse = refuser(refusals);
