import { createHash } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import { type Decoders, type FileReader, UPLOAD_LIMIT } from '../../../hashes/index.ts';
import {
  actOnRecord,
  type Ctx,
  newId,
  ok,
  type Result,
  readOptionalText,
  type TextRule,
} from '../../../kernel/index.ts';
import { refuse } from '../../refusals.ts';
import { criteriaList } from '../evaluations/criteria.ts';
import { keepEvaluation } from '../evaluations/keep-evaluation.ts';
import { majorOf } from '../products/product.ts';
import { PRODUCT, productRecord } from '../products/product-record.ts';
import { placesOf } from '../products/product-store.ts';
import { findingsOfPackage, type PersonsWord } from './findings-of-package.ts';
import { saidOfPackage } from './package-reading.ts';
import { insertPackageReading } from './package-reading-store.ts';
import { packageSigns, trackerList } from './package-signs.ts';
import type { AndroidPackage } from './read-android-package.ts';

const folder = new URL('./', import.meta.url);
const READER: FileReader = {
  module: new URL('read-android-package.ts', folder),
  folder,
  memory: 3 * 2 ** 29,
  withinMs: 30_000,
};
/** Short enough for a field of the form in Vietnamese, and to stand behind what was read. */
export const PERSONS_REASON: TextRule = { most: 300 };
/** What somebody may say of the camera and the microphone. */
const words = ['YES', 'NO'] as const;

export interface EvaluatePackage {
  readonly product: string;
  /** By which list of criteria the form was filled in. */
  readonly listVersion: string;
  readonly file: Uint8Array;
  /** For a package that does not say its version itself. */
  readonly version?: string | undefined;
  /** Where it asks for the camera or the microphone: `YES` without need, `NO` with; empty where nobody has looked. */
  readonly camera?: string | undefined;
  readonly cameraReason?: string | undefined;
}

/**
 * Reads the package that a provider handed in and keeps what was found as an evaluation of the package's layer, which waits for a second
 * person as one that is written by hand. The file passes through memory, is read in a process of its own and kept nowhere.
 * Refusals: those of an act on a record and of a text, `product.not-found`, `product.wrong-state`, `product.version-unusable`,
 * `evaluation.older-list`, `evaluation.unusable`, `package.…`
 */
export async function evaluatePackage(
  ctx: Ctx,
  decoders: Decoders,
  input: EvaluatePackage,
): Promise<Result<{ readonly evaluation: string; readonly reading: string }>> {
  const looked = await lookFirst(ctx, input);
  if (!looked.ok) return looked;
  const { storeId, word } = looked.value;
  const said = await readInProcess(decoders, input.file);
  if (!said.ok) return said;
  const facts = said.value;
  if (facts.packageName !== storeId) return refuse('package.other-app', { field: 'package' });
  const sha256 = await digestOf(input.file);
  return actOnRecord(productRecord, ctx, 'product.evaluate', { id: input.product }, async (tx, product, actor) => {
    const kept = await keepEvaluation(
      ctx,
      tx,
      { product, actor },
      {
        layer: 'PACKAGE',
        platform: 'ANDROID',
        version: versionOf(facts) ?? input.version ?? '',
        listVersion: input.listVersion,
        packageSha256: sha256,
        findings: findingsOfPackage(facts, word),
      },
    );
    if (!kept.ok) return kept;
    const id = newId<'package-reading'>(tx.now.getTime());
    await insertPackageReading(tx, {
      id,
      product_id: product.id,
      version_id: kept.value.version,
      evaluation_id: kept.value.id,
      sha256,
      size: input.file.length,
      list_version: trackerList.version,
      signs_version: packageSigns.version,
      facts,
      read_by: actor.person,
      read_at: tx.now,
    });
    tx.audit({
      action: 'product.read-package',
      object: { kind: PRODUCT, id: product.id },
      codes: { list: trackerList.version },
    });
    return ok({ evaluation: kept.value.id, reading: id });
  });
}

interface First {
  /** The id of the product in the store of Android. */
  readonly storeId: string;
  readonly word: PersonsWord;
}

/** Whether it would be kept, before minutes of a processor go into it; and as what the product is known in the store. */
async function lookFirst(ctx: Ctx, input: EvaluatePackage): Promise<Result<First>> {
  const word = readWord(input);
  if (!word.ok) return word;
  if (input.file.length > UPLOAD_LIMIT) return refuse('package.too-much', { field: 'package' });
  const on = { id: input.product, readOnly: true };
  return actOnRecord(productRecord, ctx, 'product.evaluate', on, async (tx, { id }): Promise<Result<First>> => {
    if (input.listVersion !== criteriaList.version) return refuse('evaluation.older-list', { field: 'listVersion' });
    const place = (await placesOf(tx, id)).find(({ platform }) => platform === 'ANDROID');
    return place === undefined
      ? refuse('product.version-unusable', { field: 'platform' })
      : ok({ storeId: place.store_id, word: word.value });
  });
}

function readWord({ camera, cameraReason }: EvaluatePackage): Result<PersonsWord> {
  const reason = readOptionalText(cameraReason, 'cameraReason', PERSONS_REASON);
  if (!reason.ok) return reason;
  if (!camera) return ok({});
  const answer = words.find((one) => one === camera);
  // A person's word without a reason would be nothing that anybody could look after.
  if (answer === undefined || reason.value === undefined)
    return refuse('evaluation.unusable', { field: answer === undefined ? 'camera' : 'cameraReason' });
  return ok({ answer, reason: reason.value });
}

/** Refusals: `package.…` */
async function readInProcess(decoders: Decoders, file: Uint8Array): Promise<Result<AndroidPackage>> {
  if (file.length === 0) return refuse('package.not-android', { field: 'package' });
  const answer = await decoders.read(READER, file);
  if (answer === undefined) return refuse('package.busy', { facts: { retryAfterSeconds: 60 } });
  const line = answer.lines[0] as { readonly said?: unknown; readonly refused?: unknown } | null | undefined;
  const ended = line?.refused ?? answer.ended;
  if (ended === 'media.too-slow') return refuse('package.too-slow', { field: 'package' });
  if (ended === 'media.too-much-memory') return refuse('package.too-much', { field: 'package' });
  const said = saidOfPackage.safeParse(line?.said);
  if (!said.success) return refuse('package.reader-ended', { field: 'package' });
  return 'fault' in said.data ? refuse(`package.${said.data.fault}`, { field: 'package' }) : ok(said.data.read);
}

/** The version as the package says it, where it says one as a store would. */
const versionOf = ({ versionName }: AndroidPackage): string | undefined =>
  versionName !== null && majorOf(versionName) !== undefined ? versionName.slice(0, 40) : undefined;

/** In pieces, so that a large package does not hold the process. */
async function digestOf(file: Uint8Array): Promise<string> {
  const hash = createHash('sha256');
  const piece = 2 ** 22;
  for (let place = 0; place < file.length; place += piece) {
    if (place > 0) await setImmediate();
    hash.update(file.subarray(place, place + piece));
  }
  return hash.digest('hex');
}
