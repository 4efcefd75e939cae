import { refuser } from '../kernel/index.ts';

/** Refusals of the response network. */
export const refusals = {
  'content-item.not-found': {
    status: 404,
    vi: {
      title: 'Không tìm thấy mục nội dung này, hoặc anh chị không được xem.',
      next: 'Kiểm tra lại mã mục trong danh sách Nội dung và vi phạm.',
    },
    en: {
      title: 'This content item was not found, or you may not see it.',
      next: 'Check its code in the list of content.',
    },
  },
  'content-item.wrong-state': {
    status: 409,
    vi: {
      title: 'Trạng thái hiện tại của mục không cho phép việc này.',
      next: 'Tải lại trang để xem trạng thái mới nhất. Chưa có gì thay đổi.',
    },
    en: {
      title: 'The item’s present state does not allow this.',
      next: 'Reload the page to see its state. Nothing was changed.',
    },
  },
  'content-item.already-graded': {
    status: 409,
    vi: { title: 'Anh chị đã thẩm định mục này rồi.', next: 'Cần một người khác thẩm định lần còn lại.' },
    en: { title: 'You have already graded this item.', next: 'Somebody else has to give the other grade.' },
  },
  'content-item.own-proposal': {
    status: 403,
    vi: {
      title: 'Người đưa mục vào hệ thống không được tự thẩm định mục đó.',
      next: 'Để người khác thẩm định. Mục vẫn nằm trong hàng chờ.',
    },
    en: {
      title: 'Whoever entered an item may not grade it.',
      next: 'Leave it to somebody else; it stays in the queue.',
    },
  },
  'content-item.locator-unusable': {
    status: 422,
    vi: {
      title: 'Địa chỉ này không dùng được.',
      next: 'Ghi một địa chỉ trang, tên tài khoản, nhóm, ứng dụng hoặc tên miền; bỏ tên đăng nhập và mật khẩu khỏi địa chỉ. Chưa có gì được lưu.',
    },
    en: {
      title: 'This address cannot be used.',
      next: 'Give the address of a page, an account, a group, an app or a domain, without a user name or password in it. Nothing was stored.',
    },
  },
  'content-item.no-address': {
    status: 422,
    vi: {
      title: 'Tin này không có đường liên kết hay tài khoản nào dùng được.',
      next: 'Hỏi thêm người báo, hoặc nhập địa chỉ ở trang Nội dung và vi phạm.',
    },
    en: {
      title: 'This report holds no link or account that can be used.',
      next: 'Ask the reporter, or enter an address on the page of content.',
    },
  },
  'content-item.holds-media': {
    status: 422,
    vi: {
      title: 'Hệ thống không nhận hình ảnh hay video, kể cả dưới dạng chữ.',
      next: 'Chỉ gửi địa chỉ nơi nội dung xuất hiện. Chưa có gì được lưu.',
    },
    en: {
      title: 'No pictures or videos are taken, not even as text.',
      next: 'Send only the address where it stands. Nothing was stored.',
    },
  },
  'content-item.host-unusable': {
    status: 422,
    vi: {
      title: 'Thông tin nơi lưu trữ chưa dùng được.',
      next: 'Xem ô được đánh dấu: địa chỉ IP đúng dạng, mã nước gồm hai chữ cái. Chưa có gì được ghi.',
    },
    en: {
      title: 'What was written of the host cannot be used.',
      next: 'See the marked field: an IP address, a country of two letters. Nothing was written.',
    },
  },
  'content-grade.incomplete': {
    status: 422,
    vi: {
      title: 'Các nhãn thẩm định chưa khớp nhau.',
      next: 'Xem ô được đánh dấu, chọn lại rồi gửi. Chưa có gì được ghi.',
    },
    en: {
      title: 'The labels of the grade do not fit together.',
      next: 'See the marked field, choose again and send. Nothing was written.',
    },
  },
  'content-weight.unsound': {
    status: 422,
    vi: {
      title: 'Bộ trọng số này không dùng được.',
      next: 'Các mức phải giảm dần, và trẻ đang gặp nguy hiểm luôn phải ở mức đầu. Chưa có gì thay đổi.',
    },
    en: {
      title: 'These weights cannot be used.',
      next: 'The levels must fall one below the other, and a child in danger must always come first. Nothing was changed.',
    },
  },
  'content-domain-rule.unusable': {
    status: 422,
    vi: {
      title: 'Quy tắc tên miền chưa dùng được.',
      next: 'Ghi một tên miền, một quy tắc có trong danh mục và ngày kết thúc trong vòng một năm.',
    },
    en: {
      title: 'The rule of a domain cannot be used.',
      next: 'Give a domain, a rule of the list and an end within a year.',
    },
  },
  'host-look-up.not-possible': {
    status: 422,
    vi: {
      title: 'Không tra cứu được nơi lưu trữ của mục này.',
      next: 'Mục không có tên miền công khai, hoặc địa chỉ thuộc mạng nội bộ. Có thể ghi nơi lưu trữ bằng tay.',
    },
    en: {
      title: 'Where this item is hosted cannot be looked up.',
      next: 'It has no public domain, or its address lies in a private network. The host can be entered by hand.',
    },
  },
  'host-look-up.no-registry': {
    status: 422,
    vi: {
      title: 'Không có sổ đăng ký công khai cho tên miền này.',
      next: 'Ghi nơi lưu trữ và nhà đăng ký bằng tay.',
    },
    en: { title: 'No public registry answers for this name.', next: 'Enter the host and the registrar by hand.' },
  },
  'host-look-up.unreadable': {
    status: 503,
    vi: { title: 'Sổ đăng ký trả lời không đọc được.', next: 'Thử lại sau, hoặc ghi bằng tay.' },
    en: { title: 'The registry’s answer cannot be read.', next: 'Try again later, or enter it by hand.' },
  },
  // Addressees, orders, holds.
  'addressee.not-found': {
    status: 404,
    vi: { title: 'Không tìm thấy nơi nhận này.', next: 'Chọn một nơi nhận trong danh sách Nơi nhận yêu cầu.' },
    en: { title: 'This addressee was not found.', next: 'Choose one of the list of addressees.' },
  },
  'addressee.unusable': {
    status: 422,
    vi: {
      title: 'Thông tin nơi nhận chưa dùng được.',
      next: 'Xem ô được đánh dấu: tên, tên miền, số AS hoặc dải địa chỉ. Chưa có gì được lưu.',
    },
    en: {
      title: 'The addressee cannot be used as it is.',
      next: 'See the marked field: name, domain, AS number or block of addresses. Nothing was stored.',
    },
  },
  'addressee.there-already': {
    status: 409,
    vi: { title: 'Đơn vị này đã có trong danh sách nơi nhận.', next: 'Mở nơi nhận đó và sửa ở đó.' },
    en: { title: 'This organisation is an addressee already.', next: 'Open it and change it there.' },
  },
  'addressee-contact.unusable': {
    status: 422,
    vi: {
      title: 'Địa chỉ liên hệ chưa dùng được.',
      next: 'Ghi một địa chỉ thư điện tử, hoặc một địa chỉ https công khai; trang thành viên chỉ dành cho thành viên. Chưa có gì được lưu.',
    },
    en: {
      title: 'The contact cannot be used.',
      next: 'Give a mail address, or a public https address; the member’s page is for members alone. Nothing was stored.',
    },
  },
  'addressee-contact.there-already': {
    status: 409,
    vi: {
      title: 'Nơi nhận đã có liên hệ qua kênh này.',
      next: 'Kết thúc liên hệ cũ trước khi ghi liên hệ mới.',
    },
    en: { title: 'The addressee has a contact by this channel.', next: 'End the former one before entering another.' },
  },
  'addressee-contact.not-found': {
    status: 404,
    vi: { title: 'Không tìm thấy liên hệ này.', next: 'Tải lại trang để xem các liên hệ hiện có.' },
    en: { title: 'This contact was not found.', next: 'Reload the page to see those that are there.' },
  },
  'addressee-contact.no-member': {
    status: 409,
    vi: {
      title: 'Đơn vị chưa là thành viên đang hoạt động của Mạng lưới.',
      next: 'Liên hệ cơ quan điều phối để kích hoạt thành viên, rồi ghi đường nhận.',
    },
    en: {
      title: 'The organisation is no active member of the network.',
      next: 'Ask the coordinating agency to make the membership active, then enter the contact.',
    },
  },
  'addressee-reach.unusable': {
    status: 422,
    vi: {
      title: 'Phạm vi này chưa đúng.',
      next: 'Ghi một tên miền (vi-du.vn), số hiệu mạng (AS64500) hoặc dải địa chỉ viết từ địa chỉ đầu (203.0.113.0/24). Chưa có gì được lưu.',
    },
    en: {
      title: 'This cannot be used as a reach.',
      next: 'Give a domain (example.vn), the number of a network (AS64500), or a block written by its first address (203.0.113.0/24). Nothing was stored.',
    },
  },
  'addressee-reach.there-already': {
    status: 409,
    vi: { title: 'Phạm vi này đã có, hoặc danh sách đã đầy.', next: 'Xem danh sách phạm vi của đơn vị.' },
    en: { title: 'This is there already, or the list is full.', next: 'See what the organisation has.' },
  },
  'addressee-reach.no-agreement': {
    status: 403,
    vi: {
      title: 'Không còn thỏa thuận nào của đơn vị có hiệu lực cho việc này.',
      next: 'Liên hệ cơ quan điều phối để ký thỏa thuận mới. Các yêu cầu gỡ bỏ vẫn xem và trả lời được.',
    },
    en: {
      title: 'No agreement of your organisation covers this today.',
      next: 'Ask the coordinating agency for a new agreement. Orders can still be read and answered.',
    },
  },
  'addressee-reach.not-found': {
    status: 404,
    vi: { title: 'Không tìm thấy phạm vi này, hoặc đã có người quyết định.', next: 'Tải lại trang.' },
    en: { title: 'This reach was not found, or somebody has decided on it.', next: 'Reload the page.' },
  },
  'addressee-reach.own': {
    status: 403,
    vi: {
      title: 'Không ai tự xác nhận phạm vi của đơn vị mình.',
      next: 'Để cơ quan điều phối hoặc cơ quan ra yêu cầu xem xét.',
    },
    en: {
      title: 'Nobody confirms what their own organisation claims.',
      next: 'Leave it to the coordinating agency or to one that orders.',
    },
  },
  'member-delivery.not-found': {
    status: 404,
    vi: { title: 'Không tìm thấy lần gửi này, hoặc anh chị không được xem.', next: 'Tải lại trang Đã gửi của đơn vị.' },
    en: { title: 'This delivery was not found, or you may not see it.', next: 'Reload the page of deliveries.' },
  },
  'member-delivery.contact-unusable': {
    status: 409,
    vi: {
      title: 'Đường nhận này chưa dùng được.',
      next: 'Chỉ gửi tới webhook hoặc hộp thư của thành viên đã được người thứ hai duyệt. Chưa có gì được gửi.',
    },
    en: {
      title: 'This contact cannot be used.',
      next: 'Only a webhook or a mailbox of a member that a second person approved is sent to. Nothing was sent.',
    },
  },
  'member-delivery.no-sender': {
    status: 409,
    vi: {
      title: 'Cơ quan gửi chưa có tài khoản nào đang mở cho cách gửi này.',
      next: 'Người quản trị của cơ quan gửi mở tài khoản ở trang Kênh, rồi gửi lại. Chưa có gì được gửi.',
    },
    en: {
      title: 'The sending agency has no open account for this way.',
      next: 'Its administrator opens one on the page of channels; then send again. Nothing was sent.',
    },
  },
  'member-delivery.too-soon': {
    status: 429,
    vi: {
      title: 'Vừa gửi thử tới đường này, hoặc hôm nay đã thử 50 lần.',
      next: 'Xem kết quả lần thử trước, đợi 10 giây rồi thử lại. Chưa có gì được gửi thêm.',
    },
    en: {
      title: 'This contact was tried a moment ago, or 50 times today.',
      next: 'See what became of the last try, wait ten seconds and try again. Nothing more was sent.',
    },
  },
  'drill.unusable': {
    status: 422,
    vi: {
      title: 'Chưa bắt đầu được cuộc diễn tập.',
      next: 'Chọn loại và ít nhất một thành viên đang tham gia, có thỏa thuận gồm diễn tập. Chưa gọi ai.',
    },
    en: {
      title: 'The drill was not started.',
      next: 'Choose a kind and at least one active member whose agreement covers drills. Nobody was called.',
    },
  },
  'drill.too-soon': {
    status: 409,
    vi: {
      title: 'Một cuộc diễn tập cùng loại vừa bắt đầu chưa đến một giờ.',
      next: 'Kết thúc cuộc đó hoặc đợi thêm. Chưa gọi ai.',
    },
    en: {
      title: 'A drill of this kind began less than an hour ago.',
      next: 'End it, or wait. Nobody was called.',
    },
  },
  'drill.not-found': {
    status: 404,
    vi: {
      title: 'Không tìm thấy cuộc diễn tập này, hoặc anh chị không được xem.',
      next: 'Xem lại danh sách diễn tập.',
    },
    en: { title: 'This drill was not found, or you may not see it.', next: 'See the list of drills.' },
  },
  'drill.closed': {
    status: 409,
    vi: { title: 'Cuộc diễn tập đã kết thúc.', next: 'Không cần xác nhận nữa. Kết quả ghi là chưa trả lời.' },
    en: {
      title: 'The drill is over.',
      next: 'Nothing needs to be acknowledged any more; it is counted as not answered.',
    },
  },
  'order.item-not-verified': {
    status: 409,
    vi: {
      title: 'Mục này chưa được hai người thẩm định là vi phạm.',
      next: 'Chỉ ra yêu cầu khi mục đã được xác minh. Chưa có gì được gửi.',
    },
    en: {
      title: 'Two people have not yet verified this item.',
      next: 'Only what is verified is ordered down. Nothing was sent.',
    },
  },
  'order.reason-missing': {
    status: 422,
    vi: { title: 'Chưa chọn căn cứ nội dung.', next: 'Chọn ít nhất một căn cứ trong danh sách.' },
    en: { title: 'No reason was chosen.', next: 'Choose at least one of the list.' },
  },
  'order.location-too-long': {
    status: 422,
    vi: { title: 'Phần chỉ dẫn vị trí quá dài.', next: 'Viết trong 1.000 ký tự. Chưa có gì được lưu.' },
    en: {
      title: 'What says where to find it is too long.',
      next: 'Write at most 1,000 characters. Nothing was stored.',
    },
  },
  'order.open-already': {
    status: 409,
    vi: {
      title: 'Nơi nhận này đang có một yêu cầu cùng loại cho mục này.',
      next: 'Mở yêu cầu đó để theo dõi. Không gửi hai lần cùng một việc.',
    },
    en: {
      title: 'This addressee has an open order of the same kind for this item.',
      next: 'Open that one. The same is not asked for twice.',
    },
  },
  'order.held': {
    status: 409,
    vi: {
      title: 'Công an đang tạm giữ mục này để điều tra.',
      next: 'Chỉ ra yêu cầu khi việc tạm giữ kết thúc. Trang của mục ghi đơn vị tạm giữ và ngày xem lại.',
    },
    en: {
      title: 'The police hold this item for an investigation.',
      next: 'It can be ordered down when the hold ends; the item’s page says who holds it and when it is reviewed.',
    },
  },
  'order.no-power': {
    status: 403,
    vi: {
      title: 'Hôm nay cơ quan của anh chị không có thẩm quyền ra yêu cầu này.',
      next: 'Thẩm quyền có ngày bắt đầu và ngày kết thúc, ghi ở trang đơn vị. Chuyển đề xuất cho cơ quan đang có thẩm quyền. Chưa có gì được gửi.',
    },
    en: {
      title: 'Your agency does not hold the power for this order today.',
      next: 'A power has a first and a last day, shown on the agency’s page. Leave the proposal to an agency that holds it. Nothing was sent.',
    },
  },
  'order.no-rule': {
    status: 422,
    vi: {
      title: 'Hôm nay không có quy định nào cho loại yêu cầu, nơi nhận và mức khẩn này.',
      next: 'Đổi loại yêu cầu hoặc nơi nhận; thời hạn khẩn chỉ có ở yêu cầu của công an. Chưa có gì được gửi.',
    },
    en: {
      title: 'No rule in force today fits this kind of order, addressee and urgency.',
      next: 'Choose another kind or addressee; the urgent clock belongs to orders of the police. Nothing was sent.',
    },
  },
  'order.same-person': {
    status: 403,
    vi: {
      title: 'Người đề xuất, người thẩm định và người ra yêu cầu phải là những người khác nhau.',
      next: 'Để một đồng nghiệp chưa tham gia vào mục này ra yêu cầu. Đề xuất vẫn còn.',
    },
    en: {
      title: 'Who proposes, who verifies and who orders are different people.',
      next: 'Leave it to a colleague who took no part in this item. The proposal stands.',
    },
  },
  'order.no-approved-contact': {
    status: 409,
    vi: {
      title: 'Nơi nhận này chưa có liên hệ nào được người thứ hai duyệt.',
      next: 'Mở trang nơi nhận, ghi liên hệ và nhờ đồng nghiệp duyệt. Chưa có gì được gửi.',
    },
    en: {
      title: 'The addressee has no contact that a second person approved.',
      next: 'Open its page, enter a contact and ask a colleague to approve it. Nothing was sent.',
    },
  },
  'order.no-sender': {
    status: 409,
    vi: {
      title: 'Cơ quan của anh chị chưa có hộp thư để gửi yêu cầu.',
      next: 'Kết nối một hộp thư ở trang Kênh, hoặc chọn nơi nhận là thành viên. Chưa có gì được gửi.',
    },
    en: {
      title: 'Your agency has no mailbox to send the order by.',
      next: 'Connect a mailbox on the page of channels, or choose an addressee that is a member. Nothing was sent.',
    },
  },
  'order.wrong-state': {
    status: 409,
    vi: {
      title: 'Trạng thái hiện tại của yêu cầu không cho phép việc này.',
      next: 'Tải lại trang để xem trạng thái mới nhất. Chưa có gì thay đổi.',
    },
    en: {
      title: 'The order’s present state does not allow this.',
      next: 'Reload the page to see its state. Nothing was changed.',
    },
  },
  'order.suspended-before': {
    status: 409,
    vi: {
      title: 'Thời hạn của yêu cầu này đã được tạm dừng một lần.',
      next: 'Một yêu cầu chỉ tạm dừng một lần. Thực hiện, hoặc từ chối kèm lý do.',
    },
    en: {
      title: 'The clock of this order was stopped once already.',
      next: 'It is stopped once at most. Carry the order out, or refuse it with a reason.',
    },
  },
  'order.answer-unusable': {
    status: 422,
    vi: {
      title: 'Câu trả lời chưa đủ hoặc chưa đúng.',
      next: 'Xem ô được đánh dấu: giờ thực hiện không ở tương lai và không trước khi yêu cầu được gửi; không thể thực hiện thì phải chọn lý do. Chưa có gì được ghi.',
    },
    en: {
      title: 'The answer is not complete or not right.',
      next: 'See the marked field: the time of removal lies neither in the future nor before the order; what is impossible needs its ground. Nothing was written.',
    },
  },
  'order.text-too-long': {
    status: 422,
    vi: { title: 'Nội dung viết quá dài.', next: 'Viết trong 2.000 ký tự. Chưa có gì được ghi.' },
    en: { title: 'The text is too long.', next: 'Write at most 2,000 characters. Nothing was written.' },
  },
  'order.text-missing': {
    status: 422,
    vi: { title: 'Chưa có câu trả lời cho bên nhận.', next: 'Viết rõ thông tin mà bên nhận cần.' },
    en: { title: 'There is no answer to the addressee.', next: 'Write what they need to know.' },
  },
  'order.holds-media': {
    status: 422,
    vi: {
      title: 'Không nhận hình ảnh hay video, kể cả dưới dạng chữ.',
      next: 'Chỉ viết chữ. Chưa có gì được lưu.',
    },
    en: { title: 'No pictures or videos are taken, not even as text.', next: 'Write words alone. Nothing was stored.' },
  },
  'order.not-due': {
    status: 409,
    vi: {
      title: 'Thời hạn của yêu cầu này vẫn đang chạy.',
      next: 'Chuyển lên bậc sau khi bên nhận từ chối hoặc khi hết thời hạn của bậc đó.',
    },
    en: {
      title: 'The clock of this order still runs.',
      next: 'Go up the ladder when it is refused, or when the time of that rung is over.',
    },
  },
  'order.not-next-rung': {
    status: 409,
    vi: {
      title: 'Nơi nhận này không ở bậc sau của yêu cầu.',
      next: 'Chọn nơi nhận khác cùng bậc, hoặc ở bậc sau: nền tảng, nơi lưu trữ, chủ trang, nhà đăng ký tên miền, nhà mạng.',
    },
    en: {
      title: 'This addressee does not stand further up the ladder.',
      next: 'Choose another of the same rung or of a later one: platform, host, owner, registrar, provider.',
    },
  },
  'order.webhook-unknown': {
    status: 404,
    vi: { title: 'Không có địa chỉ nhận trả lời này.', next: 'Dùng địa chỉ đã được cấp cùng khóa ký.' },
    en: { title: 'There is no such address for answers.', next: 'Use the one that came with the signing key.' },
  },
  'police-hold.unusable': {
    status: 422,
    vi: {
      title: 'Thời gian tạm giữ chưa dùng được.',
      next: 'Chọn ngày xem lại trong vòng 30 ngày và ngày kết thúc trong vòng 180 ngày kể từ hôm nay.',
    },
    en: {
      title: 'The time of the hold cannot be used.',
      next: 'Choose a day of review within 30 days and an end within 180 days from today.',
    },
  },
  'police-hold.there-already': {
    status: 409,
    vi: { title: 'Mục này đang được tạm giữ.', next: 'Xem việc tạm giữ hiện có trên trang của mục.' },
    en: { title: 'This item is held already.', next: 'See the hold on the item’s page.' },
  },
  'content-look.not-possible': {
    status: 409,
    vi: {
      title: 'Mục này không có địa chỉ để máy kiểm tra.',
      next: 'Tên tài khoản không kèm đường dẫn, và mục minh họa, thì không kiểm tra được. Ghi thêm đường dẫn của tài khoản làm địa chỉ liên quan.',
    },
    en: {
      title: 'This item has no address that can be looked at.',
      next: 'A name without a link, or an invented item, cannot be looked at. Add the link of the account as another address.',
    },
  },
  'content-look.too-soon': {
    status: 429,
    vi: {
      title: 'Vừa mới kiểm tra xong.',
      next: 'Chờ ít phút rồi kiểm tra lại. Kết quả lần vừa rồi nằm ngay trên trang.',
    },
    en: { title: 'It was looked at a moment ago.', next: 'Wait a few minutes. What that look found is on the page.' },
  },
  'content-look.nothing-to-decide': {
    status: 409,
    vi: {
      title: 'Mục này không chờ quyết định đó.',
      next: 'Tải lại trang để xem các lần kiểm tra mới nhất. Chưa có gì thay đổi.',
    },
    en: {
      title: 'This item does not wait for that decision.',
      next: 'Reload the page to see the latest looks. Nothing was changed.',
    },
  },
  'content-look.tells-itself': {
    status: 409,
    vi: {
      title: 'Mục này do máy kiểm tra kết luận, người không kết luận thay.',
      next: 'Chỉ khi trang trả lời “không còn” bằng chữ mà nền tảng không có cách hỏi riêng, hoặc mục chỉ có tên, hai người mới kết luận được. Chưa có gì thay đổi.',
    },
    en: {
      title: 'Looks tell whether this item is gone, and nobody says it for them.',
      next: 'Two people may say so only where a page says by words alone that it is gone and its platform cannot be asked, or where there is a name without an address. Nothing was changed.',
    },
  },
  'content-look.sight-unusable': {
    status: 422,
    vi: {
      title: 'Chưa chọn đã thấy gì, hoặc xem bằng gì.',
      next: 'Chọn ở mục được đánh dấu rồi gửi lại. Chưa có gì được ghi.',
    },
    en: {
      title: 'What was seen, or by what means, is missing.',
      next: 'Choose in the marked field and send again. Nothing was written.',
    },
  },
  // Machine reports.
  'machine-report.not-found': {
    status: 404,
    vi: {
      title: 'Không tìm thấy báo cáo này, hoặc đơn vị của anh chị không được xem.',
      next: 'Kiểm tra lại mã báo cáo trong danh sách Báo cáo tự động.',
    },
    en: {
      title: 'This report was not found, or you may not see it.',
      next: 'Check its id. A report belongs to the member whose machine opened it.',
    },
  },
  'machine-report.file-not-found': {
    status: 404,
    vi: { title: 'Báo cáo này không có tệp đó.', next: 'Dùng mã tệp đã được trả lời khi gửi.' },
    en: { title: 'The report has no such file.', next: 'Use the id of the file that was answered when it was sent.' },
  },
  'machine-report.retracted': {
    status: 409,
    vi: { title: 'Báo cáo này đã được rút lại.', next: 'Mở một báo cáo mới nếu cần báo lại.' },
    en: { title: 'This report was taken back.', next: 'Open a new one to report again.' },
  },
  'machine-report.finished': {
    status: 409,
    vi: {
      title: 'Báo cáo này đã hoàn tất nên không nhận thêm.',
      next: 'Gửi phần còn lại bằng một báo cáo mới, hoặc rút lại rồi gửi lại.',
    },
    en: {
      title: 'This report is finished and takes nothing more.',
      next: 'Send the rest in a new one, or take it back and send it again.',
    },
  },
  'machine-report.expired': {
    status: 410,
    vi: {
      title: 'Báo cáo mở quá lâu mà không hoàn tất nên đã hết hạn.',
      next: 'Gửi lại từ đầu. Nội dung đã gửi không được giữ.',
    },
    en: {
      title: 'The report was open for too long without being finished, and has ended.',
      next: 'Send it again from the beginning. What was sent is not kept.',
    },
  },
  'machine-report.key-used-otherwise': {
    status: 409,
    vi: {
      title: 'Khóa này đã dùng cho một báo cáo có nội dung khác.',
      next: 'Mỗi báo cáo dùng một khóa riêng; gửi lại đúng nội dung cũ thì được trả lời như cũ. Chưa có gì được lưu.',
    },
    en: {
      title: 'This key was used for a report of other content.',
      next: 'Each report has a key of its own; the same content again is answered as before. Nothing was stored.',
    },
  },
  'machine-report.malformed': {
    status: 400,
    vi: {
      title: 'Không đọc được nội dung gửi đến.',
      next: 'Gửi XML đúng cấu trúc, mã hóa UTF-8, không có DOCTYPE. Chưa có gì được lưu.',
    },
    en: {
      title: 'What was sent cannot be read.',
      next: 'Send well-formed XML in UTF-8 without a document type. Nothing was stored.',
    },
  },
  'machine-report.out-of-order': {
    status: 422,
    vi: {
      title: 'Có phần tử sai chỗ hoặc không có trong mẫu.',
      next: 'Xem phần tử được nêu; thứ tự như trong tài liệu. Chưa có gì được lưu.',
    },
    en: {
      title: 'An element stands in the wrong place or is not known.',
      next: 'See the element named; the order is that of the documentation. Nothing was stored.',
    },
  },
  'machine-report.time-in-future': {
    status: 422,
    vi: {
      title: 'Thời điểm xảy ra nằm trong tương lai.',
      next: 'Kiểm tra đồng hồ và múi giờ của máy gửi. Chưa có gì được lưu.',
    },
    en: {
      title: 'The incident lies in the future.',
      next: 'Check the clock and the time zone of the sender. Nothing was stored.',
    },
  },
  'machine-report.holds-media': {
    status: 422,
    vi: {
      title: 'Không nhận hình ảnh hay video, kể cả dưới dạng chữ.',
      next: 'Chỉ gửi mã băm và thông tin về tệp. Chưa có gì được lưu.',
    },
    en: {
      title: 'No pictures or videos are taken, not even as text.',
      next: 'Send hashes and what is known of the file. Nothing was stored.',
    },
  },
  'machine-report.too-many-files': {
    status: 422,
    vi: { title: 'Báo cáo có quá nhiều tệp.', next: 'Chia thành nhiều báo cáo theo số lượng được nêu.' },
    en: { title: 'The report has too many files.', next: 'Divide it by the number named.' },
  },
  'machine-report.too-sparse': {
    status: 422,
    vi: {
      title: 'Hơn một nửa các ô cần có đang để trống nên chương trình gửi có thể đang lỗi.',
      next: 'Điền các ô được nêu rồi gửi lại. Báo cáo đánh dấu khẩn luôn được nhận. Chưa có gì được lưu.',
    },
    en: {
      title: 'More than half of the expected fields are empty: the sending program may have failed.',
      next: 'Fill the fields named and send again. What is marked urgent is always taken. Nothing was stored.',
    },
  },
  'machine-report.too-fast': {
    status: 429,
    vi: {
      title: 'Khóa này gửi quá nhanh.',
      next: 'Chờ số giây được nêu rồi gửi tiếp. Chưa có gì được lưu; gửi trùng cùng một khóa không sao.',
    },
    en: {
      title: 'This key sends too fast.',
      next: 'Wait the seconds named. Nothing was stored; sending again under the same key does no harm.',
    },
  },
  'xarf-report.evidence': {
    status: 422,
    vi: {
      title: 'Báo cáo có kèm bằng chứng, nên không được nhận.',
      next: 'Bỏ trường evidence rồi gửi lại: không ảnh, phim hay tệp nào được gửi vào đây. Chưa có gì được lưu.',
    },
    en: {
      title: 'The report carries evidence and was not taken.',
      next: 'Leave out the field evidence and send again: no picture, film or file is sent here. Nothing was stored.',
    },
  },
  'xarf-letter.unreadable': {
    status: 422,
    vi: {
      title: 'Báo cáo XARF gửi bằng thư không đọc được.',
      next: 'Gửi lại thư với một tệp JSON theo XARF 4.2, loại content/csam hoặc content/csem, dưới 256 KB.',
    },
    en: {
      title: 'The XARF report that came by letter could not be read.',
      next: 'Send the letter again with one JSON file of XARF 4.2, content/csam or content/csem, below 256 KB.',
    },
  },
  'xarf-letter.no-report': {
    status: 422,
    vi: {
      title: 'Thư báo cáo tự động không kèm tệp XARF nào.',
      next: 'Gửi lại thư, kèm tệp JSON theo XARF 4.2 với kiểu application/json.',
    },
    en: {
      title: 'A letter of a program had no file of XARF with it.',
      next: 'Send it again with a JSON file of XARF 4.2 as application/json.',
    },
  },
  'xarf-letter.too-many': {
    status: 422,
    vi: {
      title: 'Thư có quá nhiều báo cáo, chỉ 10 báo cáo đầu được đọc.',
      next: 'Gửi các báo cáo còn lại trong thư khác, hoặc dùng API.',
    },
    en: {
      title: 'A letter had too many reports; the first ten were read.',
      next: 'Send the others in another letter, or by the API.',
    },
  },
  'machine-report.ground-needed': {
    status: 403,
    vi: {
      title: 'Nền tảng chưa xem tệp này và tệp không công khai, nên công an chỉ được mở khi có căn cứ pháp lý.',
      next: 'Chọn căn cứ rồi mở lại. Lần mở được ghi nhật ký cùng căn cứ.',
    },
    en: {
      title: 'The provider has not viewed this file and it is not public: police open it by a legal ground alone.',
      next: 'Choose the ground and open it again. The look is written to the audit with it.',
    },
  },
  'block-entry.target-unusable': {
    status: 422,
    vi: {
      title: 'Địa chỉ hoặc tên miền này không đưa vào danh sách chặn được.',
      next: 'Ghi một tên miền, một tên máy chủ hoặc một trang cụ thể; bỏ tên đăng nhập và mật khẩu. Chưa có gì được lưu.',
    },
    en: {
      title: 'This address or name cannot be put on a block list.',
      next: 'Give a domain, a host or one page, without a user name or password. Nothing was stored.',
    },
  },
  'block-entry.address-needs-order': {
    status: 422,
    vi: {
      title: 'Địa chỉ IP chỉ được chặn khi có quyết định của cơ quan có thẩm quyền.',
      next: 'Chọn loại Địa chỉ IP và ghi số, ngày của quyết định. Một địa chỉ IP thường có nhiều trang khác cùng dùng.',
    },
    en: {
      title: 'An IP address is blocked by a legal order alone.',
      next: 'Choose the kind IP address and give number and date of the order. Many other pages usually share one address.',
    },
  },
  'block-entry.dates-unusable': {
    status: 422,
    vi: {
      title: 'Ngày hết hạn hoặc ngày rà soát chưa hợp lệ.',
      next: 'Ngày hết hạn trong vòng một năm; ngày rà soát trong vòng ba tháng và không sau ngày hết hạn.',
    },
    en: {
      title: 'The end or the review date cannot be used.',
      next: 'The end is within a year; the review within three months and not after the end.',
    },
  },
  'block-entry.basis-unusable': {
    status: 422,
    vi: {
      title: 'Lý do hoặc căn cứ pháp lý chưa hợp lệ.',
      next: 'Chọn một mục trong danh sách; căn cứ phải đang có hiệu lực.',
    },
    en: {
      title: 'The reason or the legal basis cannot be used.',
      next: 'Choose one of the list; the basis has to be in force.',
    },
  },
  'block-entry.listed-already': {
    status: 409,
    vi: {
      title: 'Mục này đã có trong danh sách chặn hoặc đang chờ duyệt.',
      next: 'Mở mục có mã được ghi ở đây để xem.',
    },
    en: { title: 'This is on the list already, or waits.', next: 'Open the entry with the code given here.' },
  },
  'block-entry.wrong-state': {
    status: 409,
    vi: {
      title: 'Trạng thái hiện tại của mục chặn không cho phép việc này.',
      next: 'Tải lại trang để xem trạng thái mới nhất. Chưa có gì thay đổi.',
    },
    en: {
      title: 'The entry’s present state does not allow this.',
      next: 'Reload the page to see its state. Nothing was changed.',
    },
  },
  'block-entry.not-found': {
    status: 404,
    vi: {
      title: 'Không tìm thấy mục chặn này, hoặc anh chị không được xem.',
      next: 'Kiểm tra lại trong Danh sách chặn.',
    },
    en: { title: 'This entry was not found, or you may not see it.', next: 'Look for it in the block list.' },
  },
  'block-entry.code-unknown': {
    status: 404,
    vi: {
      title: 'Không tìm thấy mã này.',
      next: 'Kiểm tra lại mã gồm 8 ký tự trên trang thông báo chặn, hoặc gọi 111.',
    },
    en: { title: 'This code is not known.', next: 'Check the 8 characters on the stop page, or call 111.' },
  },
  'block-list.delta-too-long': {
    status: 409,
    vi: {
      title: 'Danh sách thay đổi đã quá dài để phát hành nhanh.',
      next: 'Phát hành lại danh sách đầy đủ; việc này cũng tự chạy mỗi đêm.',
    },
    en: {
      title: 'The list of changes is too long to publish quickly.',
      next: 'Publish the full list anew; this also runs every night.',
    },
  },
  'block-list.not-found': {
    status: 404,
    vi: {
      title: 'Không có danh sách ở địa chỉ này.',
      next: 'Kiểm tra lại địa chỉ riêng đã được cấp, hoặc liên hệ nơi cấp.',
    },
    en: {
      title: 'There is no list at this address.',
      next: 'Check the address that you were given, or ask who gave it.',
    },
  },
  'block-list.prefix-unusable': {
    status: 422,
    vi: {
      title: 'Tiền tố phải gồm 8 chữ số thập lục phân.',
      next: 'Gửi 4 byte đầu của SHA-256 dưới dạng 8 chữ số thập lục phân, chữ thường.',
    },
    en: {
      title: 'The prefix must be 8 hexadecimal digits.',
      next: 'Send the first 4 bytes of the SHA-256 as 8 hexadecimal digits in lower case.',
    },
  },
  'block-subscriber.unusable': {
    status: 422,
    vi: {
      title: 'Thông tin nơi nhận danh sách chưa hợp lệ.',
      next: 'Chọn một đơn vị có trong hệ thống; tên trang thông báo là một tên miền; địa chỉ báo tin có dạng máy-chủ:cổng.',
    },
    en: {
      title: 'What was given of the subscriber cannot be used.',
      next: 'Choose an agency of the system; the stop page is a domain name; the address to notify is host:port.',
    },
  },
  'block-subscriber.not-found': {
    status: 404,
    vi: { title: 'Không tìm thấy nơi nhận danh sách này.', next: 'Tải lại trang để xem danh sách mới nhất.' },
    en: { title: 'This subscriber was not found.', next: 'Reload the page to see the list.' },
  },
  'order.lock-rule': {
    status: 422,
    vi: {
      title: 'Quy tắc khóa tài khoản hoặc số ngày khóa không dùng được.',
      next: 'Chọn quy tắc đang có hiệu lực và số ngày trong khoảng của quy tắc.',
    },
    en: {
      title: 'This rule of locking, or the number of days, cannot be used.',
      next: 'Choose a rule that holds today and a number of days within it.',
    },
  },
  'order.count-not-reached': {
    status: 409,
    vi: {
      title: 'Tài khoản chưa đủ số vi phạm theo quy tắc này.',
      next: 'Mở trang Tài khoản vi phạm nhiều lần để xem số vi phạm lúc này.',
    },
    en: {
      title: 'The account has not reached the number of violations of this rule.',
      next: 'Open the page of accounts with many violations to see the count of now.',
    },
  },
  'statement.code-unknown': {
    status: 404,
    vi: {
      title: 'Không tìm thấy mã này.',
      next: 'Kiểm tra lại mã gồm 8 ký tự trong thông báo bạn nhận được, hoặc gọi 111.',
    },
    en: { title: 'This code is not known.', next: 'Check the 8 characters in the notice that you got, or call 111.' },
  },
  'item-appeal.too-many': {
    status: 429,
    vi: {
      title: 'Đang có nhiều khiếu nại về quyết định này chờ trả lời.',
      next: 'Các khiếu nại đó sẽ được trả lời sớm; có thể gọi 111 để hỏi.',
    },
    en: {
      title: 'Many appeals against this decision wait already.',
      next: 'They are answered soon; you can call 111 to ask.',
    },
  },
  'item-appeal.not-found': {
    status: 404,
    vi: {
      title: 'Không tìm thấy khiếu nại này, hoặc đã có người trả lời.',
      next: 'Tải lại trang để xem các khiếu nại còn chờ.',
    },
    en: {
      title: 'This appeal was not found, or somebody has answered it.',
      next: 'Reload the page to see those that wait.',
    },
  },
  'item-appeal.not-yours': {
    status: 403,
    vi: {
      title: 'Người đã thẩm định, đề xuất, ra yêu cầu hoặc chặn không trả lời khiếu nại về việc đó.',
      next: 'Để một cán bộ khác trả lời.',
    },
    en: {
      title: 'Whoever verified, proposed, ordered or blocked does not answer an appeal against it.',
      next: 'Leave it to another officer.',
    },
  },
  'block-appeal.not-found': {
    status: 404,
    vi: {
      title: 'Không tìm thấy khiếu nại này, hoặc đã có người trả lời.',
      next: 'Tải lại trang để xem các khiếu nại còn chờ.',
    },
    en: {
      title: 'This appeal was not found, or somebody has answered it.',
      next: 'Reload the page to see those that wait.',
    },
  },
  'block-appeal.not-yours': {
    status: 403,
    vi: {
      title: 'Người đã đề xuất hoặc duyệt mục chặn không trả lời khiếu nại về mục đó.',
      next: 'Để một cán bộ khác trả lời.',
    },
    en: {
      title: 'Whoever proposed or agreed to a block does not answer an appeal against it.',
      next: 'Leave it to another officer.',
    },
  },
  'block-appeal.too-many': {
    status: 429,
    vi: {
      title: 'Mục này đang có nhiều khiếu nại chờ trả lời.',
      next: 'Các khiếu nại đó sẽ được trả lời sớm; có thể gọi 111 để hỏi.',
    },
    en: {
      title: 'Many appeals against this block wait already.',
      next: 'They are answered soon; you can call 111 to ask.',
    },
  },
  'network-alert.not-found': {
    status: 404,
    vi: {
      title: 'Không tìm thấy cảnh báo này, hoặc anh chị không được xem.',
      next: 'Kiểm tra lại trong danh sách cảnh báo.',
    },
    en: { title: 'This alert was not found, or you may not see it.', next: 'Look for it in the list of alerts.' },
  },
  'network-alert.unusable': {
    status: 422,
    vi: { title: 'Một mục của cảnh báo chưa hợp lệ.', next: 'Chọn lại ở mục được đánh dấu. Chưa có gì được lưu.' },
    en: {
      title: 'One field of the alert cannot be used.',
      next: 'Choose anew in the marked field. Nothing was stored.',
    },
  },
  'network-alert.dates-unusable': {
    status: 422,
    vi: {
      title: 'Thời gian hiệu lực của cảnh báo chưa hợp lệ.',
      next: 'Cảnh báo có hiệu lực tối đa một năm, tín hiệu tối đa 90 ngày, và phải kết thúc sau lúc này.',
    },
    en: {
      title: 'The time of the alert cannot be used.',
      next: 'A warning stands for a year at most, a signal for 90 days, and it ends after now.',
    },
  },
  'network-alert.marking-unusable': {
    status: 422,
    vi: {
      title: 'Mức chia sẻ chưa phù hợp.',
      next: 'Cảnh báo công khai phải là TLP:CLEAR; TLP:RED chỉ gửi cho đơn vị được nêu tên; từng phần không được mở hơn cả cảnh báo.',
    },
    en: {
      title: 'The marking does not fit.',
      next: 'A public alert is TLP:CLEAR, TLP:RED goes to named members alone, and a part is never more open than the alert.',
    },
  },
  'network-alert.audience-unusable': {
    status: 422,
    vi: {
      title: 'Chưa có nơi nhận hợp lệ.',
      next: 'Chọn ít nhất một nhóm nhận, một chức năng, hoặc một đơn vị có trong hệ thống.',
    },
    en: {
      title: 'There is no usable recipient.',
      next: 'Choose an audience, a function, or a member that exists.',
    },
  },
  'network-alert.part-unusable': {
    status: 422,
    vi: {
      title: 'Một phần của cảnh báo chưa dùng được.',
      next: 'Cần ít nhất một phần Mô tả, nhiều nhất 40 phần; địa chỉ, tên miền và mã băm phải viết đúng dạng.',
    },
    en: {
      title: 'One part of the alert cannot be used.',
      next: 'It needs a description and 40 parts at most; addresses, names and hashes have their forms.',
    },
  },
  'network-alert.item-unusable': {
    status: 422,
    vi: {
      title: 'Có mã nội dung không dùng được làm căn cứ cho cảnh báo.',
      next: 'Ghi mã dạng ND-XXXX-XXXX của mục mà anh chị được xem và chưa bị kết luận là không vi phạm. Chưa có gì được gửi.',
    },
    en: {
      title: 'One of the items cannot be what the alert rests on.',
      next: 'Give codes such as ND-XXXX-XXXX of items that you may see and that nobody found lawful. Nothing was sent.',
    },
  },
  'network-alert.child-data': {
    status: 422,
    vi: {
      title: 'Dữ liệu của trẻ em không được đưa vào cảnh báo.',
      next: 'Bỏ phần này. Nếu trẻ cần được bảo vệ, hãy làm việc trong hồ sơ. Chưa có gì được lưu.',
    },
    en: {
      title: 'A child’s data never go into an alert.',
      next: 'Leave that part out; a child is protected in its case. Nothing was stored.',
    },
  },
  'network-alert.holds-media': {
    status: 422,
    vi: {
      title: 'Không nhận hình ảnh hay video, kể cả dưới dạng chữ.',
      next: 'Chỉ viết chữ. Chưa có gì được lưu.',
    },
    en: { title: 'No pictures or videos are taken, not even as text.', next: 'Write words alone. Nothing was stored.' },
  },
  'network-alert.wrong-state': {
    status: 409,
    vi: {
      title: 'Trạng thái hiện tại của cảnh báo không cho phép việc này.',
      next: 'Tải lại trang để xem trạng thái mới nhất. Chưa có gì thay đổi.',
    },
    en: {
      title: 'The alert’s present state does not allow this.',
      next: 'Reload the page to see its state. Nothing was changed.',
    },
  },
  'network-alert.recall-reason-unusable': {
    status: 422,
    vi: { title: 'Chưa chọn lý do thu hồi.', next: 'Chọn một lý do trong danh sách.' },
    en: { title: 'There is no reason for the recall.', next: 'Choose one of the list.' },
  },
  'network-alert.outcome-unusable': {
    status: 422,
    vi: {
      title: 'Câu trả lời này không dùng được ở đây.',
      next: 'Chọn một câu trả lời trong danh sách; thu hồi có câu trả lời riêng.',
    },
    en: {
      title: 'This answer cannot be given here.',
      next: 'Choose one of the list; a recall has answers of its own.',
    },
  },
  'network-alert.draft-unusable': {
    status: 422,
    vi: { title: 'Chưa chọn loại bản nháp.', next: 'Chọn thẻ thông tin, bài đăng hoặc tình huống.' },
    en: { title: 'There is no such draft.', next: 'Choose a card, a post or a scenario.' },
  },
  'network-alert.nothing-public': {
    status: 409,
    vi: {
      title: 'Cảnh báo này chưa có phần nào được công khai.',
      next: 'Bản nháp chỉ lấy phần Mô tả và Việc nên làm có mức TLP:CLEAR.',
    },
    en: {
      title: 'No part of this alert may be made public.',
      next: 'A draft takes descriptions and advice that are TLP:CLEAR alone.',
    },
  },
} as const;

export const refuse = refuser(refusals);
