import { type Actor, type Kernel, startOfVietnamDate, type Tx } from '../../kernel/index.ts';
import type { IdentifierRow } from '../graph/graph-tables.ts';
import { ONLINE_SINCE } from '../graph/link-nodes.ts';
import { writeLink } from '../graph/write-link.ts';
import { readWritten } from '../identifiers/add-identifier.ts';
import type { IdentifierKind } from '../identifiers/identifier.ts';
import { keepIdentifier } from '../identifiers/keep-identifier.ts';
import { scanSoon } from '../series/scan-soon.ts';
import type { Said } from './said.ts';

/** What identifiers came with, and who sees that they did. */
export interface Origin {
  /** Number of the point that they are linked to. */
  readonly node: number;
  /** Number of the class that sees the links. */
  readonly visibility: number;
  /** The class is that of a file: then what belongs to a child is linked too, and seen by who has a part in the file. */
  readonly ofFile: boolean;
  readonly origin: { readonly module: string; readonly kind: string; readonly id: string };
  readonly author: Actor;
  readonly firstSeen: Date;
  readonly lastSeen: Date;
  /** Links that these rest on. */
  readonly basis?: readonly string[] | undefined;
  readonly demonstration: boolean;
}

const ONLINE_FROM = startOfVietnamDate(ONLINE_SINCE);

/** When something was seen, as far as what a machine or a stranger wrote of it can be: else now. */
export const seenAt = (written: Date, { now }: Tx): Date => (written >= ONLINE_FROM && written <= now ? written : now);

export interface FedIdentifier {
  readonly id: string;
  readonly kind: IdentifierKind;
  readonly mask: string;
}

/**
 * Links what came with something to it, each identifier once, and tells of those that are new there. What cannot be read as one is left out,
 * and so is what belongs to a child where more than one file's readers would see it. As the platform.
 * @param tell of an identifier that was not known to have come with it
 */
export async function feedIdentifiers(
  kernel: Kernel,
  platform: Tx,
  said: readonly Said[],
  from: Origin,
  tell: (identifier: IdentifierRow) => Promise<unknown>,
): Promise<FedIdentifier[]> {
  const { node, ofFile, ...link } = from;
  const fed = new Map<string, FedIdentifier>();
  let fresh = false;
  for (const one of said) {
    const form = readWritten(one);
    if (!form.ok) continue;
    const identifier = await keepIdentifier(kernel, platform, form.value, { demonstration: from.demonstration });
    if (fed.has(identifier.id) || (identifier.child_owned && !ofFile)) continue;
    fed.set(identifier.id, { id: identifier.id, kind: identifier.kind, mask: identifier.mask });
    const written = await writeLink(kernel, platform, {
      ...link,
      src: identifier.node,
      dst: node,
      kind: 'MENTIONED_IN',
      reliability: 'F',
      credibility: '6',
      firstSeen: one.at === undefined ? from.firstSeen : seenAt(one.at, platform),
      lastSeen: one.at === undefined ? from.lastSeen : seenAt(one.at, platform),
    });
    if (!written.fresh) continue;
    fresh ||= !identifier.child_owned;
    await tell(identifier);
  }
  if (fresh) await scanSoon(platform);
  return [...fed.values()];
}
