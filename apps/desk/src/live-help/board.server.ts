import type { Board, ManyDone } from '../../../../src/counselling/index.ts';
import type { Ctx } from '../../../../src/kernel/index.ts';
import { MINUTE } from '../../../../src/kernel/time.pure.ts';
import type { App } from '../../../server/app.ts';
import { m } from '../paraglide/messages.js';
import { formatTime } from '../parts/format.ts';
import { namesOf } from '../report/report-view.server.ts';
import { words } from '../server/codes.server.ts';
import { contactView, peopleOf } from './live-help.server.ts';

export const tierName = (tier: string) => (tier === 'front' ? m.live_tier_front() : m.live_tier_counsellor());

/** The board of a shift in words; times are told as they are at this look. */
export async function boardView(app: App, ctx: Ctx, board: Board) {
  const names = await namesOf(
    app,
    ctx,
    [
      ...board.people.map(({ person }) => person),
      ...peopleOf(board.contacts),
      ...board.contacts.flatMap(({ meantFor, transferTo, offeredTo }) => [meantFor, transferTo, offeredTo]),
      ...board.handovers.flatMap(({ author, confirmedBy }) => [author, confirmedBy]),
    ].filter((id) => id !== null),
  );
  const name = (id: string | null) => (id === null ? null : (names.get(id) ?? '–'));
  const minutes = (since: string) => Math.max(0, Math.floor((ctx.now.getTime() - new Date(since).getTime()) / MINUTE));
  const cardView = (card: Board['contacts'][number]) => ({
    ...contactView(app, ctx, card, names),
    tierName: tierName(card.tier),
    bandName: words('board_band', String(card.band)),
    minutes: minutes(card.waitingSince),
    meant: name(card.meantFor),
    asked: name(card.transferTo ?? card.offeredTo),
  });
  return {
    danger: board.danger.map(cardView),
    waits: board.waits.map((one) => ({
      id: `${one.tier}-${one.band}`,
      tierName: tierName(one.tier),
      bandName: words('board_band', String(one.band)),
      danger: one.band >= 3,
      count: one.count,
      minutes: minutes(one.oldestSince),
    })),
    people: board.people.map((one) => ({
      id: one.id,
      person: one.person,
      name: name(one.person) ?? '–',
      state: one.state,
      stateName: words('live_helper', one.state),
      minutes: minutes(one.stateSince),
      tier: one.tier,
      tierName: tierName(one.tier),
      level: one.level,
      load: one.load,
      contacts: one.contacts,
      seconds: Math.max(0, Math.round((ctx.now.getTime() - new Date(one.lastSignAt).getTime()) / 1_000)),
      restUntil: one.needsRest ? one.restUntil : null,
      version: one.version,
    })),
    contacts: board.contacts.map(cardView),
    watched: board.contacts.flatMap((card) =>
      card.watch === null
        ? []
        : [
            {
              id: card.id,
              mine: ctx.actor.kind === 'person' && card.watch.by === ctx.actor.person,
              text: m.board_watch_open({
                code: card.reference,
                who: cardView(card).watch ?? '–',
                until: formatTime(card.watch.until).slice(-5),
              }),
            },
          ],
    ),
    watchable: board.contacts
      .filter(({ helper, state }) => helper !== null && ['live', 'held', 'transferring'].includes(state))
      .filter(({ helper }) => ctx.actor.kind !== 'person' || helper !== ctx.actor.person)
      .map(({ id, reference, helper }) => ({ value: id, label: `${reference} · ${name(helper)}` })),
    alerts: board.alerts,
    more: board.more,
    diversions: board.diversions.map((one) => ({
      from: one.from,
      text: m.board_divert_open({
        from: tierName(one.from),
        to: tierName(one.to),
        reason: words('board_divert_reason', one.reason),
        until: formatTime(one.until),
      }),
    })),
    handovers: board.handovers.map((one) => ({
      id: one.id,
      text: one.text,
      by: m.board_handover_by({ who: name(one.author) ?? '–', at: formatTime(one.writtenAt) }),
      own: ctx.actor.kind === 'person' && ctx.actor.person === one.author,
      confirmed:
        one.confirmedAt === null
          ? null
          : m.board_handover_confirmed({ who: name(one.confirmedBy) ?? '–', at: formatTime(one.confirmedAt) }),
    })),
  };
}

/** What came of acts on several contacts, in words: how many were done, and why the others were not. */
export function manyDoneView({ done, refused }: ManyDone) {
  const reasons = [...new Set(refused.map(({ why }) => why))];
  return {
    done,
    said: m.board_done_some({ done: done.length }),
    not: refused.length === 0 ? null : m.board_done_not({ refused: refused.length, why: reasons.join(' ') }),
  };
}
