import type { ContactCard, HelperThread } from '../../../../src/counselling/index.ts';
import type { Ctx } from '../../../../src/kernel/index.ts';
import type { App } from '../../../server/app.ts';
import { type ContactView, contactView } from './live-help.server.ts';
import { networkView } from './network.server.ts';

/** A talk as the page shows it: one column, with its own answer field. */
export async function talkView(
  app: App,
  ctx: Ctx,
  thread: HelperThread,
  { me, names }: { readonly me: string; readonly names: ReadonlyMap<string, string> },
) {
  const { counselling } = app.modules;
  const { contact } = thread;
  const mine = contact.helper === me;
  const ready = mine ? await counselling.answersForContact(ctx, { contact: contact.id }) : undefined;
  return {
    contact: contactView(app, ctx, contact, names) satisfies ContactView,
    mine,
    // Words that a caller left at the exchange wait as a message too; one that came by a network has no call.
    mayHaveCall: mayHaveCall(contact),
    lines: thread.lines,
    notes: thread.notes.map((note) => ({ ...note, author: names.get(note.author) ?? '–' })),
    draft: thread.draft,
    answers: ready?.ok ? ready.value : [],
    deliveries: thread.deliveries,
    network: contact.network === null ? undefined : await networkView(app, ctx, contact.id),
  };
}
export type TalkView = Awaited<ReturnType<typeof talkView>>;

function mayHaveCall({ channel, network }: Pick<ContactCard, 'channel' | 'network'>): boolean {
  return channel === 'PHONE' || (channel === 'MESSAGE' && network === null);
}
