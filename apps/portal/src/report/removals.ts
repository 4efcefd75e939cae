import type { RemovalLink, RemovalStatus } from '../../../../src/hashes/index.ts';
import { HOUR } from '../../../../src/kernel/time.pure.ts';
import type { Day } from '../../../../src/vocabulary/index.ts';
import type { Visitor } from './flow.ts';

/** A request to take pictures down, as its holder sees it. */
export interface RemovalView {
  readonly id: string;
  /** Day in Viet Nam. */
  readonly filed: Day;
  readonly withdrawn: boolean;
  readonly files: RemovalStatus['files'];
  /** How far each link has come, in the order in which they were given; days in Viet Nam. */
  readonly links: readonly { readonly state: RemovalLink['state']; readonly day: Day }[];
  /** Where the pictures may be, and whether that platform looks for their marks today. */
  readonly places: readonly { readonly label: string; readonly kind: string; readonly reads: boolean }[];
  /** In which time a network takes content down once an authority has asked, as the rule in force says; null for none. */
  readonly byLaw: string | null;
}

const plain = (name: string) =>
  name
    .normalize('NFD')
    .replace(/[^a-z0-9]/gi, '')
    .toLowerCase();

export function removalView({ app, ctx }: Visitor, status: RemovalStatus): RemovalView {
  const { onlinePlace, lawOf, deadlineRuleAt, deadlineUnit } = app.modules.vocabulary;
  const day = (moment: Date) => new Date(moment.getTime() + 7 * HOUR).toISOString().slice(0, 10) as Day;
  const readers = status.readers.map(plain);
  const rule = deadlineRuleAt(lawOf(app.kernel).rules, 'DL-TD-24H', day(ctx.now));
  const plural = ctx.language === 'en' && rule?.amount !== 1 ? 's' : '';
  return {
    id: status.removal,
    filed: day(new Date(status.filedAt)),
    withdrawn: status.withdrawnAt !== null,
    files: status.files,
    links: status.links.map(({ state, at }) => ({ state, day: day(new Date(at)) })),
    places: status.places.map((code) => {
      const place = onlinePlace.get(code);
      return {
        label: onlinePlace.label(code, ctx.language),
        kind: place.kind,
        // A member gives its own name: "Zalo (VNG)" reads for Zalo.
        reads: readers.some((reader) => reader.includes(plain(place.en))),
      };
    }),
    byLaw: rule ? `${rule.amount} ${deadlineUnit.label(rule.unit, ctx.language)}${plural}` : null,
  };
}
