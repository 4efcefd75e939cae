import { type Ctx, ok, type Result, refuseRequest } from '../../kernel/index.ts';
import { type HomographWarning, homographWarnings } from '../locators/homograph.ts';
import { findSharedHost, registrableDomain } from '../locators/match-key.ts';
import { type BlockKind, readTarget } from './block-entry.ts';
import { activeBelow, activeOnHosts } from './block-entry-store.ts';
import { zoneRecords } from './block-forms.ts';
import { blockEntryPolicy } from './block-policies.ts';
import { type GuardGround, guardGroundsOf } from './over-blocking.ts';

export interface Simulation {
  readonly kind: BlockKind;
  /** As it would stand in the lists. */
  readonly value: string;
  readonly host: string;
  readonly registrableDomain: string | null;
  /** Others publish on this host too; null where nobody is known to. */
  readonly sharedHost: string | null;
  readonly guard: readonly GuardGround[];
  readonly warnings: readonly HomographWarning[];
  /** The lines of a zone; none for a page, which resolvers cannot tell from its neighbours. */
  readonly records: readonly string[];
  /** No zone can hold it. */
  readonly unwritable: boolean;
  /** Codes of entries that block it already. */
  readonly blockedBy: readonly string[];
  /** Codes of entries that it would make needless, 100 at most. */
  readonly covers: readonly string[];
}

/** What an entry would block, before anybody proposes it. Refusals: `access.not-permitted`, those of `readTarget` */
export async function simulateBlock(
  ctx: Ctx,
  input: { readonly kind: BlockKind; readonly value: string },
): Promise<Result<Simulation>> {
  if (!blockEntryPolicy.couldEver(ctx.actor, 'block-entry.list', ctx.now)) return refuseRequest('access.not-permitted');
  // An order is asked for where it is proposed; to see what an address would block needs none.
  const target = readTarget(input.kind, input.value, 'simulation');
  if (!target.ok) return target;
  const { kind, value, host } = target.value;
  const zone = zoneRecords('delta', [{ kind, value, code: '' }], { stopPage: null });
  const found = await ctx.transaction(async (tx) => {
    const labels = host.split('.');
    const above = await activeOnHosts(
      tx,
      kind === 'IP' ? [host] : labels.map((_, at) => labels.slice(at).join('.')).filter((name) => name.includes('.')),
    );
    const below = kind === 'DOMAIN' || kind === 'HOST' ? await activeBelow(tx, host, 101) : [];
    return ok({ above, below });
  });
  if (!found.ok) return found;
  const { above, below } = found.value;
  const blockedBy = above.filter(
    (row) => row.kind === 'DOMAIN' || (row.kind === 'HOST' && row.host === host) || row.value === value,
  );
  return ok({
    kind,
    value,
    host,
    registrableDomain: kind === 'IP' ? null : registrableDomain(host),
    sharedHost: kind === 'IP' ? null : (findSharedHost(host)?.domain ?? null),
    guard: guardGroundsOf(target.value),
    warnings: kind === 'IP' ? [] : homographWarnings(host),
    records: zone.lines,
    unwritable: zone.refused.length > 0,
    blockedBy: blockedBy.map(({ code }) => code),
    covers: below
      .filter((row) => !blockedBy.includes(row) && (kind === 'DOMAIN' || row.host === host))
      .slice(0, 100)
      .map(({ code }) => code),
  });
}
