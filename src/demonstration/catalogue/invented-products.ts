import type { EvaluateProduct, ProductInput } from '../../learning/index.ts';

/** An answer that is not the reassuring one, with its reason. */
type Found = Omit<EvaluateProduct['findings'][number], 'criterion'>;

/** One invented product, and what invented people found of it. No real product is rated anywhere. */
export interface InventedProduct extends ProductInput {
  readonly version: string;
  /** How long ago it was evaluated. */
  readonly daysAgo: number;
  /** By criterion; what is not named was answered well. */
  readonly found: Readonly<Record<string, Found>>;
  /** Only its policy was read, and one person has used it. */
  readonly unfinished?: true;
}

const yes = (reason: string, more: Partial<Found> = {}): Found => ({ answer: 'YES', reason, ...more });
const no = (reason: string): Found => ({ answer: 'NO', reason });
const unsaid = (reason: string): Found => ({ answer: 'UNSAID', reason });

export const inventedProducts: readonly InventedProduct[] = [
  {
    kind: 'APP',
    name: 'Vườn Chữ (minh họa)',
    maker: 'Công ty Hạt Mầm Mẫu',
    aboutVi: 'Tập đọc và tập viết qua những khu vườn nhỏ. Học được khi không có mạng.',
    aboutEn: 'Reading and writing in small gardens. Works without the internet.',
    bands: ['B6_8', 'B9_12'],
    places: [
      { platform: 'ANDROID', storeId: 'example.mau.vuonchu' },
      { platform: 'IOS', storeId: '1000000001' },
    ],
    policyUrl: 'https://vuon-chu.example/rieng-tu',
    storeAge: '6+',
    version: '3.1.0',
    daysAgo: 40,
    found: {},
  },
  {
    kind: 'GAME',
    name: 'Cờ Làng (minh họa)',
    maker: 'Nhóm Sân Đình Mẫu',
    aboutVi: 'Cờ gánh, cờ tướng, ô ăn quan. Chơi với máy hoặc hai người trên một máy.',
    aboutEn: 'Village board games, against the device or for two at one device.',
    bands: ['B9_12', 'B13_15', 'B16_17'],
    places: [{ platform: 'ANDROID', storeId: 'example.mau.colang' }],
    policyUrl: 'https://co-lang.example/rieng-tu',
    label: '00+',
    labelBasis: 'EVIDENCED',
    labelPapers: 'Quyết định minh họa số 00/QĐ-MẪU',
    version: '1.4',
    daysAgo: 25,
    found: { 'policy.retention': unsaid('Chính sách không ghi dữ liệu được giữ trong bao lâu.') },
  },
  {
    kind: 'GAME',
    name: 'Đảo Bạn Mới (minh họa)',
    maker: 'Công ty Sóng Xanh Mẫu',
    aboutVi: 'Xây đảo cùng người chơi khác, đổi đồ và trò chuyện.',
    aboutEn: 'Build an island with other players, trade and talk.',
    bands: ['B9_12', 'B13_15'],
    places: [{ platform: 'ANDROID', storeId: 'example.mau.daobanmoi' }],
    policyUrl: 'https://dao-ban-moi.example/rieng-tu',
    label: '12+',
    labelBasis: 'DECLARED',
    descriptors: ['VIOLENCE'],
    version: '5.0.2',
    daysAgo: 60,
    found: {
      'use.stranger-contact': yes(
        'Ở chế độ thường, tài khoản lạ nhắn được cho tài khoản 10 tuổi ngay trong ngày đầu.',
        {
          reader: 'ORDINARY_MODE',
        },
      ),
      'use.loot': yes('Mở “rương biển” bằng tiền thật, không biết trước được gì.'),
      'use.purchase': yes('Bán kim cương và trang phục, từ 12.000 đồng.'),
      'use.purchase-lock': no('Mua được bằng thẻ cào mà không có bước người lớn xác nhận.'),
      'use.needs-account': yes('Phải lập tài khoản bằng số điện thoại.'),
      'package.tracker': yes('Tìm thấy một thư viện đo lường thuộc danh sách.', { consent: 'ASKED' }),
      'package.billing': yes('Có thư viện thanh toán của cửa hàng.'),
    },
  },
  {
    kind: 'GAME',
    name: 'Thú Cưng Vũ Trụ (minh họa)',
    maker: 'Công ty Sao Hôm Mẫu',
    aboutVi: 'Nuôi thú cưng trên tàu vũ trụ, học tên các vì sao.',
    aboutEn: 'Keep a pet on a spaceship and learn the names of stars.',
    bands: ['B6_8', 'B9_12'],
    places: [
      { platform: 'ANDROID', storeId: 'example.mau.thucung' },
      { platform: 'WINDOWS', storeId: 'example-mau-thu-cung' },
    ],
    policyUrl: 'https://thu-cung.example/rieng-tu',
    label: '00+',
    labelBasis: 'DECLARED',
    version: '2.8.1',
    daysAgo: 90,
    found: {
      'use.ads-shown': yes('Bốn quảng cáo trong 20 phút, bỏ qua được sau 5 giây.'),
      'use.purchase': yes('Bán bản không quảng cáo, 49.000 đồng, có mã khóa dành cho người lớn.'),
      'package.ads': yes('Tìm thấy một thư viện quảng cáo thuộc danh sách.'),
      'package.billing': yes('Có thư viện thanh toán của cửa hàng.'),
    },
  },
  {
    kind: 'SITE',
    name: 'Kho Truyện Nhỏ (minh họa)',
    maker: 'Thư viện Mẫu',
    aboutVi: 'Truyện tranh và truyện chữ cho thiếu nhi, đọc miễn phí.',
    aboutEn: 'Stories and comics for children, free of charge.',
    bands: ['B6_8', 'B9_12', 'B13_15'],
    places: [{ platform: 'WEB', storeId: 'https://kho-truyen.example/' }],
    policyUrl: 'https://kho-truyen.example/rieng-tu',
    version: 'xem tháng 10',
    daysAgo: 400,
    found: {},
  },
  {
    kind: 'APP',
    name: 'Nhịp Nhạc (minh họa)',
    maker: 'Công ty Thanh Âm Mẫu',
    aboutVi: 'Ghép nhịp và thu âm bài hát của mình.',
    aboutEn: 'Put rhythms together and record a song.',
    bands: ['B13_15', 'B16_17'],
    places: [{ platform: 'IOS', storeId: '1000000006' }],
    policyUrl: 'https://nhip-nhac.example/rieng-tu',
    storeAge: '12+',
    version: '7.2',
    daysAgo: 6,
    found: { 'policy.data-abroad': yes('Bản ghi âm được lưu trên máy chủ ở nước ngoài.') },
    unfinished: true,
  },
];
