import { ok, type Result } from '../../kernel/index.ts';
import type { ChannelAdapter } from '../adapter.ts';
import { type Asked, type NotSent, refusedAs } from '../send-outcome.ts';

/** What every service that takes notices of abuse has in common: no words of a person, an end that is asked for, no hours. */
export const noticeService = (perSecond: number) =>
  ({
    toService: true,
    limits: { textMost: 500, perSecond, perSecondToOne: perSecond },
    proof: 'sent',
    begins: true,
    window: () => ({ state: 'free', until: null }),
  }) as const satisfies Partial<ChannelAdapter>;

/** What a status says of a notice that was not taken; undefined where it may have been. */
export function notTaken(status: number): NotSent | undefined {
  if (status === 401 || status === 403) return { state: 'expired', reason: `http-${status}` };
  return status >= 400 ? { state: 'refused', reason: `http-${status}` } : undefined;
}

/**
 * Whether the answer to a question about nothing proves the account.
 * @param proving statuses that do
 */
export function proven(asked: Asked, proving: readonly number[]): Result<void> {
  if ('outcome' in asked) return refusedAs(asked.outcome);
  const { status } = asked.answer;
  if (proving.includes(status)) return ok();
  return refusedAs({ state: status === 401 || status === 403 ? 'refused' : 'again', reason: `http-${status}` });
}
