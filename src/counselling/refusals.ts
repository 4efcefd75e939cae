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
  'staffing.no-desk': {
    status: 403,
    vi: { title: 'Bạn không thuộc bàn trực nào của 111.', next: 'Nhờ quản trị viên đơn vị gán bạn vào một bàn trực.' },
    en: { title: 'You belong to no desk of 111.', next: 'Ask the administrator of your agency to assign you to one.' },
  },
  'staffing.supervisors-only': {
    status: 403,
    vi: { title: 'Chỉ giám sát viên của bàn trực làm được việc này.', next: 'Nhờ giám sát viên của bạn.' },
    en: { title: 'Only a supervisor of the desk may do this.', next: 'Ask your supervisor.' },
  },
  'staffing.days-invalid': {
    status: 422,
    vi: {
      title: 'Khoảng ngày này không dùng được.',
      next: 'Chọn từ hôm nay trở đi, ngày cuối không trước ngày đầu và không quá dài.',
    },
    en: {
      title: 'These days cannot be used.',
      next: 'Begin today or later, end no earlier than you begin, and keep it shorter.',
    },
  },
  'staffing.rule-invalid': {
    status: 422,
    vi: {
      title: 'Giá trị này nằm ngoài mức cho phép.',
      next: 'Nhập giá trị trong khoảng đã ghi. Ban đêm luôn có ít nhất hai người.',
    },
    en: {
      title: 'This value is outside what is allowed.',
      next: 'Enter one within the range. There are always two people at night.',
    },
  },
  'staffing.wish-invalid': {
    status: 422,
    vi: { title: 'Vùng hoặc ca đã chọn không còn trong danh mục.', next: 'Tải lại trang rồi chọn lại.' },
    en: { title: 'The region or the shift is no longer in the list.', next: 'Reload the page and choose again.' },
  },
  'roster.needs-invalid': {
    status: 422,
    vi: { title: 'Số người cần cho một ca chưa đúng.', next: 'Nhập số nguyên từ 0, đúng ca và đúng ngày của lịch.' },
    en: {
      title: 'The people needed for a shift are not right.',
      next: 'Enter a whole number from 0, for a shift and a day of the roster.',
    },
  },
  'roster.too-many': {
    status: 422,
    vi: { title: 'Bàn trực có quá nhiều người cho một lịch.', next: 'Chia bàn trực thành các bàn nhỏ hơn.' },
    en: { title: 'The desk has more people than one roster can plan.', next: 'Divide the desk into smaller ones.' },
  },
  'roster.not-draft': {
    status: 409,
    vi: { title: 'Lịch này đã được ban hành hoặc đã bỏ.', next: 'Tải lại trang để xem lịch mới nhất.' },
    en: { title: 'This roster was published or discarded already.', next: 'Reload the page to see the latest.' },
  },
  'roster.not-ready': {
    status: 409,
    vi: { title: 'Lịch này chưa xếp xong.', next: 'Chờ máy xếp xong rồi ban hành.' },
    en: { title: 'This roster is not solved yet.', next: 'Wait until it is, then publish it.' },
  },
  'roster.days-taken': {
    status: 409,
    vi: { title: 'Đã có lịch ban hành cho một số ngày này.', next: 'Lập lịch mới bắt đầu sau ngày cuối của lịch đó.' },
    en: {
      title: 'Some of these days have a published roster.',
      next: 'Plan a new one that begins after its last day.',
    },
  },
  'roster.breaks-rule': {
    status: 409,
    vi: {
      title: 'Lịch này không còn đúng quy tắc: có người vừa được nghỉ hoặc quy tắc đã đổi.',
      next: 'Bỏ lịch này và lập lịch mới.',
    },
    en: {
      title: 'This roster breaks a rule now: somebody was granted leave, or a rule was changed.',
      next: 'Discard it and plan a new one.',
    },
  },
  'swap.no-shift': {
    status: 409,
    vi: { title: 'Ca này không còn, hoặc đã qua.', next: 'Tải lại trang rồi chọn ca khác.' },
    en: { title: 'This shift is no longer there, or is over.', next: 'Reload the page and choose another one.' },
  },
  'swap.colleague-not-there': {
    status: 409,
    vi: { title: 'Người này không còn làm ở bàn trực.', next: 'Chọn đồng nghiệp khác.' },
    en: { title: 'This person no longer works at the desk.', next: 'Choose another colleague.' },
  },
  'swap.already-asked': {
    status: 409,
    vi: { title: 'Bạn đã hỏi đổi ca này rồi.', next: 'Chờ trả lời, hoặc rút lời hỏi cũ trước.' },
    en: {
      title: 'You have asked to swap this shift already.',
      next: 'Wait for the answer, or take that question back first.',
    },
  },
  'swap.over': {
    status: 409,
    vi: { title: 'Lời hỏi đổi ca này đã xong.', next: 'Tải lại trang để xem lịch mới nhất.' },
    en: { title: 'This question is settled already.', next: 'Reload the page to see the latest.' },
  },
  'swap.breaks-rule': {
    status: 409,
    vi: {
      title: 'Đổi như vậy thì có người không đủ giờ nghỉ hoặc quá số ca.',
      next: 'Chọn ca khác hoặc đồng nghiệp khác.',
    },
    en: {
      title: 'With this swap somebody would have too little rest or too many shifts.',
      next: 'Choose another shift or colleague.',
    },
  },
  'leave.overlaps': {
    status: 409,
    vi: { title: 'Bạn đã xin nghỉ trong những ngày này.', next: 'Rút đơn cũ, hoặc chọn ngày khác.' },
    en: { title: 'You have asked for leave on some of these days.', next: 'Take that back, or choose other days.' },
  },
  'leave.over': {
    status: 409,
    vi: { title: 'Đơn nghỉ này đã được trả lời hoặc đã rút.', next: 'Tải lại trang để xem kết quả.' },
    en: { title: 'This leave was decided or withdrawn already.', next: 'Reload the page to see how.' },
  },
  'forecast.uplift-invalid': {
    status: 422,
    vi: { title: 'Mức tăng chưa đúng.', next: 'Nhập số lần so với ngày thường, từ 0,1 đến 20.' },
    en: { title: 'The uplift is not right.', next: 'Enter how many times the usual, from 0.1 to 20.' },
  },
  'forecast.event-unknown': {
    status: 404,
    vi: { title: 'Sự kiện này không còn.', next: 'Tải lại trang.' },
    en: { title: 'This event is no longer there.', next: 'Reload the page.' },
  },
} as const;

export const refuse = refuser(refusals);
