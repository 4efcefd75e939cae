import { refuser } from '../kernel/index.ts';

export const refusals = {
  'recording.screen-unknown': {
    status: 404,
    vi: { title: 'Không có trang này trong danh sách giọng đọc.', next: 'Tải lại trang rồi chọn lại.' },
    en: { title: 'No screen of this name is read aloud.', next: 'Reload the page and choose again.' },
  },
  'recording.script-changed': {
    status: 409,
    vi: {
      title: 'Lời đọc của trang này vừa được sửa.',
      next: 'Tải lại trang, đọc lời mới rồi ghi âm lại. Bản vừa gửi chưa được giữ.',
    },
    en: {
      title: 'The script of this screen has just changed.',
      next: 'Reload, read the new script and record it again. What was sent is not kept.',
    },
  },
  'recording.not-agreed': {
    status: 422,
    vi: {
      title: 'Chưa có sự đồng ý của người đọc.',
      next: 'Hỏi người đọc, đánh dấu đồng ý rồi tải lên lại. Chưa có gì được giữ.',
    },
    en: {
      title: 'The speaker has not agreed yet.',
      next: 'Ask the speaker, tick that they agree and upload again. Nothing is kept.',
    },
  },
  'recording.not-audio': {
    status: 415,
    vi: {
      title: 'Nội dung tệp không phải bản ghi âm MP3 hay M4A (AAC).',
      next: 'Xuất bản ghi âm thành MP3 hoặc M4A rồi tải lên. Đuôi tên tệp không được tính, chỉ xét nội dung.',
    },
    en: {
      title: 'By its content the file is no recording in MP3 or M4A (AAC).',
      next: 'Export the recording as MP3 or M4A and upload that. The content counts, not the name of the file.',
    },
  },
  'recording.damaged': {
    status: 422,
    vi: {
      title: 'Bản ghi âm bị hỏng hoặc bị cắt mất một phần.',
      next: 'Xuất lại từ bản gốc rồi tải lên.',
    },
    en: { title: 'The recording is damaged or cut off.', next: 'Export it again from the original and upload that.' },
  },
  'recording.too-large': {
    status: 413,
    vi: {
      title: 'Bản ghi âm lớn hơn 200 KB.',
      next: 'Xuất lại một kênh (mono), 48–64 kbit/s: giọng nói vẫn rõ, máy cũ tải nhanh.',
    },
    en: {
      title: 'The recording is larger than 200 KB.',
      next: 'Export it again as one channel (mono) at 48–64 kbit/s: speech stays clear, and old phones load it fast.',
    },
  },
  'recording.length-wrong': {
    status: 422,
    vi: {
      title: 'Bản ghi âm dài dưới 2 giây hoặc quá 30 giây.',
      next: 'Đọc đúng lời của trang, chừng 10 đến 15 giây, rồi tải lên.',
    },
    en: {
      title: 'The recording is shorter than 2 or longer than 30 seconds.',
      next: 'Read the script of the screen, in about 10 to 15 seconds, and upload that.',
    },
  },
} as const;

export const refuse = refuser(refusals);
