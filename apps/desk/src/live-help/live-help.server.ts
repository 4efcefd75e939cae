import type { ContactCard } from '../../../../src/counselling/index.ts';
import type { Ctx } from '../../../../src/kernel/index.ts';
import type { App } from '../../../server/app.ts';
import { m } from '../paraglide/messages.js';
import { words } from '../server/codes.server.ts';

/** A contact as the page shows it. */
export interface ContactView {
  readonly id: string;
  readonly reference: string;
  readonly state: ContactCard['state'];
  readonly stateName: string;
  readonly channel: ContactCard['channel'];
  readonly channelName: string;
  /** That the child writes by a network, and by which; null on our own page. */
  readonly byNetwork: string | null;
  readonly band: number;
  /** Why it stands where it stands, in words. */
  readonly reason: string;
  readonly who: string;
  readonly waitingSince: string;
  readonly offerUntil: string | null;
  readonly owedSince: string | null;
  readonly childAway: boolean;
  readonly childBlanked: boolean;
  readonly childSeenSeq: number;
  readonly helper: string | null;
  readonly watch: string | null;
  readonly version: number;
}

/** By what a child writes, whoever brings it to us. */
function networkWords(network: string): string {
  if (network.startsWith('sms-')) return m.live_by_sms();
  const name = words('outbox_channel', network);
  return network === 'email' ? name : m.live_by_network({ network: name });
}

export function contactView(app: App, ctx: Ctx, card: ContactCard, names: ReadonlyMap<string, string>): ContactView {
  const { counselling, vocabulary } = app.modules;
  const name = (person: string | null) => (person === null ? null : (names.get(person) ?? '–'));
  const band = vocabulary.ageBand.has(card.ageBand)
    ? vocabulary.ageBand.label(card.ageBand as never, ctx.language)
    : '';
  const byNetwork = card.network === null ? null : networkWords(card.network);
  return {
    id: card.id,
    reference: card.reference,
    state: card.state,
    stateName: words('live_state', card.state),
    channel: card.channel,
    channelName: (card.channel === 'MESSAGE' ? byNetwork : null) ?? words('live_channel', card.channel),
    byNetwork,
    band: card.band,
    reason: counselling.bandReasonName(card.bandReason, ctx.language) ?? words('live_reason', card.bandReason),
    who: band,
    waitingSince: card.waitingSince,
    offerUntil: card.offerUntil ?? card.transferUntil,
    owedSince: card.owedSince,
    childAway: card.childAwaySince !== null,
    childBlanked: card.childBlanked,
    childSeenSeq: card.childSeenSeq,
    helper: name(card.helper),
    watch: card.watch === null ? null : `${name(card.watch.by)} · ${words('live_watch', card.watch.purpose)}`,
    version: card.version,
  };
}

/** People who are named by these cards. */
export const peopleOf = (cards: readonly ContactCard[]): string[] =>
  cards.flatMap(({ helper, watch }) => [...(helper === null ? [] : [helper]), ...(watch === null ? [] : [watch.by])]);
