import { refuser } from '../kernel/index.ts';

/** Why a model file or training data is not taken. */
export const refusals = {
  'model-file.foreign': {
    status: 415,
    vi: { title: 'Tệp này không phải là mô hình của Lá Chắn.', next: 'Chọn tệp do lệnh lachan train ghi ra.' },
    en: { title: 'This file is not a model of Lá Chắn.', next: 'Choose a file that lachan train wrote.' },
  },
  'model-file.other-format': {
    status: 422,
    vi: {
      title: 'Mô hình này được ghi theo định dạng của phiên bản khác.',
      next: 'Huấn luyện lại bằng phiên bản đang dùng.',
    },
    en: {
      title: 'This model was written in the format of another version.',
      next: 'Train it again with the version in use.',
    },
  },
  'model-file.damaged': {
    status: 422,
    vi: { title: 'Tệp mô hình bị hỏng hoặc thiếu.', next: 'Lấy lại tệp từ bản sao hoặc huấn luyện lại.' },
    en: { title: 'The model file is damaged or incomplete.', next: 'Take it from a copy again, or train it again.' },
  },
  'model-file.other-normaliser': {
    status: 422,
    vi: {
      title: 'Mô hình này được huấn luyện với cách chuẩn hóa văn bản khác nên kết quả sẽ sai.',
      next: 'Huấn luyện lại bằng phiên bản đang dùng.',
    },
    en: {
      title: 'This model was trained on texts normalised in another way; its answers would be wrong.',
      next: 'Train it again with the version in use.',
    },
  },
  'training-data.empty': {
    status: 422,
    vi: { title: 'Không có dòng dữ liệu nào dùng được.', next: 'Kiểm tra tệp và các cột đã nêu.' },
    en: { title: 'There is no row that can be used.', next: 'Check the file and the columns named.' },
  },
  'training-data.row-uneven': {
    status: 422,
    vi: {
      title: 'Một dòng của bảng có nhiều ô hơn dòng tên cột.',
      next: 'Đặt ô có dấu phân cách ở dòng đã nêu trong dấu nháy kép, hoặc lưu bảng ở dạng XLSX, rồi thử lại.',
    },
    en: {
      title: 'A row of the table has more cells than there are columns.',
      next: 'Put the cell with a separator on the line named in quotes, or save the table as XLSX, and try again.',
    },
  },
  'training-data.column-missing': {
    status: 422,
    vi: { title: 'Bảng không có cột đã nêu.', next: 'Xem dòng đầu của bảng và nêu đúng tên cột.' },
    en: { title: 'The table has no such column.', next: "Look at the table's first row and name a column of it." },
  },
  'training-data.one-label': {
    status: 422,
    vi: {
      title: 'Mọi dòng đều cùng một nhãn nên không có gì để học.',
      next: 'Thêm dòng của ít nhất một nhãn khác.',
    },
    en: { title: 'Every row has the same label: there is nothing to learn.', next: 'Add rows of another label.' },
  },
  'training-data.labels-outside': {
    status: 422,
    vi: {
      title: 'Có quá nhiều dòng mang nhãn ngoài danh mục.',
      next: 'Xem lại cột nhãn. Bảng có thể bị lệch cột hoặc bị sửa sai. Chưa có mô hình nào được ghi.',
    },
    en: {
      title: 'Too many rows have a label outside the set.',
      next: 'Look at the label column: the table may be shifted or tampered with. No model was written.',
    },
  },
  'training-data.contradictory': {
    status: 422,
    vi: {
      title: 'Có quá nhiều văn bản giống nhau mang nhãn trái ngược.',
      next: 'Xem lại việc gán nhãn. Chưa có mô hình nào được ghi.',
    },
    en: {
      title: 'Too many texts occur with contradictory labels.',
      next: 'Look at how the labels were given. No model was written.',
    },
  },
  'training-data.spans-outside': {
    status: 422,
    vi: { title: 'Vị trí đánh dấu nằm ngoài văn bản.', next: 'Sửa cột vị trí ở dòng đã nêu.' },
    en: { title: 'A marked place lies outside the text.', next: 'Correct the spans column in the row named.' },
  },
} as const;

export const refuse = refuser(refusals);
