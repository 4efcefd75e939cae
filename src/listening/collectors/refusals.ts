import { refuser } from '../../kernel/index.ts';

/** Why something was not fetched, and why a source gave nothing. */
export const sourceRefusals = {
  'link.not-web': {
    status: 422,
    vi: {
      title: 'Đường dẫn này không phải địa chỉ web mở được.',
      next: 'Dùng địa chỉ http hoặc https, không kèm tên đăng nhập, cổng thông thường.',
    },
    en: {
      title: 'This link is no web address that may be opened.',
      next: 'Use http or https, without a sign-in name, on an ordinary port.',
    },
  },
  'link.private-network': {
    status: 403,
    vi: {
      title: 'Địa chỉ này dẫn vào mạng nội bộ nên không được mở.',
      next: 'Chỉ dùng địa chỉ công khai trên internet. Không có kết nối nào được tạo.',
    },
    en: {
      title: 'This address leads into a private network and is not opened.',
      next: 'Use public addresses only. No connection was made.',
    },
  },
  'link.unresolved': {
    status: 422,
    vi: { title: 'Không tìm thấy máy chủ của địa chỉ này.', next: 'Kiểm tra tên miền, hoặc thử lại sau.' },
    en: { title: 'The host of this address was not found.', next: 'Check the domain name, or try again later.' },
  },
  'link.unreachable': {
    status: 503,
    vi: { title: 'Không kết nối được máy chủ.', next: 'Hệ thống sẽ thử lại. Nếu kéo dài, kiểm tra địa chỉ.' },
    en: {
      title: 'The server could not be reached.',
      next: 'The platform tries again. If it stays, check the address.',
    },
  },
  'link.too-many-redirects': {
    status: 422,
    vi: { title: 'Địa chỉ chuyển hướng quá nhiều lần.', next: 'Dùng địa chỉ cuối cùng nếu biết.' },
    en: { title: 'The address redirects too many times.', next: 'Use the last address if you know it.' },
  },
  'link.redirect-cycle': {
    status: 422,
    vi: { title: 'Địa chỉ chuyển hướng vòng tròn.', next: 'Địa chỉ này không mở được; bỏ qua.' },
    en: { title: 'The address redirects in a circle.', next: 'It cannot be opened; leave it out.' },
  },
  'link.too-slow': {
    status: 503,
    vi: { title: 'Máy chủ trả lời quá chậm nên đã dừng.', next: 'Hệ thống sẽ thử lại lần sau.' },
    en: { title: 'The server was too slow and was left.', next: 'The platform tries again next time.' },
  },
  'link.too-large': {
    status: 413,
    vi: {
      title: 'Nội dung lớn hơn mức được nhận.',
      next: 'Phần đã nhận được bỏ đi. Với nguồn tin, dùng địa chỉ trả về ít mục hơn.',
    },
    en: {
      title: 'The content is larger than what is accepted.',
      next: 'What had come was dropped. For a source, use an address that gives fewer items.',
    },
  },
  'link.unreadable': {
    status: 422,
    vi: { title: 'Nội dung bị cắt ngang hoặc nén sai.', next: 'Hệ thống sẽ thử lại. Không có gì được lưu.' },
    en: {
      title: 'The content was cut short or wrongly compressed.',
      next: 'The platform tries again. Nothing was stored.',
    },
  },
  'link.not-media': {
    status: 415,
    vi: {
      title: 'Nội dung không phải ảnh hay video.',
      next: 'Bỏ qua. Chỉ xét nội dung, không xét tên hay kiểu khai báo.',
    },
    en: {
      title: 'The content is no picture or video.',
      next: 'Leave it out. The content counts, not its name or declared type.',
    },
  },
  'link.bad-status': {
    status: 422,
    vi: { title: 'Máy chủ không đưa nội dung này.', next: 'Nội dung có thể đã bị gỡ. Xem mã trả lời đi kèm.' },
    en: {
      title: 'The server does not give this content.',
      next: 'It may have been taken down. See the status that came with it.',
    },
  },
  'link.host-busy': {
    status: 429,
    vi: { title: 'Máy chủ này đang được hỏi quá dồn dập hoặc yêu cầu chờ.', next: 'Chờ số giây đã nêu rồi thử lại.' },
    en: {
      title: 'This server is being asked too often, or has asked to be left alone.',
      next: 'Wait the seconds given and try again.',
    },
  },
  'source.key-refused': {
    status: 403,
    vi: {
      title: 'Nguồn tin không nhận khóa truy cập.',
      next: 'Kiểm tra khóa và quyền đã đăng ký với nguồn, rồi nhập lại khóa.',
    },
    en: {
      title: 'The source does not accept the key.',
      next: 'Check the key and the rights registered with the source, then enter the key again.',
    },
  },
  'source.not-there': {
    status: 404,
    vi: { title: 'Nguồn tin không còn ở địa chỉ này.', next: 'Kiểm tra địa chỉ hoặc mã của nguồn.' },
    en: { title: 'The source is not at this address any more.', next: 'Check the source’s address or id.' },
  },
  'source.failed': {
    status: 503,
    vi: { title: 'Nguồn tin đang lỗi.', next: 'Hệ thống sẽ thử lại. Nếu kéo dài, xem thông báo của nguồn.' },
    en: {
      title: 'The source is failing.',
      next: 'The platform tries again. If it stays, see the source’s own notices.',
    },
  },
  'source.not-own-page': {
    status: 403,
    vi: {
      title: 'Khóa này không phải của trang đã khai báo.',
      next: 'Chỉ nghe bình luận trên trang của chính đơn vị. Nhập khóa của đúng trang đó.',
    },
    en: {
      title: 'This key does not belong to the page that was named.',
      next: 'Only the agency’s own page is listened to. Enter that page’s key.',
    },
  },
  'source.no-webhook': {
    status: 404,
    vi: {
      title: 'Không có webhook ở địa chỉ này.',
      next: 'Kiểm tra mã nguồn trong địa chỉ và các khóa webhook đã nhập cho nguồn.',
    },
    en: {
      title: 'There is no webhook at this address.',
      next: 'Check the source’s id in the address and that its webhook secrets are entered.',
    },
  },
  'source.not-yours': {
    status: 404,
    vi: {
      title: 'Không có nguồn này, hoặc khóa máy không được gửi vào nguồn này.',
      next: 'Dùng mã nguồn và khóa máy mà đơn vị vận hành đã cấp cùng nhau.',
    },
    en: {
      title: 'There is no such source, or this machine may not send to it.',
      next: 'Use the source’s id and the machine’s key as the operator gave them together.',
    },
  },
} as const;

export const refuseSource = refuser(sourceRefusals);
