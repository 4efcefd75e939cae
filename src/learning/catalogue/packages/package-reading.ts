import { z } from 'zod';
import type { Finding } from '../evaluations/evaluation.ts';
import { packageFaults } from './package-fault.ts';
import { trackerOf } from './package-signs.ts';
import type { AndroidPackage } from './read-android-package.ts';

/**
 * What the program that reads packages may say. It read the bytes of a stranger and may have been taken over: nothing else of what it says is
 * believed, kept or shown.
 */
const count = z.int().min(0).max(10_000_000);
const sdk = z.int().min(0).max(0xffffffff).nullable();
const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const facts = z.strictObject({
  form: z.enum(['APK', 'XAPK']),
  parts: count,
  packageName: z
    .string()
    .max(256)
    .regex(/^[A-Za-z]\w*(\.[A-Za-z]\w*)+$/),
  versionName: z
    .string()
    .max(256)
    .regex(/^[^\p{C}]*$/u)
    .nullable(),
  versionCode: z.int().min(0).max(0xffffffff).nullable(),
  minSdk: sdk,
  targetSdk: sdk,
  permissions: z
    .array(
      z
        .string()
        .max(256)
        .regex(/^[\w.-]+$/),
    )
    .max(30_000),
  components: count,
  exported: count,
  debuggable: z.boolean(),
  cleartext: z.boolean().nullable(),
  networkConfig: z.boolean(),
  signer: z.strictObject({ scheme: z.enum(['v2', 'v3', 'v3.1']), certificates: z.array(sha256).max(10) }).nullable(),
  code: z.strictObject({ files: count, unread: count, classes: count }),
  found: z
    .array(
      z.strictObject({
        id: z.string().refine((id) => trackerOf(id) !== undefined),
        example: z
          .string()
          .max(120)
          .regex(/^[\w.$?]+$/),
      }),
    )
    .max(1_000),
  listVersion: z.string().max(40),
  places: z
    .array(
      z
        .string()
        .max(120)
        .regex(/^[\w.]+$/),
    )
    .max(8_000),
}) satisfies z.ZodType<AndroidPackage>;

export const saidOfPackage = z.union([
  z.strictObject({ fault: z.enum(packageFaults) }),
  z.strictObject({ read: facts }),
]);

/** One package that was read, for who looks at the product. */
export interface PackageReading {
  readonly id: string;
  readonly evaluation: string;
  readonly version: string;
  readonly sha256: string;
  readonly size: number;
  readonly readAt: Date;
  readonly listVersion: string;
  /** There is a newer list of code, and what of it stands in the package too: names of entries. */
  readonly olderList: boolean;
  readonly foundSince: readonly string[];
  /** The first file that was handed in for this version was another one. */
  readonly otherFile: boolean;
  readonly facts: Omit<AndroidPackage, 'places'>;
  readonly findings: readonly Finding[];
}

/**
 * What a list finds in a package that was read by another one, from where its classes stand; what is known by one class alone is not found
 * this way. @returns names of entries that were not found when it was read
 */
export function foundSince(
  { found, places }: Pick<AndroidPackage, 'found' | 'places'>,
  entries: readonly { readonly id: string; readonly name: string; readonly prefixes: readonly string[] }[],
): string[] {
  const known = new Set(found.map(({ id }) => id));
  return entries
    .filter(({ id, prefixes }) => {
      const beginnings = prefixes.filter((prefix) => prefix.endsWith('.'));
      return !known.has(id) && beginnings.some((one) => places.some((place) => `${place}.`.startsWith(one)));
    })
    .map(({ name }) => name);
}
