import { ok } from '../../kernel/index.ts';
import { testFetch, thisMachine } from '../../kernel/outgoing/local-server.testing.ts';
import type { Listening, Reach } from '../adapter.ts';
import type { CallEvent, InboundEvent } from '../inbound-event.ts';
import type { TelephoneAccount } from './call-command.ts';
import { telephoneSecrets, telephoneSettings } from './telephone-settings.ts';

export const NOW = new Date('2026-11-28T03:00:00Z');
export const reach: Reach = {
  fetch: testFetch(),
  outside: testFetch(),
  network: thisMachine,
  deadlineMs: 10_000,
  now: NOW,
};

export const accountOf = (settings: Readonly<Record<string, unknown>>, secret: string): TelephoneAccount => ({
  id: '00000000-0000-7000-8000-00000000e001',
  settings: telephoneSettings.parse({ number: '111', ...settings }),
  secrets: telephoneSecrets.parse({ secret }),
});

/** Listens as the house does, and keeps what was heard. */
export function ear(): {
  readonly listening: Listening;
  readonly heard: InboundEvent[];
  readonly states: (call: string) => CallEvent['state'][];
  readonly alive: () => number;
  readonly stop: () => void;
} {
  const heard: InboundEvent[] = [];
  const control = new AbortController();
  let alive = 0;
  return {
    heard,
    listening: {
      cursor: null,
      hear: async (events) => {
        heard.push(...events);
        return ok();
      },
      alive: () => {
        alive += 1;
      },
      signal: control.signal,
    },
    states: (call) => heard.flatMap((event) => (event.kind === 'call' && event.call === call ? [event.state] : [])),
    alive: () => alive,
    stop: () => control.abort(),
  };
}
