import { type Actor, actorName, agencyOf, type Kernel, keyedDigest, newId, type Tx } from '../../kernel/index.ts';
import type { Said } from '../assertions/assertion-tables.ts';
import { GRAPH_CHANGED } from './graph-follower.ts';
import type { LinkRow } from './graph-tables.ts';
import { type Credibility, type LinkKind, linkNumber, type Reliability } from './link-lists.ts';
import { findLinkOnce, insertBasis, insertLink, seenAgain } from './link-store.ts';

/** Who said so before it was a link. */
export type Author = Pick<Said, 'said_by' | 'agency'>;

export interface NewLink {
  readonly src: number;
  readonly dst: number;
  readonly kind: LinkKind;
  /** Number of the class that sees it. */
  readonly visibility: number;
  readonly reliability: Reliability;
  readonly credibility: Credibility;
  readonly origin: { readonly module: string; readonly kind: string; readonly id: string };
  readonly author: Actor | Author;
  readonly firstSeen: Date;
  readonly lastSeen: Date;
  /** Links that it was worked out from: it falls with the first of them. */
  readonly basis?: readonly string[] | undefined;
  readonly demonstration?: boolean | undefined;
}

/** Writes a link once: the same origin that says the same again widens its days. As the platform. @returns the link, and whether it is new */
export async function writeLink(
  kernel: Kernel,
  platform: Tx,
  link: NewLink,
): Promise<{ readonly id: string; readonly fresh: boolean }> {
  const [low, high] = link.src < link.dst ? [link.src, link.dst] : [link.dst, link.src];
  const { origin } = link;
  const mark = await keyedDigest(
    kernel.vault,
    'offences.link',
    `${low}|${high}|${link.kind}|${link.visibility}|${origin.module}|${origin.kind}|${origin.id}`,
  );
  const known = await findLinkOnce(platform, mark);
  if (known) {
    await seenAgain(platform, known, link.firstSeen, link.lastSeen);
    return { id: known.id, fresh: false };
  }
  const id = newId<'link'>(platform.now.getTime());
  const row: LinkRow = {
    id,
    src: link.src,
    dst: link.dst,
    kind: linkNumber(link.kind),
    visibility: link.visibility,
    reliability: link.reliability,
    credibility: link.credibility,
    origin_module: origin.module,
    origin_kind: origin.kind,
    origin_id: origin.id,
    once_mark: mark,
    author: 'said_by' in link.author ? link.author.said_by : actorName(link.author),
    agency: 'said_by' in link.author ? link.author.agency : agencyOf(link.author),
    first_seen: link.firstSeen,
    last_seen: link.lastSeen,
    made_at: platform.now,
    taken_back_at: null,
    taken_back_by: null,
    taken_back_reason: null,
    is_demonstration: link.demonstration === true,
  };
  await insertLink(platform, row);
  if (link.basis && link.basis.length > 0) await insertBasis(platform, id, link.basis);
  platform.notify({ topic: GRAPH_CHANGED, id });
  return { id, fresh: true };
}
