import { refuser } from '../kernel/index.ts';

/** Refusals of counselling. Those that a child may meet speak to the child; the desk's speak to a colleague. */
export const refusals = {
  'shift.none-open': {
    status: 409,
    vi: { title: 'Anh chị chưa vào ca trực.', next: 'Mở trang trực, kiểm tra âm thanh rồi bấm “Vào ca”.' },
    en: { title: 'You are not on shift.', next: 'Open the shift page, check the sound and press “Begin shift”.' },
  },
  'shift.check-needed': {
    status: 422,
    vi: {
      title: 'Chưa kiểm tra chuông báo.',
      next: 'Bấm nghe thử. Nghe thấy chuông thì xác nhận rồi vào ca; không nghe thấy thì xem lại loa và trình duyệt.',
    },
    en: {
      title: 'The ring has not been checked.',
      next: 'Play the test ring. If you hear it, confirm it and begin; if not, look at the speaker and the browser.',
    },
  },
  'shift.channel-needed': {
    status: 422,
    vi: { title: 'Chưa chọn kênh nào để trực.', next: 'Chọn ít nhất một kênh rồi vào ca.' },
    en: { title: 'No channel is chosen.', next: 'Choose at least one, then begin.' },
  },
  'shift.tier-not-yours': {
    status: 403,
    vi: { title: 'Anh chị không được phân công ở tuyến này.', next: 'Chọn tuyến của mình, hoặc hỏi giám sát ca.' },
    en: { title: 'Your role does not work in this tier.', next: 'Choose your own tier, or ask the supervisor.' },
  },
  'shift.reason-unknown': {
    status: 422,
    vi: { title: 'Lý do không khớp với trạng thái.', next: 'Chọn lại lý do trong danh sách của trạng thái đó.' },
    en: { title: 'The reason does not fit the state.', next: 'Choose a reason from the list of that state.' },
  },
  'shift.contacts-open': {
    status: 409,
    vi: {
      title: 'Anh chị còn cuộc trò chuyện chưa xong.',
      next: 'Kết thúc hoặc chuyển cho đồng nghiệp rồi mới hết ca.',
    },
    en: { title: 'You still have contacts.', next: 'End them or hand them over, then end the shift.' },
  },
  'shift.not-by-others': {
    status: 409,
    vi: {
      title: 'Không ai bật sẵn sàng thay người khác.',
      next: 'Nhắn đồng nghiệp tự bật khi đã ngồi vào máy.',
    },
    en: { title: 'Nobody is made available by others.', next: 'Ask your colleague to switch it on when ready.' },
  },
  'shift.act-not-open': {
    status: 409,
    vi: { title: 'Ca trực này đã kết thúc.', next: 'Tải lại bảng ca để xem ai đang trực.' },
    en: { title: 'This shift has ended.', next: 'Reload the board to see who is there.' },
  },
  'contact.with-colleague': {
    status: 409,
    vi: {
      title: 'Đồng nghiệp đã nhận, hoặc lượt của anh chị đã hết.',
      next: 'Anh chị không cần làm gì thêm. Lượt tiếp theo sẽ đổ chuông.',
    },
    en: {
      title: 'A colleague has it already, or your turn is over.',
      next: 'Nothing is left to do. The next one will ring.',
    },
  },
  'contact.no-room': {
    status: 409,
    vi: {
      title: 'Người nhận không còn chỗ cho cuộc này.',
      next: 'Kết thúc bớt một cuộc, hoặc chọn người khác.',
    },
    en: { title: 'There is no room for another contact.', next: 'End one first, or choose somebody else.' },
  },
  'contact.not-live': {
    status: 409,
    vi: { title: 'Cuộc trò chuyện không còn ở chỗ anh chị.', next: 'Tải lại để xem ai đang giữ.' },
    en: { title: 'You do not have this contact any more.', next: 'Reload to see who has it.' },
  },
  'contact.key-unavailable': {
    status: 503,
    vi: { title: 'Chưa mở được nội dung cuộc trò chuyện.', next: 'Thử lại. Nếu vẫn không được, báo người vận hành.' },
    en: { title: 'What was said cannot be opened now.', next: 'Try again. If it stays, tell the operator.' },
  },
  'contact.letter-meanwhile': {
    status: 409,
    vi: {
      title: 'Thư này vừa được nhận ở một hộp thư khác.',
      next: 'Chờ một giây. Hệ thống tự gộp hai bản của cùng một thư.',
    },
    en: {
      title: 'This letter has just been taken in another mailbox.',
      next: 'Wait a second. The two copies of one letter become one by themselves.',
    },
  },
  'line.key-taken': {
    status: 409,
    vi: { title: 'Tin này trùng mã với một tin khác.', next: 'Tải lại trang rồi gửi lại. Tin trước vẫn còn.' },
    en: { title: 'Another message has this key.', next: 'Reload the page and send it again. The earlier one is kept.' },
  },
  'contact-record.reason-needed': {
    status: 422,
    vi: { title: 'Chưa chọn lý do liên hệ.', next: 'Chọn ít nhất một lý do, rồi ghi lại.' },
    en: { title: 'No reason is chosen.', next: 'Choose at least one reason, then record it.' },
  },
  'contact-record.main-reason-needed': {
    status: 422,
    vi: { title: 'Chưa chọn lý do chính.', next: 'Chọn một trong các lý do làm lý do chính.' },
    en: { title: 'No main reason is chosen.', next: 'Choose one of the reasons as the main one.' },
  },
  'contact-record.too-many-reasons': {
    status: 422,
    vi: { title: 'Chỉ ghi tối đa năm lý do.', next: 'Bỏ bớt, giữ lại những lý do quan trọng nhất.' },
    en: { title: 'At most five reasons can be recorded.', next: 'Leave some out and keep the most important ones.' },
  },
  'contact-record.correction-needed': {
    status: 422,
    vi: { title: 'Bản ghi này đã có. Chưa nói vì sao sửa.', next: 'Chọn lý do sửa. Bản cũ vẫn được giữ lại bên cạnh.' },
    en: {
      title: 'There is a record already, and no reason for the change.',
      next: 'Choose why it is corrected. The earlier version is kept.',
    },
  },
  'contact-record.words-needed': {
    status: 422,
    vi: { title: 'Tin báo chưa có lời kể.', next: 'Chọn ít nhất một câu của em, hoặc viết thêm.' },
    en: {
      title: 'The report has no story yet.',
      next: 'Choose at least one line of the child, or add words of your own.',
    },
  },
  'contact-record.line-unknown': {
    status: 422,
    vi: { title: 'Có câu được chọn không phải lời của em.', next: 'Tải lại trang rồi chọn lại.' },
    en: { title: 'A chosen line is not the child’s.', next: 'Reload the page and choose again.' },
  },
  'contact-record.report-exists': {
    status: 409,
    vi: { title: 'Cuộc liên hệ này đã có tin báo.', next: 'Mở tin báo đó để làm tiếp.' },
    en: { title: 'A report was made of this contact already.', next: 'Open that report and go on there.' },
  },
  'survey.not-asked': {
    status: 409,
    vi: {
      title: 'Lúc này không có câu hỏi nào cần trả lời.',
      next: 'Không cần làm gì thêm. Muốn nói chuyện tiếp thì cứ viết.',
    },
    en: { title: 'Nothing is asked now.', next: 'Nothing is left to do. To go on talking, just write.' },
  },
  'canned-answer.code-unusable': {
    status: 422,
    vi: { title: 'Mã câu không dùng được.', next: 'Chỉ dùng chữ thường không dấu, số và gạch ngang, tối đa 30 ký tự.' },
    en: {
      title: 'The code cannot be used.',
      next: 'Use small letters without diacritics, figures and dashes, 30 at most.',
    },
  },
  'canned-answer.blank-unknown': {
    status: 422,
    vi: { title: 'Có chỗ trống không điền được.', next: 'Chỉ dùng {em}, {Em}, {ma} và {tinh}.' },
    en: { title: 'There is a blank that nothing fills.', next: 'Use {em}, {Em}, {ma} and {tinh} only.' },
  },
  'canned-answer.held-back': {
    status: 422,
    vi: {
      title: 'Câu này dẫn trẻ sang nơi khác, nên không gửi được.',
      next: 'Bỏ số điện thoại, đường dẫn, tài khoản và lời hẹn, rồi lưu lại.',
    },
    en: {
      title: 'This sentence would lead a child elsewhere and could not be sent.',
      next: 'Leave out numbers, links, accounts and invitations, then save it again.',
    },
  },
  'canned-answer.not-there': {
    status: 404,
    vi: { title: 'Câu mẫu này không còn.', next: 'Tải lại danh sách.' },
    en: { title: 'This sentence is not there any more.', next: 'Reload the list.' },
  },
  'contact-slow.danger': {
    status: 409,
    vi: {
      title: 'Cuộc này có dấu hiệu nguy hiểm nên không làm chậm.',
      next: 'Tiếp như mọi cuộc nguy hiểm khác. Cần nghỉ thì báo giám sát ca.',
    },
    en: {
      title: 'This contact shows danger and is not slowed.',
      next: 'Take it like every other one of danger. If you need a rest, tell the supervisor.',
    },
  },
  'contact-slow.asked-already': {
    status: 409,
    vi: {
      title: 'Cuộc này đã được đề nghị hoặc đang được làm chậm.',
      next: 'Chờ giám sát quyết định, hoặc chờ hết hạn rồi đề nghị lại.',
    },
    en: {
      title: 'It was asked for already, or is slowed.',
      next: 'Wait for the supervisor’s decision, or until it has run out, then ask again.',
    },
  },
  'contact-slow.reason-unknown': {
    status: 422,
    vi: { title: 'Lý do không có trong danh sách.', next: 'Chọn lại lý do rồi gửi.' },
    en: { title: 'The reason is not on the list.', next: 'Choose a reason and send it again.' },
  },
  'contact-slow.not-there': {
    status: 404,
    vi: { title: 'Cuộc này không còn bị làm chậm.', next: 'Tải lại danh sách.' },
    en: { title: 'This contact is not slowed any more.', next: 'Reload the list.' },
  },
  'contact-plan.times-unusable': {
    status: 422,
    vi: { title: 'Giờ hẹn không dùng được.', next: 'Chọn ngày trong tuần, và giờ kết thúc sau giờ bắt đầu.' },
    en: { title: 'The times cannot be used.', next: 'Choose days of the week, and an end after the beginning.' },
  },
  'contact-plan.review-unusable': {
    status: 422,
    vi: { title: 'Ngày xem lại không dùng được.', next: 'Chọn một ngày từ ngày mai đến sáu tháng tới.' },
    en: { title: 'The day of review cannot be used.', next: 'Choose a day from tomorrow on, within six months.' },
  },
  'contact.act-not-open': {
    status: 409,
    vi: { title: 'Việc này không làm được ở bước hiện tại.', next: 'Tải lại để xem cuộc trò chuyện đang ở bước nào.' },
    en: { title: 'This cannot be done in the present state.', next: 'Reload to see where the contact stands.' },
  },
  'contact.helper-not-there': {
    status: 409,
    vi: {
      title: 'Người được chọn không nhận được lúc này.',
      next: 'Chọn người đang sẵn sàng, hoặc chuyển về hàng chờ.',
    },
    en: {
      title: 'The chosen person cannot take it now.',
      next: 'Choose somebody who is available, or send it to the queue.',
    },
  },
  'contact.reason-unknown': {
    status: 422,
    vi: { title: 'Lý do không có trong danh sách.', next: 'Chọn lại lý do rồi làm tiếp.' },
    en: { title: 'The reason is not on the list.', next: 'Choose a reason and go on.' },
  },
  'contact.key-unusable': {
    status: 422,
    vi: { title: 'Lần gửi này thiếu mã của chính nó.', next: 'Tải lại trang rồi gửi lại, hoặc gọi 111.' },
    en: { title: 'This submission lacks its own key.', next: 'Reload the page and send again, or call 111.' },
  },
  'contact.key-reused': {
    status: 409,
    vi: {
      title: 'Lần gửi này đã dùng cho một cuộc trò chuyện khác.',
      next: 'Tải lại trang rồi bắt đầu lại, hoặc gọi 111.',
    },
    en: { title: 'This key was used for another contact.', next: 'Reload the page and begin again, or call 111.' },
  },
  'contact.already-begun': {
    status: 409,
    vi: { title: 'Cuộc trò chuyện này đã bắt đầu từ trước.', next: 'Dùng sáu từ trên thẻ của em để vào lại.' },
    en: { title: 'This contact was begun before.', next: 'Use the six words of your card to come back.' },
  },
  'contact.desk-without-key': {
    status: 503,
    vi: {
      title: 'Chưa nhận được trò chuyện lúc này.',
      next: 'Em gọi 111, miễn phí, bất cứ giờ nào. Hoặc thử lại sau mười phút.',
    },
    en: { title: 'We cannot take a chat just now.', next: 'Call 111, free at any hour. Or try again in ten minutes.' },
  },
  'contact.other-receipt': {
    status: 409,
    vi: { title: 'Thẻ này không mở cuộc trò chuyện nào.', next: 'Mở thẻ ở trang quay lại để xem thẻ mở gì.' },
    en: { title: 'This card opens no chat.', next: 'Open it on the page to come back, to see what it opens.' },
  },
  'contact.watched-already': {
    status: 409,
    vi: { title: 'Đã có người theo dõi cuộc này.', next: 'Chờ người đó xong, hoặc hỏi trực tiếp.' },
    en: { title: 'Somebody reads along already.', next: 'Wait until they have finished, or ask them.' },
  },
  'contact.own-watch': {
    status: 409,
    vi: { title: 'Cuộc này do chính anh chị tiếp.', next: 'Mở ở danh sách của mình để đọc.' },
    en: { title: 'You have this contact yourself.', next: 'Open it from your own list.' },
  },
  'contact.not-waiting': {
    status: 409,
    vi: { title: 'Đã có người đang nói chuyện với em.', next: 'Tải lại trang để đọc tiếp.' },
    en: { title: 'Somebody is talking with you already.', next: 'Reload the page to read on.' },
  },
  'contact.word-needed': {
    status: 422,
    vi: { title: 'Em chưa viết lời nào.', next: 'Viết vài chữ rồi bấm “Để lại lời”.' },
    en: { title: 'There is no word of yours yet.', next: 'Write something, then press “Leave word”.' },
  },
  'contact.over': {
    status: 409,
    vi: {
      title: 'Cuộc trò chuyện này đã kết thúc.',
      next: 'Em muốn nói tiếp thì bấm “Chờ lại”, hoặc gọi 111.',
    },
    en: { title: 'This chat has ended.', next: 'To go on, press “Wait again”, or call 111.' },
  },
  'contact.not-over': {
    status: 409,
    vi: { title: 'Em vẫn đang ở trong cuộc trò chuyện.', next: 'Em không cần chờ lại. Tải lại trang để xem.' },
    en: { title: 'You are still in this chat.', next: 'There is no need to wait again. Reload the page.' },
  },
  'line.empty': {
    status: 422,
    vi: { title: 'Tin nhắn còn trống.', next: 'Viết vài chữ rồi gửi.' },
    en: { title: 'The message is empty.', next: 'Write something, then send it.' },
  },
  'line.too-long': {
    status: 422,
    vi: { title: 'Tin nhắn dài quá.', next: 'Chia làm hai tin rồi gửi. Chữ đã viết vẫn còn.' },
    en: { title: 'The message is too long.', next: 'Send it in two parts. What you wrote is still there.' },
  },
  'line.unreadable': {
    status: 422,
    vi: {
      title: 'Có ký tự máy không đọc được, hoặc có ảnh.',
      next: 'Chỉ gửi chữ thôi nhé. Ở đây không nhận ảnh, video.',
    },
    en: {
      title: 'There are characters that cannot be read, or a picture.',
      next: 'Send words only. We take no pictures or videos here.',
    },
  },
  'risk.answer-unknown': {
    status: 422,
    vi: { title: 'Câu trả lời không có trong kịch bản hỏi.', next: 'Tải lại trang rồi chọn lại câu trả lời.' },
    en: { title: 'This answer is not in the script.', next: 'Reload the page and choose again.' },
  },
  'risk.key-taken': {
    status: 409,
    vi: { title: 'Câu trả lời này trùng mã với một câu khác.', next: 'Tải lại trang rồi trả lời lại.' },
    en: { title: 'Another answer has this key.', next: 'Reload the page and answer again.' },
  },
  'risk.no-danger': {
    status: 409,
    vi: { title: 'Không có việc bàn giao nào đang chờ.', next: 'Tải lại để xem cuộc trò chuyện đang ở bước nào.' },
    en: { title: 'No hand-over is waited for.', next: 'Reload to see where the contact stands.' },
  },
  'officer-call.no-danger': {
    status: 409,
    vi: {
      title: 'Chưa xác định nguy hiểm ngay lúc này.',
      next: 'Hỏi theo kịch bản trước; khi mức là “Nguy hiểm ngay lúc này” thì gọi được trực ban.',
    },
    en: {
      title: 'Danger now has not been found.',
      next: 'Ask by the script first; at “Danger now” the duty officer can be called.',
    },
  },
  'officer-call.commune-unknown': {
    status: 422,
    vi: { title: 'Chưa chọn xã, phường.', next: 'Chọn tỉnh, thành phố rồi chọn xã, phường nơi trẻ đang ở.' },
    en: { title: 'No commune is chosen.', next: 'Choose the province and then the commune in which the child is.' },
  },
  'officer-call.over': {
    status: 409,
    vi: { title: 'Lượt gọi này đã xong.', next: 'Tải lại để xem ai đã nhận.' },
    en: { title: 'This call is over.', next: 'Reload to see who took it.' },
  },
  'officer-call.nobody-to-ring': {
    status: 409,
    vi: { title: 'Bước này không có ai để gọi điện.', next: 'Tải lại để xem đang ở bước nào.' },
    en: { title: 'Nobody is to be rung on this step.', next: 'Reload to see where the call stands.' },
  },
  'officer-call.answered': {
    status: 409,
    vi: { title: 'Lượt gọi này đã được trả lời đúng hạn.', next: 'Không cần làm gì thêm.' },
    en: { title: 'This call was answered in time.', next: 'Nothing is left to do.' },
  },
  'duty-officer.name-needed': {
    status: 422,
    vi: { title: 'Chưa có tên người trực, hoặc tên quá dài.', next: 'Nhập họ tên, tối đa 120 ký tự.' },
    en: { title: 'The name is missing or too long.', next: 'Enter a name of at most 120 characters.' },
  },
  'duty-officer.phone-unusable': {
    status: 422,
    vi: { title: 'Số điện thoại không dùng được.', next: 'Nhập số gọi được ngay, từ 3 đến 11 chữ số.' },
    en: {
      title: 'This telephone number cannot be used.',
      next: 'Enter a number of 3 to 11 digits that can be rung at once.',
    },
  },
  'duty-officer.hours-unusable': {
    status: 422,
    vi: {
      title: 'Ngày hoặc giờ trực chưa đúng.',
      next: 'Chọn ít nhất một ngày, và giờ bắt đầu, giờ kết thúc trong ngày.',
    },
    en: { title: 'The days or hours are not right.', next: 'Choose at least one day, and when duty begins and ends.' },
  },
  'duty-officer.no-area': {
    status: 422,
    vi: { title: 'Đơn vị này không có địa bàn để trực.', next: 'Chọn đơn vị cấp xã hoặc cấp tỉnh.' },
    en: { title: 'This agency has no area to be on duty for.', next: 'Choose an agency of a commune or a province.' },
  },
  'safety-plan.empty': {
    status: 422,
    vi: { title: 'Kế hoạch an toàn còn trống.', next: 'Viết ít nhất một mục cùng với trẻ rồi lưu.' },
    en: { title: 'The safety plan is empty.', next: 'Write at least one part with the child, then save it.' },
  },
  'safety-plan.held-back': {
    status: 422,
    vi: {
      title: 'Chưa lưu, vì có số điện thoại, đường dẫn, tài khoản hoặc lời hẹn.',
      next: 'Viết tên hoặc cách gọi thôi; số điện thoại của người thân để trẻ tự ghi vào thẻ của mình.',
    },
    en: {
      title: 'Not saved: there is a number, a link, an account or an invitation in it.',
      next: 'Write a name only; the child adds the numbers of their own people to the card themselves.',
    },
  },
  'safety-plan.changed': {
    status: 409,
    vi: {
      title: 'Kế hoạch vừa được sửa ở nơi khác.',
      next: 'Tải lại để xem bản mới rồi viết tiếp. Chữ của anh chị vẫn còn.',
    },
    en: {
      title: 'The plan was changed elsewhere.',
      next: 'Reload to see the newest, then go on. What you wrote is kept.',
    },
  },
  'queue.until-unusable': {
    status: 422,
    vi: { title: 'Thời hạn chuyển tuyến không hợp lệ.', next: 'Chọn từ 15 phút đến 12 giờ.' },
    en: { title: 'The diversion cannot last so long.', next: 'Choose 15 minutes to 12 hours.' },
  },
  'triage.not-yours': {
    status: 403,
    vi: { title: 'Chỉ giám sát của bàn trực này đổi được việc xếp thứ tự.', next: 'Nhờ giám sát ca.' },
    en: { title: 'Only a supervisor of this desk changes how contacts are ordered.', next: 'Ask the supervisor.' },
  },
  'triage.so-already': {
    status: 409,
    vi: { title: 'Việc xếp thứ tự đang ở trạng thái này rồi.', next: 'Tải lại trang để xem trạng thái hiện tại.' },
    en: { title: 'It is in this state already.', next: 'Reload the page to see how it stands.' },
  },
  'triage.not-silent-long-enough': {
    status: 409,
    vi: {
      title: 'Mô hình chưa chạy thử im lặng đủ bốn tuần, hoặc vừa có thay đổi.',
      next: 'Chờ đủ bốn tuần kể từ khi bắt đầu chạy thử phiên bản này rồi đề nghị lại.',
    },
    en: {
      title: 'The model has not been silent for four weeks, or something has just changed.',
      next: 'Wait until this version has been silent for four weeks, then ask again.',
    },
  },
  'staffing.no-desk': {
    status: 403,
    vi: {
      title: 'Anh chị không thuộc bàn trực nào của 111.',
      next: 'Nhờ quản trị viên đơn vị giao vai trò ở một bàn trực.',
    },
    en: { title: 'You belong to no desk of 111.', next: 'Ask the administrator of your agency to assign you to one.' },
  },
  'staffing.supervisors-only': {
    status: 403,
    vi: { title: 'Chỉ giám sát viên của bàn trực làm được việc này.', next: 'Nhờ giám sát viên của bàn.' },
    en: { title: 'Only a supervisor of the desk may do this.', next: 'Ask your supervisor.' },
  },
  'staffing.days-invalid': {
    status: 422,
    vi: {
      title: 'Khoảng ngày này không dùng được.',
      next: 'Chọn từ hôm nay trở đi, ngày cuối không trước ngày đầu và không quá dài.',
    },
    en: {
      title: 'These days cannot be used.',
      next: 'Begin today or later, end no earlier than you begin, and keep it shorter.',
    },
  },
  'staffing.rule-invalid': {
    status: 422,
    vi: {
      title: 'Giá trị này nằm ngoài mức cho phép.',
      next: 'Nhập giá trị trong khoảng đã ghi. Ban đêm luôn có ít nhất hai người.',
    },
    en: {
      title: 'This value is outside what is allowed.',
      next: 'Enter one within the range. There are always two people at night.',
    },
  },
  'staffing.wish-invalid': {
    status: 422,
    vi: { title: 'Vùng hoặc ca đã chọn không còn trong danh mục.', next: 'Tải lại trang rồi chọn lại.' },
    en: { title: 'The region or the shift is no longer in the list.', next: 'Reload the page and choose again.' },
  },
  'roster.needs-invalid': {
    status: 422,
    vi: { title: 'Số người cần cho một ca chưa đúng.', next: 'Nhập số nguyên từ 0, đúng ca và đúng ngày của lịch.' },
    en: {
      title: 'The people needed for a shift are not right.',
      next: 'Enter a whole number from 0, for a shift and a day of the roster.',
    },
  },
  'roster.too-many': {
    status: 422,
    vi: { title: 'Bàn trực có quá nhiều người cho một lịch.', next: 'Chia bàn trực thành các bàn nhỏ hơn.' },
    en: { title: 'The desk has more people than one roster can plan.', next: 'Divide the desk into smaller ones.' },
  },
  'roster.not-draft': {
    status: 409,
    vi: { title: 'Lịch này đã được ban hành hoặc đã bỏ.', next: 'Tải lại trang để xem lịch mới nhất.' },
    en: { title: 'This roster was published or discarded already.', next: 'Reload the page to see the latest.' },
  },
  'roster.not-ready': {
    status: 409,
    vi: { title: 'Lịch này chưa xếp xong.', next: 'Chờ máy xếp xong rồi ban hành.' },
    en: { title: 'This roster is not solved yet.', next: 'Wait until it is, then publish it.' },
  },
  'roster.days-taken': {
    status: 409,
    vi: { title: 'Đã có lịch ban hành cho một số ngày này.', next: 'Lập lịch mới bắt đầu sau ngày cuối của lịch đó.' },
    en: {
      title: 'Some of these days have a published roster.',
      next: 'Plan a new one that begins after its last day.',
    },
  },
  'roster.breaks-rule': {
    status: 409,
    vi: {
      title: 'Lịch này không còn đúng quy tắc: có người vừa được nghỉ hoặc quy tắc đã đổi.',
      next: 'Bỏ lịch này và lập lịch mới.',
    },
    en: {
      title: 'This roster breaks a rule now: somebody was granted leave, or a rule was changed.',
      next: 'Discard it and plan a new one.',
    },
  },
  'swap.no-shift': {
    status: 409,
    vi: { title: 'Ca này không còn, hoặc đã qua.', next: 'Tải lại trang rồi chọn ca khác.' },
    en: { title: 'This shift is no longer there, or is over.', next: 'Reload the page and choose another one.' },
  },
  'swap.colleague-not-there': {
    status: 409,
    vi: { title: 'Người này không còn làm ở bàn trực.', next: 'Chọn đồng nghiệp khác.' },
    en: { title: 'This person no longer works at the desk.', next: 'Choose another colleague.' },
  },
  'swap.already-asked': {
    status: 409,
    vi: { title: 'Anh chị đã đề nghị đổi ca này rồi.', next: 'Chờ trả lời, hoặc rút đề nghị cũ trước.' },
    en: {
      title: 'You have asked to swap this shift already.',
      next: 'Wait for the answer, or take that question back first.',
    },
  },
  'swap.over': {
    status: 409,
    vi: { title: 'Đề nghị đổi ca này đã xong.', next: 'Tải lại trang để xem lịch mới nhất.' },
    en: { title: 'This question is settled already.', next: 'Reload the page to see the latest.' },
  },
  'swap.breaks-rule': {
    status: 409,
    vi: {
      title: 'Đổi như vậy thì có người không đủ giờ nghỉ hoặc quá số ca.',
      next: 'Chọn ca khác hoặc đồng nghiệp khác.',
    },
    en: {
      title: 'With this swap somebody would have too little rest or too many shifts.',
      next: 'Choose another shift or colleague.',
    },
  },
  'leave.overlaps': {
    status: 409,
    vi: { title: 'Anh chị đã xin nghỉ trong những ngày này.', next: 'Rút đơn cũ, hoặc chọn ngày khác.' },
    en: { title: 'You have asked for leave on some of these days.', next: 'Take that back, or choose other days.' },
  },
  'leave.over': {
    status: 409,
    vi: { title: 'Đơn nghỉ này đã được trả lời hoặc đã rút.', next: 'Tải lại trang để xem kết quả.' },
    en: { title: 'This leave was decided or withdrawn already.', next: 'Reload the page to see how.' },
  },
  'forecast.uplift-invalid': {
    status: 422,
    vi: { title: 'Mức tăng chưa đúng.', next: 'Nhập số lần so với ngày thường, từ 0,1 đến 20.' },
    en: { title: 'The uplift is not right.', next: 'Enter how many times the usual, from 0.1 to 20.' },
  },
  'forecast.event-unknown': {
    status: 404,
    vi: { title: 'Sự kiện này không còn.', next: 'Tải lại trang.' },
    en: { title: 'This event is no longer there.', next: 'Reload the page.' },
  },
  'contact.watch-not-agreed': {
    status: 409,
    vi: { title: 'Trẻ chưa đồng ý cho đọc cùng.', next: 'Chờ em trả lời. Trang này tự mở khi em đồng ý.' },
    en: {
      title: 'The child has not agreed yet.',
      next: 'Wait for the answer. This page opens once the child says yes.',
    },
  },
  'quality.sheet-incomplete': {
    status: 422,
    vi: {
      title: 'Phiếu còn mục chưa trả lời.',
      next: 'Chọn một câu trả lời cho từng mục; không có dịp thì chọn “Không áp dụng”.',
    },
    en: { title: 'The sheet is not complete.', next: 'Answer each item; where there was no occasion, say so.' },
  },
  'quality.sheet-given': {
    status: 409,
    vi: {
      title: 'Anh chị đã gửi phiếu này.',
      next: 'Điều muốn nói thêm, viết ở phần trao đổi khi cả hai phiếu đã có.',
    },
    en: {
      title: 'You have given this sheet already.',
      next: 'Say more in the conversation once both sheets are there.',
    },
  },
  'concern.nobody-to-read': {
    status: 409,
    vi: {
      title: 'Cơ quan chưa có người nhận điều lo ngại này.',
      next: 'Nhờ quản trị cơ quan cử người phụ trách bảo vệ dữ liệu hoặc kiểm tra viên; không cần nói lý do.',
    },
    en: {
      title: 'Nobody at the agency can receive this concern.',
      next: 'Ask its administrator to appoint a data protection officer or an auditor; no reason is needed.',
    },
  },
  'concern.answered': {
    status: 409,
    vi: { title: 'Điều lo ngại này đã được trả lời.', next: 'Tải lại trang để đọc câu trả lời.' },
    en: { title: 'This concern was answered already.', next: 'Reload the page to read the answer.' },
  },
  'contact.helper-rests': {
    status: 409,
    vi: { title: 'Đồng nghiệp này đang trong giờ nghỉ.', next: 'Chọn người khác, hoặc chờ đến khi hết giờ nghỉ.' },
    en: { title: 'This colleague is resting.', next: 'Choose somebody else, or wait until the rest is over.' },
  },
  'practice.persona-unknown': {
    status: 422,
    vi: { title: 'Không có nhân vật luyện tập này.', next: 'Chọn một nhân vật trong danh sách.' },
    en: { title: 'There is nobody of that name to practise with.', next: 'Choose one from the list.' },
  },
  'practice.over': {
    status: 409,
    vi: { title: 'Lượt luyện tập này đã kết thúc.', next: 'Xem bảng tổng kết bên dưới, hoặc bắt đầu lượt mới.' },
    en: { title: 'This practice is over.', next: 'Read the summary below, or begin a new one.' },
  },
  'practice.not-over': {
    status: 409,
    vi: { title: 'Lượt luyện tập chưa kết thúc.', next: 'Kết thúc lượt này rồi mới báo cho giám sát.' },
    en: { title: 'This practice is not over.', next: 'End it, then tell the supervisor.' },
  },
  'series.age-unknown': {
    status: 422,
    vi: { title: 'Nhóm tuổi không có trong danh sách.', next: 'Chọn một nhóm tuổi, hoặc “chưa rõ”.' },
    en: { title: 'The age band is not on the list.', next: 'Choose one, or “not known”.' },
  },
  'series.already-open': {
    status: 409,
    vi: { title: 'Đã có một đợt tư vấn đang mở cho việc này.', next: 'Mở đợt đang có thay vì lập đợt mới.' },
    en: { title: 'A series is open for this already.', next: 'Open it in place of a new one.' },
  },
  'series.desk-has-no-key': {
    status: 409,
    vi: { title: 'Đơn vị nhận chia sẻ chưa có khóa để mở nội dung.', next: 'Báo người vận hành, rồi làm lại.' },
    en: { title: 'The agency it would be shared with has no key yet.', next: 'Tell the operator, then try again.' },
  },
  'series.key-unavailable': {
    status: 503,
    vi: { title: 'Chưa mở được nội dung của đợt tư vấn.', next: 'Thử lại. Nếu vẫn không được, báo người vận hành.' },
    en: { title: 'What was written cannot be opened now.', next: 'Try again. If it stays, tell the operator.' },
  },
  'series.over': {
    status: 409,
    vi: { title: 'Đợt tư vấn này đã kết thúc.', next: 'Lập đợt mới nếu em cần được giúp tiếp.' },
    en: { title: 'This series has ended.', next: 'Begin a new one if the child needs more help.' },
  },
  'series.not-over': {
    status: 409,
    vi: { title: 'Đợt tư vấn chưa kết thúc.', next: 'Kết thúc đợt này rồi mới xóa.' },
    en: { title: 'This series has not ended.', next: 'End it first, then erase it.' },
  },
  'series.other-case': {
    status: 409,
    vi: { title: 'Đợt tư vấn này đã gắn với hồ sơ khác.', next: 'Kiểm tra lại mã hồ sơ.' },
    en: { title: 'This series belongs to another case.', next: 'Check the code of the case.' },
  },
  'series.outcome-unknown': {
    status: 422,
    vi: { title: 'Kết quả không có trong danh sách.', next: 'Chọn lại kết quả của đợt tư vấn.' },
    en: { title: 'The outcome is not on the list.', next: 'Choose what came of the series.' },
  },
  'series.colleague-unknown': {
    status: 422,
    vi: { title: 'Người này không làm tư vấn ở đơn vị.', next: 'Chọn đồng nghiệp khác trong danh sách.' },
    en: { title: 'This person does not counsel at the agency.', next: 'Choose another colleague.' },
  },
  'series.consent-needed': {
    status: 409,
    vi: {
      title: 'Chưa có đủ sự đồng ý để ghi buổi tư vấn.',
      next: 'Ghi lại ý kiến của em và người giám hộ, hoặc lý do chưa hỏi người giám hộ.',
    },
    en: {
      title: 'An agreement is missing before a session is written down.',
      next: 'Write down what the child and a guardian said, or why a guardian was not asked.',
    },
  },
  'session.time-unusable': {
    status: 422,
    vi: {
      title: 'Thời gian hẹn không dùng được.',
      next: 'Chọn giờ ở phía trước, trong vòng 180 ngày, mỗi buổi từ 10 đến 240 phút.',
    },
    en: {
      title: 'This time cannot be used.',
      next: 'Choose a time ahead, within 180 days, and 10 to 240 minutes.',
    },
  },
  'session.time-taken': {
    status: 409,
    vi: { title: 'Người tư vấn đã có buổi hẹn khác vào giờ này.', next: 'Chọn giờ khác.' },
    en: { title: 'The counsellor has another session then.', next: 'Choose another time.' },
  },
  'session.mode-unknown': {
    status: 422,
    vi: { title: 'Cách gặp không có trong danh sách.', next: 'Chọn lại cách gặp.' },
    en: { title: 'This way of meeting is not on the list.', next: 'Choose another one.' },
  },
  'session.reminder-unknown': {
    status: 422,
    vi: { title: 'Cách nhắc không có trong danh sách.', next: 'Chọn lại cách nhắc.' },
    en: { title: 'This way of reminding is not on the list.', next: 'Choose another one.' },
  },
  'session.no-network': {
    status: 422,
    vi: {
      title: 'Trẻ không nhắn qua mạng nào, nên không có chỗ để nhắc ngoài trang riêng.',
      next: 'Chọn nhắc ở trang riêng của trẻ, hoặc không nhắc. Chưa hẹn buổi nào.',
    },
    en: {
      title: 'The child writes by no network, so there is nowhere to remind it but its own page.',
      next: 'Choose a reminder on its own page, or none. Nothing was planned.',
    },
  },
  'session.reason-unknown': {
    status: 422,
    vi: { title: 'Lý do không có trong danh sách.', next: 'Chọn lại lý do rồi làm tiếp.' },
    en: { title: 'The reason is not on the list.', next: 'Choose a reason and go on.' },
  },
  'session.not-planned': {
    status: 409,
    vi: { title: 'Buổi hẹn này không còn ở trạng thái đã hẹn.', next: 'Tải lại trang để xem buổi mới nhất.' },
    en: { title: 'This session is not planned any more.', next: 'Reload the page to see the latest.' },
  },
  'session.not-held': {
    status: 409,
    vi: { title: 'Buổi này chưa diễn ra.', next: 'Ghi buổi tư vấn rồi mới viết tóm tắt.' },
    en: { title: 'This session was not held.', next: 'Write it down first, then its summary.' },
  },
  'session.not-yet': {
    status: 409,
    vi: { title: 'Chưa đến giờ hẹn.', next: 'Ghi lại sau khi buổi hẹn bắt đầu.' },
    en: { title: 'The session has not begun.', next: 'Write it down once it has.' },
  },
  'score.unusable': {
    status: 422,
    vi: { title: 'Điểm phải là số nguyên từ 0 đến 10.', next: 'Nhập lại, hoặc để trống nếu em không muốn trả lời.' },
    en: { title: 'A rating is a whole number from 0 to 10.', next: 'Enter it again, or leave it empty.' },
  },
  'goal.not-there': {
    status: 404,
    vi: { title: 'Không thấy mục tiêu này.', next: 'Tải lại trang.' },
    en: { title: 'This goal is not there.', next: 'Reload the page.' },
  },
  'consent.answer-unknown': {
    status: 422,
    vi: { title: 'Ý kiến không có trong danh sách.', next: 'Chọn lại người và ý kiến.' },
    en: { title: 'The answer is not on the list.', next: 'Choose who said it and what.' },
  },
  'consent.exception-needed': {
    status: 422,
    vi: {
      title: 'Cần nêu lý do chưa hỏi người giám hộ.',
      next: 'Chọn một lý do. Ý kiến của chính em thì luôn phải hỏi.',
    },
    en: {
      title: 'Say why a guardian was not asked.',
      next: 'Choose a reason. The child itself is always asked.',
    },
  },
  'private-note.not-there': {
    status: 404,
    vi: { title: 'Không thấy ghi chú này.', next: 'Tải lại trang.' },
    en: { title: 'This note is not there.', next: 'Reload the page.' },
  },
  'facility.not-described': {
    status: 409,
    vi: { title: 'Cơ sở chưa có thông tin trong danh bạ.', next: 'Điền dịch vụ và địa chỉ trước, rồi báo chỗ trống.' },
    en: { title: 'The facility is not described yet.', next: 'Fill in services and address first, then say its room.' },
  },
  'facility.service-unknown': {
    status: 422,
    vi: { title: 'Chưa chọn dịch vụ nào trong danh sách.', next: 'Đánh dấu ít nhất một dịch vụ.' },
    en: { title: 'No service of the list is chosen.', next: 'Tick at least one.' },
  },
  'facility.commune-unknown': {
    status: 422,
    vi: { title: 'Không có xã, phường này.', next: 'Nhập lại mã xã, phường hiện nay.' },
    en: { title: 'There is no such commune.', next: 'Enter the code of a present commune.' },
  },
  'facility.ages-unusable': {
    status: 422,
    vi: { title: 'Độ tuổi chưa đúng.', next: 'Nhập tuổi từ 0 đến 18, tuổi đầu không lớn hơn tuổi cuối.' },
    en: { title: 'The ages are not right.', next: 'Enter 0 to 18, the first no higher than the last.' },
  },
  'facility.room-unusable': {
    status: 422,
    vi: { title: 'Số chỗ hoặc số ngày chờ chưa đúng.', next: 'Nhập số chỗ từ 0 đến 999, số ngày từ 0 đến 365.' },
    en: { title: 'The number of places or days is not right.', next: 'Enter 0 to 999 places and 0 to 365 days.' },
  },
  'call.none-open': {
    status: 409,
    vi: { title: 'Cuộc gọi đã kết thúc.', next: 'Ghi lại cuộc gọi; nếu cần, gọi lại sau.' },
    en: { title: 'The call is over.', next: 'Write the call down; call back later if that is needed.' },
  },
  'call.no-extension': {
    status: 409,
    vi: { title: 'Chưa biết số máy lẻ của anh chị.', next: 'Nhập số máy lẻ ở trang Điện thoại rồi thử lại.' },
    en: {
      title: 'Your extension is not known yet.',
      next: 'Enter your extension on the page Telephone, then try again.',
    },
  },
  'call.extension-unreadable': {
    status: 422,
    vi: {
      title: 'Số máy lẻ không hợp lệ.',
      next: 'Chỉ nhập chữ không dấu, chữ số, gạch ngang hoặc gạch dưới, tối đa 32 ký tự.',
    },
    en: { title: 'This is no extension.', next: 'Use plain letters, digits, hyphens or underscores only, at most 32.' },
  },
  'call.extension-taken': {
    status: 409,
    vi: { title: 'Số máy lẻ này đang của người khác.', next: 'Nhập số máy lẻ ở chỗ anh chị ngồi.' },
    en: { title: 'Somebody else has this extension.', next: 'Enter the extension of the telephone at your place.' },
  },
  'softphone.no-exchange': {
    status: 409,
    vi: {
      title: 'Tổng đài này không nhận điện thoại trong trình duyệt.',
      next: 'Chọn tổng đài khác, hoặc dùng máy lẻ ở chỗ anh chị ngồi.',
    },
    en: {
      title: 'This exchange takes no telephone in a browser.',
      next: 'Choose another exchange, or use the telephone at your place.',
    },
  },
  'softphone.password-unreadable': {
    status: 422,
    vi: {
      title: 'Mật khẩu máy lẻ không hợp lệ.',
      next: 'Nhập đúng mật khẩu mà người quản trị tổng đài đã cấp: 8 đến 128 ký tự, không dấu, không có khoảng trắng.',
    },
    en: {
      title: 'This is no password of an extension.',
      next: 'Enter the password that the administrator of the exchange gave you: 8 to 128 plain characters, no spaces.',
    },
  },
  'contact.no-network': {
    status: 409,
    vi: {
      title: 'Cuộc này không nhắn qua mạng nào.',
      next: 'Trẻ đọc câu trả lời ngay trên trang của 111. Ghi điều trẻ dặn vào ghi chú nội bộ.',
    },
    en: {
      title: 'This contact is answered by no network.',
      next: 'The child reads the answer on the page of 111. Put what it asked for into a note to colleagues.',
    },
  },
  'contact.hours-unusable': {
    status: 422,
    vi: {
      title: 'Giờ bắt đầu và giờ kết thúc trùng nhau.',
      next: 'Chọn hai giờ khác nhau, hoặc bỏ trống cả hai nếu giờ nào cũng được.',
    },
    en: {
      title: 'The hours begin where they end.',
      next: 'Choose two different times, or neither where any hour is right.',
    },
  },
  'call-back.none-open': {
    status: 409,
    vi: { title: 'Cuộc gọi lại này không còn chờ.', next: 'Tải lại danh sách: có thể đồng nghiệp đã gọi.' },
    en: { title: 'This call-back no longer waits.', next: 'Reload the list: a colleague may have called already.' },
  },
  'call-back.not-rung': {
    status: 503,
    vi: {
      title: 'Tổng đài lúc này không gọi ra được.',
      next: 'Số này vẫn chờ gọi lại, lần này không tính. Thử lại sau ít phút; nếu vẫn không được, báo người phụ trách tổng đài.',
    },
    en: {
      title: 'The exchange cannot call out just now.',
      next: 'The number still waits, and this try does not count. Try again in some minutes; where it still fails, tell whoever keeps the exchange.',
    },
  },
} as const;

export const refuse = refuser(refusals);
