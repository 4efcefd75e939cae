import { refuser } from '../../kernel/index.ts';

/** Why a file has no hashes. */
export const mediaRefusals = {
  'media.empty': {
    status: 422,
    vi: { title: 'Tệp không có nội dung.', next: 'Kiểm tra lại tệp rồi gửi tệp khác.' },
    en: { title: 'The file is empty.', next: 'Check the file and send another.' },
  },
  'media.unreadable': {
    status: 422,
    vi: { title: 'Không đọc được tệp này.', next: 'Kiểm tra đường dẫn và quyền đọc tệp rồi thử lại.' },
    en: { title: 'The file cannot be read.', next: 'Check its path and the right to read it, then try again.' },
  },
  'media.too-large': {
    status: 413,
    vi: {
      title: 'Tệp lớn hơn mức được nhận.',
      next: 'Gửi tệp nhỏ hơn giới hạn đã nêu, hoặc tính mã băm trên máy của đơn vị bằng lệnh lachan hash.',
    },
    en: {
      title: 'The file is larger than what is accepted.',
      next: 'Send a file under the limit given, or make the hash on your own machine with lachan hash.',
    },
  },
  'media.not-supported': {
    status: 415,
    vi: {
      title: 'Nội dung tệp không phải là ảnh hay video mà hệ thống đọc được.',
      next: 'Gửi ảnh JPEG, PNG, WebP, GIF, AVIF hoặc video MP4, MOV, WebM, MKV, AVI, MPEG-TS. Đuôi tên tệp không được tính, chỉ xét nội dung.',
    },
    en: {
      title: 'By its content the file is no picture or video that can be read here.',
      next: 'Send a JPEG, PNG, WebP, GIF or AVIF picture or an MP4, MOV, WebM, MKV, AVI or MPEG-TS video. The content counts, not the name of the file.',
    },
  },
  'media.undecodable': {
    status: 422,
    vi: {
      title: 'Tệp bị hỏng hoặc thiếu dữ liệu nên không giải mã được.',
      next: 'Lấy lại tệp gốc đầy đủ rồi gửi lại.',
    },
    en: {
      title: 'The file is damaged or incomplete and cannot be decoded.',
      next: 'Get the whole original file and send it again.',
    },
  },
  'media.too-many-pixels': {
    status: 413,
    vi: {
      title: 'Ảnh hoặc khung hình có quá nhiều điểm ảnh.',
      next: 'Gửi ảnh hoặc video có kích thước dưới giới hạn đã nêu.',
    },
    en: { title: 'The picture or frame has too many pixels.', next: 'Send a picture or video within the limit given.' },
  },
  'media.too-slow': {
    status: 422,
    vi: {
      title: 'Giải mã tệp này mất quá nhiều thời gian nên đã dừng.',
      next: 'Gửi tệp ngắn hơn hoặc nhỏ hơn. Nếu tệp bình thường, thử lại khi hệ thống bớt bận.',
    },
    en: {
      title: 'Decoding the file took too long and was stopped.',
      next: 'Send a shorter or smaller file. If it is an ordinary one, try again when the system is less busy.',
    },
  },
  'media.too-much-memory': {
    status: 422,
    vi: { title: 'Giải mã tệp này cần quá nhiều bộ nhớ nên đã dừng.', next: 'Gửi tệp nhỏ hơn.' },
    en: { title: 'Decoding the file needed too much memory and was stopped.', next: 'Send a smaller file.' },
  },
  'media.decoder-ended': {
    status: 422,
    vi: {
      title: 'Bộ giải mã dừng đột ngột khi đọc tệp này.',
      next: 'Thử gửi lại một lần. Nếu vẫn vậy, tệp có thể đã hỏng: lấy lại tệp gốc.',
    },
    en: {
      title: 'The decoder ended unexpectedly on this file.',
      next: 'Send it once more. If it happens again the file may be damaged: get the original.',
    },
  },
  'media.busy': {
    status: 503,
    vi: { title: 'Đang có quá nhiều tệp chờ giải mã.', next: 'Chờ ít phút rồi gửi lại. Chưa có gì được lưu.' },
    en: {
      title: 'Too many files are waiting to be decoded.',
      next: 'Wait a few minutes and send it again. Nothing was stored.',
    },
  },
} as const;

export type MediaRefusal = keyof typeof mediaRefusals;

export const refuseMedia = refuser(mediaRefusals);
