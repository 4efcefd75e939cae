/** A day of public posts, all invented: what `tools/feed/play-feed.ts` plays. */
export interface FeedPost {
  /** Minute of the day. */
  readonly minute: number;
  readonly id: string;
  readonly author: string;
  readonly text: string;
  readonly feed: 'news' | 'short';
  /** Name of a drawn picture that it shows. */
  readonly picture?: string;
  readonly change?: 'update' | 'delete';
}

/** The drawn picture (`hash-kernel/testdata/pdq`) that one post links to. */
export const FEED_PICTURE = 'scene-01.png';

const everyday = [
  'Sáng nay trời mát, đi bộ quanh hồ một vòng thấy khỏe hẳn.',
  'Quán phở đầu ngõ mở lại rồi mọi người ơi.',
  'Có ai biết chỗ sửa xe đạp gần bến xe không?',
  'Tối nay xem bóng đá, đội mình đá hay quá.',
  'Con mèo nhà mình ngủ suốt cả buổi chiều.',
  'Mưa to, đường ngập, mọi người đi cẩn thận nhé.',
  'Bài kiểm tra toán hôm nay vừa sức, mừng ghê.',
  'Mẹ nấu canh chua cá lóc, ngon không tả nổi.',
  'Thư viện phường có thêm nhiều sách mới.',
  'Chuyến xe buýt số 8 hôm nay đông quá trời.',
  'Vườn rau nhà bác Tư lên xanh mướt.',
  'Cuối tuần này có hội chợ sách ở công viên.',
];
const ends = ['', ' Vui ghê.', ' Mọi người thấy sao?', ' Kể cho vui thôi.', ' Hẹn gặp lại.', ' Chúc cả nhà ngày lành.'];

const news = [
  [
    'Tổng đài 111 hướng dẫn phụ huynh phòng tránh bắt nạt trên mạng',
    'Chuyên gia khuyến cáo cha mẹ lắng nghe con, không đăng thông tin riêng của trẻ, và gọi 111 khi cần tư vấn.',
  ],
  [
    'Tuyên truyền kỹ năng an toàn trên mạng cho học sinh trung học cơ sở',
    'Buổi nói chuyện giúp học sinh nhận biết lời dụ dỗ, lừa đảo và biết tìm người lớn tin cậy để được giúp.',
  ],
  [
    'Cảnh báo lừa đảo nhằm vào trẻ em trong dịp nghỉ lễ',
    'Cơ quan chức năng khuyến cáo gia đình cùng con đặt mật khẩu mạnh và không gửi ảnh riêng cho người lạ.',
  ],
] as const;

/** The one text of the campaign; the child, the school and the number are invented. */
const campaign =
  'Bạn Nguyễn Văn Mẫu lớp 7A2 trường THCS Ví Dụ, số điện thoại 0912 000 111, ai rảnh gọi trêu bạn ấy nhé';
const disguises: readonly ((text: string) => string)[] = [
  (text) => text,
  (text) => text.toUpperCase(),
  (text) => text.normalize('NFD').replaceAll(/\p{M}/gu, '').replaceAll('đ', 'd').replaceAll('Đ', 'D'),
  (text) => `${text} !!!`,
  (text) => text.replaceAll('gọi', 'g.ọ.i'),
  (text) => `Chuyển tiếp: ${text}`,
  (text) => text.replaceAll(', ', '\n'),
  (text) => text.replaceAll('o', 'ο'),
];

/** The posts of the day in their order, the same at every call. @param base where the pictures are served */
export function sampleFeed(base: string): readonly FeedPost[] {
  const posts: FeedPost[] = [];
  const add = (minute: number, author: string, text: string, more: Partial<FeedPost> = {}) =>
    posts.push({ minute, id: `k${String(posts.length).padStart(5, '0')}`, author, text, feed: 'short', ...more });
  for (let n = 0; n < 480; n++)
    add(
      n * 3,
      `nguoi-${(n * 7) % 211}`,
      `${everyday[n % everyday.length]}${ends[Math.floor(n / 12) % ends.length]} ${n}`,
    );
  // The campaign: forty hands, one text, in an hour and a half from 9:10.
  for (let n = 0; n < 40; n++)
    add(550 + Math.floor(n * 2.2), `tai-khoan-${n}`, disguises[n % disguises.length]?.(campaign) as string);
  // The rising topic: from noon, twice as many each hour, from ever other people.
  for (let hour = 0; hour < 6; hour++)
    for (let n = 0; n < 3 * 2 ** hour; n++)
      add(
        720 + hour * 60 + Math.floor((n * 60) / (3 * 2 ** hour)),
        `ban-${hour}-${n}`,
        `Mình vừa thử #thửtháchmẫu lần ${n + 1}, nhóm mình rủ nhau làm tiếp hôm nay`,
      );
  for (const [n, [title, text]] of news.entries())
    add(420 + n * 240, 'toa-soan', `${title}\n${text}`, { feed: 'news' });
  add(930, 'dien-dan', `Ảnh chia sẻ trên diễn đàn\nXem ảnh: ${base}/hinh/${FEED_PICTURE}`, {
    feed: 'news',
    picture: FEED_PICTURE,
  });
  const first = posts[0] as FeedPost;
  posts.push({ ...first, minute: 60, text: `${first.text} (đã sửa)`, change: 'update' });
  posts.push({ ...(posts[1] as FeedPost), minute: 90, text: '', change: 'delete' });
  return posts.toSorted((a, b) => a.minute - b.minute);
}
