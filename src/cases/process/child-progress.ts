import { type ReferralAct, referralActs } from '../referrals/referral.ts';
import { type CaseAct, caseActCodes } from './protection-case.ts';

/**
 * What the child is told of the case: codes of the report's timeline. Nothing of who is suspected, what was found or
 * what was refused; a step back reads as "we are still looking for the right help".
 */
export const childCodeOfAct: Readonly<Partial<Record<CaseAct, string>>> = {
  'start-initial-risk': 'safety-looked-at',
  'decide-emergency': 'made-safe',
  'decide-further-emergency': 'made-safe',
  'record-needs-meeting': 'adults-met',
  'approve-plan': 'plan-made',
  'start-implementation': 'plan-started',
  'start-review': 'looked-again',
  replan: 'plan-goes-on',
  transfer: 'case-moved',
  close: 'case-finished',
  reopen: 'case-opened-again',
};

/** The child's words for each code, at two reading levels: `short` for young children, `plain` for the others. */
export const childWords = {
  'case-opened': {
    plain: {
      vi: 'Xã nơi em ở đã nhận chuyện của em và cử người giúp em.',
      en: 'The commune where you live has taken up your story and named somebody to help you.',
    },
    short: { vi: 'Có cô chú ở gần con đang giúp con.', en: 'Somebody near you is helping you.' },
  },
  'safety-looked-at': {
    plain: { vi: 'Cô chú đang xem em có an toàn không.', en: 'We are looking at whether you are safe.' },
    short: { vi: 'Cô chú đang lo cho con được an toàn.', en: 'We are making sure you are safe.' },
  },
  'made-safe': {
    plain: {
      vi: 'Cô chú đã quyết định những việc làm ngay để em an toàn.',
      en: 'We have decided what is done right now so that you are safe.',
    },
    short: { vi: 'Cô chú làm ngay để con an toàn.', en: 'We are keeping you safe right now.' },
  },
  'adults-met': {
    plain: {
      vi: 'Những người giúp em đã họp để xem em cần gì.',
      en: 'The people who help you have met to see what you need.',
    },
    short: { vi: 'Cô chú đã cùng nghĩ xem con cần gì.', en: 'We thought together about what you need.' },
  },
  'plan-made': {
    plain: {
      vi: 'Đã có kế hoạch giúp em. Em có quyền hỏi trong đó có gì.',
      en: 'There is a plan to help you. You may ask what is in it.',
    },
    short: { vi: 'Cô chú đã biết sẽ giúp con thế nào.', en: 'We know how we will help you.' },
  },
  'plan-started': {
    plain: { vi: 'Việc giúp em đã bắt đầu.', en: 'The help has begun.' },
    short: { vi: 'Cô chú bắt đầu giúp con.', en: 'We have begun to help you.' },
  },
  'helper-asked': {
    plain: { vi: 'Cô chú đã nhờ một nơi chuyên giúp trẻ em.', en: 'We have asked a place that helps children.' },
    short: { vi: 'Cô chú nhờ thêm người giúp con.', en: 'We asked more people to help you.' },
  },
  'helper-sought-again': {
    plain: {
      vi: 'Nơi đó chưa giúp được. Cô chú đang tìm nơi khác, em không cần làm gì.',
      en: 'That place cannot help now. We are looking for another; you need not do anything.',
    },
    short: { vi: 'Cô chú đang tìm người phù hợp để giúp con.', en: 'We are looking for the right person to help you.' },
  },
  'helper-found': {
    plain: { vi: 'Đã có nơi nhận giúp em.', en: 'A place has agreed to help you.' },
    short: { vi: 'Đã có người giúp con.', en: 'Somebody will help you.' },
  },
  'help-started': {
    plain: { vi: 'Nơi đó đã bắt đầu giúp em.', en: 'They have started to help you.' },
    short: { vi: 'Người đó bắt đầu giúp con.', en: 'They have started.' },
  },
  'help-finished': {
    plain: { vi: 'Phần giúp đỡ này đã xong.', en: 'This part of the help is finished.' },
    short: { vi: 'Phần này đã xong.', en: 'This part is done.' },
  },
  'looked-again': {
    plain: { vi: 'Cô chú đang xem lại em đã ổn chưa.', en: 'We are looking at how you are now.' },
    short: { vi: 'Cô chú xem con đã khỏe, vui chưa.', en: 'We are seeing how you feel now.' },
  },
  'plan-goes-on': {
    plain: {
      vi: 'Em vẫn cần được giúp, nên cô chú lập kế hoạch tiếp.',
      en: 'You still need help, so we are planning on.',
    },
    short: { vi: 'Cô chú sẽ giúp con tiếp.', en: 'We keep helping you.' },
  },
  'case-moved': {
    plain: { vi: 'Nơi em chuyển đến sẽ tiếp tục giúp em.', en: 'The place you moved to goes on helping you.' },
    short: { vi: 'Cô chú ở nhà mới sẽ giúp con tiếp.', en: 'People at your new home will help you.' },
  },
  'case-finished': {
    plain: {
      vi: 'Cô chú thấy em đã an toàn và ổn. Nếu có chuyện gì, em nhắn lại bất cứ lúc nào.',
      en: 'You are safe and well now. If anything happens, write to us any time.',
    },
    short: { vi: 'Con đã an toàn. Cần gì con gọi 111 nhé.', en: 'You are safe. Call 111 whenever you need us.' },
  },
  'case-opened-again': {
    plain: {
      vi: 'Chuyện của em được mở lại để giúp em tiếp.',
      en: 'Your case has been opened again so that we can help.',
    },
    short: { vi: 'Cô chú lại giúp con.', en: 'We are helping you again.' },
  },
} as const;
export type ChildCode = keyof typeof childWords;

/** The code that the child was told at an event of the case; undefined where they were told nothing. */
export function childCodeOfEvent(code: string): string | undefined {
  if (code === 'opened') return 'case-opened';
  if (code === 'separation:decide') return 'made-safe';
  if (code === 'track:offence') return 'police-told';
  if (code === 'track:content') return 'removal-asked';
  const [kind, act] = code.split(':');
  if (kind === 'referral')
    return act && Object.hasOwn(referralActs, act) ? referralActs[act as ReferralAct].child : undefined;
  return (caseActCodes as string[]).includes(code) ? childCodeOfAct[code as CaseAct] : undefined;
}
