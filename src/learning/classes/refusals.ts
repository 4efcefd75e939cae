/** Refusals of classes. */
export const classRefusals = {
  'class.not-found': {
    status: 404,
    vi: {
      title: 'Không tìm thấy lớp này.',
      next: 'Xem lại mã lớp trên bảng hoặc trên tờ giấy thầy cô phát. Lớp đã hết hạn thì không còn ở đây.',
    },
    en: {
      title: 'This class was not found.',
      next: 'Check the code on the board or on the paper from the teacher. A class that has ended is no longer here.',
    },
  },
  'class.key-wrong': {
    status: 403,
    vi: {
      title: 'Mã lớp và khóa của thầy cô không khớp nhau.',
      next: 'Xem lại tờ giấy của thầy cô, chép đủ khóa rồi thử lại. Mất khóa thì mở lớp mới.',
    },
    en: {
      title: 'The code of the class and the teacher’s key do not fit together.',
      next: 'Look at the teacher’s sheet again and copy the whole key. If it is lost, open a new class.',
    },
  },
  'class.wait': {
    status: 429,
    vi: { title: 'Vừa thử quá nhiều lần.', next: 'Chờ một phút rồi làm lại. Học sinh thì hỏi thầy cô.' },
    en: { title: 'That was tried too often just now.', next: 'Wait a minute and do it again. Pupils ask the teacher.' },
  },
  'class.unusable': {
    status: 422,
    vi: {
      title: 'Chưa mở lớp được.',
      next: 'Chọn nhóm tuổi, số học sinh từ 1 đến 60 và ít nhất một ngày học trong tuần.',
    },
    en: {
      title: 'The class cannot be opened yet.',
      next: 'Choose an age, 1 to 60 pupils and at least one day of the week.',
    },
  },
  'class.too-many': {
    status: 429,
    vi: {
      title: 'Hôm nay đã có quá nhiều lớp được mở.',
      next: 'Mời quay lại vào ngày mai. Bài vẫn học được mà không cần mở lớp.',
    },
    en: {
      title: 'Too many classes were opened today.',
      next: 'Please come back tomorrow. The lessons can be used without a class.',
    },
  },
  'class.pictures-wrong': {
    status: 403,
    vi: { title: 'Ba hình chưa đúng với số này.', next: 'Xem lại tờ giấy của mình: đúng số, đúng hình, đúng thứ tự.' },
    en: {
      title: 'The three pictures do not belong to this number.',
      next: 'Look at your paper again: the number, the pictures and their order.',
    },
  },
  'class.no-round': {
    status: 409,
    vi: { title: 'Lớp chưa mở bài nào.', next: 'Chờ thầy cô mở bài rồi tải lại trang.' },
    en: { title: 'No lesson is open in this class.', next: 'Wait until the teacher opens one, then reload the page.' },
  },
  'class.round-over': {
    status: 409,
    vi: {
      title: 'Bài này vừa đóng, nên câu trả lời không được cộng vào.',
      next: 'Hỏi thầy cô. Bài vẫn đọc được ở trang Đọc chơi.',
    },
    en: {
      title: 'This lesson has just been closed, so the answers were not counted.',
      next: 'Ask the teacher. The lesson can still be read on the learning page.',
    },
  },
  'class.answered': {
    status: 409,
    vi: { title: 'Số này đã trả lời bài này rồi.', next: 'Nếu không phải mình trả lời, nói với thầy cô.' },
    en: { title: 'This number has answered already.', next: 'If that was not you, tell the teacher.' },
  },
  'class.round-open': {
    status: 409,
    vi: { title: 'Lớp đang có một bài mở.', next: 'Đóng bài đang mở rồi mở bài khác.' },
    en: { title: 'A lesson is open in this class.', next: 'Close it before you open another.' },
  },
  'class.lesson-unusable': {
    status: 422,
    vi: { title: 'Bài này không có cho nhóm tuổi của lớp.', next: 'Chọn một bài trong danh sách.' },
    en: { title: 'This lesson is not there for the age of the class.', next: 'Choose one of the list.' },
  },
} as const;
