/** Pieces of this many: what grows adds one and copies nothing, so that no question waits for millions being moved. */
const PIECE = 1 << 14;
const WITHIN = PIECE - 1;
const SHIFT = 14;

/** A growing array of 32-bit numbers, without an object for each. */
export class Numbers {
  readonly #pieces: Uint32Array[] = [];
  length = 0;

  /** Takes over the array given. */
  constructor(data?: Uint32Array) {
    if (!data) return;
    this.length = data.length;
    for (let from = 0; from < data.length; from += PIECE) this.#pieces.push(piece(data.subarray(from, from + PIECE)));
  }

  get(at: number): number {
    return at < this.length ? ((this.#pieces[at >>> SHIFT] as Uint32Array)[at & WITHIN] as number) : 0;
  }

  set(at: number, value: number): void {
    this.reach(at + 1);
    (this.#pieces[at >>> SHIFT] as Uint32Array)[at & WITHIN] = value;
  }

  push(value: number): number {
    this.set(this.length, value);
    return this.length - 1;
  }

  /** Makes room up to a length; what is new is 0. */
  reach(length: number): void {
    if (length <= this.length) return;
    while (this.#pieces.length * PIECE < length) this.#pieces.push(new Uint32Array(PIECE));
    this.length = length;
  }

  get bytes(): number {
    return this.#pieces.length * PIECE * 4;
  }

  copy(): Uint32Array {
    const whole = new Uint32Array(this.length);
    for (const [i, part] of this.#pieces.entries()) {
      const from = i * PIECE;
      whole.set(part.subarray(0, this.length - from), from);
    }
    return whole;
  }
}

/** A whole piece with these numbers first: the given ones themselves where they fill it. */
function piece(numbers: Uint32Array): Uint32Array {
  if (numbers.length === PIECE) return numbers;
  const full = new Uint32Array(PIECE);
  full.set(numbers);
  return full;
}

/** Tables of a set, each chosen by the first bits of the key's hash: one that is full is laid out anew, and not all. */
const TABLES = 1 << 10;
const TABLE_SHIFT = 22;
const SMALLEST = 8;

/**
 * A set of keys of one width, each with a number from 0: the exact half of the index. Keys lie one after another and the
 * tables hold numbers only, so a key costs its own bytes and about 12 more.
 */
export class KeySet {
  readonly width: number;
  readonly #keys: Uint8Array[] = [];
  readonly #tables: Uint32Array[];
  readonly #held = new Uint32Array(TABLES);
  /** Of this process alone, so that nobody can send keys that fall on one place. */
  readonly #seed = (Math.random() * 0x1_0000_0000) >>> 0;
  size = 0;

  /** Takes over the keys given, which differ from one another. */
  constructor(width: number, keys: Uint8Array = new Uint8Array(0)) {
    this.width = width;
    const bytes = PIECE * width;
    for (let from = 0; from < keys.length; from += bytes) {
      const given = keys.subarray(from, from + bytes);
      if (given.length < bytes) this.#addPiece().set(given);
      else this.#keys.push(given);
    }
    const size = keys.length / width;
    const hashes = new Uint32Array(size);
    for (let number = 0; number < size; number++) {
      const hash = this.#hash(this.#pieceOf(number), this.#within(number));
      hashes[number] = hash;
      this.#held[hash >>> TABLE_SHIFT] = (this.#held[hash >>> TABLE_SHIFT] as number) + 1;
    }
    this.#tables = Array.from(this.#held, (held) => new Uint32Array(roomFor(held)));
    for (let number = 0; number < size; number++)
      put(this.#tableOf(hashes[number] as number), hashes[number] as number, number);
    this.size = size;
  }

  /** The key's number; a new one where it was not there. */
  add(key: Uint8Array): number {
    const hash = this.#hash(key, 0);
    const known = this.#numberOf(key, hash);
    if (known !== undefined) return known;
    const number = this.size;
    if (number === this.#keys.length * PIECE) this.#addPiece();
    this.#pieceOf(number).set(key, this.#within(number));
    this.size = number + 1;
    const at = hash >>> TABLE_SHIFT;
    const held = (this.#held[at] as number) + 1;
    this.#held[at] = held;
    if (held * 2 > (this.#tables[at] as Uint32Array).length) this.#grow(at, held);
    put(this.#tables[at] as Uint32Array, hash, number);
    return number;
  }

  /** The key's number, or undefined. */
  find(key: Uint8Array): number | undefined {
    return this.#numberOf(key, this.#hash(key, 0));
  }

  key(number: number): Uint8Array {
    const from = this.#within(number);
    return this.#pieceOf(number).subarray(from, from + this.width);
  }

  get bytes(): number {
    return this.#keys.length * PIECE * this.width + this.#tables.reduce((sum, table) => sum + table.byteLength, 0);
  }

  copy(): Uint8Array {
    const whole = new Uint8Array(this.size * this.width);
    for (const [i, part] of this.#keys.entries()) {
      const from = i * PIECE * this.width;
      whole.set(part.subarray(0, whole.length - from), from);
    }
    return whole;
  }

  #addPiece(): Uint8Array {
    const added = new Uint8Array(PIECE * this.width);
    this.#keys.push(added);
    return added;
  }

  #pieceOf(number: number): Uint8Array {
    return this.#keys[number >>> SHIFT] as Uint8Array;
  }

  #within(number: number): number {
    return (number & WITHIN) * this.width;
  }

  #tableOf(hash: number): Uint32Array {
    return this.#tables[hash >>> TABLE_SHIFT] as Uint32Array;
  }

  #numberOf(key: Uint8Array, hash: number): number | undefined {
    const table = this.#tableOf(hash);
    const mask = table.length - 1;
    for (let place = hash & mask; ; place = (place + 1) & mask) {
      const held = table[place] as number;
      if (held === 0) return undefined;
      if (this.#equal(held - 1, key)) return held - 1;
    }
  }

  #equal(number: number, key: Uint8Array): boolean {
    const keys = this.#pieceOf(number);
    const from = this.#within(number);
    for (let i = 0; i < this.width; i++) if (keys[from + i] !== key[i]) return false;
    return true;
  }

  #hash(bytes: Uint8Array, from: number): number {
    let hash = this.#seed;
    for (let i = from; i < from + this.width; i += 4) {
      const word =
        (bytes[i] as number) |
        ((bytes[i + 1] as number) << 8) |
        ((bytes[i + 2] as number) << 16) |
        ((bytes[i + 3] as number) << 24);
      hash = Math.imul(hash ^ word, 0x9e37_79b1);
      hash ^= hash >>> 15;
    }
    return Math.imul(hash ^ (hash >>> 13), 0x85eb_ca6b) >>> 0;
  }

  #grow(at: number, held: number): void {
    const larger = new Uint32Array(roomFor(held));
    for (const number of this.#tables[at] as Uint32Array)
      if (number !== 0) put(larger, this.#hash(this.#pieceOf(number - 1), this.#within(number - 1)), number - 1);
    this.#tables[at] = larger;
  }
}

/** Places for so many keys: a quarter to a half of them full. */
function roomFor(keys: number): number {
  return 2 ** Math.ceil(Math.log2(Math.max(SMALLEST, keys * 2 + 1)));
}

/** Lays a number that is not there yet into a table, plus one: 0 is an empty place. */
function put(table: Uint32Array, hash: number, number: number): void {
  const mask = table.length - 1;
  let place = hash & mask;
  while (table[place] !== 0) place = (place + 1) & mask;
  table[place] = number + 1;
}
