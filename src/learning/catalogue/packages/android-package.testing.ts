import { crc32, deflateRawSync } from 'node:zlib';

/*
 * A writer of packages for tests: a ZIP, a compiled manifest, Dalvik code and a signing block, each as small as the format allows. Every part
 * can be told to lie. No real app is in a test.
 */

const u16 = (value: number) => {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16LE(value);
  return bytes;
};
const u32 = (value: number) => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value >>> 0);
  return bytes;
};
const u64 = (value: number) => Buffer.concat([u32(value), u32(0)]);
const sized = (bytes: Uint8Array) => Buffer.concat([u32(bytes.length), bytes]);

export interface ZipFile {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly stored?: boolean;
  /** Lies: what the directory says. */
  readonly size?: number;
  readonly packed?: number;
  readonly method?: number;
  readonly at?: number;
}

/** A ZIP. @param before put between the files and the directory: a signing block. @param count what the end says of the number of files */
export function zip(files: readonly ZipFile[], before: Uint8Array = new Uint8Array(), count = files.length): Buffer {
  const local: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const file of files) {
    const name = Buffer.from(file.name);
    const packed = file.stored ? Buffer.from(file.bytes) : deflateRawSync(file.bytes, { level: 1 });
    const method = file.method ?? (file.stored ? 0 : 8);
    const facts = (lies: boolean) => [
      u16(20),
      u16(0),
      u16(method),
      u32(0),
      u32(crc32(file.bytes)),
      u32(lies ? (file.packed ?? packed.length) : packed.length),
      u32(lies ? (file.size ?? file.bytes.length) : file.bytes.length),
      u16(name.length),
      u16(0),
    ];
    const own = Buffer.concat([u32(0x04034b50), ...facts(false), name, packed]);
    local.push(own);
    directory.push(
      Buffer.concat([
        ...[u32(0x02014b50), u16(20), ...facts(true), u16(0), u16(0), u16(0), u32(0)],
        ...[u32(file.at ?? at), name],
      ]),
    );
    at += own.length;
  }
  const start = at + before.length;
  const length = directory.reduce((sum, one) => sum + one.length, 0);
  const end = [u32(0x06054b50), u16(0), u16(0), u16(count), u16(count), u32(length), u32(start), u16(0)];
  return Buffer.concat([...local, before, ...directory, ...end]);
}

/** An attribute: a text, a number or yes and no. */
export type Attribute = string | number | boolean;
export interface Element {
  readonly name: string;
  readonly attributes?: Readonly<Record<string, Attribute>>;
  readonly children?: readonly Element[];
}

const IDS: Readonly<Record<string, number>> = {
  name: 0x01010003,
  debuggable: 0x0101000f,
  exported: 0x01010010,
  minSdkVersion: 0x0101020c,
  versionCode: 0x0101021b,
  versionName: 0x0101021c,
  targetSdkVersion: 0x01010270,
  usesCleartextTraffic: 0x010104ec,
  networkSecurityConfig: 0x01010527,
};

const chunk = (type: number, header: Uint8Array, body: Uint8Array, size = 8 + header.length + body.length) =>
  Buffer.concat([u16(type), u16(8 + header.length), u32(size), header, body]);

/** The texts of a manifest. @param count a number of them that is not so */
export function stringPool(texts: readonly string[], utf8 = false, count = texts.length): Buffer {
  const encode = (text: string) => {
    if (!utf8) return Buffer.concat([u16(text.length), Buffer.from(text, 'utf16le'), u16(0)]);
    const bytes = Buffer.from(text);
    return Buffer.concat([Buffer.from([text.length, bytes.length]), bytes, Buffer.from([0])]);
  };
  // A million texts are written here too: each that is the same is made once.
  const made = new Map([...new Set(texts)].map((text) => [text, encode(text)]));
  const written = texts.map((text) => made.get(text) as Buffer);
  const offsets = Buffer.alloc(texts.length * 4);
  let at = 0;
  for (const [nth, one] of written.entries()) {
    offsets.writeUInt32LE(at, nth * 4);
    at += one.length;
  }
  const start = 28 + texts.length * 4;
  const header = Buffer.concat([u32(count), u32(0), u32(utf8 ? 0x100 : 0), u32(start), u32(0)]);
  return chunk(0x0001, header, Buffer.concat([offsets, ...written]));
}

/** `more`: chunks after its elements; `spare`: so many texts that nothing names. */
export interface Compiling {
  readonly utf8?: boolean;
  readonly more?: Uint8Array;
  readonly spare?: number;
}

