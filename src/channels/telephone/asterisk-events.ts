import { z } from 'zod';
import type { CallEvent } from '../inbound-event.ts';
import { callNumber } from './call-number.ts';
import type { TelephoneSettings } from './telephone-settings.ts';

/** Names of what we make at the exchange: they begin so, and are no call of their own. */
const DESK_END = 'desk.';
const CALLED_BACK = 'back-';

/** The channel that rings a desk for a call. It says both, so that nothing has to be remembered about it. */
export const deskEnd = (call: string, extension: string): string => `${DESK_END}${extension}.${call}`;

/** @returns the call and the extension of a channel that rings a desk; undefined for any other */
export function readDeskEnd(id: string): { readonly call: string; readonly extension: string } | undefined {
  const found = /^desk\.([0-9A-Za-z_-]{1,32})\.(.+)$/.exec(id);
  return found ? { extension: found[1] as string, call: found[2] as string } : undefined;
}

const text = z.string().max(300);
export const ariChannel = z.object({
  id: text,
  state: text.optional(),
  caller: z.object({ number: text.optional() }).optional(),
  dialplan: z.object({ exten: text.optional(), app_name: text.optional(), app_data: text.optional() }).optional(),
  creationtime: text.optional(),
});
export type AriChannel = z.infer<typeof ariChannel>;
export const ariEvent = z.object({
  type: z.string().max(100),
  timestamp: text,
  args: z.array(text).optional(),
  channel: ariChannel.optional(),
  cause: z.number().int().optional(),
  eventname: text.optional(),
  userevent: z.record(z.string(), z.unknown()).optional(),
  recording: z.object({ name: text, target_uri: text.optional() }).optional(),
});
export type AriEvent = z.infer<typeof ariEvent>;

/** A call that waits in our application, as it came. The same whether it is told or read again. */
export function incomingOf(channel: AriChannel, at: Date, settings: TelephoneSettings): CallEvent {
  const created = new Date(channel.creationtime ?? Number.NaN);
  return stepOf(channel.id, 'incoming', Number.isNaN(created.getTime()) ? at : created, settings, {
    from: callNumber(channel.caller?.number),
    to: callNumber(channel.dialplan?.exten) ?? settings.number,
  });
}

/** Whether a channel waits in our application: whatever else the exchange carries is none of ours. */
export function isOurs({ id, dialplan }: AriChannel, application: string): boolean {
  const [name] = (dialplan?.app_data ?? '').split(',');
  return dialplan?.app_name === 'Stasis' && name === application && readDeskEnd(id) === undefined;
}

function stepOf(
  call: string,
  state: CallEvent['state'],
  at: Date,
  settings: TelephoneSettings,
  more: Partial<Pick<CallEvent, 'from' | 'to' | 'extension' | 'cause' | 'recording'>> = {},
): CallEvent {
  return {
    channel: 'telephone',
    kind: 'call',
    id: `${call}:${state}:${at.getTime()}${more.extension ? `:${more.extension}` : ''}`.slice(0, 300),
    at,
    call,
    state,
    direction: call.startsWith(CALLED_BACK) ? 'out' : 'in',
    from: null,
    to: settings.number,
    extension: null,
    cause: null,
    recording: null,
    ...more,
  };
}

const recordingOf = ({ recording }: AriEvent) =>
  recording && { name: recording.name, call: (recording.target_uri ?? '').replace(/^(channel|bridge):/, '') };

/**
 * What an event of ARI says about one of our calls, in neutral words; nothing where it says nothing. Pure.
 * Source: docs.asterisk.org, Asterisk REST Interface, events (read 24 November 2026).
 */
export function readAriEvent(event: AriEvent, settings: TelephoneSettings): CallEvent | undefined {
  const { channel, type, args = [] } = event;
  const at = new Date(event.timestamp);
  if (Number.isNaN(at.getTime())) return undefined;
  const recorded = recordingOf(event);
  if (recorded && (type === 'RecordingStarted' || type === 'RecordingFinished' || type === 'RecordingFailed')) {
    const state = type === 'RecordingStarted' ? 'recording-started' : 'recording-stopped';
    return stepOf(recorded.call, state, at, settings, { recording: recorded.name });
  }
  if (!channel) return undefined;
  const desk = readDeskEnd(channel.id);
  if (desk) {
    const of = (state: CallEvent['state']) =>
      stepOf(desk.call, state, at, settings, { extension: desk.extension, cause: event.cause ?? null });
    if (type === 'ChannelStateChange' && channel.state === 'Ringing') return of('ringing');
    if (type === 'StasisStart' && args[0] === 'desk') return of('answered');
    if (type === 'ChannelHold') return of('held');
    if (type === 'ChannelUnhold') return of('resumed');
    return type === 'ChannelDestroyed' || type === 'StasisEnd' ? of('parked') : undefined;
  }
  switch (type) {
    case 'StasisStart':
      return args[0] === 'out'
        ? stepOf(channel.id, 'answered', at, settings, { extension: args[2] ?? null })
        : incomingOf(channel, at, settings);
    case 'ChannelDestroyed':
    case 'StasisEnd':
      return stepOf(channel.id, 'ended', at, settings, { cause: event.cause ?? null });
    case 'ChannelUserevent':
      return event.eventname === 'voicemail'
        ? stepOf(channel.id, 'voicemail', at, settings, {
            from: callNumber(channel.caller?.number),
            recording: String(event.userevent?.recording ?? '').slice(0, 200) || null,
          })
        : undefined;
    default:
      return undefined;
  }
}
