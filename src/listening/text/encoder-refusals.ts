import { refuser } from '../../kernel/index.ts';

/** Why an encoder is not taken. */
export const encoderRefusals = {
  'encoder.not-found': {
    status: 404,
    vi: {
      title: 'Không tìm thấy bộ mã hóa này.',
      next: 'Đặt graph.onnx, tokenizer.json và settings.json vào một thư mục con của LISTENING_ENCODERS, rồi ghi tên thư mục con.',
    },
    en: {
      title: 'This encoder was not found.',
      next: 'Put graph.onnx, tokenizer.json and settings.json into a folder of their own in LISTENING_ENCODERS, and name that folder.',
    },
  },
  'encoder.labels-unknown': {
    status: 422,
    vi: {
      title: 'Mô hình ONNX có nhãn ngoài danh mục nhãn lắng nghe.',
      next: 'Đổi tên nhãn trong settings.json theo mã nhãn của hệ thống; nhãn không gây hại ghi là none.',
    },
    en: {
      title: 'The ONNX model has a label that listening does not know.',
      next: 'Rename it in settings.json to a code of the list of labels; what is harmless is called none.',
    },
  },
  'encoder.name-taken': {
    status: 409,
    vi: {
      title: 'Tên này đã thuộc về một bộ mã hóa có tệp khác.',
      next: 'Đặt tệp mới vào một thư mục con tên khác, chẳng hạn thêm số phiên bản. Bộ mã hóa cũ vẫn nguyên trong sổ đăng ký.',
    },
    en: {
      title: 'This name belongs to an encoder with other files.',
      next: 'Put the new files into a folder of another name, with a version in it perhaps. The register was not changed.',
    },
  },
  'encoder.settings-invalid': {
    status: 422,
    vi: { title: 'Phần khai báo của mô hình ONNX chưa đúng.', next: 'Sửa mục được nêu theo docs/listening.md.' },
    en: {
      title: 'The settings of the ONNX model are not valid.',
      next: 'Correct the named field after docs/listening.md.',
    },
  },
  'encoder.tokenizer-unknown': {
    status: 422,
    vi: {
      title: 'Không dùng được tệp tokenizer.json này.',
      next: 'Dùng tokenizer loại Unigram hoặc WordPiece theo định dạng của Hugging Face.',
    },
    en: {
      title: 'This tokenizer.json cannot be used.',
      next: 'Use a Unigram or WordPiece tokenizer in the form that Hugging Face writes.',
    },
  },
  'encoder.graph-unusable': {
    status: 422,
    vi: {
      title: 'Không chạy được mô hình ONNX này.',
      next: 'Xuất lại mô hình với đầu vào input_ids, attention_mask và đầu ra là điểm của từng nhãn.',
    },
    en: {
      title: 'This ONNX model cannot be run.',
      next: 'Export it again with the inputs input_ids and attention_mask, and the score of each label as output.',
    },
  },
} as const;

export const refuseEncoder = refuser(encoderRefusals);
