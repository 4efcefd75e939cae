/** Refusals of what is told where people follow us. */
export const fanPageRefusals = {
  'announcement.not-found': {
    status: 404,
    vi: {
      title: 'Không tìm thấy bản đăng này, hoặc anh chị không được xem.',
      next: 'Mở lại trang của bài rồi chọn bản đăng ở đó. Chưa có gì thay đổi.',
    },
    en: {
      title: 'This announcement was not found, or you may not see it.',
      next: 'Open the page of the item and choose it there. Nothing was changed.',
    },
  },
  'announcement.wrong-stage': {
    status: 409,
    vi: {
      title: 'Bản đăng đang ở bước khác, nên chưa làm được việc này.',
      next: 'Tải lại trang để xem bản đăng đang ở bước nào. Chưa có gì thay đổi.',
    },
    en: {
      title: 'The announcement is at another step, so this cannot be done now.',
      next: 'Reload the page to see at which step it is. Nothing was changed.',
    },
  },
  'announcement.own-words': {
    status: 403,
    vi: {
      title: 'Người viết hoặc người gửi duyệt không tự duyệt bản đăng này.',
      next: 'Nhờ một biên tập viên khác xem từng bản xem trước rồi duyệt.',
    },
    en: {
      title: 'Whoever wrote this or asked for its approval does not give it.',
      next: 'Ask another editor to look at each preview and approve it.',
    },
  },
  'announcement.other-words': {
    status: 409,
    vi: {
      title: 'Bản đăng đã được sửa sau khi anh chị mở trang.',
      next: 'Tải lại trang, xem lại từng bản xem trước rồi hãy duyệt. Chưa có gì được duyệt.',
    },
    en: {
      title: 'The announcement was changed after you opened the page.',
      next: 'Reload the page and look at each preview again before you approve it. Nothing was approved.',
    },
  },
  'announcement.has-faults': {
    status: 422,
    vi: {
      title: 'Bản đăng còn lỗi, nên chưa gửi duyệt được.',
      next: 'Xem các lỗi ở đầu trang, sửa xong rồi gửi lại.',
    },
    en: {
      title: 'The announcement still has faults, so it cannot go to approval.',
      next: 'See the faults at the top of the page, mend them and send it again.',
    },
  },
  'announcement.words-unusable': {
    status: 422,
    vi: {
      title: 'Có chỗ trong bản đăng chưa dùng được.',
      next: 'Sửa ô được chỉ ra rồi lưu lại. Bản trước vẫn còn nguyên.',
    },
    en: {
      title: 'Something in the announcement cannot be used.',
      next: 'Mend the field that is named and save again. The version before is kept.',
    },
  },
  'announcement.item-not-published': {
    status: 409,
    vi: {
      title: 'Bài này hiện không đăng trên Cổng, nên chưa giới thiệu được ở nơi khác.',
      next: 'Đăng bài trên Cổng trước, rồi quay lại đây.',
    },
    en: {
      title: 'This item is not published on the portal, so it cannot be told of elsewhere.',
      next: 'Publish it on the portal first, then come back.',
    },
  },
  'announcement.item-changed': {
    status: 409,
    vi: {
      title: 'Bài trên Cổng đã đổi sau khi bản đăng được duyệt.',
      next: 'Lưu lại bản đăng theo bài mới, rồi gửi duyệt lại. Những gì đang đăng vẫn giữ nguyên.',
    },
    en: {
      title: 'The item on the portal has changed since the announcement was approved.',
      next: 'Save the announcement with the new item and have it approved again. What stands is kept.',
    },
  },
  'announcement.payload-changed': {
    status: 409,
    vi: {
      title: 'Nội dung gửi đi bây giờ sẽ khác với bản đã duyệt, nên hệ thống không gửi.',
      next: 'Tài khoản hoặc cách gửi đã đổi. Lưu lại bản đăng rồi gửi duyệt lại.',
    },
    en: {
      title: 'What would leave now is not what was approved, so nothing was sent.',
      next: 'An account or its way of sending has changed. Save the announcement and have it approved again.',
    },
  },
  'announcement.in-hand': {
    status: 409,
    vi: {
      title: 'Một lượt gửi đang dở, chưa biết kết quả.',
      next: 'Đợi vài phút cho lượt gửi đó xong rồi làm lại. Chưa có gì thay đổi.',
    },
    en: {
      title: 'Something is being sent at this moment, and its outcome is not known yet.',
      next: 'Wait some minutes until it has ended, then try again. Nothing was changed.',
    },
  },
  'announcement.hour-unusable': {
    status: 422,
    vi: { title: 'Giờ đăng chưa dùng được.', next: 'Chọn một giờ trong vòng một năm tới, hoặc để trống để đăng ngay.' },
    en: { title: 'This hour cannot be used.', next: 'Choose an hour within a year, or leave it empty to post now.' },
  },
  'announcement.nothing-stands': {
    status: 409,
    vi: {
      title: 'Bản đăng này hiện không còn ở đâu để gỡ.',
      next: 'Không cần làm gì. Tải lại trang để xem tình trạng mới nhất.',
    },
    en: {
      title: 'This announcement stands nowhere, so there is nothing to take away.',
      next: 'Nothing has to be done. Reload the page to see how it stands.',
    },
  },
  'fan-comment.not-found': {
    status: 404,
    vi: { title: 'Không tìm thấy bình luận này.', next: 'Tải lại danh sách; có thể người viết đã xóa.' },
    en: { title: 'This comment was not found.', next: 'Reload the list; its writer may have deleted it.' },
  },
  'fan-comment.decided': {
    status: 409,
    vi: { title: 'Bình luận này đã có người xem và quyết định.', next: 'Tải lại danh sách.' },
    en: { title: 'Somebody has already decided on this comment.', next: 'Reload the list.' },
  },
  'fan-comment.unusable': {
    status: 422,
    vi: { title: 'Quyết định này chưa dùng được.', next: 'Chọn lại một trong các cách ở dưới bình luận.' },
    en: { title: 'This decision cannot be used.', next: 'Choose one of the ways below the comment.' },
  },
} as const;
