import { refuser } from '../kernel/index.ts';
import { catalogueRefusals } from './catalogue/refusals.ts';
import { classRefusals } from './classes/refusals.ts';
import { fanPageRefusals } from './fan-pages/refusals.ts';

/** Refusals of what children learn from. */
export const refusals = {
  ...catalogueRefusals,
  ...fanPageRefusals,
  ...classRefusals,
  'learning-item.not-found': {
    status: 404,
    vi: {
      title: 'Không tìm thấy bài này, hoặc anh chị không được xem.',
      next: 'Mở lại danh sách Bài và tìm theo tên. Chưa có gì thay đổi.',
    },
    en: {
      title: 'This item was not found, or you may not see it.',
      next: 'Open the list of items again and look for its name. Nothing was changed.',
    },
  },
  'learning-item.wrong-stage': {
    status: 409,
    vi: {
      title: 'Bài đang ở bước khác, nên chưa làm được việc này.',
      next: 'Tải lại trang để xem bài đang ở bước nào. Chưa có gì thay đổi.',
    },
    en: {
      title: 'The item is at another step, so this cannot be done now.',
      next: 'Reload the page to see at which step it is. Nothing was changed.',
    },
  },
  'learning-item.own-text': {
    status: 403,
    vi: {
      title: 'Người viết hoặc người gửi duyệt không tự duyệt bài này.',
      next: 'Nhờ một biên tập viên khác đọc và duyệt. Bài vẫn ở hàng chờ duyệt.',
    },
    en: {
      title: 'Whoever wrote this or asked for its approval does not give it.',
      next: 'Ask another editor to read and approve it. It stays in the queue.',
    },
  },
  'learning-item.other-text': {
    status: 409,
    vi: {
      title: 'Bài đã được sửa sau khi anh chị mở trang.',
      next: 'Tải lại trang, đọc bản mới rồi hãy duyệt. Chưa có gì được duyệt.',
    },
    en: {
      title: 'The text was changed after you opened the page.',
      next: 'Reload the page and read the new version before you approve it. Nothing was approved.',
    },
  },
  'learning-item.has-faults': {
    status: 422,
    vi: {
      title: 'Bài còn lỗi, nên chưa gửi duyệt được.',
      next: 'Xem các lỗi ở đầu trang của bài, sửa xong rồi gửi lại.',
    },
    en: {
      title: 'The item still has faults, so it cannot go to approval.',
      next: 'See the faults at the top of its page, mend them and send it again.',
    },
  },
  'learning-item.parts-changed': {
    status: 409,
    vi: {
      title: 'Hình hoặc cách báo cáo trong bài đã đổi sau khi bài được duyệt.',
      next: 'Lưu lại bài rồi gửi duyệt bản mới. Bản đang đăng không bị ảnh hưởng.',
    },
    en: {
      title: 'A picture or a way of reporting in this item has changed since it was approved.',
      next: 'Save the item and send the new version to approval. What is published stays.',
    },
  },
  'learning-item.dates-unusable': {
    status: 422,
    vi: {
      title: 'Ngày đăng, ngày đọc lại và ngày hết hạn chưa khớp nhau.',
      next: 'Ngày đọc lại phải sau ngày đăng. Ngày hết hạn, nếu có, cũng phải sau ngày đăng.',
    },
    en: {
      title: 'The days of publishing, reading again and ending do not fit together.',
      next: 'The day of reading again comes after publishing, and so does the end, if there is one.',
    },
  },
  'learning-item.nothing-published': {
    status: 409,
    vi: {
      title: 'Bài này hiện không đăng, cũng không hẹn giờ đăng.',
      next: 'Không cần gỡ. Tải lại trang để xem tình trạng mới nhất.',
    },
    en: {
      title: 'This item is neither published nor scheduled.',
      next: 'There is nothing to withdraw. Reload the page to see how it stands.',
    },
  },
  'learning-item.no-such-part': {
    status: 409,
    vi: {
      title: 'Phần này không còn trong bài, hoặc không có giọng đọc.',
      next: 'Tải lại trang để xem các phần của bản mới nhất. Chưa có gì thay đổi.',
    },
    en: {
      title: 'This part is no longer in the item, or has no voice.',
      next: 'Reload the page to see the parts of the newest version. Nothing was changed.',
    },
  },
  'learning-item.nothing-scheduled': {
    status: 409,
    vi: {
      title: 'Bài này không hẹn giờ đăng.',
      next: 'Có thể bài vừa lên Cổng, hoặc ai đó đã hủy hẹn. Tải lại trang để xem tình trạng mới nhất.',
    },
    en: {
      title: 'Nothing of this item is scheduled.',
      next: 'It may have just been published, or somebody took it back. Reload the page to see how it stands.',
    },
  },
  'learning-item.body-unusable': {
    status: 422,
    vi: {
      title: 'Có chỗ trong bài chưa đúng khuôn.',
      next: 'Xem chỗ được chỉ ra, sửa rồi lưu lại. Bản trước vẫn còn nguyên.',
    },
    en: {
      title: 'Something in the item does not fit its form.',
      next: 'Look at the place that is named, mend it and save again. The version before is kept.',
    },
  },
  'learning-item.part-fixed': {
    status: 409,
    vi: {
      title: 'Phần này không thêm, bớt hay dời được nữa.',
      next: 'Mỗi loại bài có số phần ít nhất và nhiều nhất. Những gì anh chị viết vẫn còn trên trang này.',
    },
    en: {
      title: 'This part cannot be added, taken out or moved any further.',
      next: 'Each kind of item has a least and a greatest number of parts. What you wrote is still on this page.',
    },
  },
  'learning-item.form-full': {
    status: 409,
    vi: {
      title: 'Mẫu điền không chứa thêm được nữa.',
      next: 'Lưu những gì đã viết, rồi viết tiếp trong một ô chữ. Những gì anh chị viết vẫn còn trên trang này.',
    },
    en: {
      title: 'The form takes no more.',
      next: 'Keep what you wrote, then go on in one field of text. What you wrote is still on this page.',
    },
  },
  'learning-item.name-taken': {
    status: 409,
    vi: {
      title: 'Đã có bài khác dùng tên đường dẫn này.',
      next: 'Chọn một tên đường dẫn khác, ví dụ thêm chủ đề của bài. Chưa có gì được lưu.',
    },
    en: {
      title: 'Another item has this address already.',
      next: 'Choose another address, for example with the theme of the item. Nothing was stored.',
    },
  },
  'learning-campaign.not-found': {
    status: 404,
    vi: {
      title: 'Không tìm thấy đợt bài này, hoặc anh chị không được xem.',
      next: 'Mở lại trang Đợt bài và chọn trong danh sách.',
    },
    en: { title: 'This campaign was not found, or you may not see it.', next: 'Open the list of campaigns again.' },
  },
  'learning-campaign.unusable': {
    status: 422,
    vi: {
      title: 'Đợt bài còn thiếu hoặc chưa khớp.',
      next: 'Chọn độ tuổi, chủ đề, và ngày kết thúc không trước ngày bắt đầu.',
    },
    en: {
      title: 'Something of the campaign is missing or does not fit.',
      next: 'Choose ages and a theme, and an end that is not before the beginning.',
    },
  },
  'learning-campaign.day-outside': {
    status: 422,
    vi: {
      title: 'Ngày đăng phải nằm trong đợt.',
      next: 'Chọn một ngày trong đợt, hoặc đổi ngày của đợt trước. Chưa có gì thay đổi.',
    },
    en: {
      title: 'The day of publishing lies within the campaign.',
      next: 'Choose a day of the campaign, or change its days first. Nothing was changed.',
    },
  },
  'outside-look.not-valid': {
    status: 404,
    vi: {
      title: 'Đường dẫn này không còn dùng được.',
      next: 'Có thể đã hết hạn, đã trả lời rồi, hoặc bài vừa được sửa. Hỏi người đã gửi cho anh chị để có đường dẫn mới.',
    },
    en: {
      title: 'This link can no longer be used.',
      next: 'It has expired, was answered already, or the text was changed. Ask whoever sent it to you for a new one.',
    },
  },
  'outside-look.not-open': {
    status: 409,
    vi: { title: 'Lượt hỏi này đã xong.', next: 'Tải lại trang để xem câu trả lời, hoặc mời lại.' },
    en: { title: 'This request is over.', next: 'Reload the page to see its answer, or ask anew.' },
  },
  'outside-look.days-unusable': {
    status: 422,
    vi: { title: 'Thời hạn của đường dẫn chưa đúng.', next: 'Chọn từ 1 đến 30 ngày.' },
    en: { title: 'The link cannot be valid for so long.', next: 'Choose between 1 and 30 days.' },
  },
  'library.not-found': {
    status: 404,
    vi: {
      title: 'Bài này không còn ở đây.',
      next: 'Có thể bài đã được rút hoặc đang sửa. Vào trang Đọc chơi để chọn bài khác.',
    },
    en: {
      title: 'This is no longer here.',
      next: 'It may have been withdrawn, or is being corrected. Choose something else on the learning page.',
    },
  },
  'library.scene-changed': {
    status: 404,
    vi: { title: 'Tình huống này vừa được sửa.', next: 'Bắt đầu lại từ đầu tình huống.' },
    en: { title: 'This scene was corrected a moment ago.', next: 'Begin it again from the start.' },
  },
  'library.question-changed': {
    status: 409,
    vi: { title: 'Câu hỏi vừa được đổi.', next: 'Tải lại trang để xem câu hỏi mới rồi chọn lại.' },
    en: { title: 'The question has just changed.', next: 'Reload the page to see the new one, then choose again.' },
  },
} as const;

export const refuse = refuser(refusals);
