import { refuser } from '../kernel/index.ts';

import { mediaRefusals } from './media/refusals.ts';

/** Refusals of the hash register. */
export const refusals = {
  ...mediaRefusals,
  'entry.not-found': {
    status: 404,
    vi: {
      title: 'Không tìm thấy mục mã băm này, hoặc anh chị không được xem.',
      next: 'Kiểm tra lại mã mục trong danh sách của mình.',
    },
    en: {
      title: 'This hash entry was not found, or you may not see it.',
      next: 'Check the entry id in your own list.',
    },
  },
  'entry.wrong-state': {
    status: 409,
    vi: {
      title: 'Trạng thái hiện tại của mục không cho phép việc này.',
      next: 'Tải lại mục để xem trạng thái mới nhất. Chưa có gì thay đổi.',
    },
    en: {
      title: 'The entry’s present state does not allow this.',
      next: 'Reload the entry to see its state. Nothing was changed.',
    },
  },
  'entry.already-judged': {
    status: 409,
    vi: { title: 'Anh chị đã thẩm định mục này rồi.', next: 'Cần một người khác thẩm định lần còn lại.' },
    en: {
      title: 'You have already given your verdict on this entry.',
      next: 'Somebody else has to give the other one.',
    },
  },
  'entry.own-proposal': {
    status: 403,
    vi: {
      title: 'Người đề nghị không được thẩm định hoặc phê duyệt mục của chính mình.',
      next: 'Chuyển cho chuyên viên hoặc người phê duyệt khác.',
    },
    en: { title: 'Whoever proposed an entry may not judge it.', next: 'Leave it to another analyst or approver.' },
  },
  'entry.no-signal': {
    status: 422,
    vi: { title: 'Mục chưa có mã băm nào dùng được.', next: 'Gửi ít nhất một mã băm hợp lệ. Chưa có gì được lưu.' },
    en: { title: 'The entry holds no usable hash.', next: 'Send at least one valid hash. Nothing was stored.' },
  },
  'entry.too-many-open': {
    status: 429,
    vi: {
      title: 'Đơn vị đang có quá nhiều đề nghị chờ thẩm định.',
      next: 'Chờ các đề nghị trước được xử lý rồi gửi tiếp.',
    },
    en: {
      title: 'Your agency has too many proposals waiting for review.',
      next: 'Wait until earlier ones are decided, then send more.',
    },
  },
  'signal.invalid': {
    status: 422,
    vi: { title: 'Có mã băm chưa đúng.', next: 'Xem lý do được nêu, sửa rồi gửi lại. Chưa có gì được lưu.' },
    en: {
      title: 'A hash is not valid.',
      next: 'See the reason given, correct it and send it again. Nothing was stored.',
    },
  },
  'class.unknown': {
    status: 422,
    vi: { title: 'Nhãn phân loại không có trong danh mục.', next: 'Chọn nhãn trong danh mục của lược đồ đã nêu.' },
    en: { title: 'The label is not in the scheme’s list.', next: 'Choose a label of the named scheme.' },
  },
  'bank.not-found': {
    status: 404,
    vi: { title: 'Không có kho mã băm này.', next: 'Kiểm tra lại mã kho.' },
    en: { title: 'There is no such bank of hashes.', next: 'Check the code of the bank.' },
  },
  'bank.code-taken': {
    status: 409,
    vi: { title: 'Đã có kho mang mã này.', next: 'Chọn mã khác.' },
    en: { title: 'A bank of this code exists.', next: 'Choose another code.' },
  },
  'bank.disabled': {
    status: 409,
    vi: { title: 'Kho này đang tắt.', next: 'Bật lại kho hoặc chọn kho khác.' },
    en: { title: 'This bank is switched off.', next: 'Switch it on or choose another.' },
  },
  'list.not-found': {
    status: 404,
    vi: {
      title: 'Không có danh sách này, hoặc thành viên không được đọc.',
      next: 'Kiểm tra mã danh sách trong quyền của thành viên.',
    },
    en: {
      title: 'There is no such list, or the member may not read it.',
      next: 'Check the list’s code in the member’s rights.',
    },
  },
  'list.rule-names-nothing': {
    status: 422,
    vi: {
      title: 'Có quy tắc không nêu rõ danh sách này cấp những gì.',
      next: 'Nêu kho, nhóm hoặc loại nguồn cho từng quy tắc. Kho theo dõi, kho loại trừ và kho gỡ ảnh của chính người gửi chỉ được cấp khi quy tắc nêu đúng tên kho đó. Chưa có gì thay đổi.',
    },
    en: {
      title: 'A rule does not say what the list gives.',
      next: 'Name a bank, classes or kinds of source in each rule. Watch, negative and take-down banks are given only where a rule names that very bank. Nothing was changed.',
    },
  },
  'bank.mode-differs': {
    status: 409,
    vi: {
      title: 'Mã băm này thuộc loại kho khác, không được đưa vào kho đã chọn.',
      next: 'Chọn kho cùng loại: mã chỉ để theo dõi không được đưa vào kho đối chiếu; kho loại trừ chỉ nhận mã từ kho loại trừ. Chưa có gì được nhận.',
    },
    en: {
      title: 'These hashes come from another kind of bank than the one they are to go to.',
      next: 'Choose a bank of the same kind: what is only watched for may not enter a match bank, and a negative bank takes only what comes from one. Nothing was taken in.',
    },
  },
  'list.code-taken': {
    status: 409,
    vi: { title: 'Đã có danh sách mang mã này.', next: 'Chọn mã khác.' },
    en: { title: 'A list of this code exists.', next: 'Choose another code.' },
  },
  'source.not-found': {
    status: 404,
    vi: { title: 'Không có nguồn này.', next: 'Kiểm tra lại mã nguồn.' },
    en: { title: 'There is no such source.', next: 'Check the source’s code.' },
  },
  'source.code-taken': {
    status: 409,
    vi: { title: 'Đã có nguồn mang mã này.', next: 'Chọn mã khác.' },
    en: { title: 'A source of this code exists.', next: 'Choose another code.' },
  },
  'member.no-rights': {
    status: 403,
    vi: {
      title: 'Đơn vị chưa được cấp quyền này trên cơ sở dữ liệu mã băm.',
      next: 'Liên hệ người phê duyệt cơ sở dữ liệu để được cấp quyền.',
    },
    en: { title: 'Your agency has no such right on the hash register.', next: 'Ask the register’s approver for it.' },
  },
  'quota.used-up': {
    status: 429,
    vi: {
      title: 'Đơn vị đã dùng hết hạn mức tra cứu trong ngày.',
      next: 'Chờ sang ngày mới (giờ Việt Nam) hoặc đề nghị nâng hạn mức.',
    },
    en: {
      title: 'Your agency has used up its questions for the day.',
      next: 'Wait for the next day (Viet Nam time) or ask for a larger quota.',
    },
  },
  'window.in-future': {
    status: 400,
    vi: {
      title: 'Thời điểm "to" nằm trong tương lai.',
      next: 'Đồng hồ hoặc múi giờ của máy gửi bị sai. Đặt TZ=UTC cho chương trình rồi gửi lại.',
    },
    en: {
      title: 'The time "to" lies in the future.',
      next: 'The sender’s clock or time zone is wrong. Run the program with TZ=UTC and send again.',
    },
  },
  'window.invalid': {
    status: 400,
    vi: {
      title: 'Khoảng thời gian không đọc được.',
      next: 'Ghi theo mẫu 2026-11-24T02:00:00Z, "from" không sau "to".',
    },
    en: {
      title: 'The window of time could not be read.',
      next: 'Write it as 2026-11-24T02:00:00Z, with "from" not after "to".',
    },
  },
  'cursor.invalid': {
    status: 400,
    vi: { title: 'Con trỏ không hợp lệ.', next: 'Dùng đúng con trỏ đã nhận, hoặc bỏ con trỏ để đọc lại từ đầu.' },
    en: {
      title: 'The cursor is not valid.',
      next: 'Use the cursor exactly as you received it, or leave it out to start again.',
    },
  },
  'cursor.expired': {
    status: 410,
    vi: {
      title: 'Con trỏ đã quá cũ.',
      next: 'Đọc lại toàn bộ danh sách từ đầu (bỏ con trỏ), rồi bỏ những mục không còn thấy.',
    },
    en: {
      title: 'The cursor is too old.',
      next: 'Read the whole list again from the start (no cursor), then drop what you did not see.',
    },
  },
  'exchange.malformed': {
    status: 400,
    vi: {
      title: 'Nội dung trao đổi không đọc được.',
      next: 'Kiểm tra định dạng theo docs/exchange.md. Chưa có gì được lưu.',
    },
    en: {
      title: 'The exchange document could not be read.',
      next: 'Check the format against docs/exchange.md. Nothing was stored.',
    },
  },
  'exchange.too-large': {
    status: 413,
    vi: { title: 'Nội dung trao đổi quá lớn.', next: 'Chia nhỏ rồi gửi lại. Chưa có gì được lưu.' },
    en: { title: 'The exchange document is too large.', next: 'Split it and send it again. Nothing was stored.' },
  },
  'field.malformed': {
    status: 422,
    vi: { title: 'Ô này chưa đúng dạng.', next: 'Sửa theo hướng dẫn ở ô rồi gửi lại. Chưa có gì được lưu.' },
    en: {
      title: 'This field has a wrong form.',
      next: 'Correct it as its help says and send again. Nothing was stored.',
    },
  },
  'import.not-found': {
    status: 404,
    vi: { title: 'Không có lần nhập này.', next: 'Mở lại trang nhập tệp để xem các lần đang làm.' },
    en: { title: 'There is no such import.', next: 'Open the import page again to see those under way.' },
  },
  'import.wrong-state': {
    status: 409,
    vi: { title: 'Lần nhập này đã chạy, đã xong hoặc đã bỏ.', next: 'Tải lại trang để xem tình trạng mới nhất.' },
    en: { title: 'This import is running, done or dropped.', next: 'Reload the page to see where it stands.' },
  },
  'import.empty': {
    status: 422,
    vi: { title: 'Tệp không có dòng nào nhập được.', next: 'Xem lý do của từng dòng, sửa tệp rồi thử lại.' },
    en: {
      title: 'No line of the file can be taken in.',
      next: 'See the reason of each line, correct the file and try again.',
    },
  },
  'import.too-many-lines': {
    status: 413,
    vi: { title: 'Tệp quá nhiều dòng.', next: 'Chia thành nhiều tệp, mỗi tệp tối đa 100.000 dòng.' },
    en: { title: 'The file has too many lines.', next: 'Split it into files of at most 100,000 lines.' },
  },
  'reason.unknown': {
    status: 422,
    vi: { title: 'Lý do phản hồi không có trong danh mục.', next: 'Lấy danh mục lý do rồi chọn một mã.' },
    en: { title: 'The feedback reason is not in the list.', next: 'Fetch the list of reasons and choose one.' },
  },
  'peer.not-found': {
    status: 404,
    vi: { title: 'Không có đối tác trao đổi này.', next: 'Kiểm tra lại danh sách đối tác.' },
    en: { title: 'There is no such exchange partner.', next: 'Check the list of partners.' },
  },
  'peer.source-taken': {
    status: 409,
    vi: {
      title: 'Nguồn này đã nối với một đối tác.',
      next: 'Mỗi đối tác có một nguồn riêng, để quyền chia sẻ đi theo đúng bên. Thêm nguồn mới rồi nối lại.',
    },
    en: {
      title: 'This source is already joined to a partner.',
      next: 'Each partner has a source of its own, so that rights follow whoever gave them. Add a source and join again.',
    },
  },
  'peer.paused': {
    status: 409,
    vi: { title: 'Việc trao đổi với đối tác này đang tạm dừng.', next: 'Cho chạy lại rồi mới kéo ngay.' },
    en: { title: 'The exchange with this partner is paused.', next: 'Resume it before asking for a round now.' },
  },
  'peer.clock-off': {
    status: 409,
    vi: {
      title: 'Đồng hồ hoặc múi giờ của máy đối tác bị sai nên đã dừng trao đổi.',
      next: 'Yêu cầu đối tác chỉnh đồng hồ và dùng giờ UTC, rồi chạy lại.',
    },
    en: {
      title: 'The partner’s clock or time zone is wrong, so the exchange was stopped.',
      next: 'Have the partner set the clock and use UTC, then run it again.',
    },
  },
  'peer.not-https': {
    status: 422,
    vi: {
      title: 'Địa chỉ của đối tác phải là https.',
      next: 'Nhập địa chỉ bắt đầu bằng https://. Dữ liệu của sổ không đi qua đường truyền không mã hóa.',
    },
    en: {
      title: 'A partner’s address must be https.',
      next: 'Enter one that begins with https://. Nothing of the register travels unencrypted.',
    },
  },
  'peer.private-network': {
    status: 403,
    vi: {
      title: 'Địa chỉ của đối tác nằm trong mạng nội bộ nên không được kết nối.',
      next: 'Nếu đây đúng là mạng riêng của đối tác, nhờ người vận hành máy chủ thêm vào PEER_NETWORKS. Không có kết nối nào được tạo.',
    },
    en: {
      title: 'The partner’s address lies in a private network and is not called.',
      next: 'If it is the partner’s own network, have the server’s operator add it to PEER_NETWORKS. No connection was made.',
    },
  },
  'peer.unconfirmed': {
    status: 409,
    vi: {
      title: 'Địa chỉ và chứng thư của đối tác chưa được xác nhận nên chưa trao đổi gì.',
      next: 'Bấm Xin xác nhận; người phê duyệt đối chiếu với đối tác rồi xác nhận.',
    },
    en: {
      title: 'The partner’s address and certificate are not confirmed, so nothing is exchanged.',
      next: 'Ask for a confirmation; an approver compares with the partner and confirms.',
    },
  },
  'peer.certificate-changed': {
    status: 409,
    vi: {
      title: 'Chứng thư của đối tác khác với chứng thư đã xác nhận nên đã dừng trao đổi.',
      next: 'Chưa gửi gì đi. Gọi đối tác hỏi có thay chứng thư không; nếu có, xin xác nhận lại.',
    },
    en: {
      title: 'The partner’s certificate is not the confirmed one, so the exchange was stopped.',
      next: 'Nothing was sent. Call the partner and ask whether they replaced it; if so, ask for a new confirmation.',
    },
  },
  'peer.nothing-waits': {
    status: 409,
    vi: {
      title: 'Không có gì chờ xác nhận cho đối tác này.',
      next: 'Tải lại trang trao đổi để xem tình trạng mới nhất.',
    },
    en: { title: 'Nothing of this partner waits to be confirmed.', next: 'Reload the exchange to see how it stands.' },
  },
  'peer.unreachable': {
    status: 503,
    vi: { title: 'Không kết nối được máy đối tác.', next: 'Hệ thống sẽ tự thử lại. Nếu kéo dài, báo cho đối tác.' },
    en: {
      title: 'The partner’s server could not be reached.',
      next: 'The platform tries again by itself. If it stays, tell the partner.',
    },
  },
  'peer.refused': {
    status: 409,
    vi: { title: 'Máy đối tác từ chối yêu cầu.', next: 'Kiểm tra khóa và quyền tại đối tác.' },
    en: { title: 'The partner’s server refused the request.', next: 'Check the key and the rights over there.' },
  },
  'peer.malformed': {
    status: 409,
    vi: {
      title: 'Máy đối tác trả lời sai định dạng nên không nhập gì.',
      next: 'Báo cho đối tác kèm thời điểm; hệ thống sẽ thử lại.',
    },
    en: {
      title: 'The partner’s answer had a wrong format, so nothing of it was taken in.',
      next: 'Tell the partner the time of it; the platform tries again.',
    },
  },
  'removal.incomplete': {
    status: 422,
    vi: { title: 'Còn thiếu câu trả lời.', next: 'Trả lời câu được nêu rồi gửi lại.' },
    en: { title: 'An answer is missing.', next: 'Answer the question named and send it again.' },
  },
  'removal.hash-unreadable': {
    status: 422,
    vi: { title: 'Mã nhận dạng ảnh không đọc được.', next: 'Chọn lại ảnh hoặc video để máy tính lại mã.' },
    en: { title: 'The picture code cannot be read.', next: 'Choose the picture or video again.' },
  },
  'removal.too-plain': {
    status: 422,
    vi: {
      title: 'Ảnh gần như một màu nên mã nhận dạng không đủ tin cậy.',
      next: 'Chọn ảnh gốc rõ hơn, hoặc gọi 111 để được giúp.',
    },
    en: {
      title: 'The picture is almost one colour, so its code says too little.',
      next: 'Choose the clearer original, or call 111 for help.',
    },
  },
  'removal.link-unusable': {
    status: 422,
    vi: {
      title: 'Có một liên kết hoặc tên tài khoản không dùng được.',
      next: 'Dán nguyên liên kết của trang, mỗi dòng một liên kết. Đừng dán ảnh. Chưa có gì được gửi.',
    },
    en: {
      title: 'One of the links or account names cannot be used.',
      next: 'Paste the whole link of the page, one on each line, and no picture. Nothing was sent.',
    },
  },
  'removal.too-many': {
    status: 429,
    vi: {
      title: 'Hiện có quá nhiều yêu cầu cùng lúc.',
      next: 'Thử lại sau một giờ. Cần giúp ngay, gọi 111, miễn phí, cả ngày lẫn đêm.',
    },
    en: {
      title: 'There are too many requests at the moment.',
      next: 'Try again in an hour. If you need help now, call 111: free, day and night.',
    },
  },
  'removal.key-unusable': {
    status: 422,
    vi: { title: 'Trang này đã cũ.', next: 'Mở lại trang rồi làm lại. Chưa có gì được gửi.' },
    en: { title: 'This page is out of date.', next: 'Open it again and start anew. Nothing was sent.' },
  },
  'removal.already-received': {
    status: 409,
    vi: {
      title: 'Yêu cầu này đã được nhận rồi.',
      next: 'Dùng số thẻ và sáu từ mà bạn đã giữ khi gửi để xem lại ở trang Quay lại.',
    },
    en: {
      title: 'This request has been received already.',
      next: 'Use the card number and the six words that you kept when you sent it, on the page to come back.',
    },
  },
} as const;

export const refuse = refuser(refusals);
