import { actAs, type Ctx, ok, parseId, type Result, refuseRequest, systemActor, type Tx } from '../../kernel/index.ts';
import { postNotices } from '../../members/index.ts';
import { policeRoles } from '../files/tell-file.ts';
import { nodeNumber } from '../graph/link-lists.ts';
import { nodeNumbers } from '../graph/node-store.ts';
import { writeLink } from '../graph/write-link.ts';
import { refuse } from '../refusals.ts';
import { seenOfSeries } from './read-series.ts';
import { SERIES } from './scan-series.ts';
import { seriesReason } from './series-lists.ts';
import { seriesPolicy } from './series-policies.ts';
import { decideSeriesRow, findSeries, type SeriesRow, supportingLinks, unitsOfClasses } from './series-store.ts';

const DECIDE = systemActor('offences.decide-series');

/**
 * Takes a series or refuses it, with the reason. Taken, each member is linked to the series, seen by who sees the member, and resting on the
 * links by which it was found: when one of them is taken back, so is the tie.
 * Refusals: `access.not-permitted`, `offence-series.not-found`, `offence-series.decided`, `offence-series.reason-unusable`
 */
export async function decideSeries(
  ctx: Ctx,
  input: { readonly series: string; readonly reason: string },
): Promise<Result<void>> {
  const { actor } = ctx;
  const id = parseId<'series'>(input.series);
  if (actor.kind !== 'person' || !seriesPolicy.couldEver(actor, 'offence-series.decide', ctx.now)) {
    await ctx.auditRefused({ action: 'offence-series.decide' });
    return refuseRequest('access.not-permitted');
  }
  if (id === undefined) return refuse('offence-series.not-found');
  if (!seriesReason.has(input.reason)) return refuse('offence-series.reason-unusable', { field: 'reason' });
  const { takes } = seriesReason.get(input.reason);
  return ctx.transaction(async (tx): Promise<Result<void>> => {
    const row = await findSeries(tx, id);
    if (!row) return refuse('offence-series.not-found');
    if (row.state !== 'PROPOSED') return refuse('offence-series.decided');
    const set = {
      state: takes ? ('TAKEN' as const) : ('REFUSED' as const),
      reason: input.reason,
      decided_by: actor.person,
      decided_agency: actor.agency,
      decided_at: tx.now,
    };
    if ((await decideSeriesRow(tx, id, set)) !== 1) return refuse('offence-series.decided');
    if (takes) await tieMembers(ctx, tx, row);
    tx.audit({ action: 'offence-series.decide', object: { kind: SERIES, id }, codes: { reason: input.reason } });
    return ok();
  });
}

async function tieMembers(ctx: Ctx, tx: Tx, row: SeriesRow): Promise<void> {
  const { all, seen, supports } = await seenOfSeries(tx, row);
  // A unit ties what it sees; who coordinates the country ties all that was proposed to them.
  const members = row.audience === null ? all : all.filter(({ node }) => seen.has(node));
  await actAs(tx, DECIDE, async (platform) => {
    const [node] = (await nodeNumbers(platform, [{ kind: nodeNumber('SERIES'), object: row.id }])) as [number];
    for (const member of members) {
      const own = supports.filter(({ one, other }) => one === member.node || other === member.node);
      const identifiers = own.flatMap(({ identifier }) => (identifier === null ? [] : [identifier]));
      await writeLink(ctx.kernel, platform, {
        src: member.node,
        dst: node,
        kind: 'SAME_SERIES',
        visibility: member.visibility,
        reliability: 'F',
        credibility: '6',
        origin: { module: 'offences', kind: SERIES, id: row.id },
        author: tx.actor,
        firstSeen: tx.now,
        lastSeen: tx.now,
        basis: await supportingLinks(platform, identifiers, [member.node]),
      });
    }
    const units = await unitsOfClasses(
      platform,
      members.map(({ visibility }) => visibility),
    );
    await postNotices(
      platform,
      [...new Set([...units.values()].flat())].map((agency) => ({
        kind: 'offence-series.taken',
        object: { kind: SERIES, id: row.id },
        facts: {},
        to: { roles: [...policeRoles], agency },
      })),
    );
  });
}
