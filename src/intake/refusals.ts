import { refuser } from '../kernel/index.ts';

/**
 * Refusals of the intake. The ones that a child may meet speak to the child: what happened, that nothing is lost or
 * wrong, what to do now. The desk's speak to a colleague.
 */
export const refusals = {
  'report.narrative-empty': {
    status: 422,
    vi: {
      title: 'Em chưa viết chuyện gì đã xảy ra.',
      next: 'Viết một câu cũng được. Nếu khó viết, em gọi 111, cô chú nghe em kể.',
    },
    en: {
      title: 'You have not written what happened yet.',
      next: 'One sentence is enough. If writing is hard, call 111 and tell us.',
    },
  },
  'report.narrative-too-long': {
    status: 413,
    vi: {
      title: 'Phần em kể dài hơn chỗ nhận được.',
      next: 'Gửi phần quan trọng nhất trước. Có thẻ rồi, em kể tiếp được.',
    },
    en: {
      title: 'What you wrote is longer than we can take at once.',
      next: 'Send the most important part first. With your card you can write more later.',
    },
  },
  'report.text-too-long': {
    status: 422,
    vi: { title: 'Có một ô viết quá dài.', next: 'Viết ngắn lại ô được nêu rồi gửi lại. Những ô khác vẫn còn nguyên.' },
    en: {
      title: 'One answer is too long.',
      next: 'Make the named answer shorter and send again. The other answers are still there.',
    },
  },
  'report.text-unreadable': {
    status: 422,
    vi: {
      title: 'Có ký tự lạ mà máy không đọc được.',
      next: 'Xóa ký tự lạ trong ô được nêu, hoặc gõ lại bằng tay, rồi gửi lại.',
    },
    en: {
      title: 'There are characters that cannot be read.',
      next: 'Remove them from the named answer, or type it again, and send once more.',
    },
  },
  'report.picture-not-accepted': {
    status: 422,
    vi: {
      title: 'Ở đây không nhận ảnh, video.',
      next: 'Em kể bằng lời và cho biết ảnh ở đâu trên mạng. Em không cần gửi ảnh cho ai.',
    },
    en: {
      title: 'We do not take pictures or videos.',
      next: 'Tell us in words and say where online it is. You never need to send a picture.',
    },
  },
  'report.link-unreadable': {
    status: 422,
    vi: {
      title: 'Đường dẫn này chưa đúng.',
      next: 'Chép lại đường dẫn bắt đầu bằng https://, hoặc bỏ trống và tả bằng lời.',
    },
    en: {
      title: 'This link does not look right.',
      next: 'Copy the link that starts with https:// again, or leave it empty and describe it in words.',
    },
  },
  'report.account-unreadable': {
    status: 422,
    vi: {
      title: 'Tên tài khoản này chưa đọc được.',
      next: 'Viết lại tên tài khoản như em thấy trên màn hình, hoặc bỏ trống.',
    },
    en: {
      title: 'This account name cannot be read.',
      next: 'Write it as you see it on the screen, or leave it empty.',
    },
  },
  'report.phone-unreadable': {
    status: 422,
    vi: { title: 'Số điện thoại này chưa đúng.', next: 'Viết lại số, ví dụ 0912 345 678, hoặc bỏ trống.' },
    en: { title: 'This phone number does not look right.', next: 'Write it like 0912 345 678, or leave it empty.' },
  },
  'report.email-unreadable': {
    status: 422,
    vi: { title: 'Địa chỉ thư điện tử này chưa đúng.', next: 'Viết lại, ví dụ ten@example.vn, hoặc bỏ trống.' },
    en: {
      title: 'This e-mail address does not look right.',
      next: 'Write it like name@example.vn, or leave it empty.',
    },
  },
  'report.time-impossible': {
    status: 422,
    vi: {
      title: 'Ngày này không thể đúng.',
      next: 'Chọn ngày đã qua, ngày bắt đầu trước ngày kết thúc. Nếu không nhớ, em bỏ trống.',
    },
    en: {
      title: 'This date cannot be right.',
      next: 'Choose a past date, with the start before the end. If you do not remember, leave it empty.',
    },
  },
  'report.area-unknown': {
    status: 422,
    vi: {
      title: 'Không tìm thấy tỉnh hoặc xã này.',
      next: 'Chọn lại trong danh sách, hoặc bỏ trống. Không có mục này vẫn gửi được.',
    },
    en: {
      title: 'This province or commune was not found.',
      next: 'Choose from the list again, or leave it empty. You can send without it.',
    },
  },
  'report.contact-needs-phone': {
    status: 422,
    vi: {
      title: 'Muốn được gọi lại thì cần số điện thoại.',
      next: 'Ghi số điện thoại an toàn, hoặc chọn chỉ trả lời ở trang quay lại.',
    },
    en: {
      title: 'To be called back we need a phone number.',
      next: 'Give a number that is safe, or choose to be answered only on the page you come back to.',
    },
  },
  'report.contact-wishes-clash': {
    status: 422,
    vi: { title: 'Hai lựa chọn này trái nhau.', next: 'Nếu không muốn ai liên hệ, chỉ chọn một mục đó.' },
    en: {
      title: 'Two of these choices do not go together.',
      next: 'If nobody should contact you, choose only that one.',
    },
  },
  'filing.key-unusable': {
    status: 400,
    vi: {
      title: 'Thiếu mã chống gửi trùng, hoặc mã không hợp lệ.',
      next: 'Gửi tiêu đề Idempotency-Key dài 16 đến 200 ký tự, mỗi lần báo tin một mã mới.',
    },
    en: {
      title: 'The key against double sending is missing or not valid.',
      next: 'Send an Idempotency-Key header of 16 to 200 printable characters, a new one for each report.',
    },
  },
  'filing.key-reused': {
    status: 409,
    vi: {
      title: 'Mã này đã dùng cho một tin báo khác.',
      next: 'Tin trước đã được nhận. Muốn gửi tin mới, mở lại trang báo tin từ đầu.',
    },
    en: {
      title: 'This key was used for a different report.',
      next: 'The earlier report was received. To send a new one, start again from the first page.',
    },
  },
  'filing.desk-without-key': {
    status: 503,
    vi: {
      title: 'Hiện chưa nhận được tin báo ở đây.',
      next: 'Cần giúp ngay: gọi 111. Hoặc gửi lại sau 10 phút; chưa có gì được lưu.',
    },
    en: {
      title: 'No report can be taken here at the moment.',
      next: 'If help is needed now, call 111. Or send it again in 10 minutes; nothing was stored.',
    },
  },
  'filing.already-received': {
    status: 409,
    vi: {
      title: 'Tin này đã được nhận rồi, không mất gì cả.',
      next: 'Mở bằng thẻ có sáu từ. Không còn thẻ thì gọi 111.',
    },
    en: {
      title: 'This report has already been received; nothing is lost.',
      next: 'Open it with the card of six words. Without it, call 111.',
    },
  },
  'draft.unreadable': {
    status: 400,
    vi: {
      title: 'Trang này không đọc lại được những gì đã viết.',
      next: 'Bắt đầu lại từ đầu. Nếu cần giúp ngay, gọi 111.',
    },
    en: {
      title: 'This page could not read back what was written.',
      next: 'Start again from the first page. If you need help now, call 111.',
    },
  },
  'draft.expired': {
    status: 410,
    vi: {
      title: 'Trang này đã để quá một ngày nên hết hạn.',
      next: 'Bắt đầu lại từ đầu. Để giữ an toàn, những gì chưa gửi không được giữ lại.',
    },
    en: {
      title: 'This page has been open for more than a day and has ended.',
      next: 'Start again. To keep you safe we do not keep what was not sent.',
    },
  },
  'receipt.unreadable': {
    status: 422,
    vi: {
      title: 'Số thẻ gồm 8 chữ và số, kèm 6 từ.',
      next: 'Xem lại thẻ rồi gõ đủ. Viết hoa hay thường, có dấu hay không dấu đều được.',
    },
    en: {
      title: 'The card number has 8 letters and digits, with 6 words.',
      next: 'Look at your card and type all of it. Capitals and accents do not matter.',
    },
  },
  'receipt.word-unknown': {
    status: 422,
    vi: {
      title: 'Có một từ không phải từ của thẻ nào.',
      next: 'Xem lại từng từ, có thể gõ nhầm một chữ. Lần này không tính là thử sai.',
    },
    en: {
      title: 'One of the words is on no card.',
      next: 'Check each word for a typing slip. This did not count as a wrong try.',
    },
  },
  'receipt.wrong': {
    status: 403,
    vi: {
      title: 'Số thẻ hoặc các từ chưa khớp.',
      next: 'Xem lại thẻ rồi thử lại. Nếu không nhớ, gọi 111, bạn không cần thẻ để được giúp.',
    },
    en: {
      title: 'The card number and the words do not match.',
      next: 'Look at your card and try again. If you cannot remember, call 111: you need no card to be helped.',
    },
  },
  'receipt.wait': {
    status: 429,
    vi: {
      title: 'Từ máy này vừa có nhiều lần thử chưa khớp.',
      next: 'Chờ một phút rồi thử lại, thẻ không bị khóa. Cần giúp ngay, gọi 111, miễn phí, cả ngày lẫn đêm.',
    },
    en: {
      title: 'Several tries from this device did not match.',
      next: 'Wait a minute and try again; the card is not locked. If you need help now, call 111: free, day and night.',
    },
  },
  'receipt.removal-only': {
    status: 409,
    vi: {
      title: 'Thẻ này mở yêu cầu gỡ ảnh, không mở lời kể nào.',
      next: 'Mở thẻ ở trang quay lại để xem yêu cầu gỡ ảnh.',
    },
    en: {
      title: 'This card opens a request to take pictures down, and no report.',
      next: 'Open it on the page to come back, to see the request.',
    },
  },
  'receipt.contact-only': {
    status: 409,
    vi: {
      title: 'Thẻ này mở cuộc trò chuyện với 111, không mở lời kể nào.',
      next: 'Mở thẻ ở trang quay lại để trò chuyện tiếp.',
    },
    en: {
      title: 'This card opens a talk with 111, and no report.',
      next: 'Open it on the page to come back, to go on talking.',
    },
  },
  'receipt.other-matter': {
    status: 409,
    vi: {
      title: 'Thẻ gỡ ảnh này đã đi cùng một lời kể khác.',
      next: 'Gửi lời kể không kèm thẻ đó; bạn sẽ nhận thẻ mới.',
    },
    en: {
      title: 'This receipt of a take-down request belongs to another report already.',
      next: 'Send the report without it; you will get a receipt of its own.',
    },
  },
  'receipt.not-kept-yet': {
    status: 422,
    vi: { title: 'Từ vừa chọn chưa đúng.', next: 'Xem lại thẻ, ghi lại sáu từ ở nơi an toàn, rồi chọn lại.' },
    en: {
      title: 'That is not the right word.',
      next: 'Look at your card again, keep the six words somewhere safe, then choose again.',
    },
  },
  'receipt.must-change': {
    status: 409,
    vi: {
      title: 'Sáu từ này do người nghe máy đọc cho bạn, nên cần đổi trước khi xem.',
      next: 'Đổi sang sáu từ mới chỉ mình bạn biết, rồi mở lại.',
    },
    en: {
      title: 'These words were read to you on the phone, so they must be changed first.',
      next: 'Change to six new words that only you know, then open again.',
    },
  },
  'receipt.not-for-staff': {
    status: 403,
    vi: { title: 'Thẻ này chỉ dành cho người báo tin.', next: 'Mở tin báo trong danh sách của bàn làm việc.' },
    en: { title: 'A receipt is for the reporter alone.', next: 'Open the report from your desk’s list.' },
  },
  'receipt.session-ended': {
    status: 401,
    vi: { title: 'Trang đã tự đóng để giữ an toàn.', next: 'Mở lại bằng số thẻ và sáu từ.' },
    en: {
      title: 'The page closed itself to keep you safe.',
      next: 'Open it again with your card number and six words.',
    },
  },
  'message.empty': {
    status: 422,
    vi: { title: 'Tin nhắn chưa có chữ nào.', next: 'Viết điều muốn nói rồi gửi lại.' },
    en: { title: 'The message is empty.', next: 'Write what you want to say and send it again.' },
  },
  'message.too-long': {
    status: 413,
    vi: { title: 'Tin nhắn quá dài.', next: 'Chia thành hai tin nhắn rồi gửi lần lượt.' },
    en: { title: 'The message is too long.', next: 'Split it in two and send one after the other.' },
  },
  'message.unreadable': {
    status: 422,
    vi: {
      title: 'Tin nhắn có ký tự lạ hoặc hình ảnh, không nhận được.',
      next: 'Xóa phần đó, viết bằng lời rồi gửi lại.',
    },
    en: {
      title: 'The message has unreadable characters or a picture, which we do not take.',
      next: 'Remove that part, write it in words and send again.',
    },
  },
  'message.id-taken': {
    status: 409,
    vi: { title: 'Tin nhắn chưa gửi được.', next: 'Mở lại trang này rồi gửi lần nữa.' },
    en: { title: 'The message was not sent.', next: 'Open this page again and send it once more.' },
  },
  'message.nobody-reads': {
    status: 409,
    vi: {
      title: 'Người báo tin đã hủy mã nên không đọc được trả lời tại đây.',
      next: 'Xem mong muốn liên hệ an toàn trước khi liên lạc cách khác.',
    },
    en: {
      title: 'The reporter has destroyed the receipt and cannot read answers here.',
      next: 'Look at the safe-contact wishes before reaching out in another way.',
    },
  },
  'report.act-not-open': {
    status: 409,
    vi: {
      title: 'Tin báo đang ở trạng thái không làm được việc này.',
      next: 'Tải lại để xem trạng thái và các việc làm được.',
    },
    en: {
      title: 'The report is in a state where this cannot be done.',
      next: 'Reload to see its state and what is open.',
    },
  },
  'report.urgency-mismatch': {
    status: 422,
    vi: {
      title: 'Mức khẩn cấp không khớp với kết quả sàng lọc.',
      next: 'Khẩn cấp đi với U1; xử lý thông thường với U2 hoặc U3; các kết quả khác với U4.',
    },
    en: {
      title: 'The urgency does not fit the outcome.',
      next: 'Emergency goes with U1; normal with U2 or U3; the other outcomes with U4.',
    },
  },
  'report.incident-needed': {
    status: 422,
    vi: { title: 'Chưa chọn loại sự việc.', next: 'Chọn ít nhất một loại sự việc trước khi lưu sàng lọc.' },
    en: { title: 'No incident code is chosen.', next: 'Choose at least one before saving the screening.' },
  },
  'report.lowering-needs-reason': {
    status: 422,
    vi: {
      title: 'Mức này thấp hơn điều các câu trả lời cho thấy.',
      next: 'Ghi lý do hạ mức, hoặc chọn mức khẩn cấp hơn. Chưa có gì được lưu.',
    },
    en: {
      title: 'This is less urgent than the answers speak for.',
      next: 'Say why, or choose a more urgent level. Nothing was stored.',
    },
  },
  'report.end-reason-needed': {
    status: 422,
    vi: { title: 'Chưa chọn lý do phù hợp.', next: 'Chọn một lý do trong danh sách của việc này rồi gửi lại.' },
    en: { title: 'No fitting reason is chosen.', next: 'Choose one from the list of this act and send it again.' },
  },
  'report.end-words-needed': {
    status: 422,
    vi: {
      title: 'Chưa ghi đã kiểm tra những gì.',
      next: 'Ghi ngắn đã làm gì, thấy gì. Đồng nghiệp đọc phần này, người báo tin không thấy.',
    },
    en: {
      title: 'What was checked is not written down.',
      next: 'Say shortly what was done and found. Colleagues read it, the reporter does not.',
    },
  },
  'report.reporter-not-told': {
    status: 422,
    vi: {
      title: 'Người báo tin đang chờ mà chưa được trả lời.',
      next: 'Viết cho người báo tin một lời ở ô bên dưới, rồi kết thúc.',
    },
    en: {
      title: 'The reporter is waiting and has had no answer.',
      next: 'Write them a line in the box below, then end it.',
    },
  },
  'report.end-waits': {
    status: 409,
    vi: {
      title: 'Đang chờ đồng nghiệp xem đề nghị kết thúc.',
      next: 'Nhờ đồng nghiệp mở tin báo này, hoặc rút đề nghị rồi làm lại.',
    },
    en: {
      title: 'An end of this report waits for a colleague.',
      next: 'Ask a colleague to open the report, or take the request back first.',
    },
  },
  'report.undo-over': {
    status: 409,
    vi: {
      title: 'Không còn hoàn tác được.',
      next: 'Đã quá 10 giây, hoặc đã có việc khác sau đó. Xem diễn biến rồi làm bước tiếp theo.',
    },
    en: {
      title: 'It can no longer be taken back.',
      next: 'Ten seconds are over, or something was done since. Look at the events and go on from there.',
    },
  },
  'message.thread-moved': {
    status: 409,
    vi: {
      title: 'Có tin nhắn mới mà anh chị chưa xem. Lời trả lời chưa gửi, vẫn còn nguyên.',
      next: 'Đọc tin nhắn mới, sửa lời trả lời nếu cần, rồi gửi.',
    },
    en: {
      title: 'There is a new line that you have not seen. Your answer was not sent and is kept.',
      next: 'Read the new line, change your answer if need be, then send it.',
    },
  },
  'report.duplicate-unusable': {
    status: 422,
    vi: {
      title: 'Không gộp được vào tin báo này.',
      next: 'Chọn một tin báo gốc khác, chưa bị gộp và anh chị được xem.',
    },
    en: {
      title: 'It cannot be joined to that report.',
      next: 'Choose another original that is not itself a duplicate and that you may see.',
    },
  },
  'report.reason-needed': {
    status: 422,
    vi: { title: 'Cần nêu lý do xem danh tính.', next: 'Chọn lý do rồi thử lại. Lý do được ghi vào nhật ký.' },
    en: {
      title: 'Seeing an identity needs a reason.',
      next: 'Choose a reason and try again. It is kept in the audit.',
    },
  },
  'report.key-unavailable': {
    status: 503,
    vi: {
      title: 'Bàn làm việc này không có khóa để mở phần niêm phong.',
      next: 'Báo người quản trị khóa. Việc sàng lọc vẫn làm được với thông tin còn lại.',
    },
    en: {
      title: 'This desk holds no key for the sealed part.',
      next: 'Tell the key administrator. Screening can go on with the rest.',
    },
  },
  'report.assignee-unusable': {
    status: 422,
    vi: { title: 'Người này không thuộc bàn làm việc của tin báo.', next: 'Chọn một người đang làm việc tại bàn này.' },
    en: { title: 'This person does not work at the report’s desk.', next: 'Choose somebody who works at this desk.' },
  },
  'search.term-unreadable': {
    status: 422,
    vi: {
      title: 'Không đọc được nội dung tìm.',
      next: 'Nhập đúng mã tin báo, số điện thoại, đường dẫn hoặc tên tài khoản. Không tìm được trong lời kể.',
    },
    en: {
      title: 'The search term cannot be read.',
      next: 'Enter an exact reference, phone number, link or account name. Narratives cannot be searched.',
    },
  },
} as const;

export const refuse = refuser(refusals);
