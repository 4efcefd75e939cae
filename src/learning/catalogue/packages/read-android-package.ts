import { dexClasses } from './dex-classes.ts';
import { type Manifest, readManifest } from './manifest.ts';
import { PackageFault, type PackageFaultCode } from './package-fault.ts';
import { type PackageSigner, readSigner } from './signing-block.ts';
import trackers from './trackers.json' with { type: 'json' };
import { entryNamed, readZip, UnpackBudget, unpack, type ZipArchive, type ZipEntry } from './zip-archive.ts';

/*
 * The reader of a package, in a process of its own (`FileReader` of the hashes): it gets the bytes of a stranger's file and says what they
 * hold. It imports nothing but its folder.
 */

/** What was read of a package. Texts in it are the package's own. */
export interface AndroidPackage extends Omit<Manifest, 'split'> {
  /** `XAPK`: several packages in one archive, as stores pass on an app in parts. */
  readonly form: 'APK' | 'XAPK';
  /** How many packages were read. */
  readonly parts: number;
  readonly signer: PackageSigner | null;
  /** Files with code, those of them that could not be read, and classes that were looked at. */
  readonly code: { readonly files: number; readonly unread: number; readonly classes: number };
  /** Of the list, by id, with one class by which each was known. */
  readonly found: readonly { readonly id: string; readonly example: string }[];
  /** By which list. */
  readonly listVersion: string;
  /** Where its classes stand, as `com.example.part`: by them a later list is asked again, without the file. The first ones of very many. */
  readonly places: readonly string[];
}

export type SaidOfPackage = { readonly fault: PackageFaultCode } | { readonly read: AndroidPackage };

const MEBIBYTE = 2 ** 20;
const MANIFEST = 'AndroidManifest.xml';
const MANIFEST_MOST = 8 * MEBIBYTE;
/** A file of code has at most 65,536 methods; the largest are near 12 MiB. */
const CODE_MOST = 64 * MEBIBYTE;
const CODE_FILES_MOST = 200;
const PART_MOST = 128 * MEBIBYTE;
const PARTS_MOST = 60;
/** All that is unpacked of one upload. */
const BUDGET = 512 * MEBIBYTE;
/** Of the places of classes: how many are kept, and of how many parts. */
const PLACES_MOST = 8_000;
const PLACE_PARTS = 5;
const PLACE_LENGTH = 120;
const CODE = /^classes([2-9]|[1-9]\d{1,2})?\.dex$/;

/** @returns the fault where it cannot be read: a package that lies is an answer, and no accident */
export function read(file: Uint8Array): SaidOfPackage {
  try {
    return { read: readAndroidPackage(file) };
  } catch (error) {
    if (error instanceof PackageFault) return { fault: error.code };
    throw error;
  }
}

/** @throws PackageFault */
function readAndroidPackage(file: Uint8Array): AndroidPackage {
  const budget = new UnpackBudget(BUDGET);
  const outer = readZip(file);
  const whole = entryNamed(outer, MANIFEST) !== undefined;
  const archives = whole ? [outer] : partsOf(outer, budget);
  if (archives.length === 0) throw new PackageFault('not-android');
  const parts = archives.map((archive) => ({ archive, manifest: manifestOf(archive, budget) }));
  // The part that stands for the app is no split of another.
  const [base, second] = parts.filter(({ manifest }) => manifest.split === null);
  if (base === undefined || second !== undefined) throw new PackageFault('damaged');
  const { split: _none, ...manifest } = base.manifest;
  if (parts.some((part) => part.manifest.packageName !== manifest.packageName)) throw new PackageFault('damaged');
  const sum = (count: (one: Manifest) => number) => parts.reduce((all, part) => all + count(part.manifest), 0);
  return {
    ...manifest,
    form: whole ? 'APK' : 'XAPK',
    parts: parts.length,
    // The worst of all parts, since a device gets them together.
    permissions: [...new Set(parts.flatMap((part) => part.manifest.permissions))],
    components: sum(({ components }) => components),
    exported: sum(({ exported }) => exported),
    signer: readSigner(base.archive),
    ...lookAtCode(archives, budget),
    listVersion: trackers.version,
  };
}

