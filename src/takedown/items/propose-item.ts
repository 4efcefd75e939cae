import {
  actAs,
  agencyOf,
  type Ctx,
  newId,
  ok,
  type Result,
  readOptionalText,
  refuseRequest,
  systemActor,
  type TextRule,
} from '../../kernel/index.ts';
import { holdsMedia } from '../holds-media.ts';
import { takedownCapabilities } from '../policies.ts';
import { refuse } from '../refusals.ts';
import { bundleArrivals } from './bundle.ts';
import { type AgeGroup, ageGroups, type ItemKind, itemKinds, type Reach, reaches } from './item.ts';
import { itemOfArrival } from './item-of-arrival-store.ts';
import { type Arrival, receiveArrivals } from './receive.ts';

export const LOCATOR_MOST = 4_096;
export const ITEM_NOTE: TextRule = { most: 500, lines: true };

export interface ProposeItem {
  readonly kind: string;
  readonly locator: string;
  readonly platform?: string | undefined;
  /** The page from which it is reached. */
  readonly referrer?: string | undefined;
  readonly note?: string | undefined;
  readonly danger?: boolean | undefined;
  readonly selfMade?: boolean | undefined;
  readonly ageGroup?: string | undefined;
  readonly reachable?: string | undefined;
  /** Key of the request: sent twice, it is one. */
  readonly key?: string | undefined;
}

/**
 * Enters an address by hand. It may be an item already: then it is one report more of it.
 * @returns its code, and its id for whoever may see it
 * Refusals: `access.not-permitted`, `content-item.locator-unusable`, `content-item.holds-media`, `text.*`
 */
export async function proposeItem(
  ctx: Ctx,
  input: ProposeItem,
): Promise<Result<{ readonly reference: string; readonly item: string | null }>> {
  const { actor } = ctx;
  if (!takedownCapabilities.can(actor, 'content-item.propose', ctx.now)) {
    await ctx.auditRefused({ action: 'content-item.propose' });
    return refuseRequest('access.not-permitted');
  }
  if (input.locator.length > LOCATOR_MOST || !itemKinds.includes(input.kind as ItemKind))
    return refuse('content-item.locator-unusable', { field: 'locator' });
  const referrer = input.referrer?.trim() ?? '';
  if (referrer.length > LOCATOR_MOST) return refuse('content-item.locator-unusable', { field: 'referrer' });
  const note = readOptionalText(input.note, 'note', ITEM_NOTE);
  if (!note.ok) return note;
  if (note.value !== undefined && holdsMedia(note.value)) return refuse('content-item.holds-media', { field: 'note' });
  const works = actor.kind === 'person' && actor.assignments.some(({ role }) => role.startsWith('content_'));
  const key = `${agencyOf(actor)}|${input.key ?? newId<'key'>()}`;
  const arrival: Arrival = {
    source: works ? 'ANALYST' : 'MEMBER',
    key,
    kind: input.kind as ItemKind,
    locator: input.locator,
    platform: input.platform,
    referrers: referrer === '' ? [] : [referrer],
    note: note.value,
    danger: input.danger,
    selfMade: input.selfMade,
    ageGroup: ageGroups.find((one) => one === input.ageGroup) as AgeGroup | undefined,
    reachable: reaches.find((one) => one === input.reachable) as Reach | undefined,
  };
  const received = await receiveArrivals(ctx, [arrival]);
  if (!received.ok) return received;
  // Whoever enters one sees it at once; what else waits is folded with it.
  const folded = await bundleArrivals(ctx);
  if (!folded.ok) return folded;
  return ctx.transaction(async (tx) => {
    const found = await actAs(tx, systemActor('takedown.propose'), (platform) =>
      itemOfArrival(ctx.kernel, platform, arrival.source, key),
    );
    if (!found) throw new Error('what was received was not folded');
    tx.audit({
      action: 'content-item.propose',
      object: { kind: 'content-item', id: found.id },
      codes: { known: received.value.taken === 0 },
    });
    return ok({ reference: found.reference, item: works ? found.id : null });
  });
}
