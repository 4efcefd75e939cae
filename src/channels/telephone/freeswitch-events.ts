import { z } from 'zod';
import type { CallEvent } from '../inbound-event.ts';
import { callNumber } from './call-number.ts';
import type { TelephoneSettings } from './telephone-settings.ts';

/** What is asked for: calls and nothing of the rest. */
export const ESL_EVENTS = [
  'CHANNEL_PARK',
  'CHANNEL_PROGRESS',
  'CHANNEL_BRIDGE',
  'CHANNEL_UNBRIDGE',
  'CHANNEL_HOLD',
  'CHANNEL_UNHOLD',
  'CHANNEL_HANGUP_COMPLETE',
  'RECORD_START',
  'RECORD_STOP',
] as const;

const text = z.string().max(400).optional();
/** The variable that the dialplan sets on a caller's channel, and we on the desk's: of whom this is a call. */
export const eslEvent = z.object({
  'Event-Name': z.string().max(60),
  'Event-Date-Timestamp': z.string().regex(/^\d{10,17}$/),
  'Unique-ID': z.string().min(1).max(100),
  'Other-Leg-Unique-ID': text,
  'Caller-Caller-ID-Number': text,
  'Caller-Destination-Number': text,
  variable_hangup_cause_q850: text,
  variable_la_chan_desk: text,
  variable_la_chan_extension: text,
  variable_la_chan_call: text,
  variable_la_chan_voicemail: text,
  variable_record_file_path: text,
  'Record-File-Path': text,
});
export type EslEvent = z.infer<typeof eslEvent>;

const STEPS: Readonly<Record<string, { caller?: CallEvent['state']; desk?: CallEvent['state'] }>> = {
  CHANNEL_PARK: { caller: 'incoming' },
  CHANNEL_PROGRESS: { desk: 'ringing' },
  CHANNEL_BRIDGE: { desk: 'answered' },
  CHANNEL_HOLD: { desk: 'held' },
  CHANNEL_UNHOLD: { desk: 'resumed' },
  CHANNEL_HANGUP_COMPLETE: { caller: 'ended', desk: 'parked' },
  RECORD_START: { caller: 'recording-started', desk: 'recording-started' },
  RECORD_STOP: { caller: 'recording-stopped', desk: 'recording-stopped' },
};

/**
 * What an event of FreeSWITCH says about one of our calls; nothing where it is none of ours: the exchange carries others too. Ours is a
 * channel on which the dialplan set `la_chan_desk` (docs/channels.md), or one that we made for it (`la_chan_call`, `la_chan_extension`).
 * Pure. Source: FreeSWITCH documentation, "Event List".
 */
export function readEslEvent(event: EslEvent, settings: TelephoneSettings): CallEvent[] {
  const call = event.variable_la_chan_call ?? event['Unique-ID'];
  const desk = event.variable_la_chan_extension;
  if (desk === undefined && event.variable_la_chan_desk !== settings.application) return [];
  const step = STEPS[event['Event-Name']]?.[desk === undefined ? 'caller' : 'desk'];
  if (step === undefined) return [];
  // Microseconds since 1970.
  const at = new Date(Math.floor(Number(event['Event-Date-Timestamp']) / 1_000));
  const cause = Number(event.variable_hangup_cause_q850 ?? Number.NaN);
  const told = (state: CallEvent['state'], recording: string | null): CallEvent => ({
    channel: 'telephone',
    kind: 'call',
    id: `${call}:${state}:${at.getTime()}${desk ? `:${desk}` : ''}`.slice(0, 300),
    at,
    call,
    state,
    direction: call.startsWith('back-') ? 'out' : 'in',
    from: desk === undefined ? callNumber(event['Caller-Caller-ID-Number']) : null,
    to: callNumber(event['Caller-Destination-Number']) ?? settings.number,
    extension: desk ?? null,
    cause: Number.isInteger(cause) && cause > 0 ? cause : null,
    recording,
  });
  const file = event['Record-File-Path'] ?? event.variable_record_file_path;
  const left = step === 'ended' ? event.variable_la_chan_voicemail : undefined;
  return [
    ...(left ? [told('voicemail', nameOfFile(left))] : []),
    told(step, step.startsWith('recording') ? nameOfFile(file) : null),
  ];
}

/** The last part of a path: where an exchange keeps its files is nobody's business here. */
const nameOfFile = (path: string | undefined): string | null => path?.split('/').at(-1)?.slice(0, 200) ?? null;
