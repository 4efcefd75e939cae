import type {
  ContentDescriptor,
  LabelBasis,
  ProductKind,
  ProductPlatform,
  ProductWithdrawal,
} from '../catalogue-lists.ts';

/** A product of the catalogue: an app, a game or a site that children use or look for. Types and pure rules. */

export const productStates = ['DRAFT', 'LISTED', 'WITHDRAWN'] as const;
export type ProductState = (typeof productStates)[number];

export interface ProductRow {
  id: string;
  /** In the address of its page; stays when its name changes. */
  slug: string;
  kind: ProductKind;
  name: string;
  maker: string;
  about_vi: string;
  about_en: string | null;
  /** Codes of `portal_band`: whom it is meant for. */
  bands: string[];
  policy_url: string | null;
  /** Code of `game_label`, with what it rests on, the papers that were seen, and why it has it. */
  label: string | null;
  label_basis: LabelBasis | null;
  label_papers: string | null;
  descriptors: ContentDescriptor[];
  /** Code of `app_age`: what the store says. */
  store_age: string | null;
  state: ProductState;
  withdrawal: ProductWithdrawal | null;
  version: number;
  /** What is searched: name, maker and the text, folded. */
  folded: string;
  agency: string;
  entered_by: string | null;
  entered_at: Date;
  changed_at: Date;
  listed_at: Date | null;
  is_demonstration: boolean;
}

export interface PlaceRow {
  product_id: string;
  platform: ProductPlatform;
  /** Id in the store of the platform, or the address of a site. */
  store_id: string;
}

export interface VersionRow {
  id: string;
  product_id: string;
  platform: ProductPlatform;
  version: string;
  /** Its first number: what was found on a lower one lapses. */
  major: number;
  /** Hex of SHA-256 of the package that the provider handed in. */
  package_sha256: string | null;
  noted_by: string | null;
  noted_at: Date;
}

/** The first number of a version as makers write it: `12.4.1`, `v3`, `2026.11`; undefined where there is none. */
export function majorOf(version: string): number | undefined {
  const found = /^v?(\d{1,6})(?:[.\s-]|$)/i.exec(version.trim());
  return found ? Number(found[1]) : undefined;
}

/** Addresses beside those of products: `/ung-dung/gui`. */
const TAKEN = new Set(['gui', 'ma']);

/** The words of an address: letters and digits alone, and none of another page. @param folded without diacritics */
export function slugOf(folded: string): string {
  const words = folded
    .replaceAll(/[^a-z0-9]+/g, '-')
    .slice(0, 60)
    .replaceAll(/^-+|-+$/g, '');
  return words === '' || TAKEN.has(words) ? `san-pham${words && `-${words}`}` : words;
}
