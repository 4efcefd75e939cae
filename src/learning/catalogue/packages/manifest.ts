import { ByteReader } from './byte-reader.ts';
import { PackageFault } from './package-fault.ts';

/** What an AndroidManifest.xml in its compiled form says, as far as it is asked for. */
export interface Manifest {
  readonly packageName: string;
  /** The name of a part of an app that comes in several packages; null of the package that stands for the app. */
  readonly split: string | null;
  /** Null where it stands in the resources, which are not read. */
  readonly versionName: string | null;
  readonly versionCode: number | null;
  readonly minSdk: number | null;
  readonly targetSdk: number | null;
  readonly permissions: readonly string[];
  /** Activities, services, receivers and providers, and how many of them other apps may call. */
  readonly components: number;
  readonly exported: number;
  readonly debuggable: boolean;
  /** Whether it allows data to be sent unencrypted: null where it says nothing. */
  readonly cleartext: boolean | null;
  /** Its resources decide on encryption, which are not read. */
  readonly networkConfig: boolean;
}

const XML = 0x0003;
const STRINGS = 0x0001;
const RESOURCE_IDS = 0x0180;
const START = 0x0102;
const END = 0x0103;
const CHUNK = 8;
const NONE = 0xffffffff;
const UTF8 = 0x100;
const DEPTH_MOST = 64;
/** Bytes, or characters, of a text that are read: a real name is far shorter. */
const TEXT_MOST = 256;
const PERMISSIONS_MOST = 500;
/** What Android takes for the name of an app, and for that of a permission. */
const PACKAGE_NAME = /^[A-Za-z]\w*(\.[A-Za-z]\w*)+$/;
/** What no text of people holds, and no database takes. */
const UNPRINTED = /[\p{C}\ufffd]/gu;
const PERMISSION_NAME = /^[\w.-]+$/;

const utf8 = new TextDecoder();
const utf16 = new TextDecoder('utf-16le');

const TYPE_STRING = 0x03;
const TYPE_DECIMAL = 0x10;
const TYPE_HEX = 0x11;
const TYPE_BOOLEAN = 0x12;

/** Attributes of Android by their resource id, which Android goes by: their names may be stripped or lie (`android.R.attr`). */
const ATTRIBUTES = new Map([
  [0x01010003, 'name'],
  [0x0101000f, 'debuggable'],
  [0x01010010, 'exported'],
  [0x0101020c, 'minSdkVersion'],
  [0x0101021b, 'versionCode'],
  [0x0101021c, 'versionName'],
  [0x01010270, 'targetSdkVersion'],
  [0x010104ec, 'usesCleartextTraffic'],
  [0x01010527, 'networkSecurityConfig'],
]);
/** Those that have none. */
const PLAIN = new Set(['package', 'split']);
const COMPONENTS = new Set(['activity', 'activity-alias', 'service', 'receiver', 'provider']);
const PERMISSIONS = new Set(['uses-permission', 'uses-permission-sdk-23', 'uses-permission-sdk-m']);

interface Value {
  readonly type: number;
  readonly data: number;
}
type Attributes = ReadonlyMap<string, Value>;

/**
 * Reads a compiled manifest (`ResChunk_header` and `ResXMLTree_node` of Android's ResourceTypes.h). Chunks are taken one after another and
 * each moves on by at least eight bytes, so that none can lead back; texts are looked up one by one, however many there are said to be.
 * @throws PackageFault
 */
