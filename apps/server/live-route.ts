import type { Ctx, LiveEvent, PersonActor, RawRoute } from '../../src/kernel/index.ts';

const HEARTBEAT = 25_000;

/**
 * Server-sent events for an open desk page. An event says "look again at this topic" and reaches only
 * the desks, agencies or persons it concerns; what there is to see, the page fetches through the policy.
 */
export const liveRoute: RawRoute = {
  surface: 'desk',
  method: 'get',
  path: '/api/v1/live',
  summary: 'Live events of the desk, as server-sent events.',
  may: { action: 'desk.use' },
  handle: async (ctx, request) => {
    if (ctx.actor.kind !== 'person') throw new Error('the desk is used by persons');
    return new Response(stream(ctx, ctx.actor, request.signal), {
      headers: {
        'content-type': 'text/event-stream; charset=utf-8',
        'cache-control': 'no-store',
        'x-accel-buffering': 'no',
      },
    });
  },
};

function stream(ctx: Ctx, actor: PersonActor, signal: AbortSignal): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  let end: () => void = () => undefined;
  return new ReadableStream({
    start(controller) {
      const say = (text: string) => controller.enqueue(encoder.encode(text));
      const stopListening = ctx.kernel.live.listen((event) => {
        if (concerns(event, actor))
          say(`event: look\ndata: ${JSON.stringify({ topic: event.topic, id: event.id })}\n\n`);
      });
      const beat = setInterval(() => say(': still here\n\n'), HEARTBEAT);
      ctx.kernel.metrics.listeners.inc();
      end = () => {
        end = () => undefined;
        stopListening();
        clearInterval(beat);
        ctx.kernel.metrics.listeners.dec();
        try {
          controller.close();
        } catch {
          // The reader had gone already.
        }
      };
      signal.addEventListener('abort', () => end());
      say('retry: 3000\n\n');
    },
    cancel: () => end(),
  });
}

function concerns(event: LiveEvent, actor: PersonActor): boolean {
  if (event.topic === 'resync') return true;
  return (
    event.person === actor.person ||
    (event.desk !== undefined && actor.assignments.some((held) => held.desk === event.desk)) ||
    (event.agency !== undefined && event.agency === actor.agency)
  );
}
