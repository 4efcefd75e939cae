import { refuser } from '../kernel/index.ts';

/** Refusals of what children say and how it is counted. */
export const refusals = {
  'consultation.not-found': {
    status: 404,
    vi: {
      title: 'Không tìm thấy cuộc lấy ý kiến này.',
      next: 'Mở lại danh sách các cuộc lấy ý kiến và chọn từ đó.',
    },
    en: { title: 'This consultation was not found.', next: 'Open the list of consultations and choose it there.' },
  },
  'consultation.unusable': {
    status: 422,
    vi: { title: 'Có chỗ chưa đúng.', next: 'Xem chỗ được chỉ ra, sửa rồi gửi lại. Chưa có gì được lưu.' },
    en: {
      title: 'Something does not fit.',
      next: 'Look at the place that is named, mend it and send it again. Nothing was stored.',
    },
  },
  'consultation.wrong-state': {
    status: 409,
    vi: {
      title: 'Cuộc lấy ý kiến đang ở bước khác, nên chưa làm được việc này.',
      next: 'Tải lại trang để xem nó đang ở bước nào. Chưa có gì thay đổi.',
    },
    en: {
      title: 'The consultation is at another step, so this cannot be done now.',
      next: 'Reload the page to see at which step it is. Nothing was changed.',
    },
  },
  'consultation.not-ready': {
    status: 422,
    vi: {
      title: 'Chưa mở được, vì còn thiếu điều bắt buộc.',
      next: 'Điền đủ: nơi an toàn, cách tham gia, người quyết định, ngày trả lời, bản tiếng Anh và các lựa chọn.',
    },
    en: {
      title: 'It cannot be opened, since something that is required is missing.',
      next: 'Fill in the safe space, the means, who decides, the day of answer, the English text and the choices.',
    },
  },
  'consultation.closed': {
    status: 409,
    vi: {
      title: 'Cuộc lấy ý kiến này đã đóng, nên không nhận thêm.',
      next: 'Mở trang của cuộc lấy ý kiến để xem kết quả và câu trả lời.',
    },
    en: {
      title: 'This consultation has closed and takes nothing more.',
      next: 'Open its page to see the result and what was answered.',
    },
  },
  'ballot.unusable': {
    status: 422,
    vi: { title: 'Phiếu có chỗ chưa đúng.', next: 'Chọn lại rồi gửi. Phiếu chưa được đếm, em vẫn còn phiếu.' },
    en: {
      title: 'Something in the ballot does not fit.',
      next: 'Choose again and send it. It was not counted; you still have it.',
    },
  },
  'ballot.used': {
    status: 409,
    vi: {
      title: 'Phiếu này đã bỏ rồi.',
      next: 'Phiếu trước đã được đếm và không đổi được. Không cần làm gì thêm.',
    },
    en: {
      title: 'This ballot was cast already.',
      next: 'The first one counts and stays as it is. There is nothing to do.',
    },
  },
  'ballot.slip-used': {
    status: 409,
    vi: {
      title: 'Mã này đã có người dùng.',
      next: 'Nếu không phải em, báo thầy cô để xin mã khác. Nếu chính em đã bỏ phiếu, em không cần làm gì thêm.',
    },
    en: {
      title: 'Somebody has used this code.',
      next: 'If it was not you, ask your teacher for another. If you have voted with it, there is nothing to do.',
    },
  },
  'ballot.not-ours': {
    status: 422,
    vi: {
      title: 'Không nhận ra phiếu hoặc mã này.',
      next: 'Xem lại từng chữ của mã. Nếu mở từ trang cũ, hãy mở lại trang và bắt đầu lại.',
    },
    en: {
      title: 'This ballot or code is not known.',
      next: 'Look at each letter of the code. If the page is an old one, open it again and start anew.',
    },
  },
  'ballot.lesson-over': {
    status: 409,
    vi: {
      title: 'Mã của lớp đã hết giờ.',
      next: 'Báo với thầy cô để xin phiếu mới, hoặc trả lời ở nhà bằng điện thoại.',
    },
    en: {
      title: 'The codes of this class have ended.',
      next: 'Ask your teacher for new ones, or answer at home on a telephone.',
    },
  },
  'ballot.too-many': {
    status: 429,
    vi: {
      title: 'Từ mạng này vừa có nhiều lượt lấy phiếu.',
      next: 'Đợi một lát rồi thử lại. Nếu cả lớp cùng làm, thầy cô có thể xin mã cho lớp.',
    },
    en: {
      title: 'Many ballots were asked for from this network just now.',
      next: 'Wait a while and try again. For a whole class a teacher can ask for codes.',
    },
  },
  'idea.not-found': {
    status: 404,
    vi: { title: 'Không tìm thấy ý kiến nào bằng mã và sáu từ này.', next: 'Xem lại mã và từng từ rồi thử lại.' },
    en: {
      title: 'No idea was found by this code and these words.',
      next: 'Look at the code and each word, and try again.',
    },
  },
  'idea.wait': {
    status: 429,
    vi: { title: 'Đã thử sai nhiều lần.', next: 'Đợi một lát rồi thử lại. Cần nói chuyện ngay thì gọi 111.' },
    en: { title: 'Too many wrong tries.', next: 'Wait a while and try again. To talk to somebody now, call 111.' },
  },
  'idea.unusable': {
    status: 422,
    vi: {
      title: 'Ý kiến có chỗ chưa đúng.',
      next: 'Viết một ý, không quá 180 chữ cái, không kèm hình. Chưa có gì được gửi.',
    },
    en: {
      title: 'Something in the idea does not fit.',
      next: 'Write one idea of at most 180 characters, without a picture. Nothing was sent.',
    },
  },
  'idea.hide-not-found': {
    status: 422,
    vi: {
      title: 'Không thấy chữ cần che trong ý kiến.',
      next: 'Chép đúng chữ như em viết, mỗi dòng một cụm, rồi gửi lại. Chưa có gì được đăng.',
    },
    en: {
      title: 'The words to hide do not stand in the idea.',
      next: 'Copy them as they were written, one phrase a line, and send it again. Nothing was shown.',
    },
  },
  'idea.wait-to-write': {
    status: 429,
    vi: {
      title: 'Từ mạng này vừa có nhiều ý kiến được gửi.',
      next: 'Đợi một lát rồi gửi lại. Cần nói chuyện ngay thì gọi 111.',
    },
    en: {
      title: 'Many ideas were sent from this network just now.',
      next: 'Wait a while and send it again. To talk to somebody now, call 111.',
    },
  },
  'idea.too-many': {
    status: 503,
    vi: {
      title: 'Đang có rất nhiều ý kiến chờ đọc.',
      next: 'Em gửi lại sau vài giờ nhé. Nếu có chuyện cần giúp ngay, gọi 111.',
    },
    en: {
      title: 'Very many ideas wait to be read.',
      next: 'Send it again in some hours. If you need help now, call 111.',
    },
  },
  'idea.decided': {
    status: 409,
    vi: {
      title: 'Ý kiến này đã có người xử lý.',
      next: 'Tải lại danh sách để đọc ý kiến tiếp theo. Chưa có gì thay đổi.',
    },
    en: {
      title: 'Somebody has decided on this idea already.',
      next: 'Reload the list and read the next one. Nothing was changed.',
    },
  },
  'theme.not-found': {
    status: 404,
    vi: { title: 'Không tìm thấy chủ đề này.', next: 'Tải lại trang của cuộc lấy ý kiến. Chưa có gì thay đổi.' },
    en: { title: 'This theme was not found.', next: 'Reload the page of the consultation. Nothing was changed.' },
  },
  'theme-answer.not-full': {
    status: 422,
    vi: {
      title: 'Câu trả lời chưa đủ.',
      next: 'Nói rõ vì sao nếu chưa làm được, và chọn ngày xem lại trong vòng một năm tới. Chưa có gì được lưu.',
    },
    en: {
      title: 'The answer is not full.',
      next: 'Say why where it cannot be done, and choose a day to look again within a year. Nothing was stored.',
    },
  },
  'theme-answer.given': {
    status: 409,
    vi: {
      title: 'Chủ đề này đã có câu trả lời.',
      next: 'Câu trả lời đã đăng thì không sửa. Có gì mới, ghi vào phần xem lại.',
    },
    en: {
      title: 'This theme was answered already.',
      next: 'An answer that was given stays. Write what is new when you look at it again.',
    },
  },
  'paper.differs': {
    status: 409,
    vi: {
      title: 'Hai bản nhập chưa giống nhau.',
      next: 'Cùng xem lại các tờ được nêu, rồi mỗi người nhập lại bản của mình.',
    },
    en: {
      title: 'The two entries differ.',
      next: 'Look at the papers that are named, and let each type their own again.',
    },
  },
  'paper.typed': {
    status: 409,
    vi: {
      title: 'Tập phiếu này đã có người nhập.',
      next: 'Chọn tập đó ở ô “Tập phiếu” rồi gửi lại, để phiếu không bị đếm hai lần. Chưa có gì được lưu.',
    },
    en: {
      title: 'Somebody has typed these papers.',
      next: 'Choose their batch and send it again, so that no paper counts twice. Nothing was stored.',
    },
  },
  'paper.unusable': {
    status: 422,
    vi: { title: 'Phiếu giấy nhập chưa đúng.', next: 'Nhập đủ số tờ, mỗi tờ một dòng. Chưa có gì được đếm.' },
    en: {
      title: 'The papers were not typed as they should be.',
      next: 'Type as many papers as there are, one a line. Nothing was counted.',
    },
  },
} as const;

export const refuse = refuser(refusals);