export function readManifest(bytes: Uint8Array): Manifest {
  const reader = new ByteReader(bytes);
  if (reader.length < CHUNK || reader.u16(0) !== XML) throw new PackageFault('damaged');
  const end = reader.u32(4);
  if (end > reader.length) throw new PackageFault('damaged');
  const tree = new ManifestTree();
  let strings: StringPool | undefined;
  let ids: { readonly at: number; readonly count: number } | undefined;
  let at = reader.u16(2);
  while (at + CHUNK <= end) {
    const [type, header, size] = [reader.u16(at), reader.u16(at + 2), reader.u32(at + 4)];
    if (size < CHUNK || header < CHUNK || header > size || at + size > end) throw new PackageFault('damaged');
    if (type === STRINGS) strings ??= new StringPool(reader, at, header, size);
    else if (type === RESOURCE_IDS) ids ??= { at: at + header, count: Math.floor((size - header) / 4) };
    else if (type === START || type === END) {
      if (strings === undefined) throw new PackageFault('damaged');
      const node = new ByteReader(reader.slice(at + header, size - header));
      if (type === END) tree.close();
      else tree.open(strings.at(node.u32(4)) ?? '', attributesOf(reader, node, strings, ids), strings);
    }
    at += size;
  }
  return tree.manifest();
}

/** The attributes of an element that are asked for, each once: of two of one name the first counts, as for Android. */
function attributesOf(
  reader: ByteReader,
  node: ByteReader,
  strings: StringPool,
  ids: { readonly at: number; readonly count: number } | undefined,
): Attributes {
  const [start, size, count] = [node.u16(8), node.u16(10), node.u16(12)];
  if (count > 0 && size < 20) throw new PackageFault('damaged');
  const found = new Map<string, Value>();
  for (let nth = 0; nth < count; nth += 1) {
    const at = start + nth * size;
    const named = node.u32(at + 4);
    const id = ids !== undefined && named < ids.count ? reader.u32(ids.at + named * 4) : 0;
    const name = id === 0 ? strings.at(named) : ATTRIBUTES.get(id);
    if (name === undefined || (id === 0 && !PLAIN.has(name)) || found.has(name)) continue;
    found.set(name, { type: node.u8(at + 15), data: node.u32(at + 16) });
  }
  return found;
}

/** The texts of a manifest (`ResStringPool_header`), each read when it is asked for. */
class StringPool {
  readonly #reader: ByteReader;
  readonly #header: number;
  readonly #count: number;
  readonly #utf8: boolean;
  readonly #start: number;

