import type { LiveEvent } from '../database.ts';
import type { Kernel } from '../kernel.ts';

/** An open stream as its reader's owner sees it. */
export interface OpenStream {
  /** Sends one event, `id` as what the reader shows again as Last-Event-ID. Nothing once it has ended. */
  send(event: { readonly event?: string; readonly id?: number; readonly data: unknown }): void;
  /** Does something behind what is being done for this reader; an error ends the stream. */
  next(work: () => Promise<void> | void): void;
  /** Ends it; the browser asks anew by itself. */
  end(): void;
}

/** Who listens: what is sent at the beginning, at each live event of the platform, and at each beat. One behind the other. */
export interface StreamReader {
  /** How long the browser waits before it asks anew, milliseconds. */
  readonly retry: number;
  /** How often it is looked whether the reader may still listen, milliseconds. */
  readonly every: number;
  /** Id of the one record whose events it hears; all where absent. */
  readonly of?: string;
  start?(stream: OpenStream): Promise<void> | void;
  hear(event: LiveEvent, stream: OpenStream): Promise<void> | void;
  beat(stream: OpenStream): Promise<void> | void;
  /** The reader has gone, or the stream was ended. */
  ended?(): void;
}

/** A reader who takes nothing is let go when so many events wait for them: they ask anew and read what they missed. */
const UNREAD_MOST = 1_000;

/** Server-sent events (the EventSource of every browser) that follow the platform's live events. */
export function eventStream(kernel: Kernel, request: Request, reader: StreamReader): Response {
  return new Response(streamOf(kernel, request, reader), {
    headers: {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
    },
  });
}

function streamOf(kernel: Kernel, request: Request, reader: StreamReader): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  let end: () => void = () => undefined;
  return new ReadableStream({
    start(controller) {
      let open = true;
      const say = (text: string) => {
        if (!open) return;
        if ((controller.desiredSize ?? 0) < -UNREAD_MOST) end();
        else controller.enqueue(encoder.encode(text));
      };
      let turn: Promise<unknown> = Promise.resolve();
      const next = (work: () => Promise<void> | void) => {
        turn = turn
          .then(() => (open ? work() : undefined))
          .catch((error: unknown) => {
            kernel.log.debug({ err: error }, 'a stream of events ended');
            end();
          });
      };
      const stream: OpenStream = {
        next,
        send: ({ event, id, data }) =>
          say(
            `${id === undefined ? '' : `id: ${id}\n`}${event === undefined ? '' : `event: ${event}\n`}data: ${JSON.stringify(data)}\n\n`,
          ),
        end: () => end(),
      };
      const stopListening = kernel.live.listen((event) => next(() => reader.hear(event, stream)), reader.of);
      const beat = setInterval(() => {
        next(() => reader.beat(stream));
        next(() => say(': still here\n\n'));
      }, reader.every);
      kernel.metrics.listeners.inc();
      end = () => {
        end = () => undefined;
        open = false;
        stopListening();
        clearInterval(beat);
        kernel.metrics.listeners.dec();
        reader.ended?.();
        try {
          controller.close();
        } catch {
          // The reader had gone already.
        }
      };
      request.signal.addEventListener('abort', () => end());
      say(`retry: ${reader.retry}\n\n`);
      if (reader.start) next(() => reader.start?.(stream));
    },
    cancel: () => end(),
  });
}
