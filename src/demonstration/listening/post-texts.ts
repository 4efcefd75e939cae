/** Invented public posts for the demonstration: neutral, believable, about nobody. Harm is named by placeholders. */

/** A text with choices: `{a|b|c}` takes one of them. */
export type Template = string;

const PLACES = '{Hà Nội|Đà Nẵng|Cần Thơ|Huế|Hải Phòng|Đà Lạt|Nha Trang|Quy Nhơn|Vinh|Buôn Ma Thuột}';
const TIMES = '{sáng nay|chiều nay|tối qua|cuối tuần này|hôm qua|mấy hôm nay|tuần trước|dịp lễ vừa rồi}';
const SUBJECTS = '{toán|văn|anh|lý|hóa|sinh|sử|địa|tin|nhạc}';
const FOODS = '{bún bò|phở gà|bánh mì|cơm tấm|bánh xèo|chè bưởi|xôi xéo|bún chả|mì quảng|bánh cuốn}';
const FEELINGS = '{vui ghê|mệt mà vui|thích lắm|nhớ mãi|hơi buồn ngủ|cười muốn xỉu|ấm lòng|đáng nhớ}';

/** What most people write most of the time. */
export const ordinary: readonly Template[] = [
  `${TIMES} ở ${PLACES} trời {mưa to|nắng đẹp|lạnh dữ|mát mẻ}, cả nhà mình đi ăn ${FOODS}, ${FEELINGS}.`,
  `Có ai ở ${PLACES} biết chỗ nào bán ${FOODS} ngon không, cho mình xin {địa chỉ quán|tên quán|ít gợi ý} với.`,
  `Ôn thi môn ${SUBJECTS} {cả tuần|suốt đêm|từ sáng tới giờ} mà {chưa đâu vào đâu|cũng nhớ được kha khá|vẫn quên trước quên sau}, ${FEELINGS}.`,
  `Đội bóng của {xóm|trường|khu phố|công ty} mình {thắng|hòa|thua} {2-1|3-0|1-1|4-2} ${TIMES}, ${FEELINGS}.`,
  `Mới trồng được {chậu hoa giấy|giàn bầu|cây ớt|khóm hồng} trước hiên, ai có kinh nghiệm {tưới nước|bón phân|bắt sâu} chỉ mình với.`,
  `{Mèo|Chó|Chim|Thỏ} nhà mình ${TIMES} {ngủ cả ngày|ăn khỏe lắm|phá tung cái ghế|biết gọi chủ rồi}, ${FEELINGS}.`,
  `Kẹt xe ở {ngã tư|cầu|đường vào chợ|vành đai} ${PLACES} từ {sáng|trưa|chiều}, ai đi làm nhớ {tránh|đi sớm|đi đường khác} nhé.`,
  `Nghe lại bài hát cũ ${TIMES} tự nhiên {nhớ nhà|nhớ bạn bè|nhớ thời đi học|thấy bình yên}, ${FEELINGS}.`,
  `Ai cần {sách|vở|truyện|từ điển} ${SUBJECTS} cũ thì nhắn mình tặng, còn {mới|đẹp|đủ trang}, chỉ ở ${PLACES} thôi.`,
  `Lớp {vẽ|đàn|bơi|võ|cờ vua} ở ${PLACES} khai giảng {đầu tháng|tuần sau|cuối tháng}, {học phí nhẹ|thầy cô vui tính|còn vài chỗ}.`,
  `Thư viện {trường|xã|phường|tỉnh} ${TIMES} có thêm {sách mới|góc đọc truyện|máy tính}, ${FEELINGS}.`,
  `Phim {hoạt hình|hài|phiêu lưu|khoa học} mới chiếu ở ${PLACES} {hay|dở|tạm|xem được}, mọi người xem chưa?`,
];

/** A topic that rises in the last hours: many people, one thing, no harm. */
export const risingTopic: readonly Template[] = [
  `${TIMES} mọi người đang bàn về lễ hội đèn lồng ở ${PLACES}, ${FEELINGS}.`,
  `Có ai đi xem lễ hội đèn lồng {tối nay|ngày mai|cuối tuần} không, rủ mình với, ${FEELINGS}.`,
  `Nghe nói lễ hội đèn lồng năm nay {đông|đẹp|kéo dài ba ngày|có múa lân}, ai ở ${PLACES} xác nhận giúp.`,
];

/** A campaign: the same scam, copied and turned a little, from many accounts in few hours. */
export const campaign: Template =
  '{Chào bạn nhỏ|Bạn nhỏ ơi|Các bạn ơi}, sự kiện mẫu tặng 999 kim cương miễn phí cho người chơi mới, chỉ cần đăng nhập và gửi mật khẩu vào trang mẫu trước {tối nay|hôm nay|ngày mai} là nhận được ngay {nhé|nha|ạ|!!}';

/** Prevention speaks of harm in its own words and raises nothing. */
export const awareness: readonly Template[] = [
  'Hội thảo phòng chống xâm hại trẻ em trên mạng: chuyên gia chỉ ra các dấu hiệu như cụm từ mẫu dụ dỗ, và khuyên phụ huynh gọi tổng đài 111 khi con cần giúp.',
  'Công an khuyến cáo phụ huynh cảnh giác với chiêu tặng kim cương rồi lấy mật khẩu của học sinh; nhà trường đã tổ chức tuyên truyền cho các lớp.',
  'Chiến dịch tuyên truyền kỹ năng phòng ngừa thử thách nguy hiểm như nín thở: video mẫu hướng dẫn cha mẹ cách nói chuyện cùng con.',
];

/** Harms, each of its own kind; the sensitive ones by the placeholders of the shipped rules. */
export const harms: readonly { readonly text: Template; readonly days: number }[] = [
  {
    text: 'Bé mẫu học lớp 6A2 trường THCS Mẫu, số điện thoại 0912 345 678, nhà ở số 12 đường Mẫu, ai gặp thì nhắn giúp.',
    days: 5,
  },
  {
    text: 'Tài xỉu vui như game, học sinh chỉ cần tiền ăn sáng là chơi được, vào nhóm mẫu nhận quà nhé cả nhà ơi.',
    days: 4,
  },
  {
    text: 'Thử thách mới cho tụi học sinh lớp mình: ai nín thở lâu nhất thì thắng, quay lại rồi gửi vào nhóm mẫu nha.',
    days: 3,
  },
  {
    text: 'Tài khoản mẫu này cứ nhắn cụm từ mẫu dụ dỗ cho mấy bạn trong nhóm truyện tranh, mình thấy không ổn chút nào.',
    days: 3,
  },
  { text: 'Mình không biết nói cùng ai nữa, cụm từ mẫu tự hại, chắc không ai để ý đâu, mọi người ngủ ngon.', days: 2 },
  {
    text: 'Bạn mình bị một tài khoản lạ gửi cụm từ mẫu tống tiền, phải làm sao bây giờ, ai biết chỉ giúp với ạ.',
    days: 1,
  },
  {
    text: 'Ai muốn nhận skin hiếm thì gửi mã otp vào đây, mình chuyển liền tay, chỉ dành cho các bạn học sinh thôi nhé.',
    days: 1,
  },
  {
    text: 'Con năm nay 13 tuổi, học lớp 7B trường THCS Mẫu, ai muốn kết bạn nhắn zalo 0987 654 321 cho con nha.',
    days: 0,
  },
];

/** Takes one of each choice. */
export function written(template: Template, pick: (count: number) => number): string {
  return template.replaceAll(/\{([^{}]+)\}/g, (_, choices: string) => {
    const list = choices.split('|');
    return list[pick(list.length)] as string;
  });
}
