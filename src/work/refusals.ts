import { refuser } from '../kernel/index.ts';

export const refusals = {
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
