import { refuser } from '../kernel/index.ts';

/** Refusals of the response network. */
export const refusals = {
  'content-item.not-found': {
    status: 404,
    vi: {
      title: 'Không tìm thấy mục nội dung này, hoặc anh chị không được xem.',
      next: 'Kiểm tra lại mã mục trong danh sách Nội dung và vi phạm.',
    },
    en: {
      title: 'This content item was not found, or you may not see it.',
      next: 'Check its code in the list of content.',
    },
  },
  'content-item.wrong-state': {
    status: 409,
    vi: {
      title: 'Trạng thái hiện tại của mục không cho phép việc này.',
      next: 'Tải lại trang để xem trạng thái mới nhất. Chưa có gì thay đổi.',
    },
    en: {
      title: 'The item’s present state does not allow this.',
      next: 'Reload the page to see its state. Nothing was changed.',
    },
  },
  'content-item.already-graded': {
    status: 409,
    vi: { title: 'Anh chị đã thẩm định mục này rồi.', next: 'Cần một người khác thẩm định lần còn lại.' },
    en: { title: 'You have already graded this item.', next: 'Somebody else has to give the other grade.' },
  },
  'content-item.own-proposal': {
    status: 403,
    vi: {
      title: 'Người đưa mục vào hệ thống không được tự thẩm định mục đó.',
      next: 'Để người khác thẩm định. Mục vẫn nằm trong hàng chờ.',
    },
    en: {
      title: 'Whoever entered an item may not grade it.',
      next: 'Leave it to somebody else; it stays in the queue.',
    },
  },
  'content-item.locator-unusable': {
    status: 422,
    vi: {
      title: 'Địa chỉ này không dùng được.',
      next: 'Ghi một địa chỉ trang, tên tài khoản, nhóm, ứng dụng hoặc tên miền; bỏ tên đăng nhập và mật khẩu khỏi địa chỉ. Chưa có gì được lưu.',
    },
    en: {
      title: 'This address cannot be used.',
      next: 'Give the address of a page, an account, a group, an app or a domain, without a user name or password in it. Nothing was stored.',
    },
  },
  'content-item.no-address': {
    status: 422,
    vi: {
      title: 'Tin này không có đường liên kết hay tài khoản nào dùng được.',
      next: 'Hỏi thêm người báo, hoặc nhập địa chỉ ở trang Nội dung và vi phạm.',
    },
    en: {
      title: 'This report holds no link or account that can be used.',
      next: 'Ask the reporter, or enter an address on the page of content.',
    },
  },
  'content-item.holds-media': {
    status: 422,
    vi: {
      title: 'Hệ thống không nhận hình ảnh hay video, kể cả dưới dạng chữ.',
      next: 'Chỉ gửi địa chỉ nơi nội dung xuất hiện. Chưa có gì được lưu.',
    },
    en: {
      title: 'No pictures or videos are taken, not even as text.',
      next: 'Send only the address where it stands. Nothing was stored.',
    },
  },
  'content-item.host-unusable': {
    status: 422,
    vi: {
      title: 'Thông tin nơi lưu trữ chưa dùng được.',
      next: 'Xem ô được đánh dấu: địa chỉ IP đúng dạng, mã nước gồm hai chữ cái. Chưa có gì được ghi.',
    },
    en: {
      title: 'What was written of the host cannot be used.',
      next: 'See the marked field: an IP address, a country of two letters. Nothing was written.',
    },
  },
  'content-grade.incomplete': {
    status: 422,
    vi: {
      title: 'Các nhãn thẩm định chưa khớp nhau.',
      next: 'Xem ô được đánh dấu, chọn lại rồi gửi. Chưa có gì được ghi.',
    },
    en: {
      title: 'The labels of the grade do not fit together.',
      next: 'See the marked field, choose again and send. Nothing was written.',
    },
  },
  'content-weight.unsound': {
    status: 422,
    vi: {
      title: 'Bộ trọng số này không dùng được.',
      next: 'Các mức phải giảm dần, và trẻ đang gặp nguy hiểm luôn phải ở mức đầu. Chưa có gì thay đổi.',
    },
    en: {
      title: 'These weights cannot be used.',
      next: 'The levels must fall one below the other, and a child in danger must always come first. Nothing was changed.',
    },
  },
  'content-domain-rule.unusable': {
    status: 422,
    vi: {
      title: 'Quy tắc tên miền chưa dùng được.',
      next: 'Ghi một tên miền, một quy tắc có trong danh mục và ngày kết thúc trong vòng một năm.',
    },
    en: {
      title: 'The rule of a domain cannot be used.',
      next: 'Give a domain, a rule of the list and an end within a year.',
    },
  },
  'host-look-up.not-possible': {
    status: 422,
    vi: {
      title: 'Không tra cứu được nơi lưu trữ của mục này.',
      next: 'Mục không có tên miền công khai, hoặc địa chỉ thuộc mạng nội bộ. Có thể ghi nơi lưu trữ bằng tay.',
    },
    en: {
      title: 'Where this item is hosted cannot be looked up.',
      next: 'It has no public domain, or its address lies in a private network. The host can be entered by hand.',
    },
  },
  'host-look-up.no-registry': {
    status: 422,
    vi: {
      title: 'Không có sổ đăng ký công khai cho tên miền này.',
      next: 'Ghi nơi lưu trữ và nhà đăng ký bằng tay.',
    },
    en: { title: 'No public registry answers for this name.', next: 'Enter the host and the registrar by hand.' },
  },
  'host-look-up.unreadable': {
    status: 503,
    vi: { title: 'Sổ đăng ký trả lời không đọc được.', next: 'Thử lại sau, hoặc ghi bằng tay.' },
    en: { title: 'The registry’s answer cannot be read.', next: 'Try again later, or enter it by hand.' },
  },
} as const;

export const refuse = refuser(refusals);