/** The packages within an archive of several. @throws PackageFault */
function partsOf(outer: ZipArchive, budget: UnpackBudget): ZipArchive[] {
  const entries = outer.entries.filter(({ name }) => name.toLowerCase().endsWith('.apk'));
  if (entries.length > PARTS_MOST) throw new PackageFault('too-much');
  return entries.map((entry) => readZip(unpack(outer, entry, PART_MOST, budget)));
}

function manifestOf(archive: ZipArchive, budget: UnpackBudget): Manifest {
  const entry = entryNamed(archive, MANIFEST);
  if (entry === undefined) throw new PackageFault('not-android');
  return readManifest(unpack(archive, entry, MANIFEST_MOST, budget));
}

/** One file of code after the other: what one holds is forgotten before the next is unpacked. */
function lookAtCode(
  archives: readonly ZipArchive[],
  budget: UnpackBudget,
): Pick<AndroidPackage, 'code' | 'found' | 'places'> {
  const files = archives.flatMap((archive) => codeOf(archive).map((entry) => ({ archive, entry })));
  if (files.length > CODE_FILES_MOST) throw new PackageFault('too-much');
  const found = new Map<string, string>();
  const places = new Set<string>();
  let [unread, classes] = [0, 0];
  for (const { archive, entry } of files) {
    const names = classesOf(archive, entry, budget);
    if (names === undefined) unread += 1;
    classes += names?.length ?? 0;
    for (const name of names ?? []) {
      const id = trackerOf(name);
      const place = placeOf(name);
      if (place !== undefined && places.size < PLACES_MOST) places.add(place);
      if (id !== undefined && !found.has(id)) found.set(id, name.replaceAll(/[^\w.$]/g, '?').slice(0, 120));
    }
  }
  return {
    code: { files: files.length, unread, classes },
    found: [...found].map(([id, example]) => ({ id, example })),
    places: [...places],
  };
}

/** `com.example.part` of `com.example.part.Main`; undefined for what has none, or a name that no source would have. */
function placeOf(name: string): string | undefined {
  const parts = name.split('.', PLACE_PARTS + 1);
  const place = (parts.length > PLACE_PARTS ? parts.slice(0, PLACE_PARTS) : parts.slice(0, -1)).join('.');
  return place !== '' && place.length <= PLACE_LENGTH && /^[\w.]+$/.test(place) ? place : undefined;
}

/** Code where Android looks for it. @throws PackageFault where two files have one name */
function codeOf(archive: ZipArchive): ZipEntry[] {
  const named = archive.entries.filter(({ name }) => CODE.test(name));
  if (new Set(named.map(({ name }) => name)).size < named.length) throw new PackageFault('damaged');
  return named;
}

/** Undefined where this one file cannot be read: the others still can, and the answer says that one was not. */
function classesOf(archive: ZipArchive, entry: ZipEntry, budget: UnpackBudget): string[] | undefined {
  try {
    return dexClasses(unpack(archive, entry, CODE_MOST, budget));
  } catch (error) {
    if (error instanceof PackageFault && error.code === 'damaged') return undefined;
    throw error;
  }
}

/** By what each entry of the list is known: a beginning that ends with a dot, or the whole name of a class. */
const byPrefix = new Map(
  trackers.entries.flatMap(({ id, prefixes }) => prefixes.map((prefix) => [prefix, id] as const)),
);

/** Which entry of the list a class belongs to; one within another belongs where that one does. */
function trackerOf(name: string): string | undefined {
  const whole = byPrefix.get(name.split('$', 1)[0] as string);
  if (whole !== undefined) return whole;
  for (let dot = name.indexOf('.'); dot !== -1; dot = name.indexOf('.', dot + 1)) {
    const id = byPrefix.get(name.slice(0, dot + 1));
    if (id !== undefined) return id;
  }
  return undefined;
}
