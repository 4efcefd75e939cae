import { linkRefusals } from './outgoing/refusals.ts';
import { refuser } from './refusal.ts';

/** Refusals that any route may give. Modules keep their own catalogue of the same name. */
export const refusals = {
  ...linkRefusals,
  'request.malformed': {
    status: 400,
    vi: { title: 'Yêu cầu không đọc được.', next: 'Kiểm tra lại định dạng dữ liệu theo tài liệu API rồi gửi lại.' },
    en: {
      title: 'The request could not be read.',
      next: 'Check the format against the API document and send it again.',
    },
  },
  'request.invalid': {
    status: 422,
    vi: {
      title: 'Có chỗ chưa đúng trong dữ liệu gửi lên.',
      next: 'Sửa mục được nêu rồi gửi lại. Chưa có gì được lưu.',
    },
    en: {
      title: 'Something in the request is not valid.',
      next: 'Correct the named field and send it again. Nothing was stored.',
    },
  },
  'request.too-large': {
    status: 413,
    vi: { title: 'Nội dung gửi lên quá dài.', next: 'Rút ngắn lại rồi gửi lần nữa. Chưa có gì được lưu.' },
    en: { title: 'The request is too large.', next: 'Shorten it and send it again. Nothing was stored.' },
  },
  'request.wrong-media-type': {
    status: 415,
    vi: { title: 'Kiểu nội dung này không được nhận.', next: 'Gửi bằng application/json.' },
    en: { title: 'This content type is not accepted.', next: 'Send application/json.' },
  },
  'request.unknown-host': {
    status: 400,
    vi: { title: 'Địa chỉ này không thuộc hệ thống.', next: 'Mở lại trang bằng địa chỉ chính thức.' },
    en: { title: 'This address does not belong to the service.', next: 'Open the page again by its official address.' },
  },
  'request.method-unknown': {
    status: 405,
    vi: { title: 'Trang này không làm được việc đó.', next: 'Mở lại trang từ đầu rồi bấm nút trên trang.' },
    en: { title: 'The page does not answer to that.', next: 'Open the page again and use its buttons.' },
  },
  'request.address-unreadable': {
    status: 400,
    vi: {
      title: 'Địa chỉ này không đọc được.',
      next: 'Kiểm tra xem địa chỉ có bị thiếu hoặc thừa ký tự không, hoặc bắt đầu lại từ trang đầu.',
    },
    en: {
      title: 'This address cannot be read.',
      next: 'Check whether characters are missing or too many, or begin at the first page.',
    },
  },
  'request.cross-site': {
    status: 403,
    vi: { title: 'Yêu cầu đến từ một trang khác nên bị từ chối.', next: 'Mở trang chính thức và gửi lại từ đó.' },
    en: {
      title: 'The request came from another site and was refused.',
      next: 'Open the official page and send it from there.',
    },
  },
  'request.too-many': {
    status: 429,
    vi: { title: 'Có quá nhiều yêu cầu trong lúc này.', next: 'Chờ một chút rồi thử lại. Nếu cần giúp ngay, gọi 111.' },
    en: {
      title: 'There are too many requests at the moment.',
      next: 'Wait a little and try again. If you need help now, call 111.',
    },
  },
  'request.busy': {
    status: 503,
    vi: {
      title: 'Lúc này hệ thống đang nhận nhiều tệp lớn.',
      next: 'Chờ nửa phút rồi gửi lại. Chưa có gì được lưu.',
    },
    en: {
      title: 'The service is taking many large files at the moment.',
      next: 'Wait half a minute and send it again. Nothing was stored.',
    },
  },
  'route.not-found': {
    status: 404,
    vi: { title: 'Không có trang hoặc dữ liệu này.', next: 'Kiểm tra lại địa chỉ.' },
    en: { title: 'There is nothing at this address.', next: 'Check the address.' },
  },
  'access.sign-in-needed': {
    status: 401,
    vi: { title: 'Cần đăng nhập.', next: 'Đăng nhập rồi thử lại.' },
    en: { title: 'You need to sign in.', next: 'Sign in and try again.' },
  },
  'access.not-permitted': {
    status: 403,
    vi: {
      title: 'Vai trò của anh chị không được làm việc này.',
      next: 'Nhờ người quản trị của đơn vị nếu việc này thuộc nhiệm vụ của anh chị.',
    },
    en: {
      title: 'Your role does not permit this.',
      next: 'Ask the administrator of your agency if this belongs to your duty.',
    },
  },
  'access.step-up-needed': {
    status: 403,
    vi: {
      title: 'Cần xác nhận lại anh chị là ai.',
      next: 'Nhập mã dùng một lần hoặc dùng khóa truy cập, rồi làm tiếp trong 5 phút.',
    },
    en: {
      title: 'Please prove again who you are.',
      next: 'Enter a one-time code or use a passkey, then go on within 5 minutes.',
    },
  },
  'access.other-purpose': {
    status: 403,
    vi: {
      title: 'Quyền được cấp cho mục đích khác với mục đích của phiên làm việc này.',
      next: 'Mở trang Tài khoản của tôi, chọn đúng mục đích của việc đang làm rồi mở lại.',
    },
    en: {
      title: 'The access was given for another purpose than that of your session.',
      next: 'Choose the purpose of the present work on the page My account, then open it again.',
    },
  },
  'text.empty': {
    status: 422,
    vi: { title: 'Mục này còn trống.', next: 'Viết vào mục được nêu rồi gửi lại. Chưa có gì được lưu.' },
    en: { title: 'This field is empty.', next: 'Fill in the named field and send it again. Nothing was stored.' },
  },
  'text.too-long': {
    status: 422,
    vi: { title: 'Nội dung ở mục này quá dài.', next: 'Rút ngắn lại rồi gửi lần nữa. Chưa có gì được lưu.' },
    en: { title: 'The text in this field is too long.', next: 'Shorten it and send it again. Nothing was stored.' },
  },
  'text.unreadable': {
    status: 422,
    vi: {
      title: 'Nội dung ở mục này có ký tự không đọc được.',
      next: 'Gõ lại thay vì dán, rồi gửi lần nữa. Chưa có gì được lưu.',
    },
    en: {
      title: 'The text in this field has characters that cannot be read.',
      next: 'Type it instead of pasting it, and send it again. Nothing was stored.',
    },
  },
  'record.not-found': {
    status: 404,
    vi: {
      title: 'Không tìm thấy hồ sơ, hoặc anh chị không được xem.',
      next: 'Kiểm tra lại đường dẫn hoặc tìm trong danh sách của mình.',
    },
    en: {
      title: 'The record was not found, or you may not see it.',
      next: 'Check the link or look in your own lists.',
    },
  },
  'record.changed-meanwhile': {
    status: 409,
    vi: {
      title: 'Hồ sơ vừa được người khác thay đổi.',
      next: 'Tải lại để xem thay đổi rồi làm tiếp. Những gì anh chị viết vẫn còn trên màn hình.',
    },
    en: {
      title: 'Somebody else has just changed this record.',
      next: 'Reload to see the change, then go on. What you wrote is still on the screen.',
    },
  },
  'long-job.already-running': {
    status: 409,
    vi: { title: 'Việc này đang chạy.', next: 'Chờ lượt đang chạy xong rồi làm lại, hoặc mở trang để theo dõi.' },
    en: { title: 'This is running already.', next: 'Wait for it to end, or open the page to follow it.' },
  },
  'long-job.over': {
    status: 409,
    vi: { title: 'Việc này đã kết thúc.', next: 'Tải lại trang để xem kết quả.' },
    en: { title: 'This has ended already.', next: 'Reload the page to see what came of it.' },
  },
  'long-job.broken': {
    status: 500,
    vi: {
      title: 'Việc này đã bị ngắt nhiều lần nên dừng hẳn.',
      next: 'Phần đã làm xong vẫn còn. Chạy lại; nếu vẫn bị ngắt, báo người vận hành.',
    },
    en: {
      title: 'This broke off several times and was given up.',
      next: 'What was done is kept. Start it again; if it breaks off again, tell the operator.',
    },
  },
  'evidence.too-large': {
    status: 413,
    vi: { title: 'Tệp quá lớn.', next: 'Mỗi tệp tối đa 32 MB. Chia nhỏ hoặc giảm chất lượng rồi gửi lại.' },
    en: {
      title: 'The file is too large.',
      next: 'A file may have 32 MB. Divide it or lower its quality, then send it again.',
    },
  },
  'evidence.damaged': {
    status: 500,
    vi: {
      title: 'Tệp lưu trữ bị hỏng hoặc bị sửa nên không mở được.',
      next: 'Báo người vận hành để lấy lại từ bản sao lưu. Hồ sơ vẫn còn nguyên.',
    },
    en: {
      title: 'The kept file is damaged or was changed, so it is not opened.',
      next: 'Tell the operator, who can bring it back from the backup. The record itself is whole.',
    },
  },
  'service.unavailable': {
    status: 503,
    vi: { title: 'Hệ thống đang bận hoặc bảo trì.', next: 'Thử lại sau ít phút. Nếu cần giúp ngay, gọi 111.' },
    en: {
      title: 'The service is busy or under maintenance.',
      next: 'Try again in a few minutes. If you need help now, call 111.',
    },
  },
  'service.failed': {
    status: 500,
    vi: { title: 'Hệ thống gặp lỗi.', next: 'Thử lại. Nếu vẫn lỗi, báo mã yêu cầu cho người vận hành.' },
    en: { title: 'The service met an error.', next: 'Try again. If it stays, give the request id to the operator.' },
  },
} as const;

export const refuse = refuser(refusals);
