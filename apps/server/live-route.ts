import { type Ctx, concerns, EXCLUDED, type PersonActor, type RawRoute } from '../../src/kernel/index.ts';
import { identify } from '../../src/members/index.ts';

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
    return new Response(stream(ctx, ctx.actor, request), {
      headers: {
        'content-type': 'text/event-stream; charset=utf-8',
        'cache-control': 'no-store',
        'x-accel-buffering': 'no',
      },
    });
  },
};

/**
 * At every heartbeat, and when somebody was kept from something, it is asked again who listens: a session that has ended hears no more, and a role that has ended hears
 * what is left. The open page is no sign of the person being there, so the question does not keep the session alive.
 */
function stream(ctx: Ctx, opener: PersonActor, request: Request): ReadableStream<Uint8Array> {
  const { kernel } = ctx;
  let actor = opener;
  const encoder = new TextEncoder();
  let end: () => void = () => undefined;
  return new ReadableStream({
    start(controller) {
      const say = (text: string) => controller.enqueue(encoder.encode(text));
      const whoListens = () =>
        identify(kernel, request, 'desk', { counts: false }).then(
          (now) => {
            if (now.kind === 'person' && now.person === actor.person) actor = now;
            else end();
          },
          () => end(),
        );
      // One behind the other, so that no event overtakes the question who hears it.
      let turn = Promise.resolve();
      const stopListening = kernel.live.listen((event) => {
        turn = turn.then(() => {
          if (!open) return;
          if (event.topic === EXCLUDED) return whoListens();
          if (concerns(event, actor))
            say(`event: look\ndata: ${JSON.stringify({ topic: event.topic, id: event.id })}\n\n`);
        });
      });
      const beat = setInterval(() => {
        turn = turn.then(whoListens).then(() => {
          if (open) say(': still here\n\n');
        });
      }, HEARTBEAT);
      kernel.metrics.listeners.inc();
      let open = true;
      end = () => {
        end = () => undefined;
        open = false;
        stopListening();
        clearInterval(beat);
        kernel.metrics.listeners.dec();
        try {
          controller.close();
        } catch {
          // The reader had gone already.
        }
      };
      request.signal.addEventListener('abort', () => end());
      say('retry: 3000\n\n');
    },
    cancel: () => end(),
  });
}
