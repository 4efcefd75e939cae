import type { ProgressStep } from '../../intake/index.ts';

/** What a reporter is told of an address that they gave: true at each moment, and nothing of what was found there. */
export const originSteps: readonly ProgressStep[] = [
  {
    code: 'content-taken',
    routes: true,
    reporter: {
      vi: 'Đường liên kết {em} gửi đã đến nhóm thẩm định',
      en: 'The link that you gave has reached those who check it',
    },
    desk: { vi: 'Chuyển địa chỉ sang thẩm định nội dung', en: 'Addresses handed to the verifiers of content' },
  },
  {
    code: 'content-verified',
    reporter: {
      vi: 'Hai người đã xem đường liên kết và thấy ở đó có vi phạm pháp luật',
      en: 'Two people have checked the link, and what is there breaks the law',
    },
    desk: { vi: 'Nội dung đã được xác minh vi phạm', en: 'Content verified' },
  },
  {
    code: 'content-not-illegal',
    reporter: {
      vi: 'Hai người đã xem đường liên kết và không thấy vi phạm pháp luật. {Em} vẫn có thể nhắn thêm',
      en: 'Two people have checked the link and found nothing against the law there. You can still write more',
    },
    desk: { vi: 'Nội dung được kết luận không vi phạm', en: 'Content found not illegal' },
  },
  {
    code: 'content-ordered',
    reporter: {
      vi: 'Cơ quan có thẩm quyền đã yêu cầu gỡ bỏ nội dung ở đường liên kết {em} gửi',
      en: 'An agency with the power to do so has asked for what is at your link to be removed',
    },
    desk: { vi: 'Đã ra yêu cầu gỡ bỏ nội dung', en: 'Content ordered down' },
  },
  {
    // Of several links, some are gone and others are not.
    code: 'content-removed-part',
    reporter: {
      vi: 'Một đường liên kết {em} báo đã được gỡ xuống. Những đường liên kết còn lại vẫn đang được xử lý',
      en: 'One of the links that you reported was removed. The others are still being dealt with',
    },
    desk: { vi: 'Đã xác minh một phần nội dung không còn', en: 'Part of the content verified gone' },
  },
  {
    code: 'content-removed',
    reporter: {
      vi: 'Đường liên kết {em} báo đã được gỡ xuống',
      en: 'The link that you reported was removed',
    },
    desk: { vi: 'Đã xác minh nội dung không còn', en: 'Content verified gone' },
  },
  {
    // There again after its removal was told: what happened, that somebody is at it, and that it is nobody's fault who reads this.
    code: 'content-back',
    reporter: {
      vi: 'Một đường liên kết đã gỡ nay lại mở được. Người phụ trách đã biết và đang làm tiếp. Việc này không phải do {em}, {em} không cần làm gì thêm',
      en: 'A link that had been removed can be opened again. Those in charge know and are working on it. It is not because of you, and you do not have to do anything',
    },
    desk: { vi: 'Nội dung đã gỡ xuất hiện trở lại', en: 'Content there again after it was gone' },
  },
];

/** The step that an item's end is told by, and that somebody was ordered to take it down. */
export const stepOfEnd = {
  VERIFIED: 'content-verified',
  NOT_ILLEGAL: 'content-not-illegal',
  GONE: 'content-removed',
  ORDERED: 'content-ordered',
  RETURNED: 'content-back',
} as const;
