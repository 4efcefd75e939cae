import { concerns, EXCLUDED, eventStream, type RawRoute } from '../../src/kernel/index.ts';
import { identify } from '../../src/members/index.ts';

const HEARTBEAT = 25_000;
const RETRY = 3_000;

/**
 * Server-sent events for an open desk page. An event says "look again at this topic" and reaches only
 * the desks, agencies or persons it concerns; what there is to see, the page fetches through the policy.
 *
 * At every heartbeat, and when somebody was kept from something, it is asked again who listens: a session that has ended hears no
 * more, and a role that has ended hears what is left. The open page is no sign of the person being there, so the question does not
 * keep the session alive.
 */
export const liveRoute: RawRoute = {
  surface: 'desk',
  method: 'get',
  path: '/api/v1/live',
  summary: 'Live events of the desk, as server-sent events.',
  may: { action: 'desk.use' },
  handle: async ({ kernel, actor: opener }, request) => {
    if (opener.kind !== 'person') throw new Error('the desk is used by persons');
    let actor = opener;
    const whoListens = async () => {
      const now = await identify(kernel, request, 'desk', { counts: false });
      if (now.kind !== 'person' || now.person !== actor.person) throw new Error('somebody else, or nobody, listens');
      actor = now;
    };
    return eventStream(kernel, request, {
      retry: RETRY,
      every: HEARTBEAT,
      beat: whoListens,
      hear: async (event, stream) => {
        if (event.topic === EXCLUDED) return whoListens();
        const { topic, id, line } = event;
        const told = line && { seq: line.seq, from: line.from };
        if (concerns(event, actor)) stream.send({ event: 'look', data: { topic, id, ...(told && { line: told }) } });
      },
    });
  },
};
