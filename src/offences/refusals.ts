import { refuser } from '../kernel/index.ts';

/** Refusals of the offence files. */
export const refusals = {
  'offence-file.not-found': {
    status: 404,
    vi: {
      title: 'Không tìm thấy vụ việc này, hoặc anh chị không được xem.',
      next: 'Kiểm tra lại mã vụ việc trong danh sách của đơn vị.',
    },
    en: {
      title: 'This offence file was not found, or you may not see it.',
      next: 'Check its code in the list of your unit.',
    },
  },
  'offence-file.no-power': {
    status: 403,
    vi: {
      title: 'Đơn vị của anh chị hôm nay không có thẩm quyền điều tra.',
      next: 'Chuyển vụ việc cho cơ quan điều tra có thẩm quyền. Chưa có gì thay đổi.',
    },
    en: {
      title: 'Your unit does not hold the power to investigate today.',
      next: 'Hand the file to a unit that holds it. Nothing was changed.',
    },
  },
  'offence-file.not-lead': {
    status: 403,
    vi: {
      title: 'Việc này do điều tra viên của đơn vị chủ trì thực hiện.',
      next: 'Liên hệ đơn vị chủ trì ghi trong vụ việc. Chưa có gì thay đổi.',
    },
    en: {
      title: 'This is for an investigator of the unit that leads the file.',
      next: 'Ask the leading unit, whose name stands in the file. Nothing was changed.',
    },
  },
  'offence-file.wrong-stage': {
    status: 409,
    vi: {
      title: 'Từ giai đoạn hiện tại không thể chuyển sang giai đoạn này.',
      next: 'Tải lại trang để xem giai đoạn mới nhất. Chưa có gì thay đổi.',
    },
    en: {
      title: 'This stage does not follow the present one.',
      next: 'Reload the page to see the present stage. Nothing was changed.',
    },
  },
  'offence-file.day-unusable': {
    status: 422,
    vi: {
      title: 'Ngày quyết định chưa hợp lệ.',
      next: 'Nhập ngày theo dạng ngày/tháng/năm, không sau hôm nay.',
    },
    en: { title: 'The day of the decision cannot be used.', next: 'Write it as day/month/year, not after today.' },
  },
  'offence-file.unusable': {
    status: 422,
    vi: { title: 'Một mục chưa hợp lệ.', next: 'Chọn lại ở mục được đánh dấu. Chưa có gì được lưu.' },
    en: { title: 'One field cannot be used.', next: 'Choose anew in the marked field. Nothing was stored.' },
  },
  'offence-file.holds-media': {
    status: 422,
    vi: {
      title: 'Vụ việc không nhận hình ảnh hay video, kể cả dưới dạng chữ.',
      next: 'Chỉ viết chữ. Chưa có gì được lưu.',
    },
    en: {
      title: 'A file takes no pictures or videos, not even as text.',
      next: 'Write words alone. Nothing was stored.',
    },
  },
  'offence-file.unit-unusable': {
    status: 422,
    vi: {
      title: 'Đơn vị này không nhận được vụ việc.',
      next: 'Chọn một đơn vị công an đang hoạt động, có thẩm quyền điều tra hôm nay và khác đơn vị chủ trì.',
    },
    en: {
      title: 'This unit cannot take the file.',
      next: 'Choose another police unit that exists and holds the power to investigate today.',
    },
  },
  'offence-file.unit-there-already': {
    status: 409,
    vi: { title: 'Đơn vị này đã tham gia vụ việc.', next: 'Không cần làm gì thêm.' },
    en: { title: 'This unit takes part already.', next: 'Nothing is to be done.' },
  },
  'assertion.unusable': {
    status: 422,
    vi: { title: 'Một mục của nhận định chưa hợp lệ.', next: 'Chọn lại ở mục được đánh dấu. Chưa có gì được lưu.' },
    en: {
      title: 'One field of the assertion cannot be used.',
      next: 'Choose anew in the marked field. Nothing was stored.',
    },
  },
  'person-of-interest.nothing-known': {
    status: 422,
    vi: { title: 'Chưa có tên hoặc mô tả.', next: 'Ghi tên, hoặc mô tả những gì đã biết về người này.' },
    en: {
      title: 'There is neither a name nor a description.',
      next: 'Write the name, or what is known of this person.',
    },
  },
  'same-person-claim.there-already': {
    status: 409,
    vi: {
      title: 'Anh chị đã có nhận định về hai người này.',
      next: 'Rút lại nhận định cũ trước khi ghi nhận định mới.',
    },
    en: {
      title: 'You have said something of these two already.',
      next: 'Take that back before you say something else.',
    },
  },
  'article.unusable': {
    status: 422,
    vi: {
      title: 'Điều luật này không có, hoặc chưa có hiệu lực vào ngày xảy ra hành vi.',
      next: 'Chọn một điều luật trong danh mục, hoặc sửa lại ngày xảy ra hành vi.',
    },
    en: {
      title: 'There is no such article, or it was not in force on the day of the act.',
      next: 'Choose one of the list, or correct the day.',
    },
  },
  'article.there-already': {
    status: 409,
    vi: { title: 'Điều luật này đã có trong vụ việc.', next: 'Không cần làm gì thêm.' },
    en: { title: 'This article stands in the file already.', next: 'Nothing is to be done.' },
  },
  'outcome.unusable': {
    status: 422,
    vi: {
      title: 'Một mục của quyết định chưa hợp lệ.',
      next: 'Kiểm tra mục được đánh dấu: hình phạt chỉ đi với bản án hoặc xử phạt, số tháng chỉ đi với hình phạt có thời hạn.',
    },
    en: {
      title: 'One field of the decision cannot be used.',
      next: 'Look at the marked field: a sentence goes with a judgement or a sanction, months with a term alone.',
    },
  },
  'offence-request.no-rule': {
    status: 422,
    vi: { title: 'Hôm nay chưa có căn cứ cho loại yêu cầu này.', next: 'Chọn loại yêu cầu khác. Chưa có gì được lưu.' },
    en: { title: 'No rule for such a request is in force today.', next: 'Choose another kind. Nothing was stored.' },
  },
  'offence-request.agency-unknown': {
    status: 422,
    vi: { title: 'Không có đơn vị nào mang mã này.', next: 'Để trống mã nếu nơi nhận không có trong hệ thống.' },
    en: {
      title: 'No organisation has this code.',
      next: 'Leave the code empty where the addressee is not on the platform.',
    },
  },
  'offence-request.no-mailbox': {
    status: 409,
    vi: {
      title: 'Nơi nhận chưa có hòm thư được duyệt.',
      next: 'Gửi bằng văn bản rồi ghi là đã gửi, hoặc nhờ đơn vị điều phối thêm hòm thư của nơi nhận. Yêu cầu vẫn chờ gửi.',
    },
    en: {
      title: 'The addressee has no approved mailbox.',
      next: 'Send it as a letter and write down that it left, or ask who coordinates to enter its mailbox. The request still waits to be sent.',
    },
  },
  'offence-request.no-account': {
    status: 409,
    vi: {
      title: 'Đơn vị chưa có hộp thư gửi đi.',
      next: 'Nhờ quản trị kết nối hộp thư của đơn vị, hoặc gửi bằng văn bản rồi ghi là đã gửi. Yêu cầu vẫn chờ gửi.',
    },
    en: {
      title: 'The unit has no mail account to send by.',
      next: 'Ask an administrator to connect one, or send it as a letter and write down that it left. The request still waits to be sent.',
    },
  },
  'offence-request.wrong-state': {
    status: 409,
    vi: {
      title: 'Trạng thái hiện tại của yêu cầu không cho phép việc này.',
      next: 'Tải lại trang để xem trạng thái mới nhất. Chưa có gì thay đổi.',
    },
    en: {
      title: 'The request’s present state does not allow this.',
      next: 'Reload the page to see its state. Nothing was changed.',
    },
  },
  'offence-request.answer-unusable': {
    status: 422,
    vi: { title: 'Chưa chọn kết quả trả lời.', next: 'Chọn đã trả lời hoặc từ chối.' },
    en: { title: 'There is no such answer.', next: 'Choose answered or refused.' },
  },
  // Custody, bundles for courts, exchange with other forces.
  'custody.not-found': {
    status: 404,
    vi: { title: 'Không tìm thấy mục này trong vụ việc.', next: 'Tải lại trang để xem các mục hiện có.' },
    en: { title: 'This was not found in the file.', next: 'Reload the page to see what it holds.' },
  },
  'custody.media': {
    status: 422,
    vi: {
      title: 'Tệp có hình ảnh, âm thanh hoặc video nên không được nhận.',
      next: 'Giữ bản gốc ở kho vật chứng, rồi ghi mục này bằng giá trị băm và nơi giữ. Chưa có gì được lưu.',
    },
    en: {
      title: 'The file holds pictures, sound or video and was not taken.',
      next: 'Keep the original in the evidence room and enter it by its digest and place. Nothing was stored.',
    },
  },
  'custody.content-unusable': {
    status: 422,
    vi: {
      title: 'Không nhận được tệp này.',
      next: 'Tệp phải là PDF không khóa, DOCX, XLSX, CSV, JSON hoặc văn bản, dưới 16 MB. Tệp khác thì ghi bằng giá trị băm và nơi giữ. Chưa có gì được lưu.',
    },
    en: {
      title: 'This file cannot be taken.',
      next: 'It must be an open PDF, DOCX, XLSX, CSV, JSON or text below 16 MB. Enter anything else by its digest and place. Nothing was stored.',
    },
  },
  'custody.digest-unusable': {
    status: 422,
    vi: {
      title: 'Giá trị băm hoặc dung lượng chưa đúng.',
      next: 'Giá trị băm SHA-256 có 64 ký tự 0-9, a-f; dung lượng là số byte. Chưa có gì được lưu.',
    },
    en: {
      title: 'The digest or the size is not right.',
      next: 'A SHA-256 digest has 64 characters 0-9, a-f; the size is a number of bytes. Nothing was stored.',
    },
  },
  'custody.party-missing': {
    status: 422,
    vi: { title: 'Chưa ghi bên nhận.', next: 'Ghi tên cơ quan và người nhận.' },
    en: { title: 'Nobody is named who takes it.', next: 'Name the agency and the person.' },
  },
  'custody.does-not-follow': {
    status: 409,
    vi: {
      title: 'Không ghi được việc này ở trạng thái hiện tại của mục.',
      next: 'Tải lại trang để xem việc nào ghi được tiếp theo. Chưa có gì được ghi.',
    },
    en: {
      title: 'This cannot be written in the present state of it.',
      next: 'Reload the page to see what may follow. Nothing was written.',
    },
  },
  'custody.not-here': {
    status: 409,
    vi: { title: 'Mục này không có tệp trong hệ thống.', next: 'Xem nơi giữ ghi trong mục.' },
    en: { title: 'No file of this is kept here.', next: 'See where it is kept.' },
  },
  'bundle.recipient-unusable': {
    status: 422,
    vi: {
      title: 'Khóa nhận của đơn vị chưa đúng.',
      next: 'Khóa bắt đầu bằng "age1", do đơn vị nhận gửi qua đường đã biết. Chưa đóng gói gì.',
    },
    en: {
      title: 'The receiving unit’s key is not right.',
      next: 'It begins with "age1" and comes from the unit by a way that you know. Nothing was bundled.',
    },
  },
  'bundle.empty': {
    status: 409,
    vi: { title: 'Vụ việc chưa có mục chứng cứ nào để đóng gói.', next: 'Nhận ít nhất một mục rồi đóng gói.' },
    en: { title: 'The file holds nothing that could be bundled.', next: 'Take something into custody first.' },
  },
  'bundle.too-large': {
    status: 422,
    vi: { title: 'Gói quá lớn.', next: 'Liên hệ người vận hành để chia thành nhiều gói. Chưa có gì được tạo.' },
    en: { title: 'The bundle is too large.', next: 'Ask the operator to split it. Nothing was made.' },
  },
  'bundle.not-made': {
    status: 409,
    vi: { title: 'Gói chưa đóng xong.', next: 'Đợi tiến độ đầy rồi tải.' },
    en: { title: 'The bundle is not made yet.', next: 'Wait until it is done.' },
  },
  'hash-list.unreadable': {
    status: 422,
    vi: {
      title: 'Không đọc được danh sách này theo dạng đã chọn.',
      next: 'Chọn đúng dạng: VICS 2.0 hoặc 1.3 (JSON), CASE/UCO (JSON-LD), ICSE (CSV); tối đa 100.000 mục. Chưa có gì được lưu.',
    },
    en: {
      title: 'This list cannot be read in the chosen form.',
      next: 'Choose the right one: VICS 2.0 or 1.3 (JSON), CASE/UCO (JSON-LD), ICSE (CSV); at most 100,000 entries. Nothing was stored.',
    },
  },
  'hash-list.holds-media': {
    status: 422,
    vi: {
      title: 'Danh sách có kèm nội dung tệp, hình ảnh hoặc hình thu nhỏ.',
      next: 'Xuất lại ở phần mềm gốc, chỉ gồm giá trị băm và phân loại. Chưa có gì được lưu.',
    },
    en: {
      title: 'The list carries files, pictures or thumbnails.',
      next: 'Export it anew with hashes and categories alone. Nothing was stored.',
    },
  },
  'hash-list.none': {
    status: 409,
    vi: { title: 'Mục này không phải danh sách giá trị băm.', next: 'Chọn một mục loại danh sách giá trị băm.' },
    en: { title: 'This is no list of hashes.', next: 'Choose one that is.' },
  },
  'time-stamp.unreachable': {
    status: 503,
    vi: {
      title: 'Tổ chức cấp dấu thời gian không trả lời.',
      next: 'Thử lại sau ít phút. Gói chưa được tạo.',
    },
    en: {
      title: 'The time-stamping authority does not answer.',
      next: 'Try again in some minutes. No bundle was made.',
    },
  },
  'time-stamp.unsound': {
    status: 503,
    vi: {
      title: 'Dấu thời gian nhận được không kiểm chứng được.',
      next: 'Báo người vận hành kiểm tra TSA_URL và TSA_CERTIFICATES_FILE. Gói chưa được tạo.',
    },
    en: {
      title: 'The time stamp that came cannot be proved.',
      next: 'Have the operator check TSA_URL and TSA_CERTIFICATES_FILE. No bundle was made.',
    },
  },
  // Identifiers, links, de-confliction.
  'identifier.unusable': {
    status: 422,
    vi: {
      title: 'Định danh này chưa dùng được.',
      next: 'Xem ô được đánh dấu. Số điện thoại, ví, tài khoản ngân hàng cần ghi đủ và đúng từng ký tự; tài khoản ngân hàng cần có tên ngân hàng. Chưa có gì được ghi.',
    },
    en: {
      title: 'This identifier cannot be used.',
      next: 'See the marked field: a number, wallet or account has to be whole and right to the last character, and a bank account needs its bank. Nothing was written.',
    },
  },
  'link.unusable': {
    status: 422,
    vi: {
      title: 'Liên kết này chưa ghi được.',
      next: 'Xem ô được đánh dấu: loại liên kết, mức tin cậy có trong danh mục; ngày không ở tương lai; hai đầu khác nhau; đối tượng liên quan phải đang được ghi trong chính vụ việc này. Chưa có gì được ghi.',
    },
    en: {
      title: 'This link cannot be written.',
      next: 'See the marked field: a kind and grades of the lists, days that are not to come, two different ends, a person of interest who stands in this very file. Nothing was written.',
    },
  },
  'link.not-found': {
    status: 404,
    vi: {
      title: 'Không tìm thấy liên kết này, hoặc liên kết đã được rút.',
      next: 'Tải lại sơ đồ để xem các liên kết hiện có.',
    },
    en: { title: 'This link was not found, or was taken back.', next: 'Reload the graph to see the links that stand.' },
  },
  'link.not-yours': {
    status: 403,
    vi: {
      title: 'Liên kết này do đơn vị khác ghi.',
      next: 'Liên hệ đơn vị đã ghi để rút liên kết. Chưa có gì thay đổi.',
    },
    en: { title: 'Another unit wrote this link.', next: 'Ask that unit to take it back. Nothing was changed.' },
  },
  'link.of-assertion': {
    status: 409,
    vi: {
      title: 'Liên kết này đi theo một nhận định về đối tượng trong vụ việc.',
      next: 'Mở vụ việc, mục Đối tượng liên quan, và rút nhận định đó; liên kết sẽ mất theo. Chưa có gì thay đổi.',
    },
    en: {
      title: 'This link follows what a file says of a person.',
      next: 'Open the file, Persons of interest, and take that back: the link goes with it. Nothing was changed.',
    },
  },
  'graph-node.not-found': {
    status: 404,
    vi: {
      title: 'Không tìm thấy điểm này trên sơ đồ của đơn vị anh chị.',
      next: 'Kiểm tra lại định danh hoặc mã vụ việc.',
    },
    en: {
      title: 'There is no such point on the graph that you see.',
      next: 'Check the identifier or the code of the file.',
    },
  },
  'graph.filter-unusable': {
    status: 422,
    vi: {
      title: 'Bộ lọc của sơ đồ chưa đúng.',
      next: 'Chọn loại liên kết trong danh mục, ngày theo thứ tự và số liên kết tối đa từ 2 đến 5.000.',
    },
    en: {
      title: 'The filter of the graph is not right.',
      next: 'Choose kinds of the list, days in their order, and at most from 2 to 5,000 links.',
    },
  },
  'graph-view.unusable': {
    status: 422,
    vi: {
      title: 'Không lưu được cách xem này.',
      next: 'Mở lại sơ đồ từ vụ việc, chọn bộ lọc rồi lưu. Chưa có gì được lưu.',
    },
    en: {
      title: 'This view cannot be kept.',
      next: 'Open the graph from the file again, choose the filters and keep it. Nothing was stored.',
    },
  },
  'graph-view.too-many': {
    status: 409,
    vi: {
      title: 'Anh chị đã lưu 20 cách xem cho vụ việc này.',
      next: 'Bỏ một cách xem cũ rồi lưu lại, hoặc lưu đè bằng đúng tên cũ. Chưa có gì được lưu.',
    },
    en: {
      title: 'You keep 20 views of this file already.',
      next: 'Remove one first, or keep this under a name that is there. Nothing was stored.',
    },
  },
  'graph-view.not-found': {
    status: 404,
    vi: { title: 'Không tìm thấy cách xem này.', next: 'Tải lại trang để xem các cách xem đã lưu.' },
    en: { title: 'This view was not found.', next: 'Reload the page to see those that you keep.' },
  },
  'hub.unusable': {
    status: 422,
    vi: {
      title: 'Chưa ghi được điểm dùng chung.',
      next: 'Chọn lý do trong danh mục và ngày xem lại trong thời hạn của lý do đó. Chưa có gì thay đổi.',
    },
    en: {
      title: 'The shared point was not written.',
      next: 'Choose a reason of the list, and a day within the time that it may stand. Nothing was changed.',
    },
  },
  'deconfliction.purpose-missing': {
    status: 422,
    vi: { title: 'Chưa chọn mục đích hỏi.', next: 'Chọn một mục đích trong danh mục. Câu hỏi chưa được gửi.' },
    en: { title: 'No purpose was chosen.', next: 'Choose one of the list. Nothing was asked.' },
  },
  'deconfliction.locked': {
    status: 429,
    vi: {
      title: 'Anh chị đã hỏi quá nhiều lần nên chức năng này tạm khóa.',
      next: 'Đơn vị của anh chị và đơn vị điều phối đã được báo. Liên hệ đơn vị điều phối để mở lại.',
    },
    en: {
      title: 'You have asked too often, and can ask no more for now.',
      next: 'Your unit and the coordinating units have been told. Ask a coordinating unit to let you in again.',
    },
  },
  'deconfliction.not-found': {
    status: 404,
    vi: { title: 'Không tìm thấy mục tránh trùng lặp này.', next: 'Xem lại danh sách Tránh trùng lặp của đơn vị.' },
    en: { title: 'This de-confliction was not found.', next: 'See the list of your unit.' },
  },
  'deconfliction.closed': {
    status: 409,
    vi: { title: 'Mục tránh trùng lặp này đã kết thúc.', next: 'Tải lại trang để xem kết quả. Chưa có gì thay đổi.' },
    en: { title: 'This de-confliction is closed.', next: 'Reload the page to see how. Nothing was changed.' },
  },
  'deconfliction.outcome-unusable': {
    status: 422,
    vi: {
      title: 'Chưa ghi được kết quả.',
      next: 'Chọn kết quả trong danh mục; nếu một đơn vị chủ trì, chọn một trong hai đơn vị. Chưa có gì thay đổi.',
    },
    en: {
      title: 'The outcome was not written.',
      next: 'Choose one of the list, and one of the two units where one is to lead. Nothing was changed.',
    },
  },
  'watch-term.unusable': {
    status: 422,
    vi: { title: 'Chưa đặt được theo dõi.', next: 'Chọn ngày kết thúc trong vòng 180 ngày. Chưa có gì được ghi.' },
    en: { title: 'The watch was not set.', next: 'Choose an end within 180 days. Nothing was written.' },
  },
  'watch-term.not-found': {
    status: 404,
    vi: {
      title: 'Không tìm thấy mục theo dõi này, hoặc đã kết thúc.',
      next: 'Tải lại danh sách theo dõi của vụ việc.',
    },
    en: { title: 'This watch was not found, or has ended.', next: 'Reload the list of the file.' },
  },
  'offence-series.not-found': {
    status: 404,
    vi: { title: 'Không tìm thấy chuỗi vụ việc này.', next: 'Xem lại danh sách chuỗi được đề xuất cho đơn vị.' },
    en: { title: 'This series was not found.', next: 'See the list of those proposed to your unit.' },
  },
  'offence-series.decided': {
    status: 409,
    vi: {
      title: 'Chuỗi vụ việc này đã có người quyết định.',
      next: 'Tải lại trang để xem kết quả. Chưa có gì thay đổi.',
    },
    en: { title: 'Somebody has decided on this series.', next: 'Reload the page to see how. Nothing was changed.' },
  },
  'offence-series.reason-unusable': {
    status: 422,
    vi: { title: 'Chưa chọn lý do.', next: 'Chọn một lý do trong danh mục. Chưa có gì thay đổi.' },
    en: { title: 'No reason was chosen.', next: 'Choose one of the list. Nothing was changed.' },
  },
} as const;

export const refuse = refuser(refusals);
