import { nextMinuteOfDay } from '../outbox/sending-hours.ts';
import { later, type NotSent } from '../send-outcome.ts';

/** Access token wrong or over; -124 of the templates' service. */
const TOKEN_OVER = [-124, -201, -216, -220, -1001];
/** More than the account may ask in a second. */
const TOO_FAST = [-32];
/** Not between 22:00 and 06:00. */
const NIGHT = [-133, -234];
const MORNING = 6 * 60;
/** "Unknown error" of the templates' service: Zalo does not say whether it went. */
const UNSURE = [-100];

/**
 * What a number in `error` means for a message; Zalo answers HTTP 200 whatever became of it. All others are final as the
 * message stands: no follower (-213), quota (-211, -218), window closed (-230, -232), person restricted (-244), account
 * not verified (-221, -224). Source: third-party lists that agree (docs/channels.md).
 */
export function zaloErrorAs(error: number, now: Date): NotSent {
  const reason = `zalo-${Math.abs(error)}`;
  if (TOKEN_OVER.includes(error)) return { state: 'expired', reason };
  if (TOO_FAST.includes(error)) return later(reason);
  if (NIGHT.includes(error))
    return later(reason, Math.ceil((nextMinuteOfDay(MORNING, now).getTime() - now.getTime()) / 1_000));
  return { state: UNSURE.includes(error) ? 'unsure' : 'refused', reason };
}
