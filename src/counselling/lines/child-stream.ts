import { randomInt } from 'node:crypto';
import { receiptSessionIn } from '../../intake/index.ts';
import {
  type Ctx,
  createContext,
  eventStream,
  type LiveEvent,
  type OpenStream,
  problemAnswer,
  type RawRoute,
  RESYNC,
} from '../../kernel/index.ts';
import { signOfChild } from '../contacts/child-presence.ts';
import { viewAsChild } from './child-view.ts';
import { LINES_EACH } from './line.ts';
import { TYPING } from './typing.ts';

/** Proxies let go of what says nothing for half a minute. */
const BEAT = 15_000;
/** Milliseconds, spread so that not all come back in one moment after a restart. */
const retry = () => 1_000 + randomInt(2_000);

/**
 * The child's chat as it goes on: each line under its number, so that a browser that was away says which it saw last and gets what it
 * missed from the table. Beside lines: `state` where the contact stands, `typing`, and `ended` where the session is over.
 */
export const childStream: RawRoute = {
  surface: 'portal',
  method: 'get',
  path: '/api/v1/contacts/own/stream',
  summary: 'The own chat as server-sent events; the id of an event is the number of its line',
  may: 'public',
  describes: {
    query: { after: 'Number of the last line that is known, where the browser says none itself.' },
    gives: { 'text/event-stream': 'Events `line`, `state`, `typing` and `ended`.' },
  },
  handle: async (opened, request) => {
    const session = receiptSessionIn(opened.kernel.config, request.headers.get('cookie')) ?? '';
    // Each look has its own moment; the stream goes on for hours.
    const at = (): Ctx =>
      createContext(opened.kernel, {
        actor: opened.actor,
        requestId: opened.requestId,
        language: opened.language,
        ...(opened.address !== undefined && { address: opened.address }),
      });
    const proof = { session };
    let seen = numberIn(request);
    const first = await viewAsChild(opened, proof, { after: seen });
    if (!first.ok) return problemAnswer(opened, first.refusal);
    const { contact } = first.value;

    const look = async (stream: OpenStream) => {
      for (;;) {
        const view = await viewAsChild(at(), proof, { after: seen });
        if (!view.ok) {
          stream.send({ event: 'ended', data: { code: view.refusal.code } });
          return stream.end();
        }
        const { lines, contact: _, ...state } = view.value;
        for (const line of lines) stream.send({ event: 'line', id: line.seq, data: line });
        seen = lines.at(-1)?.seq ?? seen;
        if (lines.length < LINES_EACH) return stream.send({ event: 'state', data: state });
      }
    };
    return eventStream(opened.kernel, request, {
      retry: retry(),
      every: BEAT,
      start: look,
      beat: async (stream) => {
        await signOfChild(at(), proof);
        await look(stream);
      },
      hear: (event: LiveEvent, stream) => {
        if (event.topic === RESYNC) return look(stream);
        if (event.id !== contact || event.topic === TYPING.child) return undefined;
        return event.topic === TYPING.helper ? stream.send({ event: 'typing', data: {} }) : look(stream);
      },
    });
  },
};

/** The last line that the reader has: as the browser says it when it comes back, else as the page asks. */
function numberIn(request: Request): number {
  const asked = request.headers.get('last-event-id') ?? new URL(request.url).searchParams.get('after') ?? '0';
  return /^\d{1,7}$/.test(asked) ? Number(asked) : 0;
}
