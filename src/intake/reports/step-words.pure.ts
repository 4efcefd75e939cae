/**
 * The report's own steps as whoever told reads them: one source for the portal, which shows them, and for the desk, which shows
 * them before the act that tells them. `{helper}` and `{Helper}` stand for who answers, `{Em}` for how the reader is addressed.
 */
export const stepWords = {
  received: { vi: 'Chuyện đã đến Tổng đài 111', en: 'It reached Helpline 111' },
  read: { vi: '{Helper} đã đọc', en: 'Somebody at 111 has read it' },
  'looked-at': { vi: '{Helper} đã xem cần làm gì trước', en: '111 has seen what comes first' },
  checking: { vi: '{Helper} đang tìm hiểu thêm', en: '111 is finding out more' },
  checked: { vi: '{Helper} đã tìm hiểu xong', en: '111 has finished finding out' },
  'passed-on': { vi: 'Đã có thêm nơi nhận việc giúp', en: 'Others whose duty it is to help have taken it on' },
  answered: { vi: '{Helper} đã trả lời', en: '111 has answered' },
  'you-wrote': { vi: '{Em} đã nhắn thêm', en: 'You wrote more' },
  finished: { vi: 'Việc đã xong', en: 'It is finished' },
  'opened-again': { vi: 'Chuyện được mở lại', en: 'It was opened again' },
  'words-changed': { vi: '{Em} đã đổi sáu từ', en: 'You changed the six words' },
} as const;

/** The steps of a report that its reporter sees, in codes. No code says more than the reporter may know. */
export type TimelineCode = keyof typeof stepWords;

/** Who reads and answers, as a child and as a grown-up calls them. */
export const helperWords = {
  child: { vi: 'cô chú 111', en: '111' },
  adult: { vi: 'Tổng đài 111', en: 'Helpline 111' },
} as const;

interface Called {
  readonly Em: string;
  readonly helper: string;
}

/** A step in the words of one reader. */
export function stepInWords(code: TimelineCode, language: 'vi' | 'en', { Em, helper }: Called): string {
  const Helper = helper.charAt(0).toUpperCase() + helper.slice(1);
  return stepWords[code][language].replaceAll('{Helper}', Helper).replaceAll('{helper}', helper).replaceAll('{Em}', Em);
}