  constructor(file: ByteReader, at: number, header: number, size: number) {
    this.#reader = new ByteReader(file.slice(at, size));
    this.#header = header;
    this.#count = this.#reader.u32(8);
    this.#utf8 = (this.#reader.u32(16) & UTF8) !== 0;
    this.#start = this.#reader.u32(20);
    if (header + this.#count * 4 > size || this.#start > size) throw new PackageFault('damaged');
  }

  /** @returns undefined where it names none. @throws PackageFault */
  at(index: number): string | undefined {
    if (index === NONE) return undefined;
    if (index >= this.#count) throw new PackageFault('damaged');
    const at = this.#start + this.#reader.u32(this.#header + index * 4);
    return this.#utf8 ? this.#readUtf8(at) : this.#readUtf16(at);
  }

  #readUtf8(start: number): string {
    // Two lengths, each of one byte or of two: in characters, then in bytes.
    const at = start + ((this.#reader.u8(start) & 0x80) === 0 ? 1 : 2);
    const first = this.#reader.u8(at);
    const long = (first & 0x80) !== 0;
    const length = long ? ((first & 0x7f) << 8) | this.#reader.u8(at + 1) : first;
    const text = this.#reader.slice(at + (long ? 2 : 1), length);
    return utf8.decode(text.subarray(0, TEXT_MOST));
  }

  #readUtf16(at: number): string {
    const first = this.#reader.u16(at);
    const long = (first & 0x8000) !== 0;
    const length = long ? (first & 0x7fff) * 0x10000 + this.#reader.u16(at + 2) : first;
    const text = this.#reader.slice(at + (long ? 4 : 2), length * 2);
    return utf16.decode(text.subarray(0, TEXT_MOST * 2));
  }
}

const NOTHING_SAID = { debuggable: false, cleartext: null, networkConfig: false };

interface Component {
  readonly stated: boolean | undefined;
  filtered: boolean;
}

/** Gathers what is asked for while elements open and close. */
class ManifestTree {
  readonly #path: string[] = [];
  readonly #permissions = new Set<string>();
  readonly #components: Component[] = [];
  #head: Pick<Manifest, 'packageName' | 'split' | 'versionName' | 'versionCode'> | undefined;
  #sdk: Pick<Manifest, 'minSdk' | 'targetSdk'> = { minSdk: null, targetSdk: null };
  #application: Pick<Manifest, 'debuggable' | 'cleartext' | 'networkConfig'> | undefined;

  open(name: string, attributes: Attributes, strings: StringPool): void {
    const within = this.#path.join('/');
    this.#path.push(name);
    if (this.#path.length > DEPTH_MOST) throw new PackageFault('damaged');
    const text = (attribute: string) => textOf(attributes.get(attribute), strings);
    const number = (attribute: string) => numberOf(attributes.get(attribute));
    const yes = (attribute: string) => booleanOf(attributes.get(attribute));
    const elsewhere = (attribute: string) => attributes.has(attribute) && yes(attribute) === undefined;
    if (within === '' && name === 'manifest') {
      this.#head ??= {
        packageName: text('package') ?? '',
        split: text('split')?.replaceAll(UNPRINTED, '') ?? null,
        versionName: text('versionName')?.replaceAll(UNPRINTED, '') ?? null,
        versionCode: number('versionCode') ?? null,
      };
    } else if (within === 'manifest' && name === 'uses-sdk') {
      this.#sdk = { minSdk: number('minSdkVersion') ?? null, targetSdk: number('targetSdkVersion') ?? null };
    } else if (within === 'manifest' && PERMISSIONS.has(name)) {
      const permission = text('name');
      if (permission !== undefined && PERMISSION_NAME.test(permission)) this.#permissions.add(permission);
      if (this.#permissions.size > PERMISSIONS_MOST) throw new PackageFault('too-much');
    } else if (within === 'manifest' && name === 'application') {
      // Of several the first counts, as for Android.
      this.#application ??= {
        debuggable: yes('debuggable') ?? false,
        cleartext: yes('usesCleartextTraffic') ?? null,
        networkConfig: attributes.has('networkSecurityConfig') || elsewhere('usesCleartextTraffic'),
      };
    } else if (within === 'manifest/application' && COMPONENTS.has(name)) {
      // What its resources decide may be open: the worst counts.
      this.#components.push({ stated: elsewhere('exported') || yes('exported'), filtered: false });
    } else if (name === 'intent-filter' && COMPONENTS.has(/^manifest\/application\/([^/]+)$/.exec(within)?.[1] ?? '')) {
      const last = this.#components.at(-1);
      if (last !== undefined) last.filtered = true;
    }
  }

  close(): void {
    if (this.#path.pop() === undefined) throw new PackageFault('damaged');
  }

  manifest(): Manifest {
    const head = this.#head;
    if (this.#path.length > 0 || head === undefined || !PACKAGE_NAME.test(head.packageName))
      throw new PackageFault('damaged');
    return {
      ...head,
      ...this.#sdk,
      permissions: [...this.#permissions],
      components: this.#components.length,
      // One that says nothing is open to others where it waits for their calls.
      exported: this.#components.filter(({ stated, filtered }) => stated ?? filtered).length,
      ...(this.#application ?? NOTHING_SAID),
    };
  }
}

const textOf = (value: Value | undefined, strings: StringPool): string | undefined =>
  value?.type === TYPE_STRING ? strings.at(value.data) : undefined;
const numberOf = (value: Value | undefined): number | undefined =>
  value?.type === TYPE_DECIMAL || value?.type === TYPE_HEX ? value.data : undefined;
const booleanOf = (value: Value | undefined): boolean | undefined =>
  value?.type === TYPE_BOOLEAN ? value.data !== 0 : undefined;
