import { refuser } from '../kernel/index.ts';

/** Why a table that somebody brings is not read. */
export const refusals = {
  'table.unreadable': {
    status: 422,
    vi: {
      title: 'Không đọc được bảng dữ liệu từ dòng đã nêu.',
      next: 'Xem dấu nháy kép ở dòng đó đã đóng đủ chưa, hoặc lưu lại bảng ở dạng XLSX hay CSV (UTF-8), rồi thử lại.',
    },
    en: {
      title: 'The table cannot be read from the line named on.',
      next: 'See that every quote on that line is closed, or save the table again as XLSX or CSV (UTF-8), and try again.',
    },
  },
  'table.encoding-unknown': {
    status: 422,
    vi: {
      title: 'Không nhận ra bảng mã chữ của tệp.',
      next: 'Mở tệp, chuyển phông chữ sang Unicode, lưu ở dạng XLSX hoặc CSV UTF-8, rồi thử lại.',
    },
    en: {
      title: 'The encoding of the file is not known.',
      next: 'Open the file, turn its letters into Unicode, save it as XLSX or CSV UTF-8, and try again.',
    },
  },
  'table.empty': {
    status: 422,
    vi: { title: 'Tệp không có bảng nào.', next: 'Dòng đầu phải là tên các cột. Kiểm tra tệp rồi thử lại.' },
    en: {
      title: 'The file holds no table.',
      next: 'Its first row must name the columns. Check the file and try again.',
    },
  },
  'table.column-twice': {
    status: 422,
    vi: { title: 'Hai cột của bảng trùng tên.', next: 'Đặt tên khác nhau cho các cột ở dòng đầu rồi thử lại.' },
    en: {
      title: 'Two columns of the table have the same name.',
      next: 'Name the columns of the first row apart and try again.',
    },
  },
  'table.too-large': {
    status: 413,
    vi: { title: 'Bảng lớn hơn mức nhận được.', next: 'Chia bảng thành nhiều tệp nhỏ hơn rồi gửi từng tệp.' },
    en: {
      title: 'The table is larger than what is taken.',
      next: 'Split it into smaller files and send them one by one.',
    },
  },
} as const;

export const refuse = refuser(refusals);
