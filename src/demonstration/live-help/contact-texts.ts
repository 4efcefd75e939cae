/** What invented children told and what was answered: short and neutral, in the words of no real person. */
export interface ContactTopic {
  readonly first: string;
  /** By turns: the helper, the child, the helper, … */
  readonly talk: readonly string[];
  readonly record: {
    readonly reasons: readonly string[];
    readonly main: string;
    readonly chi: readonly string[];
    readonly places: readonly string[];
    readonly incidents: readonly string[];
    readonly actions: readonly string[];
    readonly words: string;
  };
}

const offline = { places: [], incidents: [] } as const;

export const contactTopics: readonly ContactTopic[] = [
  {
    first: 'Các bạn lập nhóm chat rồi chế ảnh em.',
    talk: [
      'Cảm ơn em đã kể với 111. Chuyện này không phải lỗi của em.',
      'Em không muốn đến trường nữa.',
      'Em muốn mình cùng nghĩ xem ngày mai em có thể nhờ ai ở trường không?',
      'Có cô chủ nhiệm ạ.',
    ],
    record: {
      reasons: ['VIOL', 'ONLINE'],
      main: 'VIOL',
      chi: ['VIOLENCE.CYBERBULLYING'],
      places: ['MESSENGER'],
      incidents: ['OI-BULLY'],
      actions: ['ADVISED', 'ONLINE_STEPS'],
      words: 'Em sẽ nói với cô chủ nhiệm. Đã chỉ cách lưu lại bằng chứng và báo cáo nhóm chat.',
    },
  },
  {
    first: 'Sắp thi mà em học không vào, em lo lắm.',
    talk: ['Nghe em kể, chị thấy em đang căng thẳng nhiều. Em thấy thế từ bao giờ?', 'Từ đầu tháng ạ. Em ngủ ít.'],
    record: {
      ...offline,
      reasons: ['PSY'],
      main: 'PSY',
      chi: ['MENTAL.ANXIETY', 'EDUCATION.ACADEMIC'],
      actions: ['LISTENED', 'ADVISED'],
      words: 'Đã hướng dẫn cách thở và chia bài theo ngày.',
    },
  },
  {
    first: 'Bố mẹ em cãi nhau suốt, em không biết nói với ai.',
    talk: ['Em đang ở trong chuyện khó. Khi bố mẹ to tiếng, em thường ở đâu?', 'Em vào phòng đóng cửa.'],
    record: {
      ...offline,
      reasons: ['REL'],
      main: 'REL',
      chi: ['FAMILY.CAREGIVER'],
      actions: ['LISTENED'],
      words: 'Em thân với bà ngoại, sẽ sang bà cuối tuần.',
    },
  },
  {
    first: 'Có người lạ trong trò chơi hỏi địa chỉ nhà em.',
    talk: ['Em không trả lời là rất đúng. Người đó còn hỏi gì nữa không em?', 'Hỏi em học lớp mấy ạ.'],
    record: {
      reasons: ['ONLINE'],
      main: 'ONLINE',
      chi: ['VIOLENCE.ONLINE_CSEA'],
      places: ['GAME_OTHER'],
      incidents: ['OI-GROOM'],
      actions: ['ADVISED', 'ONLINE_STEPS'],
      words: 'Em đã chặn tài khoản và kể với mẹ.',
    },
  },
  {
    first: 'Bạn thân nghỉ chơi với em.',
    talk: [
      'Mất một người bạn thân buồn lắm. Em có muốn kể chuyện bắt đầu thế nào không?',
      'Bạn ấy nghe người khác nói sai về em.',
    ],
    record: {
      ...offline,
      reasons: ['REL'],
      main: 'REL',
      chi: ['PEER.FRIEND'],
      actions: ['LISTENED', 'ADVISED'],
      words: 'Em sẽ viết cho bạn một lá thư.',
    },
  },
  {
    first: 'Tài khoản của em bị chiếm, họ đòi tiền mới trả.',
    talk: ['Em đừng gửi tiền nhé. Mình cùng lấy lại tài khoản theo từng bước.', 'Vâng, em đổi được mật khẩu thư rồi.'],
    record: {
      reasons: ['ONLINE'],
      main: 'ONLINE',
      chi: ['NON_COUNSELLING.SERVICES'],
      places: ['FACEBOOK'],
      incidents: ['OI-FRAUD'],
      actions: ['ONLINE_STEPS', 'INFORMED'],
      words: 'Đã lấy lại được tài khoản trong lúc trò chuyện.',
    },
  },
  {
    first: 'Con tôi hay giấu điện thoại, tôi nên hỏi thế nào?',
    talk: ['Anh chị quan tâm đến con như vậy là rất quý. Con bao nhiêu tuổi rồi ạ?', 'Cháu 13 tuổi.'],
    record: {
      ...offline,
      reasons: ['CUST'],
      main: 'CUST',
      chi: ['NON_COUNSELLING.PARENT'],
      actions: ['ADVISED', 'INFORMED'],
      words: 'Gợi ý hỏi con vào lúc thoải mái, không kiểm tra máy sau lưng con.',
    },
  },
  {
    first: 'Em muốn hỏi thủ tục để được đi học lại.',
    talk: ['Em nghỉ học từ lớp mấy và đang ở tỉnh nào?', 'Em nghỉ từ lớp 8 ạ.'],
    record: {
      ...offline,
      reasons: ['LAW'],
      main: 'LAW',
      chi: ['ACCESS.EDUCATION'],
      actions: ['INFORMED', 'REFERRED'],
      words: 'Đã cho biết nơi hỏi ở xã.',
    },
  },
];

