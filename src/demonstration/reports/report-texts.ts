import type { OnlineIncident, OnlinePlace } from '../../vocabulary/index.ts';

/**
 * What the invented reporters say. Neutral on purpose: no detail of harm, no real person, school or account. A child's
 * voice and an adult's for each kind of incident.
 */
export interface DemonstrationTopic {
  readonly incident: OnlineIncident;
  /** How often, against the others. */
  readonly weight: number;
  readonly places: readonly OnlinePlace[];
  readonly child: readonly string[];
  readonly adult: readonly string[];
}

export const topics: readonly DemonstrationTopic[] = [
  {
    incident: 'OI-BULLY',
    weight: 20,
    places: ['MESSENGER', 'ZALO', 'FACEBOOK', 'DISCORD'],
    child: [
      'Các bạn lập một nhóm chat không có em rồi nói xấu em trong đó. Một bạn chụp màn hình cho em xem. Em không muốn đến lớp nữa.',
      'Từ tuần trước ngày nào cũng có người nhắn tin chê bai em. Em chặn thì họ lại dùng tài khoản khác.',
      'Bạn cùng lớp bình luận trêu em dưới mọi bài em đăng. Cả nhóm cùng cười. Em buồn và mất ngủ.',
    ],
    adult: [
      'Con tôi bị một nhóm bạn cùng khối cô lập và trêu chọc trong nhóm chat của lớp. Cháu bỏ ăn, không muốn đi học.',
      'Học sinh lớp tôi chủ nhiệm bị bạn bè nhắn tin xúc phạm nhiều ngày. Em ấy nhờ tôi báo giúp.',
    ],
  },
  {
    incident: 'OI-FRAUD',
    weight: 12,
    places: ['FACEBOOK', 'ROBLOX', 'FREE_FIRE', 'TELEGRAM'],
    child: [
      'Có người hứa tặng vật phẩm trong trò chơi, em đưa mật khẩu thì mất luôn tài khoản. Em chưa dám nói với mẹ.',
      'Em bấm vào một đường dẫn trúng thưởng rồi họ bắt em chuyển tiền. Em đã chuyển tiền mừng tuổi của em.',
    ],
    adult: [
      'Con tôi bị người quen qua mạng lừa nạp thẻ và lấy mất tài khoản. Tôi muốn được hướng dẫn các bước tiếp theo.',
    ],
  },
  {
    incident: 'OI-GROOM',
    weight: 10,
    places: ['ZALO', 'TIKTOK', 'INSTAGRAM', 'ROBLOX'],
    child: [
      'Một người lớn làm quen với em qua mạng, ngày nào cũng nhắn tin và dặn em không được kể cho ai. Em thấy không yên tâm.',
      'Người em quen trong trò chơi cứ rủ em chuyển sang chỗ khác nói chuyện riêng và hỏi em ở nhà một mình lúc nào.',
    ],
    adult: [
      'Tôi thấy trong máy của con có tin nhắn của một người lớn lạ, lời lẽ không phù hợp và dặn cháu giấu gia đình.',
    ],
  },
  {
    incident: 'OI-PRIV',
    weight: 8,
    places: ['FACEBOOK', 'TIKTOK', 'WEBSITE'],
    child: ['Có người đăng tên, trường và số điện thoại của em lên một trang, rồi nhiều người lạ gọi cho em.'],
    adult: [
      'Một trang đăng thông tin gia đình và trường học của con tôi mà không hỏi ý kiến. Tôi đã yêu cầu gỡ nhưng chưa được.',
      'Kết quả học tập và địa chỉ của một số học sinh bị chia sẻ công khai trong một nhóm phụ huynh.',
    ],
  },
  {
    incident: 'OI-HARMC',
    weight: 8,
    places: ['YOUTUBE', 'TIKTOK', 'FACEBOOK'],
    child: ['Em thấy các bạn chia sẻ một thử thách nguy hiểm. Có bạn trong lớp em định làm theo. Em sợ bạn bị đau.'],
    adult: ['Trẻ trong xóm xem và làm theo các đoạn phim thử thách nguy hiểm. Tôi gửi đường dẫn để cơ quan xem xét.'],
  },
  {
    incident: 'OI-GAMB',
    weight: 8,
    places: ['GAME_OTHER', 'LIEN_QUAN', 'WEBSITE'],
    child: ['Em chơi một trò quay thưởng, lúc đầu được sau thì mất hết, giờ họ bảo em nợ tiền.'],
    adult: ['Con tôi dùng thẻ của gia đình nạp tiền vào trò chơi nhiều lần, gần đây cháu thức gần như cả đêm.'],
  },
  {
    incident: 'OI-IMP',
    weight: 8,
    places: ['FACEBOOK', 'INSTAGRAM', 'ZALO'],
    child: ['Có người lấy ảnh và tên em lập một tài khoản giả rồi nhắn tin cho bạn bè em.'],
    adult: ['Một tài khoản giả mạo cháu tôi đang nhắn tin vay tiền bạn bè của cháu.'],
  },
  {
    incident: 'OI-HUMIL',
    weight: 7,
    places: ['TIKTOK', 'FACEBOOK', 'YOUTUBE'],
    child: ['Đoạn phim quay cảnh em bị các bạn vây quanh ở sân trường đang được chia sẻ. Em chỉ muốn nó biến mất.'],
    adult: ['Một đoạn phim học sinh xô xát của trường chúng tôi đang bị phát tán, các em trong phim rất hoảng sợ.'],
  },
  {
    incident: 'OI-SEXT',
    weight: 5,
    places: ['TELEGRAM', 'INSTAGRAM', 'MESSENGER'],
    child: ['Có người dọa sẽ gửi hình riêng của em cho cả lớp nếu em không chuyển tiền. Em rất sợ.'],
    adult: ['Con tôi đang bị một người lạ trên mạng đe dọa và đòi tiền. Cháu rất hoảng, tôi cần được giúp ngay.'],
  },
  {
    incident: 'OI-LURE',
    weight: 5,
    places: ['ZALO', 'FACEBOOK', 'PHONE_SMS'],
    child: ['Có người hứa cho em việc nhẹ lương cao ở xa và bảo em đi ngay, đừng nói với bố mẹ.'],
    adult: [
      'Con tôi nhận cuộc gọi tự xưng là cán bộ, yêu cầu cháu rời nhà và không được tắt máy. Cháu đã ra khỏi nhà.',
    ],
  },
  {
    incident: 'OI-SELFGEN',
    weight: 3,
    places: ['MESSENGER', 'INSTAGRAM'],
    child: ['Em gửi một tấm hình cho một người bạn, bạn ấy đưa cho người khác xem. Em muốn dừng việc này lại.'],
    adult: ['Hình riêng của một học sinh bị bạn bè chuyền tay nhau. Em ấy cần được hỗ trợ và gỡ hình.'],
  },
  {
    incident: 'OI-UNSOL',
    weight: 3,
    places: ['TELEGRAM', 'MESSENGER'],
    child: ['Người lạ tự gửi cho em những thứ em không muốn xem. Em đã chặn nhưng vẫn thấy sợ.'],
    adult: ['Một nhóm chat có nhiều trẻ em bị gửi nội dung người lớn. Tôi đã rời nhóm và gửi tên nhóm ở dưới.'],
  },
  {
    incident: 'OI-CSAM-DIST',
    weight: 2,
    places: ['TELEGRAM', 'WEBSITE'],
    child: ['Em thấy một nhóm chia sẻ hình ảnh của trẻ em mà em nghĩ là sai. Em không lưu lại gì cả.'],
    adult: [
      'Chúng tôi phát hiện một địa chỉ nghi chia sẻ tài liệu xâm hại trẻ em. Chỉ gửi địa chỉ, không gửi nội dung.',
    ],
  },
  {
    incident: 'OI-CSAM-AI',
    weight: 1,
    places: ['TELEGRAM'],
    child: ['Có bạn dùng phần mềm ghép hình các bạn trong lớp. Các bạn nữ rất buồn.'],
    adult: ['Học sinh dùng công cụ tạo hình ghép mặt bạn học. Nhà trường cần được hướng dẫn xử lý.'],
  },
  {
    incident: 'OI-OTHER',
    weight: 3,
    places: ['OTHER', 'UNKNOWN'],
    child: ['Em không biết chuyện của em có phải báo không, nhưng em thấy không ổn khi lên mạng.'],
    adult: ['Tôi muốn hỏi cách cài đặt để con dùng mạng an toàn hơn.'],
  },
];

