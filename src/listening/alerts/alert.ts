/** What an alert is keyed by and by when it must have reached somebody. Pure rules. */
import { createHash } from 'node:crypto';
import type { Recipient } from './alert-store.ts';

/** An outbox row's key: the same alert is told to the same recipient once. */
export function deliveryKey(alert: {
  readonly label: string;
  readonly cluster: string;
  readonly window: Date;
  readonly recipient: Recipient;
}): Buffer {
  return createHash('sha256')
    .update(JSON.stringify([alert.label, alert.cluster, alert.window.toISOString(), alert.recipient]))
    .digest();
}

/** The rule code of the clock of a severity; data of the vocabulary says how long it runs. */
export const alertRule = (severity: number): string => `DL-ALERT-S${severity}`;

/** Who is told at once: the 111 desk of what cannot wait, where a person sees it before anything acts. */
export function firstRecipients(severity: number): readonly Recipient[] {
  return severity >= 3 ? ['DESK_111'] : [];
}

/** Who else is told once a person has confirmed an alert. */
export function confirmedRecipients(severity: number, label: string): readonly Recipient[] {
  return [
    ...(severity >= 3 ? [] : (['DESK_111'] as const)),
    'NETWORK',
    ...(OFFENCES.has(label) ? (['OFFENCES'] as const) : []),
  ];
}

/** Labels that name what the Penal Code punishes, whoever confirms. */
const OFFENCES: ReadonlySet<string> = new Set([
  'sexual.solicitation_minor',
  'grooming.signal',
  'sextortion',
  'csam.known',
  'scam.child_targeted',
  'gambling.child_targeted',
]);