/** A compiled manifest. */
export function compileManifest(root: Element, { utf8, more, spare = 0 }: Compiling = {}): Buffer {
  // Names with a resource id come first, as the compiler puts them.
  const texts = Object.keys(IDS);
  const text = (value: string): number => {
    const found = texts.indexOf(value);
    return found === -1 ? texts.push(value) - 1 : found;
  };
  const nodes: Buffer[] = [];
  const write = ({ name, attributes = {}, children = [] }: Element) => {
    const written = Object.entries(attributes).map(([key, value]) => {
      const type = typeof value === 'string' ? 0x03 : typeof value === 'number' ? 0x10 : 0x12;
      const data = typeof value === 'string' ? text(value) : typeof value === 'number' ? value : value ? NONE : 0;
      const raw = typeof value === 'string' ? data : NONE;
      return Buffer.concat([u32(NONE), u32(text(key)), u32(raw), u16(8), Buffer.from([0, type]), u32(data)]);
    });
    const head = Buffer.concat([u32(1), u32(NONE)]);
    const named = Buffer.concat([u32(NONE), u32(text(name))]);
    const counts = [u16(20), u16(20), u16(written.length), u16(0), u16(0), u16(0)];
    nodes.push(chunk(0x0102, head, Buffer.concat([named, ...counts, ...written])));
    for (const child of children) write(child);
    nodes.push(chunk(0x0103, head, named));
  };
  write(root);
  for (let nth = 0; nth < spare; nth += 1) texts.push('x');
  const ids = chunk(0x0180, Buffer.alloc(0), Buffer.concat(Object.values(IDS).map(u32)));
  return chunk(
    0x0003,
    Buffer.alloc(0),
    Buffer.concat([stringPool(texts, utf8), ids, ...nodes, more ?? Buffer.alloc(0)]),
  );
}

const NONE = 0xffffffff;

export interface SampleApp {
  readonly packageName?: string;
  readonly split?: string;
  readonly versionName?: string;
  readonly targetSdk?: number;
  readonly permissions?: readonly string[];
  readonly application?: Readonly<Record<string, Attribute>>;
  readonly components?: readonly Element[];
}

/** The manifest of an invented app. */
export const sampleManifest = (app: SampleApp = {}): Element => ({
  name: 'manifest',
  attributes: {
    package: app.packageName ?? 'example.vuonchu',
    ...(app.split === undefined ? {} : { split: app.split }),
    versionCode: 42,
    versionName: app.versionName ?? '4.2.0',
  },
  children: [
    { name: 'uses-sdk', attributes: { minSdkVersion: 24, targetSdkVersion: app.targetSdk ?? 36 } },
    ...(app.permissions ?? []).map((name) => ({ name: 'uses-permission', attributes: { name } })),
    {
      name: 'application',
      attributes: app.application ?? {},
      children: app.components ?? [{ name: 'activity', attributes: { name: '.Main', exported: true } }],
    },
  ],
});

/** Dalvik code that defines these classes and names `mentioned` without holding them. */
export function dex(classes: readonly string[], mentioned: readonly string[] = [], version = '035'): Buffer {
  const descriptors = [...classes, ...mentioned].map((name) => `L${name.replaceAll('.', '/')};`);
  const [stringsAt, count] = [0x70, descriptors.length];
  const typesAt = stringsAt + count * 4;
  const classesAt = typesAt + count * 4;
  let at = classesAt + classes.length * 32;
  const texts = descriptors.map((text) => Buffer.concat([Buffer.from([text.length & 0x7f]), Buffer.from(`${text}\0`)]));
  const offsets = texts.map((text) => {
    const offset = u32(at);
    at += text.length;
    return offset;
  });
  const header = Buffer.alloc(0x70);
  header.write(`dex\n${version}\0`, 'latin1');
  for (const [place, value] of [
    [0x20, at],
    [0x24, 0x70],
    [0x28, 0x12345678],
    [0x38, count],
    [0x3c, stringsAt],
    [0x40, count],
    [0x44, typesAt],
    [0x60, classes.length],
    [0x64, classesAt],
  ] as const)
    header.writeUInt32LE(value, place);
  const defined = classes.map((_name, nth) => Buffer.concat([u32(nth), Buffer.alloc(28)]));
  return Buffer.concat([header, ...offsets, ...descriptors.map((_text, nth) => u32(nth)), ...defined, ...texts]);
}

/** A signing block with these certificates, each of a signer of its own. */
export function signingBlock(certificates: readonly Uint8Array[], id = 0x7109871a): Buffer {
  const signers = certificates.map((certificate) => {
    const signed = Buffer.concat([sized(Buffer.alloc(0)), sized(sized(certificate)), sized(Buffer.alloc(0))]);
    return sized(Buffer.concat([sized(signed), sized(Buffer.alloc(0)), sized(Buffer.alloc(0))]));
  });
  const value = sized(Buffer.concat(signers));
  const pair = Buffer.concat([u64(4 + value.length), u32(id), value]);
  const size = u64(pair.length + 24);
  return Buffer.concat([size, pair, size, Buffer.from('APK Sig Block 42', 'latin1')]);
}

/** A package of an invented app, as an upload brings it. */
export const samplePackage = (
  app: SampleApp = {},
  code: readonly Uint8Array[] = [dex(['example.vuonchu.Main'])],
  block: Uint8Array = new Uint8Array(),
): Buffer =>
  zip(
    [
      { name: 'AndroidManifest.xml', bytes: compileManifest(sampleManifest(app)) },
      ...code.map((bytes, nth) => ({ name: `classes${nth === 0 ? '' : nth + 1}.dex`, bytes })),
    ],
    block,
  );
