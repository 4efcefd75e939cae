import { DAY, ok, type Result } from '../../kernel/index.ts';
import { refuse } from '../refusals.ts';
import { type AlertNature, type AlertPartType, alertNature } from './alert-lists.ts';

export const alertMessages = ['ALERT', 'UPDATE', 'CANCEL'] as const;
export type AlertMessage = (typeof alertMessages)[number];

/** `SUPERSEDED`: a later version counts. `RECALLED`: nothing of it may be used. */
export const alertStates = ['WAITING', 'REFUSED', 'ISSUED', 'SUPERSEDED', 'RECALLED'] as const;
export type AlertState = (typeof alertStates)[number];

export const acknowledgedHows = ['PERSON', 'MACHINE', 'WEBHOOK', 'CALL'] as const;
export type AcknowledgedHow = (typeof acknowledgedHows)[number];

/** People of a recipient who read alerts and say that they have them. */
export const receiverRoles = [
  'vncop_member_user',
  'platform_contact',
  'isp_contact',
  'school_officer',
  'police_intake',
  '111_supervisor',
  'takedown_officer',
] as const;

/** An alert holds so many parts at most. */
export const PARTS_MOST = 40;

/** Refusals: `network-alert.dates-unusable` */
export function readAlertDates(
  now: Date,
  nature: AlertNature,
  effectiveAt: Date | undefined,
  expiresAt: Date,
): Result<Date> {
  const from = effectiveAt ?? now;
  const length = expiresAt.getTime() - from.getTime();
  const unusable = (field: string) => refuse('network-alert.dates-unusable', { field });
  // What a clock of another minute sends is now; further back is a mistake.
  if (Number.isNaN(from.getTime()) || from.getTime() < now.getTime() - DAY) return unusable('effectiveAt');
  if (Number.isNaN(length) || length <= 0 || expiresAt <= now || length > alertNature.get(nature).mostDays * DAY)
    return unusable('expiresAt');
  return ok(from);
}

const VALUES: Partial<Readonly<Record<AlertPartType, RegExp>>> = {
  HASH: /^[0-9a-f]{64}$/i,
};

/** How a value of a part is kept; undefined where it is none of its kind. Addresses and names are read by `readTarget`. */
export function readPlainValue(type: AlertPartType, written: string): string | undefined {
  const form = VALUES[type];
  return form !== undefined && !form.test(written) ? undefined : type === 'HASH' ? written.toLowerCase() : written;
}
