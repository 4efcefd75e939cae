import { ours } from '../source.ts';
import { type CodeOf, listOf } from '../term.ts';

/** What a child chose on the first page as most like what is happening; a help to tell, no classification. */
export const reportedProblem = listOf<{
  /** The last segment of its page: it must say nothing in the history of a telephone. */
  readonly page: string;
  /** What the choice itself says, as words of a story would. */
  readonly signal: 'SELF_HARM' | 'EXTORTION' | null;
}>()({
  name: 'reported_problem',
  title: { vi: 'Chuyện gì đang xảy ra', en: 'What is happening' },
  source: ours,
  verified: false,
  terms: {
    PICTURE_THREAT: {
      vi: 'Có người dọa tung ảnh',
      en: 'Somebody threatens with pictures',
      page: '1',
      signal: 'EXTORTION',
    },
    STRANGER: { vi: 'Người lạ nhắn tin', en: 'A stranger is messaging', page: '2', signal: null },
    BULLYING: { vi: 'Bị bắt nạt, nói xấu', en: 'Being bullied', page: '3', signal: null },
    SCAM: { vi: 'Bị lừa tiền, mất tài khoản', en: 'Cheated of money or an account', page: '4', signal: null },
    SCARY: { vi: 'Thấy thứ đáng sợ', en: 'Saw something scary', page: '5', signal: null },
    SELF_HARM: { vi: 'Muốn làm đau mình', en: 'Wanting to hurt oneself', page: '6', signal: 'SELF_HARM' },
  },
});
export type ReportedProblem = CodeOf<typeof reportedProblem>;
