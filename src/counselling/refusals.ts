import { refuser } from '../kernel/index.ts';

/** Why counselling refuses. */
export const refusals = {
  'triage.not-yours': {
    status: 403,
    vi: { title: 'Chỉ giám sát của bàn trực này đổi được việc xếp thứ tự.', next: 'Nhờ giám sát ca.' },
    en: { title: 'Only a supervisor of this desk changes how contacts are ordered.', next: 'Ask the supervisor.' },
  },
  'triage.so-already': {
    status: 409,
    vi: { title: 'Việc xếp thứ tự đang ở trạng thái này rồi.', next: 'Tải lại trang để xem trạng thái hiện tại.' },
    en: { title: 'It is in this state already.', next: 'Reload the page to see how it stands.' },
  },
  'triage.not-silent-long-enough': {
    status: 409,
    vi: {
      title: 'Mô hình chưa chạy thử im lặng đủ bốn tuần, hoặc vừa có thay đổi.',
      next: 'Chờ đủ bốn tuần kể từ khi bắt đầu chạy thử phiên bản này rồi đề nghị lại.',
    },
    en: {
      title: 'The model has not been silent for four weeks, or something has just changed.',
      next: 'Wait until this version has been silent for four weeks, then ask again.',
    },
  },
} as const;

export const refuse = refuser(refusals);
