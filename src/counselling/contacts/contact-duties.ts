import { ok } from '../../kernel/index.ts';
import { type DutySource, listedDuties } from '../../work/index.ts';
import { contactPolicy } from '../policies.ts';
import { contactBands, isQueued } from './contact.ts';
import type { ContactCard } from './contact-view.ts';
import { listContacts, unrecordedContacts } from './list-contacts.ts';

const EACH = 100;

/**
 * Contacts in the list of what waits: the own ones that are owed an answer or have to be written down, and those of danger that nobody
 * has. An offer rings by itself and is no duty; nobody chooses from the queue.
 */
export const contactDuties: DutySource = listedDuties<ContactCard>({
  kind: 'live-contact',
  topics: ['contact.'],
  most: EACH,
  may: ({ actor, now }) => contactPolicy.couldEver(actor, 'contact.list', now),
  async rows(ctx) {
    const listed = await listContacts(ctx);
    if (!listed.ok) return listed;
    const { actor } = ctx;
    const me = actor.kind === 'person' ? actor.person : '';
    const mine = ({ helper, state, owedSince }: ContactCard) =>
      helper === me && (state === 'wrapping' || (owedSince !== null && !isQueued(state)));
    const late = await unrecordedContacts(ctx);
    if (!late.ok) return late;
    const danger = ({ state, band }: ContactCard) => isQueued(state) && band >= contactBands.danger;
    const open = listed.value.contacts.filter((card) => mine(card) || danger(card));
    return ok([...open, ...late.value].slice(0, EACH));
  },
  duty: (card) => {
    const queued = isQueued(card.state);
    const act = queued
      ? 'take-contact'
      : card.state === 'wrapping' || card.state === 'done'
        ? 'write-up'
        : 'answer-contact';
    return {
      object: { kind: 'contact', id: card.id },
      reference: card.reference,
      act,
      danger: queued,
      turn: queued ? { roles: ['111_counsellor'] } : { person: card.helper ?? '' },
      // It is offered by its order: whoever sees it can be there for it, and takes it when it rings.
      mine: !queued,
      assigned: !queued,
      since: new Date(queued ? card.waitingSince : (card.owedSince ?? card.endedAt ?? card.beganAt)),
    };
  },
});
