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
  type Services,
} from '../../kernel/index.ts';
import { signOfChild } from '../contacts/child-presence.ts';
import { unlockContact } from '../contacts/contact-receipts.ts';
import { viewOnAsChild } from './child-view.ts';
import { LINES_EACH } from './line.ts';
import { OPEN_PAGES } from './open-pages.ts';
import { TYPING } from './typing.ts';

/** Proxies let go of what says nothing for half a minute. */
const BEAT = 15_000;
/** Milliseconds, spread so that not all come back in one moment after a restart. */
const retry = () => 1_000 + randomInt(2_000);

/** How long a look may wait for what hurries nobody, milliseconds. */
const SOON = 500;
/** A page on which the wait is told looks at each beat; any other at each so-many-th, since lines are told when they come. */
const LOOK_EACH = 8;

/**
 * The child's chat as it goes on: each line under its number, so that a browser that was away says which it saw last and gets what it
 * missed from the table. Beside lines: `state` where the contact stands, `seen` which of its lines the helper has read, `typing`, and
 * `ended` where the session is over.
 */
export const childStream = (services: Services): RawRoute => ({
  surface: 'portal',
  method: 'get',
  path: '/api/v1/contacts/own/stream',
  summary: 'The own chat as server-sent events; the id of an event is the number of its line',
  may: 'public',
  describes: {
    query: {
      after: 'Number of the last line that is known, where the browser says none itself.',
      page: 'UUID of the page: what it writes itself, under the same one, is not told to it again.',
    },
    gives: { 'text/event-stream': 'Events `line`, `state`, `seen`, `typing` and `ended`.' },
  },
  handle: async (opened, request) => {
    const { kernel, actor, requestId, language, address } = opened;
    const proof = { session: receiptSessionIn(kernel.config, request.headers.get('cookie')) ?? '' };
    const unlocked = await unlockContact(opened, proof);
    if (!unlocked.ok) return problemAnswer(opened, unlocked.refusal);
    const { object: contact, session } = unlocked.value;
    // Each look has its own moment; the stream goes on for hours.
    const at = (): Ctx =>
      createContext(kernel, { actor, requestId, language, ...(address !== undefined && { address }) });
    const page = new URL(request.url).searchParams.get('page') ?? undefined;
    let seen = numberIn(request);
    let waits = true;
    let beats = 0;
    let soon: NodeJS.Timeout | undefined;
    let closed: () => void = () => undefined;

    const look = async (stream: OpenStream) => {
      for (;;) {
        const view = await viewOnAsChild(at(), unlocked.value, { after: seen });
        if (!view.ok || !view.value) {
          stream.send({ event: 'ended', data: { code: view.ok ? 'receipt.session-ended' : view.refusal.code } });
          return stream.end();
        }
        const { lines, contact: _, ...state } = view.value;
        for (const line of lines) stream.send({ event: 'line', id: line.seq, data: line });
        seen = lines.at(-1)?.seq ?? seen;
        waits = state.wait !== null;
        if (lines.length < LINES_EACH) return stream.send({ event: 'state', data: state });
      }
    };
    const lookNow = (stream: OpenStream) => {
      clearTimeout(soon);
      soon = undefined;
      return look(stream);
    };
    return eventStream(kernel, request, {
      retry: retry(),
      every: BEAT,
      of: contact,
      start: (stream) => {
        closed = services.service(OPEN_PAGES).open({ contact, session, back: () => signOfChild(at(), proof) });
        return look(stream);
      },
      beat: (stream) => {
        beats += 1;
        return waits || beats % LOOK_EACH === 0 ? lookNow(stream) : undefined;
      },
      hear: (event: LiveEvent, stream) => {
        if (event.topic === TYPING.child) return undefined;
        if (event.topic === TYPING.helper) return stream.send({ event: 'typing', data: {} });
        if (event.topic === 'contact.seen' && event.line) {
          // That the child's page has seen something, it has said itself.
          if (event.line.from === 'child') stream.send({ event: 'seen', data: { seq: event.line.seq } });
          return undefined;
        }
        if (event.line?.from !== 'child') return lookNow(stream);
        // The page that wrote a line has it; another page of the same child is in no hurry.
        if (page !== undefined && event.line.page === page && event.line.seq === seen + 1) {
          seen = event.line.seq;
          return undefined;
        }
        soon ??= setTimeout(() => stream.next(() => lookNow(stream)), SOON);
        return undefined;
      },
      ended: () => {
        clearTimeout(soon);
        closed();
      },
    });
  },
});

/** The last line that the reader has: as the browser says it when it comes back, else as the page asks. */
function numberIn(request: Request): number {
  const asked = request.headers.get('last-event-id') ?? new URL(request.url).searchParams.get('after') ?? '0';
  return /^\d{1,7}$/.test(asked) ? Number(asked) : 0;
}
