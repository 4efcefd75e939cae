import type { ProgressStep } from '../../intake/index.ts';
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

/** The steps of the protection case and of its tracks, as the reporter and the desk read them. */
export const childSteps: readonly ProgressStep[] = [
  {
    code: 'case-opened',
    routes: true,
    reporter: { vi: 'Đã có người theo sát để giúp lâu dài', en: 'Somebody now follows it closely, to help for longer' },
    desk: { vi: 'Mở hồ sơ bảo vệ trẻ em', en: 'Protection case opened' },
  },
  {
    code: 'plan-made',
    reporter: { vi: 'Đã có kế hoạch giúp', en: 'There is a plan to help' },
    desk: { vi: 'Lập kế hoạch hỗ trợ', en: 'Plan made' },
  },
  {
    code: 'police-told',
    routes: true,
    reporter: { vi: 'Công an đã được báo', en: 'The police have been told' },
    desk: { vi: 'Đã báo công an', en: 'Police told' },
  },
  {
    // Opening the track asks nobody to remove anything yet.
    code: 'content-passed-on',
    routes: true,
    reporter: {
      vi: 'Việc này đã được chuyển đến nhóm xử lý nội dung xấu trên mạng',
      en: 'It was passed on to the people who deal with harmful content online',
    },
    desk: { vi: 'Mở hướng xử lý nội dung', en: 'Content track opened' },
  },
  {
    code: 'removal-asked',
    routes: true,
    reporter: { vi: 'Đã yêu cầu trang mạng gỡ xuống', en: 'The site was asked to take it down' },
    desk: { vi: 'Đã yêu cầu gỡ bỏ', en: 'Removal asked for' },
  },
  {
    code: 'safety-looked-at',
    reporter: { vi: 'Đang xem xét mức độ an toàn', en: 'Safety is being looked at' },
    desk: { vi: 'Xã bắt đầu đánh giá nguy cơ', en: 'Commune assesses the risk' },
  },
  {
    code: 'made-safe',
    reporter: {
      vi: 'Đã có quyết định làm ngay để giữ an toàn',
      en: 'It is decided what is done right now to keep safe',
    },
    desk: { vi: 'Xã đã quyết định biện pháp khẩn cấp', en: 'Commune decided an emergency measure' },
  },
  {
    code: 'adults-met',
    reporter: { vi: 'Những người giúp đã họp lại', en: 'The people who help have met' },
    desk: { vi: 'Đã họp xác định nhu cầu', en: 'Needs meeting held' },
  },
  {
    code: 'plan-started',
    reporter: { vi: 'Việc giúp theo kế hoạch đã bắt đầu', en: 'The help in the plan has begun' },
    desk: { vi: 'Bắt đầu thực hiện kế hoạch', en: 'Plan being carried out' },
  },
  {
    code: 'helper-asked',
    reporter: { vi: 'Đã nhờ một nơi chuyên giúp trẻ em', en: 'A place that helps children was asked' },
    desk: { vi: 'Đã chuyển gửi tới cơ sở dịch vụ', en: 'Referral sent' },
  },
  {
    code: 'helper-sought-again',
    reporter: { vi: 'Đang tìm một nơi khác để giúp', en: 'Another place to help is being looked for' },
    desk: { vi: 'Cơ sở chưa nhận, đang tìm nơi khác', en: 'Referral not taken, another is sought' },
  },
  {
    code: 'helper-found',
    reporter: { vi: 'Đã có nơi nhận giúp', en: 'A place has agreed to help' },
    desk: { vi: 'Cơ sở đã nhận', en: 'Referral accepted' },
  },
  {
    code: 'help-started',
    reporter: { vi: 'Nơi đó đã bắt đầu giúp', en: 'They have started to help' },
    desk: { vi: 'Cơ sở bắt đầu cung cấp dịch vụ', en: 'Service started at the facility' },
  },
  {
    code: 'help-finished',
    reporter: { vi: 'Phần giúp đỡ này đã xong', en: 'This part of the help is finished' },
    desk: { vi: 'Cơ sở hoàn thành dịch vụ', en: 'Service finished' },
  },
  {
    code: 'looked-again',
    reporter: { vi: 'Đang xem lại mọi việc đã ổn chưa', en: 'We are looking at how things are now' },
    desk: { vi: 'Bắt đầu rà soát sau kế hoạch', en: 'Review after the plan' },
  },
  {
    code: 'plan-goes-on',
    reporter: { vi: 'Kế hoạch giúp được làm tiếp', en: 'The plan to help goes on' },
    desk: { vi: 'Lập kế hoạch tiếp theo', en: 'A further plan' },
  },
  {
    code: 'case-moved',
    reporter: { vi: 'Nơi ở mới sẽ tiếp tục giúp', en: 'The new place of home goes on helping' },
    desk: { vi: 'Hồ sơ chuyển địa bàn', en: 'Case transferred' },
  },
  {
    code: 'case-finished',
    reporter: {
      vi: 'Mọi việc đã an toàn và ổn; cần gì {em} cứ nhắn lại',
      en: 'Things are safe and well; write to us any time',
    },
    desk: { vi: 'Hồ sơ kết thúc, trẻ ổn định', en: 'Case closed, child stable' },
  },
  {
    code: 'case-opened-again',
    reporter: { vi: 'Việc giúp được mở lại', en: 'The help has been opened again' },
    desk: { vi: 'Hồ sơ được mở lại', en: 'Case re-opened' },
  },
];

/** What opening a track tells by itself: that somebody was told, and nothing of what they will do. */
export const childCodeOfTrack = { offence: 'police-told', content: 'content-passed-on' } as const;

/**
 * The code that the child was told at an event of the case; undefined where they were told nothing.
 * @param said.told the step, where the event itself says which it was
 */
export function childCodeOfEvent(code: string, said: { readonly told?: unknown } = {}): string | undefined {
  if (typeof said.told === 'string') return said.told;
  if (code === 'opened') return 'case-opened';
  if (code === 'separation:decide') return 'made-safe';
  if (code === 'track:offence') return childCodeOfTrack.offence;
  if (code === 'track:content') return childCodeOfTrack.content;
  const [kind, act] = code.split(':');
  if (kind === 'referral')
    return act && Object.hasOwn(referralActs, act) ? referralActs[act as ReferralAct].child : undefined;
  return (caseActCodes as string[]).includes(code) ? childCodeOfAct[code as CaseAct] : undefined;
}
