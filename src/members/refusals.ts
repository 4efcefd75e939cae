import { refuser } from '../kernel/index.ts';

export const refusals = {
  'members.not-permitted': {
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
  'members.not-your-agency': {
    status: 403,
    vi: {
      title: 'Anh chị chỉ quản trị người của đơn vị mình.',
      next: 'Nhờ người quản trị của đơn vị kia làm việc này.',
    },
    en: {
      title: 'You administer only people of your own agency.',
      next: 'Ask the administrator of the other agency to do it.',
    },
  },
  'agency.unknown': {
    status: 422,
    vi: {
      title: 'Không có đơn vị này, hoặc đơn vị đã giải thể.',
      next: 'Chọn một đơn vị đang hoạt động trong danh mục.',
    },
    en: {
      title: 'There is no such agency, or it has been dissolved.',
      next: 'Choose an agency that exists today from the list.',
    },
  },
  'agency.several': {
    status: 422,
    vi: {
      title: 'Có nhiều đơn vị khớp với tên này.',
      next: 'Viết thêm địa danh, chọn một gợi ý, hoặc ghi mã đơn vị. Chưa có gì được lưu.',
    },
    en: {
      title: 'Several agencies fit this name.',
      next: 'Add the place, choose a suggestion, or give the agency’s code. Nothing was stored.',
    },
  },
  'agency.already-dissolved': {
    status: 409,
    vi: { title: 'Đơn vị này đã giải thể.', next: 'Xem ngày giải thể trong hồ sơ đơn vị.' },
    en: { title: 'This agency has already been dissolved.', next: 'See the day in the agency’s record.' },
  },
  'agency.day-in-the-past': {
    status: 422,
    vi: {
      title: 'Ngày không hợp lệ hoặc đã qua.',
      next: 'Chọn từ hôm nay trở đi. Việc đã qua không sửa lại được vì có hồ sơ dựa vào đó.',
    },
    en: {
      title: 'The day is not valid or has passed.',
      next: 'Choose today or a later day. The past stays as it was, since records rest on it.',
    },
  },
  'agency.legal-basis-missing': {
    status: 422,
    vi: { title: 'Chưa nêu căn cứ pháp lý.', next: 'Ghi số và ngày của văn bản quyết định việc này.' },
    en: { title: 'The legal basis is missing.', next: 'Give number and date of the document that decides this.' },
  },
  'agency.function-unknown': {
    status: 422,
    vi: { title: 'Không có chức năng này trong danh mục.', next: 'Chọn một chức năng trong danh mục.' },
    en: { title: 'There is no such function in the list.', next: 'Choose a function from the list.' },
  },
  'agency.function-not-held': {
    status: 409,
    vi: { title: 'Đơn vị này không giữ chức năng đó vào ngày đã chọn.', next: 'Xem lại đơn vị đang giữ chức năng.' },
    en: { title: 'This agency does not hold the function on that day.', next: 'See which agency holds it.' },
  },
  'desk.code-invalid': {
    status: 422,
    vi: {
      title: 'Mã bàn tiếp nhận không hợp lệ.',
      next: 'Dùng chữ thường không dấu, chữ số và gạch nối, từ 2 đến 40 ký tự.',
    },
    en: {
      title: 'The desk’s code is not valid.',
      next: 'Use lower-case letters, digits and hyphens, 2 to 40 characters.',
    },
  },
  'desk.code-taken': {
    status: 409,
    vi: { title: 'Mã bàn tiếp nhận này đã có.', next: 'Chọn mã khác.' },
    en: { title: 'This desk code is taken.', next: 'Choose another.' },
  },
  'desk.unknown': {
    status: 422,
    vi: { title: 'Đơn vị không có bàn tiếp nhận này.', next: 'Chọn một bàn tiếp nhận của đơn vị.' },
    en: { title: 'The agency has no such desk.', next: 'Choose one of the agency’s desks.' },
  },
  'person.unknown': {
    status: 404,
    vi: {
      title: 'Không tìm thấy người này, hoặc anh chị không được xem.',
      next: 'Tìm trong danh sách người của đơn vị mình.',
    },
    en: {
      title: 'The person was not found, or you may not see them.',
      next: 'Look in the list of your own agency’s people.',
    },
  },
  'person.login-invalid': {
    status: 422,
    vi: { title: 'Địa chỉ thư điện tử không đúng.', next: 'Ghi đầy đủ địa chỉ công vụ, ví dụ ten@donvi.gov.vn.' },
    en: {
      title: 'The e-mail address is not valid.',
      next: 'Give the whole official address, such as name@agency.gov.vn.',
    },
  },
  'person.login-taken': {
    status: 409,
    vi: {
      title: 'Địa chỉ này đã có tài khoản.',
      next: 'Nếu người này làm việc ở hai đơn vị, giao thêm vai trò cho tài khoản đang có.',
    },
    en: {
      title: 'This address already has an account.',
      next: 'If the person works at two agencies, give the present account a further role.',
    },
  },
  'person.name-invalid': {
    status: 422,
    vi: { title: 'Chưa có họ tên, hoặc họ tên quá dài.', next: 'Ghi họ tên, nhiều nhất 120 ký tự.' },
    en: { title: 'The name is missing or too long.', next: 'Give a name of at most 120 characters.' },
  },
  'person.already-disabled': {
    status: 409,
    vi: { title: 'Tài khoản này đã khóa.', next: 'Không cần làm gì thêm.' },
    en: { title: 'This account is already closed.', next: 'Nothing more is to be done.' },
  },
  'person.own-account': {
    status: 409,
    vi: { title: 'Anh chị không tự khóa tài khoản của mình.', next: 'Nhờ một người quản trị khác.' },
    en: { title: 'You cannot close your own account.', next: 'Ask another administrator.' },
  },
  'person.sign-in-not-yours': {
    status: 403,
    vi: {
      title: 'Người này giữ vai trò mà anh chị không được giao, nên anh chị không cấp lại lối đăng nhập được.',
      next: 'Nhờ người quản trị của đơn vị giao vai trò đó. Nếu người này có vai trò ở nhiều đơn vị, đơn vị kia thu hồi vai trò trước rồi giao lại sau. Người quản trị mất lối vào: thu hồi vai trò rồi đề nghị lại, có người thứ hai duyệt.',
    },
    en: {
      title: 'The person holds a role that is not yours to give, so you cannot give them a new way in.',
      next: 'Ask the administrator of the agency that gives the role. Where roles are held at several agencies, the other one ends its role first and gives it again afterwards. An administrator who lost the way in: end the role and propose it again, for a second person to approve.',
    },
  },
  'role.unknown': {
    status: 422,
    vi: { title: 'Không có vai trò này.', next: 'Chọn một vai trò trong danh mục.' },
    en: { title: 'There is no such role.', next: 'Choose a role from the list.' },
  },
  'role.own': {
    status: 403,
    vi: { title: 'Không ai tự giao vai trò cho mình.', next: 'Nhờ một người quản trị khác của đơn vị.' },
    en: { title: 'Nobody gives a role to themselves.', next: 'Ask another administrator of the agency.' },
  },
  'role.not-yours-to-give': {
    status: 403,
    vi: {
      title: 'Anh chị không được giao hoặc thu hồi vai trò này.',
      next: 'Vai trò nghiệp vụ do người quản trị của đơn vị giao; vai trò quản trị hệ thống do quản trị hệ thống giao.',
    },
    en: {
      title: 'This role is not yours to give or end.',
      next: 'Working roles are given by the agency’s administrator; system administrators by a system administrator.',
    },
  },
  'role.not-held-here': {
    status: 422,
    vi: {
      title: 'Đơn vị này không có chức năng để giao vai trò này.',
      next: 'Chọn vai trò thuộc chức năng của đơn vị. Chức năng đã chuyển sang đơn vị khác: đơn vị đó giao vai trò.',
    },
    en: {
      title: 'This agency has no function that goes with this role.',
      next: 'Choose a role of the agency’s functions. Where a function has moved, the agency that has it now gives the role.',
    },
  },
  'role.dates-invalid': {
    status: 422,
    vi: {
      title: 'Thời hạn không hợp lệ.',
      next: 'Thời điểm kết thúc phải sau thời điểm bắt đầu và không ở trong quá khứ.',
    },
    en: {
      title: 'The dates are not valid.',
      next: 'The end must come after the beginning and may not lie in the past.',
    },
  },
  'role.separation-of-duties': {
    status: 409,
    vi: {
      title: 'Hai nhiệm vụ này không được do một người đảm nhiệm.',
      next: 'Thu hồi vai trò kia trước, hoặc giao vai trò này cho người khác.',
    },
    en: {
      title: 'One person may not hold both of these duties.',
      next: 'End the other role first, or give this one to somebody else.',
    },
  },
  'role.already-ended': {
    status: 409,
    vi: { title: 'Vai trò này đã kết thúc.', next: 'Không cần làm gì thêm.' },
    en: { title: 'This role has already ended.', next: 'Nothing more is to be done.' },
  },
  'administrator.already-there': {
    status: 409,
    vi: {
      title: 'Đã có người quản trị đăng nhập được.',
      next: 'Nhờ người đó tạo tài khoản mới. Lệnh này chỉ dùng cho người quản trị đầu tiên.',
    },
    en: {
      title: 'There is an administrator who can sign in.',
      next: 'Ask them to add people. This command is only for the first administrator.',
    },
  },
  'appointment.waits-already': {
    status: 409,
    vi: { title: 'Vai trò này của người này đang chờ duyệt.', next: 'Nhờ người duyệt mở trang Người và vai trò.' },
    en: {
      title: 'This role of this person is waiting for approval already.',
      next: 'Ask the second person to open People and roles.',
    },
  },
  'invitation.not-valid': {
    status: 410,
    vi: {
      title: 'Giấy mời không dùng được: đã dùng, quá hạn hoặc sai.',
      next: 'Nhờ người quản trị của đơn vị gửi giấy mời mới.',
    },
    en: {
      title: 'The invitation cannot be used: it was used, is too old or wrong.',
      next: 'Ask your agency’s administrator for a new one.',
    },
  },
  'password.too-weak': {
    status: 422,
    vi: {
      title: 'Mật khẩu này dễ đoán.',
      next: 'Dùng ít nhất 12 ký tự, không chứa tên đăng nhập, không phải từ hay dãy phím ai cũng đoán. Một câu ngắn là tốt.',
    },
    en: {
      title: 'This password is easy to guess.',
      next: 'Use at least 12 characters without your login, and no words or rows of keys that everybody guesses. A short sentence is good.',
    },
  },
  'password.present-wrong': {
    status: 422,
    vi: { title: 'Mật khẩu hiện tại chưa đúng.', next: 'Nhập lại mật khẩu đang dùng. Mật khẩu chưa thay đổi.' },
    en: {
      title: 'The present password is not right.',
      next: 'Type the password that you use now. Nothing was changed.',
    },
  },
  'sign-in.address-waits': {
    status: 429,
    vi: {
      title: 'Từ mạng này đã có quá nhiều lần đăng nhập sai.',
      next: 'Chờ một phút rồi thử lại. Nếu không phải đơn vị của anh chị thử, báo người quản trị.',
    },
    en: {
      title: 'There were too many wrong sign-ins from this network.',
      next: 'Wait a minute and try again. If it was not your office that tried, tell your administrator.',
    },
  },
  'sign-in.busy': {
    status: 503,
    vi: { title: 'Lúc này có quá nhiều lượt đăng nhập.', next: 'Chờ vài giây rồi thử lại. Chưa mất gì.' },
    en: {
      title: 'There are too many sign-ins at the moment.',
      next: 'Wait a few seconds and try again. Nothing is lost.',
    },
  },
  'sign-in.not-accepted': {
    status: 401,
    vi: {
      title: 'Không đăng nhập được.',
      next: 'Kiểm tra tên đăng nhập, mật khẩu và mã dùng một lần rồi thử lại. Mỗi mã chỉ dùng một lần: chờ mã kế tiếp.',
    },
    en: {
      title: 'Sign-in did not work.',
      next: 'Check login, password and one-time code, and try again. A code works once: wait for the next.',
    },
  },
  'sign-in.too-many-attempts': {
    status: 429,
    vi: {
      title: 'Đã thử quá nhiều lần.',
      next: 'Chờ 15 phút rồi thử lại, hoặc dùng khóa truy cập (passkey). Nếu không phải anh chị thử, báo ngay người quản trị.',
    },
    en: {
      title: 'There were too many attempts.',
      next: 'Wait 15 minutes, or use a passkey. If it was not you who tried, tell your administrator at once.',
    },
  },
  'sign-in.code-wrong': {
    status: 422,
    vi: { title: 'Mã không đúng hoặc đã dùng.', next: 'Chờ mã kế tiếp trong ứng dụng rồi nhập lại.' },
    en: { title: 'The code is wrong or was used before.', next: 'Wait for the next code in the app and enter it.' },
  },
  'sign-in.federation-not-set-up': {
    status: 404,
    vi: { title: 'Chưa cài đặt đăng nhập một lần.', next: 'Đăng nhập bằng mật khẩu hoặc khóa truy cập.' },
    en: { title: 'Single sign-on is not set up.', next: 'Sign in with password or passkey.' },
  },
  'sign-in.federation-unreachable': {
    status: 503,
    vi: { title: 'Không kết nối được hệ thống đăng nhập một lần.', next: 'Thử lại sau, hoặc đăng nhập bằng mật khẩu.' },
    en: {
      title: 'The single sign-on service cannot be reached.',
      next: 'Try again later, or sign in with your password.',
    },
  },
  'sign-in.federation-broken': {
    status: 401,
    vi: {
      title: 'Lượt đăng nhập một lần này không còn dùng được.',
      next: 'Bắt đầu lại từ trang đăng nhập và làm hết trong một trình duyệt, trong 10 phút.',
    },
    en: {
      title: 'This round of single sign-on can no longer be used.',
      next: 'Begin again at the sign-in page and finish in the same browser within 10 minutes.',
    },
  },
  'sign-in.federation-cancelled': {
    status: 401,
    vi: {
      title: 'Anh chị đã dừng ở trang đăng nhập một lần.',
      next: 'Chưa có gì thay đổi. Thử lại, hoặc đăng nhập bằng mật khẩu hay khóa truy cập.',
    },
    en: {
      title: 'You stopped at the single sign-on page.',
      next: 'Nothing has changed. Try again, or sign in with your password or a passkey.',
    },
  },
  'sign-in.federation-person-unknown': {
    status: 403,
    vi: {
      title: 'Đăng nhập một lần đã xong, nhưng ở đây không có tài khoản nào đang mở khớp với anh chị.',
      next: 'Nhờ quản trị viên của đơn vị kiểm tra: tài khoản đã tạo chưa, còn mở không, địa chỉ thư công vụ có trùng với địa chỉ ở hệ thống đăng nhập một lần không.',
    },
    en: {
      title: 'Single sign-on worked, but no open account here matches you.',
      next: 'Ask your agency’s administrator to check that the account exists, is open, and has the same official address as in the single sign-on service.',
    },
  },
  'passkey.host-not-usable': {
    status: 422,
    vi: {
      title: 'Khóa truy cập không dùng được ở địa chỉ này.',
      next: 'Mở trang bằng tên miền chính thức (trên máy này: localhost).',
    },
    en: {
      title: 'Passkeys do not work at this address.',
      next: 'Open the page by its official name (on this machine: localhost).',
    },
  },
  'passkey.not-accepted': {
    status: 401,
    vi: { title: 'Khóa truy cập không được chấp nhận.', next: 'Thử lại từ đầu, hoặc đăng nhập bằng mật khẩu.' },
    en: { title: 'The passkey was not accepted.', next: 'Start again, or sign in with your password.' },
  },
  'passkey.label-missing': {
    status: 422,
    vi: { title: 'Chưa đặt tên cho khóa truy cập.', next: 'Đặt tên để sau này nhận ra, ví dụ “Điện thoại cơ quan”.' },
    en: { title: 'The passkey has no name.', next: 'Give it a name you will know again, such as “Office telephone”.' },
  },
  'passkey.unknown': {
    status: 404,
    vi: { title: 'Không có khóa truy cập này.', next: 'Tải lại danh sách.' },
    en: { title: 'There is no such passkey.', next: 'Reload the list.' },
  },
  'session.unknown': {
    status: 404,
    vi: { title: 'Phiên này không còn.', next: 'Tải lại danh sách.' },
    en: { title: 'This session is gone.', next: 'Reload the list.' },
  },
  'session.no-role-there': {
    status: 403,
    vi: { title: 'Anh chị không có vai trò ở đơn vị này.', next: 'Chọn đơn vị mà anh chị đang có vai trò.' },
    en: { title: 'You hold no role at this agency.', next: 'Choose an agency where you hold one.' },
  },
  'session.purpose-unknown': {
    status: 422,
    vi: { title: 'Không có mục đích này.', next: 'Chọn một mục đích trong danh sách.' },
    en: { title: 'There is no such purpose.', next: 'Choose a purpose from the list.' },
  },
  'break-glass.not-permitted': {
    status: 403,
    vi: {
      title: 'Vai trò của anh chị không được mở hồ sơ khẩn cấp.',
      next: 'Gọi giám sát viên Tổng đài 111 hoặc cán bộ trực của cơ quan giữ hồ sơ.',
    },
    en: {
      title: 'Your role does not permit emergency access.',
      next: 'Call the supervisor of helpline 111 or the officer on duty of the agency that holds the record.',
    },
  },
  'break-glass.object-unknown': {
    status: 404,
    vi: { title: 'Không có hồ sơ này.', next: 'Kiểm tra lại mã hồ sơ.' },
    en: { title: 'There is no such record.', next: 'Check the record’s code.' },
  },
  'break-glass.reason-too-short': {
    status: 422,
    vi: {
      title: 'Lý do chưa đủ rõ.',
      next: 'Viết ít nhất 20 ký tự: trẻ đang gặp nguy hiểm gì và vì sao không chờ được.',
    },
    en: {
      title: 'The reason is not clear enough.',
      next: 'Write at least 20 characters: what danger the child is in, and why it cannot wait.',
    },
  },
  'break-glass.unknown': {
    status: 404,
    vi: { title: 'Không tìm thấy lần mở khẩn cấp này.', next: 'Tải lại danh sách.' },
    en: { title: 'This emergency access was not found.', next: 'Reload the list.' },
  },
  'break-glass.already-reviewed': {
    status: 409,
    vi: { title: 'Lần mở này đã có người xem xét.', next: 'Tải lại để xem kết luận.' },
    en: { title: 'This access has already been reviewed.', next: 'Reload to see the outcome.' },
  },
  'break-glass.not-yours-to-review': {
    status: 403,
    vi: {
      title: 'Anh chị không được xem xét lần mở này.',
      next: 'Người xem xét là cán bộ bảo vệ dữ liệu cá nhân, không phải chính người đã mở.',
    },
    en: {
      title: 'This access is not yours to review.',
      next: 'A data protection officer reviews it, never the person who opened it.',
    },
  },
  'break-glass.outcome-unknown': {
    status: 422,
    vi: { title: 'Chưa chọn kết luận.', next: 'Chọn một kết luận trong danh sách.' },
    en: { title: 'No outcome was chosen.', next: 'Choose an outcome from the list.' },
  },
  'break-glass.note-missing': {
    status: 422,
    vi: { title: 'Kết luận này cần lời giải thích.', next: 'Ghi ngắn gọn vì sao.' },
    en: { title: 'This outcome needs an explanation.', next: 'Say in short why.' },
  },
  'break-glass.note-too-long': {
    status: 422,
    vi: { title: 'Lời giải thích quá dài.', next: 'Rút ngắn còn 2.000 ký tự.' },
    en: { title: 'The explanation is too long.', next: 'Shorten it to 2,000 characters.' },
  },
  'machine-client.name-invalid': {
    status: 422,
    vi: { title: 'Chưa có tên cho hệ thống kết nối, hoặc tên quá dài.', next: 'Ghi tên, nhiều nhất 120 ký tự.' },
    en: {
      title: 'The connected system has no name, or it is too long.',
      next: 'Give a name of at most 120 characters.',
    },
  },
  'machine-client.scope-invalid': {
    status: 422,
    vi: { title: 'Phạm vi quyền không hợp lệ.', next: 'Chọn ít nhất một phạm vi, dạng noun.verb.' },
    en: { title: 'The scopes are not valid.', next: 'Choose at least one scope of the form noun.verb.' },
  },
  'machine-client.proof-invalid': {
    status: 422,
    vi: {
      title: 'Chứng thư hoặc địa chỉ của hệ thống kết nối không đúng dạng.',
      next: 'Ghi dấu vân tay SHA-256 của chứng thư (64 chữ số hệ 16, nhiều nhất 4) và địa chỉ IP hoặc dải địa chỉ (nhiều nhất 50). Chưa có gì thay đổi.',
    },
    en: {
      title: 'A certificate or an address of the connected system has the wrong form.',
      next: 'Give SHA-256 fingerprints of certificates (64 hex digits, four at most) and IP addresses or ranges (50 at most). Nothing was changed.',
    },
  },
  'machine-client.certificate-taken': {
    status: 409,
    vi: {
      title: 'Chứng thư này đã đăng ký cho một hệ thống khác.',
      next: 'Mỗi hệ thống cần một chứng thư riêng. Chưa có gì thay đổi.',
    },
    en: {
      title: 'This certificate is registered for another system.',
      next: 'Each system needs a certificate of its own. Nothing was changed.',
    },
  },
  'machine-client.unknown': {
    status: 404,
    vi: { title: 'Không có khóa này, hoặc đã thu hồi.', next: 'Tải lại danh sách.' },
    en: { title: 'There is no such key, or it has been revoked.', next: 'Reload the list.' },
  },
  'membership.unusable': {
    status: 422,
    vi: { title: 'Thông tin thành viên chưa đúng.', next: 'Xem ô được đánh dấu. Chưa có gì được lưu.' },
    en: { title: 'What was given of the member cannot be used.', next: 'See the marked field. Nothing was stored.' },
  },
  'membership.there-already': {
    status: 409,
    vi: { title: 'Đơn vị này đã là thành viên Mạng lưới.', next: 'Mở trang của thành viên đó để sửa.' },
    en: { title: 'This organisation is a member already.', next: 'Open the member’s page to change it.' },
  },
  'membership.not-found': {
    status: 404,
    vi: {
      title: 'Không tìm thấy thành viên này, hoặc anh chị không được xem.',
      next: 'Xem danh sách thành viên, hoặc trang của chính đơn vị mình.',
    },
    en: {
      title: 'This member was not found, or you may not see it.',
      next: 'See the list of members, or the page of your own organisation.',
    },
  },
  'membership.wrong-state': {
    status: 409,
    vi: {
      title: 'Không thể chuyển thành viên sang trạng thái này.',
      next: 'Tải lại trang để xem trạng thái hiện tại.',
    },
    en: { title: 'The member cannot be moved to this state.', next: 'Reload the page to see its present state.' },
  },
  'membership.no-agreement': {
    status: 403,
    vi: {
      title: 'Không còn thỏa thuận nào của đơn vị có hiệu lực cho việc này.',
      next: 'Liên hệ cơ quan điều phối để ký thỏa thuận mới. Các yêu cầu gỡ bỏ vẫn xem và trả lời được; khóa hiện có vẫn dùng được.',
    },
    en: {
      title: 'No agreement of your organisation covers this today.',
      next: 'Ask the coordinating agency for a new agreement. Orders can still be read and answered, and the present key works on.',
    },
  },
  'agreement.unusable': {
    status: 422,
    vi: {
      title: 'Thỏa thuận chưa đủ hoặc chưa đúng.',
      next: 'Ghi số văn bản, chọn ít nhất một phạm vi; ngày hết hạn không trước ngày bắt đầu. Chưa có gì được lưu.',
    },
    en: {
      title: 'The agreement is not complete or not right.',
      next: 'Give its number and what it covers; its end is not before its beginning. Nothing was stored.',
    },
  },
  'agreement.not-found': {
    status: 404,
    vi: { title: 'Không tìm thấy thỏa thuận này.', next: 'Tải lại trang của thành viên.' },
    en: { title: 'This agreement was not found.', next: 'Reload the member’s page.' },
  },
  'network-duty.unusable': {
    status: 422,
    vi: {
      title: 'Ca trực chưa đủ hoặc chưa đúng.',
      next: 'Xem ô được đánh dấu: tên, số điện thoại, ít nhất một ngày trong tuần, giờ dạng 07:00. Chưa có gì được lưu.',
    },
    en: {
      title: 'The duty is not complete or not right.',
      next: 'See the marked field: a name, a telephone number, at least one day, hours as in 07:00. Nothing was stored.',
    },
  },
  'network-duty.not-found': {
    status: 404,
    vi: { title: 'Không tìm thấy ca trực này.', next: 'Tải lại trang để xem lịch trực hiện có.' },
    en: { title: 'This duty was not found.', next: 'Reload the page to see the roster.' },
  },
  'display.code-wrong': {
    status: 422,
    vi: {
      title: 'Mã không đúng, đã dùng rồi hoặc đã hết hạn.',
      next: 'Mỗi mã dùng một lần, trong 15 phút. Nhờ giám sát cấp mã mới ở trang Nối màn hình treo tường.',
    },
    en: {
      title: 'The code is wrong, was used already or has run out.',
      next: 'A code works once, within 15 minutes. Ask a supervisor for another one on the page Connect wall screens.',
    },
  },
} as const;

export const refuse = refuser(refusals);
