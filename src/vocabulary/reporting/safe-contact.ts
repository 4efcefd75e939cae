import { ours } from '../source.ts';
import { type CodeOf, listOf } from '../term.ts';

/** How the child may be reached without making things worse. More than one may be chosen, except with `NO_CONTACT`. */
export const safeContact = listOf<{
  readonly vi_child: string;
  readonly needsPhone: boolean;
  readonly exclusive: boolean;
}>()({
  name: 'safe_contact',
  title: { vi: 'Cách liên hệ an toàn', en: 'Safe way to make contact' },
  source: ours,
  verified: false,
  terms: {
    NO_CONTACT: {
      vi: 'Không liên hệ lại',
      en: 'Do not contact me',
      vi_child: 'Em không muốn ai liên hệ lại',
      needsPhone: false,
      exclusive: true,
    },
    REPLY_HERE: {
      vi: 'Chỉ nhắn qua cổng; không gọi điện',
      en: 'Write through the portal only; do not call',
      vi_child: 'Chỉ trả lời em ở đây, bằng mã của em',
      needsPhone: false,
      exclusive: false,
    },
    PHONE_HOURS: {
      vi: 'Gọi điện vào giờ nhất định',
      en: 'Phone at certain hours',
      vi_child: 'Gọi cho em vào giờ em chọn',
      needsPhone: true,
      exclusive: false,
    },
    SAY_OTHER: {
      vi: 'Khi gọi, hãy nói là người khác',
      en: 'Say you are someone else',
      vi_child: 'Nếu người khác nghe máy, hãy nói là người khác gọi',
      needsPhone: true,
      exclusive: false,
    },
  },
});
export type SafeContact = CodeOf<typeof safeContact>;
