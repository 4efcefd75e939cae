/** Refusals of the catalogue. */
export const catalogueRefusals = {
  'product.not-found': {
    status: 404,
    vi: {
      title: 'Không tìm thấy sản phẩm này.',
      next: 'Xem lại tên trong danh mục; sản phẩm đã rút thì không còn trang riêng.',
    },
    en: {
      title: 'This product was not found.',
      next: 'Look for its name in the catalogue; one that was withdrawn has no page.',
    },
  },
  'product.unusable': {
    status: 422,
    vi: { title: 'Thông tin về sản phẩm chưa dùng được.', next: 'Sửa ô được chỉ ra rồi gửi lại. Chưa có gì được lưu.' },
    en: {
      title: 'What was written about the product cannot be used.',
      next: 'Mend the field that is named and send again. Nothing was stored.',
    },
  },
  'product.label-papers': {
    status: 422,
    vi: {
      title: 'Nhãn tuổi ghi “đã xem giấy tờ” thì phải nêu giấy tờ nào; ghi “tự khai” thì để trống.',
      next: 'Ghi số, ngày và cơ quan cấp, hoặc chọn “nhà cung cấp tự khai”.',
    },
    en: {
      title: 'A label for which papers were seen names them; one that is declared names none.',
      next: 'Give their number, date and issuer, or choose “declared by the provider”.',
    },
  },
  'product.version-unusable': {
    status: 422,
    vi: {
      title: 'Số phiên bản này chưa dùng được.',
      next: 'Ghi như trong cửa hàng ứng dụng, ví dụ 4.2.1, và chọn đúng nền tảng của sản phẩm.',
    },
    en: {
      title: 'This version cannot be used.',
      next: 'Write it as the store does, as in 4.2.1, for a platform on which the product runs.',
    },
  },
  'product.wrong-state': {
    status: 409,
    vi: { title: 'Trạng thái của sản phẩm không cho phép việc này.', next: 'Tải lại trang. Chưa có gì thay đổi.' },
    en: { title: 'The product’s state does not allow this.', next: 'Reload the page. Nothing was changed.' },
  },
  'evaluation.unusable': {
    status: 422,
    vi: {
      title: 'Bản đánh giá chưa dùng được.',
      next: 'Xem câu được chỉ ra: mỗi câu trả lời đáng lo cần một lý do mà người đọc hiểu được. Chưa có gì được lưu.',
    },
    en: {
      title: 'This evaluation cannot be used.',
      next: 'See the criterion that is named: each answer that worries needs a reason that readers understand. Nothing was stored.',
    },
  },
  'evaluation.older-list': {
    status: 409,
    vi: {
      title: 'Danh sách câu hỏi đã có bản mới.',
      next: 'Mở lại trang để trả lời theo danh sách mới. Những gì đã viết vẫn còn trong trình duyệt.',
    },
    en: {
      title: 'There is a newer list of criteria.',
      next: 'Open the page again and answer by the new list. What you wrote is still in the browser.',
    },
  },
  'evaluation.twice': {
    status: 409,
    vi: {
      title: 'Anh chị đã dùng thử phiên bản này rồi.',
      next: 'Lần dùng thử còn lại phải do một người khác làm.',
    },
    en: {
      title: 'You have already used this version.',
      next: 'Somebody else has to use it for the other evaluation.',
    },
  },
  'evaluation.no-package': {
    status: 422,
    vi: {
      title: 'Chỉ đọc gói cài đặt do nhà cung cấp đưa.',
      next: 'Ghi mã SHA-256 của tệp ở phần phiên bản trước, rồi đánh giá.',
    },
    en: {
      title: 'Only a package that the provider handed in is read.',
      next: 'Note the SHA-256 of the file with its version first.',
    },
  },
  'package.not-android': {
    status: 415,
    vi: {
      title: 'Tệp này không phải là gói cài đặt Android.',
      next: 'Gửi tệp .apk, .xapk hoặc .apks do nhà cung cấp đưa. Chỉ xét nội dung tệp, không xét đuôi tên. Chưa có gì được lưu.',
    },
    en: {
      title: 'This file is no Android package.',
      next: 'Send the .apk, .xapk or .apks that the provider handed in. Its content counts, not its name. Nothing was stored.',
    },
  },
  'package.damaged': {
    status: 422,
    vi: {
      title: 'Gói này hỏng, hoặc tự khai sai về mình, nên không đọc được.',
      next: 'Xin nhà cung cấp đưa lại tệp gốc. Nếu vẫn vậy, trả lời từng câu bằng tay và ghi rõ là không đọc được gói. Chưa có gì được lưu.',
    },
    en: {
      title: 'This package is damaged, or says of itself what is not so, and cannot be read.',
      next: 'Ask the provider for the original file. If it stays so, answer the criteria by hand and say that the package could not be read. Nothing was stored.',
    },
  },
  'package.too-much': {
    status: 413,
    vi: {
      title: 'Mở ra thì gói này lớn hơn mức máy nhận đọc.',
      next: 'Xin nhà cung cấp bản gói không kèm tài nguyên, hoặc trả lời từng câu bằng tay. Chưa có gì được lưu.',
    },
    en: {
      title: 'Unpacked, this package is larger than what is read here.',
      next: 'Ask the provider for a package without its resources, or answer the criteria by hand. Nothing was stored.',
    },
  },
  'package.too-slow': {
    status: 422,
    vi: {
      title: 'Đọc gói này mất quá nhiều thời gian nên máy đã dừng.',
      next: 'Gửi lại khi hệ thống bớt bận. Nếu vẫn vậy, trả lời từng câu bằng tay. Chưa có gì được lưu.',
    },
    en: {
      title: 'Reading this package took too long and was stopped.',
      next: 'Send it again when the system is less busy. If it stays so, answer the criteria by hand. Nothing was stored.',
    },
  },
  'package.reader-ended': {
    status: 422,
    vi: {
      title: 'Máy đọc gói dừng đột ngột khi đọc tệp này.',
      next: 'Thử gửi lại một lần. Nếu vẫn vậy, trả lời từng câu bằng tay và báo cho người quản trị. Chưa có gì được lưu.',
    },
    en: {
      title: 'What reads packages ended unexpectedly on this file.',
      next: 'Send it once more. If it happens again, answer the criteria by hand and tell the administrator. Nothing was stored.',
    },
  },
  'package.busy': {
    status: 503,
    vi: { title: 'Đang có quá nhiều tệp chờ đọc.', next: 'Chờ ít phút rồi gửi lại. Chưa có gì được lưu.' },
    en: {
      title: 'Too many files are waiting to be read.',
      next: 'Wait a few minutes and send it again. Nothing was stored.',
    },
  },
  'package.other-app': {
    status: 409,
    vi: {
      title: 'Gói này là của một ứng dụng khác.',
      next: 'Tên gói ghi trong tệp phải trùng với mã trong cửa hàng Android của sản phẩm. Xem lại tệp, hoặc sửa mã ở phần thông tin. Chưa có gì được lưu.',
    },
    en: {
      title: 'This package is of another app.',
      next: 'The name in the file has to be the id of the product in the store of Android. Look at the file, or mend the id of the product. Nothing was stored.',
    },
  },
  'product-review.not-found': {
    status: 404,
    vi: {
      title: 'Không tìm thấy lời nhận xét này.',
      next: 'Xem lại mã, hoặc viết lại ở trang của ứng dụng.',
    },
    en: { title: 'This review was not found.', next: 'Check its code, or write anew on the page of the product.' },
  },
  'product-review.unusable': {
    status: 422,
    vi: {
      title: 'Lời nhận xét này chưa gửi được.',
      next: 'Chọn nhóm tuổi và một câu trả lời; ô chữ chỉ nhận chữ, không nhận ảnh. Chữ đã viết vẫn còn đó.',
    },
    en: {
      title: 'This review cannot be sent yet.',
      next: 'Choose an age and an answer; the box takes words and no pictures. What you wrote is still there.',
    },
  },
  'product-review.hide-not-found': {
    status: 422,
    vi: {
      title: 'Không thấy chữ cần che trong lời nhận xét.',
      next: 'Chép đúng chữ như em viết, mỗi dòng một cụm, rồi gửi lại. Chưa có gì được đăng.',
    },
    en: {
      title: 'The words to hide do not stand in the review.',
      next: 'Copy them as they were written, one phrase a line, and send it again. Nothing was shown.',
    },
  },
  'product-review.too-many': {
    status: 429,
    vi: {
      title: 'Có nhiều lời nhận xét đang chờ đọc.',
      next: 'Mời quay lại sau vài ngày. Nếu có chuyện cần nói ngay, gọi 111, miễn phí.',
    },
    en: {
      title: 'Many reviews of this product wait to be read.',
      next: 'Please come back in a few days. If something cannot wait, call 111, free of charge.',
    },
  },
  'product-review.decided': {
    status: 409,
    vi: { title: 'Lời nhận xét này đã có người xử lý.', next: 'Tải lại trang để xem những lời còn chờ.' },
    en: { title: 'Somebody has already decided on this review.', next: 'Reload the page to see what still waits.' },
  },
  'provider-word.not-found': {
    status: 404,
    vi: { title: 'Không tìm thấy mã này.', next: 'Xem lại mã đã được cấp khi gửi.' },
    en: { title: 'This code was not found.', next: 'Check the code that was given when it was sent.' },
  },
  'provider-word.unusable': {
    status: 422,
    vi: {
      title: 'Thông tin gửi chưa dùng được.',
      next: 'Ghi tên sản phẩm, địa chỉ trang và cách liên hệ. Chưa có gì được gửi.',
    },
    en: {
      title: 'What was sent cannot be used.',
      next: 'Give the product’s name, an address of the web and how to reach you. Nothing was sent.',
    },
  },
  'provider-word.too-many': {
    status: 429,
    vi: { title: 'Có nhiều thư đang chờ trả lời.', next: 'Mời gửi lại sau vài ngày.' },
    en: { title: 'Many letters wait for an answer.', next: 'Please send it again in a few days.' },
  },
  'provider-word.decided': {
    status: 409,
    vi: { title: 'Thư này đã được trả lời.', next: 'Tải lại trang để xem những thư còn chờ.' },
    en: { title: 'This letter has been answered.', next: 'Reload the page to see what still waits.' },
  },
  'provider-word.not-yours': {
    status: 403,
    vi: {
      title: 'Người đã đánh giá sản phẩm không trả lời khiếu nại về chính đánh giá đó.',
      next: 'Để một người khác trong đơn vị trả lời.',
    },
    en: {
      title: 'Whoever evaluated the product does not answer the appeal against it.',
      next: 'Leave it to somebody else of your agency.',
    },
  },
} as const;
