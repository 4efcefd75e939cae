import { refuser } from '../../kernel/index.ts';

/** Why something was not fetched, and why a source gave nothing. */
export const sourceRefusals = {
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