export const replies = {
  child: [
    'Cảm ơn em đã kể. Đây không phải lỗi của em. Cô chú đang xem và sẽ viết lại cho em ở đây.',
    'Cô chú đã đọc điều em viết. Em cứ giữ nguyên tin nhắn, đừng trả lời họ. Bây giờ em có an toàn không?',
  ],
  adult: [
    'Cảm ơn anh/chị đã báo tin. Tổng đài 111 đã tiếp nhận và đang kiểm tra. Anh/chị vui lòng giữ lại đường dẫn liên quan.',
    'Chúng tôi đã chuyển thông tin tới nơi xảy ra sự việc. Khi cần giúp ngay, xin gọi 111.',
  ],
  feedback: [
    'Cô chú báo để em biết: việc của em đã có người phụ trách, và nội dung đã được yêu cầu gỡ. Em viết tiếp ở đây khi cần.',
    'Việc đã được xử lý xong. Nếu chuyện xảy ra nữa, hãy viết vào đây hoặc gọi 111 bất cứ lúc nào.',
  ],
  reporter: [
    'Em cảm ơn cô chú. Em vẫn ổn ạ.',
    'Hôm nay họ lại nhắn cho em.',
    'Dạ em đã nói với mẹ rồi ạ.',
    'Tôi xin gửi thêm: sự việc vẫn đang tiếp diễn.',
  ],
  checked: [
    'Đã hỏi lại người báo tin và xem các đường dẫn; không thấy nội dung như mô tả.',
    'Đã xem tài khoản và trao đổi với nhà trường; không có thông tin nào khớp.',
  ],
  note: [
    'Đã gọi lại theo giờ an toàn, chưa gặp.',
    'Đã trao đổi với giám sát viên về mức độ khẩn cấp.',
    'Chờ xã phản hồi trước khi trả lời tiếp.',
  ],
} as const;
