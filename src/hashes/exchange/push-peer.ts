import { type Actor, type Ctx, ok, type Result } from '../../kernel/index.ts';
import { opinionsForSource, savePushCheckpoint } from '../imports/import-store.ts';
import { deltaLine } from './delta.ts';
import { feedbackReasons, ncmecTypes } from './feedback.ts';
import { feedbackSubmissionXml } from './ncmec.ts';
import { readChanges } from './read-changes.ts';
import { type PeerRound, withPeer } from './with-peer.ts';

const PAGE = 1_000;

interface Pushed {
  readonly sent: number;
}

/**
 * Sends another register what is new on our list for it, or (NCMEC) our opinions on its entries. It reads our list as
 * that member, so every right is checked as if the member had come for it. May be stopped anywhere and run again.
 */
export function pushPeer(ctx: Ctx, input: { readonly peer: string }): Promise<Result<Pushed>> {
  return withPeer(ctx, 'hashes.push-peer', input.peer, (round) =>
    round.peer.protocol === 'delta' ? pushList(round) : pushOpinions(round),
  );
}

async function pushList({ ctx, client, peer, source }: PeerRound): Promise<Result<Pushed>> {
  if (peer.pushList === null) return ok({ sent: 0 });
  const member: Actor = { kind: 'machine', client: `peer:${peer.id}`, agency: source.agency, scopes: ['hash.read'] };
  let { cursor } = peer.pushCheckpoint as { cursor?: string };
  let sent = 0;
  for (let more = true; more; ) {
    const page = await readChanges(ctx.as(member), { list: peer.pushList, cursor, limit: PAGE });
    if (!page.ok) {
      if (page.refusal.code !== 'cursor.expired') return page;
      cursor = undefined;
      continue;
    }
    const { items } = page.value;
    if (items.length > 0) {
      const query = new URLSearchParams({ bank: peer.remoteBank ?? '' });
      const answer = await client.ask(`/api/v1/hashes/changes?${query}`, {
        method: 'POST',
        type: 'application/x-ndjson',
        text: items.map(deltaLine).join('\n'),
      });
      if (!answer.ok) return answer;
    }
    cursor = page.value.cursor;
    await ctx.transaction(async (tx) => {
      await savePushCheckpoint(tx, peer.id, { cursor }, items.length);
      return ok();
    });
    sent += items.length;
    more = page.value.more;
  }
  return ok({ sent });
}

async function pushOpinions({ ctx, client, peer, source }: PeerRound): Promise<Result<Pushed>> {
  let { since = '1970-01-01T00:00:00.000Z' } = peer.pushCheckpoint as { since?: string };
  let sent = 0;
  for (;;) {
    const read = await ctx.transaction(async (tx) =>
      ok(await opinionsForSource(tx, source.id, source.agency, new Date(since), PAGE)),
    );
    if (!read.ok) return read;
    if (read.value.length === 0) return ok({ sent });
    for (const said of read.value) {
      const wire = Object.entries(ncmecTypes).find(([, type]) => type === said.signalType)?.[0];
      const dash = said.externalId.indexOf('-');
      if (wire) {
        const guid = feedbackReasons.find((reason) => reason.code === said.reason)?.guid;
        const path = `/v2/entries/${said.externalId.slice(0, dash)}/${said.externalId.slice(dash + 1)}/${wire}/feedback`;
        const answer = await client.ask(path, {
          method: 'PUT',
          type: 'application/xml; charset=utf-8',
          text: feedbackSubmissionXml(said.opinion, guid),
        });
        // An entry that they no longer have wants no opinion.
        if (!answer.ok && answer.refusal.facts?.status !== 404) return answer;
        if (answer.ok) sent += 1;
      }
      since = said.at.toISOString();
    }
    await ctx.transaction(async (tx) => {
      await savePushCheckpoint(tx, peer.id, { since }, read.value.length);
      return ok();
    });
  }
}
