import type { RemovalLink, RemovalPart } from '../../hashes/index.ts';
import { ok } from '../../kernel/index.ts';
import { onlinePlace } from '../../vocabulary/index.ts';
import { insertArrivals } from '../items/arrival-store.ts';
import type { AgeGroup } from '../items/item.ts';
import { onceMark } from '../items/item-sealing.ts';
import { type Arrival, arrivalRows } from '../items/receive.ts';
import { linksAt } from './take-it-down-store.ts';

const SOURCE = 'TAKE_IT_DOWN';
/** As many as one request may have. */
const LINKS_MOST = 10;
/** 111 takes requests in. */
const UNIT = 'C111';
/** The apparent age of graders, from the age that the person told of who is in the picture: puberty begins at about nine. */
const ages: Readonly<Record<string, AgeGroup>> = {
  A0_2: 'INFANT',
  A3_5: 'PREPUB',
  A6_8: 'PREPUB',
  A9_11: 'PREPUB',
  A12_13: 'PUB',
  A14_15: 'PUB',
  A16_17: 'PUB',
};

const WAITING: ReadonlySet<string> = new Set(['RECEIVED', 'TRIAGED', 'GRADED_ONCE', 'DISPUTED']);

const keyOf = (removal: string, at: number): string => `${removal}|${at}`;

/**
 * What somebody pasted: the link of a page, or the name of an account. A name with dots in it is no link, unless something follows the
 * name of a site.
 */
export function readPasted(written: string, places: readonly string[]): Pick<Arrival, 'kind' | 'locator' | 'platform'> {
  const text = written.trim();
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(text) || /^data:/i.test(text)) return { kind: 'url', locator: text };
  if (/^www\./i.test(text) || /^[^\s@/]+\.[a-z]{2,}\//i.test(text)) return { kind: 'url', locator: `https://${text}` };
  // An account is somebody on one network: where several were ticked, nobody can say on which.
  const networks = places.filter(
    (code) => onlinePlace.has(code) && !['web', 'phone', 'other'].includes(onlinePlace.get(code).kind),
  );
  return { kind: 'account', locator: text, platform: networks.length === 1 ? networks[0] : undefined };
}

/**
 * Links and accounts that somebody gave who asks for their own pictures to be taken down: sealed at once like any address, and judged by
 * two like any. Who asked stands nowhere beside them.
 */
export const takeItDown: RemovalPart = {
  code: 'takedown',
  async asked(ctx, tx, { removal, links, ageBand, subject, places }) {
    const read = await arrivalRows(
      ctx,
      links.map((written, at) => ({
        ...readPasted(written, places),
        source: SOURCE,
        key: keyOf(removal, at),
        agency: UNIT,
        object: { kind: 'hash-removal', id: removal },
        // Where the one in the picture asks, it most often took it: triage puts it first, and who looks corrects it.
        selfMade: subject === 'SELF' ? true : undefined,
        ageGroup: ages[ageBand],
      })),
    );
    if (!read.ok) return read;
    if ((await insertArrivals(tx, read.value)) > 0) await tx.enqueue('takedown.bundle', {}, { key: 'takedown.bundle' });
    return ok();
  },
  async cameOf(ctx, tx, removal) {
    const marks = await Promise.all(
      Array.from({ length: LINKS_MOST }, (_, at) => onceMark(ctx.kernel, SOURCE, keyOf(removal, at))),
    );
    return (await linksAt(tx, marks)).map(({ state, arrivedAt, changedAt }): RemovalLink => {
      // What was gone before it was told of again is looked at anew.
      const since = changedAt !== null && changedAt > arrivedAt ? changedAt : undefined;
      return since === undefined || state === null || WAITING.has(state)
        ? { state: 'WAITING', at: arrivedAt.toISOString() }
        : { state: state as RemovalLink['state'], at: since.toISOString() };
    });
  },
};
