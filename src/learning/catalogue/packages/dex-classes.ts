import { ByteReader } from './byte-reader.ts';
import { PackageFault } from './package-fault.ts';

const HEADER = 0x70;
const LITTLE_ENDIAN = 0x12345678;
/** Versions whose tables stand as they are read here. From 041 on several programs share one file. */
const VERSIONS = new Set(['035', '037', '038', '039', '040']);
/** Types of one file: an instruction names them by sixteen bits. */
const TYPES_MOST = 65_536;
const CLASSES_MOST = 65_536;
/** Bytes of a name. */
const NAME_MOST = 1_024;
const latin = new TextDecoder('latin1');

/**
 * The names of the classes that a file of Dalvik code holds, as `com.example.Main`: those that it defines, not those that it merely names,
 * since a name alone brings no code.
 * @returns undefined where its version is not known here: it was then not checked
 * @throws PackageFault
 */
export function dexClasses(bytes: Uint8Array): string[] | undefined {
  const reader = new ByteReader(bytes);
  if (reader.length < HEADER) throw new PackageFault('damaged');
  const magic = latin.decode(reader.slice(0, 8));
  if (!magic.startsWith('dex\n') || magic[7] !== '\0') throw new PackageFault('damaged');
  if (!VERSIONS.has(magic.slice(4, 7)) || reader.u32(0x28) !== LITTLE_ENDIAN) return undefined;
  const [strings, stringsAt] = [reader.u32(0x38), reader.u32(0x3c)];
  const [types, typesAt] = [reader.u32(0x40), reader.u32(0x44)];
  const [classes, classesAt] = [reader.u32(0x60), reader.u32(0x64)];
  if (types > TYPES_MOST || classes > CLASSES_MOST) throw new PackageFault('too-much');
  const names: string[] = [];
  for (let nth = 0; nth < classes; nth += 1) {
    const type = reader.u32(classesAt + nth * 32);
    if (type >= types) throw new PackageFault('damaged');
    const text = reader.u32(typesAt + type * 4);
    if (text >= strings) throw new PackageFault('damaged');
    const name = nameAt(reader, reader.u32(stringsAt + text * 4));
    if (name !== undefined) names.push(name);
  }
  return names;
}

/** `Lcom/example/Main;` as `com.example.Main`; undefined for what is no class. Letters beyond ASCII are kept as bytes: no name is told. */
function nameAt(reader: ByteReader, at: number): string | undefined {
  let start = at;
  // The number of characters, in as many bytes as it needs, five at most.
  for (let nth = 0; (reader.u8(start) & 0x80) !== 0; nth += 1, start += 1)
    if (nth >= 4) throw new PackageFault('damaged');
  start += 1;
  const end = reader.bytes.indexOf(0, start);
  if (end === -1) throw new PackageFault('damaged');
  const descriptor = latin.decode(reader.slice(start, Math.min(end - start, NAME_MOST)));
  return /^L.+;$/.test(descriptor) ? descriptor.slice(1, -1).replaceAll('/', '.') : undefined;
}
