import { refuser } from '../kernel/index.ts';
import { sourceRefusals } from './collectors/refusals.ts';
import { encoderRefusals } from './text/encoder-refusals.ts';

/** Why listening refuses. */
export const refusals = {
  ...sourceRefusals,
  ...encoderRefusals,
  'listening.busy': {
    status: 429,
    vi: {
      title: 'Hàng chờ xử lý đang đầy nên chưa nhận thêm bài.',
      next: 'Chờ số giây được nêu rồi gửi lại. Chưa có gì được lưu; gửi trùng không sao.',
    },
    en: {
      title: 'The queue is full and takes no more posts now.',
      next: 'Wait the seconds named and send again. Nothing was stored; sending twice does no harm.',
    },
  },
  'listening.batch-too-large': {
    status: 413,
    vi: {
      title: 'Một lần gửi có quá nhiều bài.',
      next: 'Chia nhỏ theo số lượng tối đa được nêu rồi gửi lại. Chưa có gì được lưu.',
    },
    en: {
      title: 'There are too many posts in one call.',
      next: 'Divide them by the limit named and send again. Nothing was stored.',
    },
  },
  'listening-source.not-found': {
    status: 404,
    vi: {
      title: 'Không tìm thấy nguồn này, hoặc anh chị không được thay đổi.',
      next: 'Kiểm tra lại trong danh sách nguồn.',
    },
    en: { title: 'This source was not found, or you may not change it.', next: 'Look in the list of sources.' },
  },
  'listening-source.not-running': {
    status: 409,
    vi: {
      title: 'Nguồn này đang dừng nên không nhận bài.',
      next: 'Cho nguồn chạy lại trong danh sách nguồn rồi gửi lại.',
    },
    en: {
      title: 'This source is stopped and takes no posts.',
      next: 'Let it run again in the list of sources, then send again.',
    },
  },
  'listening-source.invalid': {
    status: 422,
    vi: { title: 'Thông tin của nguồn có chỗ chưa đúng.', next: 'Sửa mục được nêu. Chưa có gì được lưu.' },
    en: { title: 'Something in the source is not valid.', next: 'Correct the field named. Nothing was stored.' },
  },
  'rule.not-found': {
    status: 404,
    vi: { title: 'Không tìm thấy phiên bản quy tắc này.', next: 'Kiểm tra lại trong danh sách quy tắc.' },
    en: { title: 'This version of a rule was not found.', next: 'Look in the list of rules.' },
  },
  'rule.definition-invalid': {
    status: 422,
    vi: { title: 'Quy tắc có chỗ chưa đúng.', next: 'Sửa mục được nêu. Chưa có gì được lưu.' },
    en: { title: 'Something in the rule is not valid.', next: 'Correct the field named. Nothing was stored.' },
  },
  'rule.pattern-invalid': {
    status: 422,
    vi: {
      title: 'Có mẫu không dùng được: sai cú pháp RE2, quá dài, hoặc khớp với mọi văn bản.',
      next: 'Sửa mẫu được nêu. Tham chiếu ngược không được dùng.',
    },
    en: {
      title: 'A pattern cannot be used: not RE2, too long, or it finds everything.',
      next: 'Correct the pattern named. There are no backreferences.',
    },
  },
  'rule.not-tried': {
    status: 409,
    vi: {
      title: 'Quy tắc chưa được chạy thử trên dữ liệu đã có trong 24 giờ qua.',
      next: 'Chạy thử, xem các thay đổi, rồi đưa vào sử dụng.',
    },
    en: {
      title: 'The rule was not tried on history within the last 24 hours.',
      next: 'Try it, look at what would change, then put it into use.',
    },
  },
  'pipeline.none-live': {
    status: 503,
    vi: {
      title: 'Chưa có phiên bản xử lý nào đang chạy.',
      next: 'Báo người vận hành: hệ thống cần khởi động lại để nạp dữ liệu gốc.',
    },
    en: {
      title: 'No version of the pipeline is live.',
      next: 'Tell the operator: the service must start once to bring its data in.',
    },
  },
  'pipeline.not-found': {
    status: 404,
    vi: { title: 'Không tìm thấy phiên bản xử lý này.', next: 'Kiểm tra lại trong danh sách phiên bản.' },
    en: { title: 'This version of the pipeline was not found.', next: 'Look in the list of versions.' },
  },
  'pipeline.not-candidate': {
    status: 409,
    vi: { title: 'Phiên bản này không còn là bản đề nghị.', next: 'Tải lại danh sách phiên bản.' },
    en: { title: 'This version is not a candidate any more.', next: 'Reload the list of versions.' },
  },
  'pipeline.not-compared': {
    status: 409,
    vi: {
      title: 'Phiên bản này chưa được chạy lại và so sánh xong.',
      next: 'Chạy lại trên một khoảng thời gian, xem chênh lệch, rồi quyết định.',
    },
    en: {
      title: 'This version was not replayed and compared to the end.',
      next: 'Replay a period, look at the difference, then decide.',
    },
  },
  'pipeline.threshold-invalid': {
    status: 422,
    vi: { title: 'Ngưỡng phải lớn hơn 0 và không quá 1.', next: 'Sửa ngưỡng được nêu. Chưa có gì được lưu.' },
    en: {
      title: 'A threshold lies over 0 and is at most 1.',
      next: 'Correct the threshold named. Nothing was stored.',
    },
  },
  'replay.not-found': {
    status: 404,
    vi: { title: 'Không tìm thấy lần chạy lại này.', next: 'Kiểm tra lại trong danh sách phiên bản.' },
    en: { title: 'This replay was not found.', next: 'Look in the list of versions.' },
  },
  'replay.period-invalid': {
    status: 422,
    vi: { title: 'Khoảng thời gian không hợp lệ.', next: 'Chọn ngày đầu trước ngày cuối, và không ở tương lai.' },
    en: { title: 'The period is not valid.', next: 'Let it begin before it ends, and not in the future.' },
  },
  'replay.not-live': {
    status: 409,
    vi: {
      title: 'Chỉ phiên bản đang chạy mới được phát cảnh báo khi chạy lại.',
      next: 'Đưa phiên bản vào sử dụng trước, hoặc chạy lại chỉ để so sánh.',
    },
    en: {
      title: 'Only a live version may raise alerts in a replay.',
      next: 'Put it into use first, or replay for the comparison alone.',
    },
  },
  'model.not-found': {
    status: 404,
    vi: { title: 'Không tìm thấy mô hình này.', next: 'Kiểm tra lại trong danh sách mô hình.' },
    en: { title: 'This model was not found.', next: 'Look in the list of models.' },
  },
  'model.not-evaluated': {
    status: 409,
    vi: {
      title: 'Mô hình chưa có số đo trên phần dữ liệu để riêng và bảng theo nhóm.',
      next: 'Gán nhãn thêm rồi huấn luyện lại.',
    },
    en: {
      title: 'The model has no figures on a held-out set with its table of groups.',
      next: 'Label more and train again.',
    },
  },
  'model.worse': {
    status: 409,
    vi: { title: 'Mô hình này kém hơn mô hình đang dùng.', next: 'Xem bảng số đo, gán nhãn thêm rồi huấn luyện lại.' },
    en: { title: 'This model is worse than the one in use.', next: 'Look at the figures, label more and train again.' },
  },
  'model.own-work': {
    status: 403,
    vi: {
      title: 'Người yêu cầu huấn luyện không được tự đưa mô hình vào sử dụng.',
      next: 'Nhờ người phụ trách khác xem và quyết định.',
    },
    en: {
      title: 'Whoever had a model trained may not put it into use.',
      next: 'Ask another supervisor to look and decide.',
    },
  },
  'model.too-few-labels': {
    status: 409,
    vi: {
      title: 'Chưa đủ bài đã thẩm định để huấn luyện.',
      next: 'Thẩm định thêm rồi thử lại; số cần có được nêu kèm.',
    },
    en: {
      title: 'There are too few decided posts to train on.',
      next: 'Decide more and try again; the number needed is named.',
    },
  },
  'model.training-refused': {
    status: 409,
    vi: {
      title: 'Không huấn luyện được từ các nhãn hiện có.',
      next: 'Xem lý do được nêu và rà lại các quyết định trái ngược.',
    },
    en: {
      title: 'No model could be trained from the labels there are.',
      next: 'See the reason named and look again at contradictory decisions.',
    },
  },
  'alert.not-found': {
    status: 404,
    vi: {
      title: 'Không tìm thấy cảnh báo này, hoặc cảnh báo đã được quyết định.',
      next: 'Tải lại danh sách cảnh báo.',
    },
    en: { title: 'This alert was not found, or it was decided already.', next: 'Reload the list of alerts.' },
  },
  'alert.reason-needed': {
    status: 422,
    vi: { title: 'Cần chọn lý do bỏ cảnh báo.', next: 'Chọn một lý do rồi gửi lại.' },
    en: { title: 'Choose why the alert is dismissed.', next: 'Choose a reason and send again.' },
  },
  'task.not-found': {
    status: 404,
    vi: { title: 'Bài này không còn chờ thẩm định.', next: 'Mở bài tiếp theo.' },
    en: { title: 'This post does not wait for review any more.', next: 'Open the next one.' },
  },
  'task.labels-invalid': {
    status: 422,
    vi: { title: 'Có nhãn không thuộc danh mục.', next: 'Tải lại trang rồi chọn lại.' },
    en: { title: 'A label is not of the list.', next: 'Reload the page and choose again.' },
  },
  'task.already-decided': {
    status: 409,
    vi: { title: 'Anh chị đã thẩm định bài này rồi.', next: 'Mở bài tiếp theo.' },
    en: { title: 'You have decided this post already.', next: 'Open the next one.' },
  },
  'post.not-found': {
    status: 404,
    vi: { title: 'Không tìm thấy bài này.', next: 'Mở lại từ danh sách của mình.' },
    en: { title: 'This post was not found.', next: 'Open it again from your own list.' },
  },
  'post.text-gone': {
    status: 410,
    vi: { title: 'Nội dung bài đã hết hạn lưu và đã bị xóa.', next: 'Chỉ còn mã và số liệu.' },
    en: { title: 'The text is past its timer and was removed.', next: 'Codes and figures are all that is left.' },
  },
  'post.reason-needed': {
    status: 422,
    vi: { title: 'Cần nêu lý do xem nội dung không che.', next: 'Chọn một lý do rồi thử lại.' },
    en: { title: 'Name why the post must be seen unmasked.', next: 'Choose a reason and try again.' },
  },
  'dead-letter.not-found': {
    status: 404,
    vi: { title: 'Không còn bài nào trong số này cần xử lý lại.', next: 'Tải lại danh sách.' },
    en: { title: 'None of these waits to be tried again.', next: 'Reload the list.' },
  },
  'relink.invalid': {
    status: 422,
    vi: { title: 'Yêu cầu nối bút danh có chỗ chưa đúng.', next: 'Sửa mục được nêu.' },
    en: { title: 'Something in the request to join pseudonyms is not valid.', next: 'Correct the field named.' },
  },
  'relink.not-found': {
    status: 404,
    vi: {
      title: 'Không tìm thấy yêu cầu này, hoặc anh chị không được quyết định hay xem.',
      next: 'Người khác với người yêu cầu phải quyết định, trong thời hạn của yêu cầu.',
    },
    en: {
      title: 'This request was not found, or it is not yours to decide or read.',
      next: 'Somebody other than who asked decides, while the request lasts.',
    },
  },
  'retention.invalid': {
    status: 422,
    vi: { title: 'Thời hạn lưu có chỗ chưa đúng.', next: 'Nêu số giờ từ 1 đến 87.600 và số của văn bản làm căn cứ.' },
    en: {
      title: 'Something in the timer is not valid.',
      next: 'Name hours from 1 to 87,600 and the number of what it rests on.',
    },
  },
  'dashboard.period-invalid': {
    status: 422,
    vi: { title: 'Khoảng thời gian không hợp lệ.', next: 'Chọn ngày đầu trước ngày cuối, dài nhất 92 ngày.' },
    en: { title: 'The period is not valid.', next: 'Let it begin before it ends, 92 days at most.' },
  },
} as const;

export const refuse = refuser(refusals);
