import { refuser } from '../kernel/index.ts';

/** Why an inbound call of a network was not taken, and why a service did not do what an account of ours asked. */
export const refusals = {
  'webhook.signature-missing': {
    status: 401,
    vi: {
      title: 'Lời gọi không có chữ ký.',
      next: 'Kiểm tra cấu hình webhook ở mạng xã hội: địa chỉ và khóa phải đúng với nguồn đã khai báo.',
    },
    en: {
      title: 'The call carries no signature.',
      next: 'Check the webhook at the network: its address and secret must be those of the source.',
    },
  },
  'webhook.signature-wrong': {
    status: 403,
    vi: {
      title: 'Chữ ký của lời gọi không đúng.',
      next: 'Nhập lại khóa của webhook. Không có gì được đọc.',
    },
    en: {
      title: 'The call’s signature is wrong.',
      next: 'Enter the webhook’s secret again. Nothing was read.',
    },
  },
  'webhook.address-unknown': {
    status: 403,
    vi: {
      title: 'Lời gọi đến từ một địa chỉ không có trong danh sách của tài khoản.',
      next: 'Nếu cổng tin nhắn đã đổi địa chỉ, thêm địa chỉ mới vào thiết lập của tài khoản. Không có gì được đọc.',
    },
    en: {
      title: 'The call comes from an address that is not on the account’s list.',
      next: 'Where the gateway has moved, add its new address to the account’s settings. Nothing was read.',
    },
  },
  'webhook.outside-window': {
    status: 403,
    vi: {
      title: 'Lời gọi quá cũ hoặc ghi giờ ở tương lai.',
      next: 'Kiểm tra đồng hồ máy chủ. Lời gọi đã ghi lại từ trước không được nhận.',
    },
    en: {
      title: 'The call is too old, or dated in the future.',
      next: 'Check the server’s clock. A call recorded earlier is not taken.',
    },
  },
  'webhook.unreadable': {
    status: 400,
    vi: {
      title: 'Nội dung lời gọi không đọc được.',
      next: 'Mạng xã hội có thể đã đổi dạng dữ liệu; báo người bảo trì.',
    },
    en: {
      title: 'The call’s content cannot be read.',
      next: 'The network may have changed its format; tell the maintainer.',
    },
  },
  'webhook.handshake-refused': {
    status: 403,
    vi: {
      title: 'Mã xác nhận đăng ký webhook không đúng.',
      next: 'Nhập cùng một mã xác nhận ở trang cấu hình của mạng xã hội và ở nguồn.',
    },
    en: {
      title: 'The verify token of the webhook’s registration is wrong.',
      next: 'Enter the same verify token at the network and at the source.',
    },
  },
  'exchange.unreachable': {
    status: 503,
    vi: {
      title: 'Không kết nối được tổng đài.',
      next: 'Kiểm tra địa chỉ, tường lửa và tổng đài có đang chạy không.',
    },
    en: {
      title: 'The exchange cannot be reached.',
      next: 'Check the address, the firewall, and whether the exchange is running.',
    },
  },
  'exchange.key-refused': {
    status: 503,
    vi: { title: 'Tổng đài không nhận mật khẩu.', next: 'Nhập lại tên và mật khẩu của tổng đài.' },
    en: {
      title: 'The exchange does not take the password.',
      next: 'Enter the name and the password of the exchange again.',
    },
  },
  'exchange.unreadable': {
    status: 503,
    vi: {
      title: 'Câu trả lời của tổng đài không đọc được.',
      next: 'Kiểm tra đúng loại tổng đài và phiên bản; báo người bảo trì.',
    },
    en: {
      title: 'The exchange’s answer cannot be read.',
      next: 'Check that it is the right kind and version of exchange; tell the maintainer.',
    },
  },
  'outbox.account-unusable': {
    status: 409,
    vi: {
      title: 'Không có tài khoản nào gửi được tin này.',
      next: 'Nhờ người quản trị xem lại tài khoản của kênh liên lạc. Tin chưa được gửi.',
    },
    en: {
      title: 'There is no account by which this can be sent.',
      next: 'Ask the administrator to look at the channel’s account. Nothing was sent.',
    },
  },
  'outbox.receiver-unknown': {
    status: 404,
    vi: { title: 'Không còn cuộc trò chuyện này.', next: 'Tải lại trang. Tin chưa được gửi.' },
    en: { title: 'This conversation is not there any more.', next: 'Load the page again. Nothing was sent.' },
  },
  'outbox.cannot-begin': {
    status: 409,
    vi: {
      title: 'Mạng này chỉ cho trả lời, không cho nhắn trước.',
      next: 'Chờ người kia nhắn, hoặc gọi điện. Tin chưa được gửi.',
    },
    en: {
      title: 'This network lets us answer only, and not write first.',
      next: 'Wait until the person writes, or call. Nothing was sent.',
    },
  },
  'outbox.machine-wrote': {
    status: 409,
    vi: {
      title: 'Tin mới nhất của phía bên kia do máy tự gửi, nên không trả lời tự động.',
      next: 'Nếu cần, viết lời riêng rồi gửi. Tin tự động chưa được gửi.',
    },
    en: {
      title: 'A machine wrote the newest message of the other side, so nothing answers it automatically.',
      next: 'Write words of your own where it is needed. The automatic message was not sent.',
    },
  },
  'outbox.text-empty': {
    status: 400,
    vi: { title: 'Tin chưa có chữ nào.', next: 'Viết tin rồi gửi lại.' },
    en: { title: 'There is no text to send.', next: 'Write the message, then send it.' },
  },
  'outbox.text-too-long': {
    status: 400,
    vi: {
      title: 'Tin quá dài cho kênh này.',
      next: 'Rút ngắn lại, hoặc gửi thành nhiều lần. Tin chưa được gửi.',
    },
    en: {
      title: 'The text is too long for this channel.',
      next: 'Make it shorter, or send it in several turns. Nothing was sent.',
    },
  },
  'outbox.no-contact-wished': {
    status: 409,
    vi: {
      title: 'Người này xin đừng liên hệ lại. Tin không được gửi.',
      next: 'Chỉ nhắn khi người này tự đổi ý và cho biết cách liên hệ an toàn.',
    },
    en: {
      title: 'This person asked not to be contacted. Nothing was sent.',
      next: 'Write only after they changed their mind and said how they can be reached safely.',
    },
  },
  'outbox.not-here-wished': {
    status: 409,
    vi: {
      title: 'Người này xin đừng trả lời ở đây. Tin không được gửi.',
      next: 'Trả lời qua cổng, bằng mã của người này.',
    },
    en: {
      title: 'This person asked not to be answered here. Nothing was sent.',
      next: 'Answer through the portal, where they read it with their words.',
    },
  },
  'outbox.sender-tells': {
    status: 409,
    vi: {
      title: 'Người này xin 111 đừng xưng là 111, mà tên người gửi của tài khoản cho biết là 111. Tin không được gửi.',
      next: 'Gọi điện theo cách người này đã chọn, hoặc trả lời nơi người này đã nhắn.',
    },
    en: {
      title:
        'This person asked us to be somebody else, and the account’s sender name tells that it is 111. Nothing was sent.',
      next: 'Call in the way they chose, or answer where they wrote.',
    },
  },
  'outbox.words-tell': {
    status: 409,
    vi: {
      title: 'Người này xin 111 đừng xưng là 111, mà lời tin cho biết ai gửi hoặc vì sao. Tin không được gửi.',
      next: 'Viết lại bằng lời thường ngày: không nhắc 111, tư vấn, công an hay chuyện đã xảy ra.',
    },
    en: {
      title: 'This person asked us to be somebody else, and the words tell who writes or why. Nothing was sent.',
      next: 'Write it in everyday words: without 111, counselling, the police, or what happened.',
    },
  },
  'outbox.report-early': {
    status: 409,
    vi: { title: 'Báo đã nhận tới sớm hơn bản ghi đã gửi.', next: 'Hệ thống tự thử lại.' },
    en: { title: 'A delivery was reported before the sending was written down.', next: 'It is tried again by itself.' },
  },
  'outbox.not-retried': {
    status: 409,
    vi: {
      title: 'Tin này không còn nằm trong số không gửi được.',
      next: 'Tải lại trang để xem tin đang ở đâu. Không có gì được gửi thêm.',
    },
    en: {
      title: 'This message is no longer among those that could not be sent.',
      next: 'Load the page again to see where it is. Nothing more was sent.',
    },
  },
  'outbox.words-gone': {
    status: 409,
    vi: {
      title: 'Lời của tin này đã được xóa theo hạn lưu.',
      next: 'Nếu vẫn cần, nhờ người đang giữ cuộc liên hệ nhắn lại.',
    },
    en: {
      title: 'The words of this message were removed when their time was over.',
      next: 'If it is still needed, ask whoever has the contact to write again.',
    },
  },
  'outbox.not-cancelled': {
    status: 409,
    vi: {
      title: 'Tin đang được gửi hoặc đã gửi, nên không hủy được.',
      next: 'Tải lại trang để xem tin đang ở đâu.',
    },
    en: {
      title: 'The message is being sent or was sent, so it cannot be cancelled.',
      next: 'Load the page again to see where it is.',
    },
  },
  'channel-service.refuses-us': {
    status: 409,
    vi: {
      title: 'Dịch vụ không nhận khóa của tài khoản này.',
      next: 'Kết nối lại tài khoản, hoặc nhập khóa mới lấy từ trang quản trị của dịch vụ.',
    },
    en: {
      title: 'The service does not accept this account’s keys.',
      next: 'Connect the account again, or enter new keys from the service’s own pages.',
    },
  },
  'channel-service.failed': {
    status: 503,
    vi: {
      title: 'Dịch vụ không trả lời, hoặc trả lời không đọc được.',
      next: 'Chờ vài phút rồi thử lại. Nếu vẫn vậy, báo người bảo trì mã lý do.',
    },
    en: {
      title: 'The service did not answer, or its answer cannot be read.',
      next: 'Wait some minutes and try again. If it stays, tell the maintainer the reason’s code.',
    },
  },
  'channel-service.other-account': {
    status: 409,
    vi: {
      title: 'Khóa này thuộc một tài khoản khác.',
      next: 'Kiểm tra mã tài khoản đã nhập, rồi lấy khóa của đúng tài khoản đó.',
    },
    en: {
      title: 'These keys belong to another account.',
      next: 'Check the account’s identifier that was entered, and take the keys of that account.',
    },
  },
  'channel-consent.none': {
    status: 409,
    vi: {
      title: 'Mạng này không có trang đồng ý.',
      next: 'Nhập các khóa ở phần cài đặt của kênh.',
    },
    en: {
      title: 'This network has no page of consent.',
      next: 'Enter the keys in the channel’s settings.',
    },
  },
  'channel-consent.refused': {
    status: 409,
    vi: {
      title: 'Trang cấp quyền không cho phép kết nối.',
      next: 'Bắt đầu kết nối lại và bấm đồng ý trong vòng mười phút.',
    },
    en: {
      title: 'The page of consent did not allow the connection.',
      next: 'Begin to connect anew and agree within ten minutes.',
    },
  },
  'channel-attachment.unavailable': {
    status: 410,
    vi: {
      title: 'Tệp gửi kèm không còn lấy được từ dịch vụ.',
      next: 'Hỏi người gửi mô tả bằng lời. Không có gì được lưu.',
    },
    en: {
      title: 'The service does not give this attachment any more.',
      next: 'Ask the sender to describe it in words. Nothing was stored.',
    },
  },
  'channel-account.no-webhook': {
    status: 404,
    vi: {
      title: 'Không có kênh nào ở địa chỉ này.',
      next: 'Chép lại địa chỉ webhook của kênh liên lạc. Không có gì được nhận.',
    },
    en: {
      title: 'There is no channel at this address.',
      next: 'Copy the address of the channel’s webhook again. Nothing was taken.',
    },
  },
  'channel-account.not-open': {
    status: 409,
    vi: {
      title: 'Kênh này chưa mở hoặc đang tạm dừng.',
      next: 'Chờ kênh được mở, rồi để mạng gửi lại.',
    },
    en: {
      title: 'This channel is not open yet, or is paused.',
      next: 'Wait until it is open, and let the network send again.',
    },
  },
  'channel-account.not-renewed': {
    status: 409,
    vi: {
      title: 'Khóa của kênh chưa được gia hạn.',
      next: 'Một máy chủ khác đã nhận việc này. Tải lại trang sau một phút.',
    },
    en: {
      title: 'The channel’s token was not renewed.',
      next: 'Another server has taken this over. Load the page again in a minute.',
    },
  },
  'channel-account.not-found': {
    status: 404,
    vi: { title: 'Không tìm thấy kênh này.', next: 'Kiểm tra mã của kênh liên lạc.' },
    en: { title: 'This channel was not found.', next: 'Check the identifier of the channel.' },
  },
  'channel-account.invalid': {
    status: 422,
    vi: {
      title: 'Một ô của kênh chưa điền đúng.',
      next: 'Xem ô được đánh dấu, chép lại đúng như trang quản trị của mạng hiển thị.',
    },
    en: {
      title: 'One field of the channel is not right.',
      next: 'Look at the marked field and copy it just as the network’s own page shows it.',
    },
  },
  'channel-account.check-failed': {
    status: 409,
    vi: {
      title: 'Dịch vụ của kênh không nhận khóa hoặc chưa trả lời.',
      next: 'Kiểm tra lại các khóa và thử lại. Kênh vẫn chưa mở.',
    },
    en: {
      title: 'The channel’s service does not accept the keys, or did not answer.',
      next: 'Check the keys and try again. The channel is not open.',
    },
  },
  'channel-account.no-test': {
    status: 409,
    vi: {
      title: 'Kênh này không gửi thử được.',
      next: 'Mạng này chỉ cho trả lời: nhắn cho kênh từ máy của mình rồi trả lời ở trang trực.',
    },
    en: {
      title: 'No test message can be sent by this channel.',
      next: 'The network lets us answer only: write to the channel from your own device and answer at the desk.',
    },
  },
  'message-template.not-found': {
    status: 404,
    vi: { title: 'Không tìm thấy mẫu tin này.', next: 'Tải lại trang để xem danh sách mới.' },
    en: { title: 'This template was not found.', next: 'Load the page again to see the list as it is.' },
  },
  'message-template.channel-unknown': {
    status: 422,
    vi: { title: 'Chưa chọn kênh cho mẫu tin.', next: 'Chọn kênh mà mẫu sẽ được gửi qua.' },
    en: { title: 'No channel was chosen for the template.', next: 'Choose the channel by which it will be sent.' },
  },
  'message-template.code-unusable': {
    status: 422,
    vi: {
      title: 'Tên của mẫu chưa đúng.',
      next: 'Viết chữ thường không dấu, số và gạch ngang, bắt đầu bằng chữ, ví dụ nhac-hen.',
    },
    en: {
      title: 'The name of the template cannot be used.',
      next: 'Write small letters, digits and hyphens, a letter first, as in nhac-hen.',
    },
  },
  'message-template.text-missing': {
    status: 422,
    vi: { title: 'Mẫu chưa có lời.', next: 'Viết lời của mẫu, đúng như sẽ gửi cho mạng duyệt.' },
    en: {
      title: 'The template has no words.',
      next: 'Write the words just as the network will be asked to approve them.',
    },
  },
  'message-template.text-too-long': {
    status: 422,
    vi: { title: 'Mẫu dài quá 1.000 ký tự.', next: 'Viết ngắn lại.' },
    en: { title: 'The template is longer than 1,000 characters.', next: 'Make it shorter.' },
  },
  'message-template.blank-undeclared': {
    status: 422,
    vi: {
      title: 'Một chỗ trống chưa ghi loại, hoặc loại không có.',
      next: 'Viết chỗ trống như {gio:TIME}. Loại: DATE, TIME, CODE, PHONE, NEUTRAL.',
    },
    en: {
      title: 'A blank has no kind, or one that is not known.',
      next: 'Write a blank as {gio:TIME}. Kinds: DATE, TIME, CODE, PHONE, NEUTRAL.',
    },
  },
  'message-template.blank-twice': {
    status: 422,
    vi: { title: 'Một chỗ trống được ghi hai loại.', next: 'Dùng một tên cho một loại.' },
    en: { title: 'A blank is given two kinds.', next: 'Use one name for one kind.' },
  },
  'message-template.blank-missing': {
    status: 422,
    vi: { title: 'Thiếu nội dung cho một chỗ trống của mẫu.', next: 'Điền đủ các chỗ trống. Tin chưa được gửi.' },
    en: { title: 'Nothing was given for one blank of the template.', next: 'Fill all blanks. Nothing was sent.' },
  },
  'message-template.blank-unknown': {
    status: 422,
    vi: { title: 'Mẫu không có chỗ trống này.', next: 'Xem lại mẫu đang dùng. Tin chưa được gửi.' },
    en: { title: 'The template has no such blank.', next: 'Look at the template in use. Nothing was sent.' },
  },
  'message-template.blank-refused': {
    status: 422,
    vi: {
      title: 'Nội dung không hợp với chỗ trống của mẫu.',
      next: 'Chỗ trống chỉ nhận ngày, giờ, mã, số hoặc từ trung tính đã khai báo, không nhận lời của trẻ. Tin chưa được gửi.',
    },
    en: {
      title: 'What was given does not fit the blank of the template.',
      next: 'A blank takes a day, a time, a code, a number or words declared neutral, and never words of a child. Nothing was sent.',
    },
  },
  'message-template.not-usable': {
    status: 409,
    vi: {
      title: 'Chưa có mẫu nào đã đăng ký với mạng cho việc này.',
      next: 'Nhờ người quản lý kênh đăng ký mẫu. Tin chưa được gửi.',
    },
    en: {
      title: 'No template for this is registered with the network.',
      next: 'Ask who keeps the channels to register one. Nothing was sent.',
    },
  },
  'message-template.registered': {
    status: 409,
    vi: { title: 'Mẫu đã đăng ký với mạng nên không sửa được lời.', next: 'Viết phiên bản mới và xin duyệt lại.' },
    en: {
      title: 'The template is registered with the network, so its words stay.',
      next: 'Write a new version and have it approved.',
    },
  },
  'message-template.not-draft': {
    status: 409,
    vi: { title: 'Chỉ bản nháp mới xin duyệt được.', next: 'Tải lại trang để xem mẫu đang ở bước nào.' },
    en: { title: 'Only a draft can be put forward for approval.', next: 'Load the page again to see how far it is.' },
  },
  'message-template.not-approved': {
    status: 409,
    vi: {
      title: 'Mẫu chưa được người thứ hai duyệt.',
      next: 'Xin một người khác duyệt trước, rồi mới đăng ký với mạng.',
    },
    en: {
      title: 'No second person has approved the template.',
      next: 'Have somebody else approve it first, then register it with the network.',
    },
  },
  'message-template.id-unusable': {
    status: 422,
    vi: { title: 'Mã của mạng chưa đúng.', next: 'Chép đúng mã mẫu mà mạng đã cấp: chữ, số, chấm, gạch.' },
    en: {
      title: 'The network’s id cannot be used.',
      next: 'Copy the id that the network gave: letters, digits, dots, hyphens.',
    },
  },
  'message-template.retired': {
    status: 409,
    vi: { title: 'Mẫu này đã ngừng dùng.', next: 'Viết phiên bản mới nếu còn cần.' },
    en: { title: 'This template is retired.', next: 'Write a new version if it is still needed.' },
  },
  'push-device.address-unusable': {
    status: 422,
    vi: {
      title: 'Trình duyệt đưa một địa chỉ không dùng được.',
      next: 'Tải lại trang rồi bật lại. Nếu vẫn không được, dùng trình duyệt khác.',
    },
    en: {
      title: 'The browser gave an address that cannot be used.',
      next: 'Load the page again and turn it on once more. Where that does not help, use another browser.',
    },
  },
  'push-device.too-many': {
    status: 409,
    vi: { title: 'Bạn đã bật ở mười trình duyệt.', next: 'Tắt một trình duyệt không dùng nữa rồi bật lại.' },
    en: {
      title: 'You have turned it on in ten browsers.',
      next: 'Turn one off that you use no more, then turn it on here.',
    },
  },
  'push-device.not-found': {
    status: 404,
    vi: { title: 'Trình duyệt này không còn trong danh sách của bạn.', next: 'Tải lại trang để xem danh sách mới.' },
    en: { title: 'This browser is no longer on your list.', next: 'Load the page again to see the list as it is.' },
  },
  'inbound-event.not-taken': {
    status: 500,
    vi: {
      title: 'Một tin đến chưa xử lý được.',
      next: 'Tin vẫn được giữ kín. Báo người bảo trì.',
    },
    en: {
      title: 'A message that came could not be worked on.',
      next: 'It is kept, sealed. Tell the maintainer.',
    },
  },
} as const;

export const refuse = refuser(refusals);
