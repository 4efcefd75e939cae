import type { JSONColumnType } from 'kysely';
import type { EvaluationLayer, ReviewLikes, ReviewRefusal } from './catalogue-lists.ts';
import type { EvaluationState, Finding } from './evaluations/evaluation.ts';
import type { AndroidPackage } from './packages/read-android-package.ts';
import type { PlaceRow, ProductRow, VersionRow } from './products/product.ts';
import type { ProviderWordKind, ProviderWordState } from './providers/provider-word.ts';
import type { ReviewState } from './reviews/review.ts';

/** The rows of the catalogue, as its stores see them. */
export interface EvaluationRow {
  id: string;
  product_id: string;
  version_id: string;
  layer: EvaluationLayer;
  list_version: string;
  findings: JSONColumnType<readonly Finding[]>;
  evaluator: string;
  agency: string;
  made_at: Date;
  is_open: boolean;
  state: EvaluationState;
  decided_by: string | null;
  decided_at: Date | null;
}

export interface PackageReadingRow {
  id: string;
  product_id: string;
  version_id: string;
  evaluation_id: string;
  /** Hex of SHA-256 of the file, which is kept nowhere, and its bytes. */
  sha256: string;
  size: number;
  /** Versions of the list of code and of what answers which criterion. */
  list_version: string;
  signs_version: string;
  facts: JSONColumnType<AndroidPackage>;
  read_by: string;
  read_at: Date;
}

export interface ProviderWordRow {
  id: string;
  code: string;
  kind: ProviderWordKind;
  product_id: string | null;
  evaluation_id: string | null;
  sealed: Buffer;
  made_at: Date;
  state: ProviderWordState;
  public_text: string | null;
  answer: string | null;
  decided_by: string | null;
  decided_at: Date | null;
  is_demonstration: boolean;
}

export interface ReviewRow {
  id: string;
  code: string;
  product_id: string;
  band: string;
  likes: ReviewLikes;
  sealed: Buffer | null;
  made_at: Date;
  state: ReviewState;
  public_text: string | null;
  reason: ReviewRefusal | null;
  decided_by: string | null;
  decided_at: Date | null;
  is_demonstration: boolean;
}

export interface CatalogueTables {
  'learning.product': ProductRow;
  'learning.product_place': PlaceRow;
  'learning.product_version': VersionRow;
  'learning.evaluation': EvaluationRow;
  'learning.package_reading': PackageReadingRow;
  'learning.provider_word': ProviderWordRow;
  'learning.product_review': ReviewRow;
}