export const dangerTalk = {
  first: 'Em đang bị dọa ở nhà, em sợ.',
  talk: ['111 đang ở đây với em. Em đang ở đâu trong nhà?', 'Em ở trong phòng, cửa đóng rồi ạ.'],
  plan: {
    signs: 'Trong nhà có tiếng to.',
    own: 'Sang nhà bà ngồi với bà.',
    places: 'Nhà bà, sân nhà văn hóa.',
    people: 'Bà ngoại, cô giáo chủ nhiệm.',
    around: 'Cất chìa khóa cửa sau ở chỗ em lấy được.',
    reasons: 'Em muốn học hết lớp và đi đá bóng.',
  },
} as const;

export const meetingTalk = {
  first: 'Người em chỉ quen trên mạng hẹn gặp em chiều nay.',
  talk: ['Em ở yên trong trường nhé. Bên em có cô giáo nào không?', 'Có cô ở phòng hội đồng ạ.'],
} as const;

export const leftWords = [
  { first: 'Em hay bị trêu vì giọng nói. Em để lời lại, tối em vào đọc ạ.', urgent: false, band: 'B9_12' },
  { first: 'Em bị lộ ảnh chụp màn hình nói chuyện riêng. Em cần người giúp sớm.', urgent: true, band: 'B13_15' },
] as const;

/** Sentences of the desk's own, beside those that it begins with. */
export const cannedAnswers = [
  {
    code: 'khong-phai-loi',
    titleVi: 'Không phải lỗi của em',
    titleEn: 'Not your fault',
    vi: 'Chuyện này không phải lỗi của {em}. {Em} kể ra là rất dũng cảm.',
    en: 'This is not your fault. It is brave of you to tell it.',
  },
  {
    code: 'ho-tho',
    titleVi: 'Thở chậm cùng nhau',
    titleEn: 'Breathing slowly together',
    vi: 'Mình cùng thở chậm ba lần nhé: hít vào đếm đến bốn, thở ra đếm đến sáu. {Em} làm xong thì nhắn 111.',
    en: 'Let us breathe slowly three times: in while counting to four, out while counting to six. Write when you are done.',
  },
] as const;

export const seriesTexts = {
  goals: ['Ngủ được trước mười một giờ.', 'Nói được với mẹ khi buồn.'],
  summaries: [
    'Em kể về giờ ngủ và những lúc lo. Hẹn ghi lại giờ ngủ trong tuần.',
    'Em đã thử bài thở. Có hai đêm ngủ sớm hơn.',
    'Em nói chuyện với mẹ một lần. Thấy nhẹ hơn.',
  ],
  scores: [
    { DISTRESS: 8, SAFE: 5, COPING: 3 },
    { DISTRESS: 6, SAFE: 6, COPING: 5 },
    { DISTRESS: 4, SAFE: 8, COPING: 7 },
  ],
  note: 'Buổi sau hỏi lại về mẹ, chậm rãi.',
} as const;

export const otherTexts = {
  handover:
    'Ca yên. Hai lời nhắn để lại đang chờ trả lời. Trực ban phường phía nam tuần này khó gọi, nên gọi thẳng tỉnh.',
  plan: 'Em nhắn vào buổi tối khi khó ngủ. Cùng một người nghe; nhắc bài thở, không hỏi lại từ đầu.',
  slow: 'Nhắn lặp lại lời xúc phạm nhiều lần trong tuần, không kể chuyện gì. Đã nhắc ba lần.',
  reviewNote: 'Nghe kỹ, hỏi đúng lúc.',
  reviewWord: 'Lúc đó em đang khóc nên tôi để em nghỉ một phút.',
} as const;
