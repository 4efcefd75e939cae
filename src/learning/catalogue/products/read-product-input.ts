import { ok, type Result, readOptionalText, readTextInput, type TextRule } from '../../../kernel/index.ts';
import { appAge, fold, gameLabel, portalBand } from '../../../vocabulary/index.ts';
import { refuse } from '../../refusals.ts';
import { contentDescriptor, labelBasis, productKind, productPlatform } from '../catalogue-lists.ts';
import type { PlaceRow, ProductRow } from './product.ts';

export const PRODUCT_NAME: TextRule = { most: 120 };
export const PRODUCT_ABOUT: TextRule = { most: 600, lines: true };
export const LABEL_PAPERS: TextRule = { most: 200 };
const STORE_ID: TextRule = { most: 300 };

/** What an officer writes about a product. */
export interface ProductInput {
  readonly kind: string;
  readonly name: string;
  readonly maker: string;
  readonly aboutVi: string;
  readonly aboutEn?: string | null | undefined;
  readonly bands: readonly string[];
  readonly places: readonly { readonly platform: string; readonly storeId: string }[];
  readonly policyUrl?: string | null | undefined;
  readonly label?: string | null | undefined;
  readonly labelBasis?: string | null | undefined;
  readonly labelPapers?: string | null | undefined;
  readonly descriptors?: readonly string[] | undefined;
  readonly storeAge?: string | null | undefined;
}

type Read = Pick<
  ProductRow,
  | 'kind'
  | 'name'
  | 'maker'
  | 'about_vi'
  | 'about_en'
  | 'bands'
  | 'policy_url'
  | 'label'
  | 'label_basis'
  | 'label_papers'
  | 'descriptors'
  | 'store_age'
  | 'folded'
>;

/** A product as it is kept. Refusals: those of a text, `product.unusable`, `product.label-papers` */
export function readProductInput(
  input: ProductInput,
): Result<{ readonly product: Read; readonly places: readonly Omit<PlaceRow, 'product_id'>[] }> {
  const unusable = (field: string) => refuse('product.unusable', { field });
  if (!productKind.has(input.kind)) return unusable('kind');
  const name = readTextInput(input.name, 'name', PRODUCT_NAME);
  if (!name.ok) return name;
  const maker = readTextInput(input.maker, 'maker', PRODUCT_NAME);
  if (!maker.ok) return maker;
  const aboutVi = readTextInput(input.aboutVi, 'aboutVi', PRODUCT_ABOUT);
  if (!aboutVi.ok) return aboutVi;
  const aboutEn = readOptionalText(input.aboutEn, 'aboutEn', PRODUCT_ABOUT);
  if (!aboutEn.ok) return aboutEn;
  const bands = portalBand.codes.filter((code) => input.bands.includes(code));
  if (bands.length === 0 || bands.length < new Set(input.bands).size) return unusable('bands');
  const places = readPlaces(input.places);
  if (!places.ok) return places;
  const policyUrl = readAddress(input.policyUrl);
  if (policyUrl === undefined) return unusable('policyUrl');
  const label = readLabel(input);
  if (!label.ok) return label;
  const storeAge = input.storeAge || null;
  if (storeAge !== null && !appAge.has(storeAge)) return unusable('storeAge');
  return ok({
    product: {
      kind: input.kind,
      name: name.value,
      maker: maker.value,
      about_vi: aboutVi.value,
      about_en: aboutEn.value ?? null,
      bands,
      policy_url: policyUrl,
      ...label.value,
      store_age: storeAge,
      folded: fold(`${name.value} ${maker.value} ${aboutVi.value} ${aboutEn.value ?? ''}`),
    },
    places: places.value,
  });
}

function readPlaces(written: ProductInput['places']): Result<Omit<PlaceRow, 'product_id'>[]> {
  const places: Omit<PlaceRow, 'product_id'>[] = [];
  for (const { platform, storeId } of written) {
    if (!productPlatform.has(platform) || places.some((one) => one.platform === platform))
      return refuse('product.unusable', { field: 'places' });
    const id = readTextInput(storeId, 'places', STORE_ID);
    if (!id.ok) return id;
    if (platform === 'WEB' && !readAddress(id.value)) return refuse('product.unusable', { field: 'places' });
    places.push({ platform, store_id: id.value });
  }
  return places.length === 0 ? refuse('product.unusable', { field: 'places' }) : ok(places);
}

/** Null where there is none, undefined where it is no address of the web. */
export function readAddress(written: string | null | undefined): string | null | undefined {
  const text = written?.trim() ?? '';
  if (text === '') return null;
  const url = URL.parse(text);
  return url !== null && ['https:', 'http:'].includes(url.protocol) && url.username === '' && text.length <= 500
    ? url.href
    : undefined;
}

function readLabel(input: ProductInput): Result<Pick<Read, 'label' | 'label_basis' | 'label_papers' | 'descriptors'>> {
  const label = input.label || null;
  if (label !== null && !gameLabel.has(label)) return refuse('product.unusable', { field: 'label' });
  const descriptors = contentDescriptor.codes.filter((code) => input.descriptors?.includes(code));
  if (descriptors.length < new Set(input.descriptors ?? []).size)
    return refuse('product.unusable', { field: 'descriptors' });
  if (label === null) return ok({ label, label_basis: null, label_papers: null, descriptors });
  const basis = input.labelBasis || 'DECLARED';
  if (!labelBasis.has(basis)) return refuse('product.unusable', { field: 'labelBasis' });
  const papers = readOptionalText(input.labelPapers, 'labelPapers', LABEL_PAPERS);
  if (!papers.ok) return papers;
  if ((basis === 'EVIDENCED') !== (papers.value !== undefined))
    return refuse('product.label-papers', { field: 'labelPapers' });
  return ok({ label, label_basis: basis, label_papers: papers.value ?? null, descriptors });
}
