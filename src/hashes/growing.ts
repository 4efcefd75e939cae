/** A growing array of 32-bit numbers, without an object for each. */
export class Numbers {
  #data: Uint32Array;
  length = 0;

  constructor(data: Uint32Array = new Uint32Array(64), length = 0) {
    this.#data = data;
    this.length = length;
  }

  get(at: number): number {
    return this.#data[at] as number;
  }

  set(at: number, value: number): void {
    this.reach(at + 1);
    this.#data[at] = value;
  }

  push(value: number): number {
    this.set(this.length, value);
    return this.length - 1;
  }

  /** Makes room up to a length; what is new is 0. */
  reach(length: number): void {
    if (length > this.#data.length) {
      const larger = new Uint32Array(Math.max(length, this.#data.length * 2));
      larger.set(this.#data);
      this.#data = larger;
    }
    if (length > this.length) this.length = length;
  }

  get bytes(): number {
    return this.#data.byteLength;
  }

  copy(): Uint32Array {
    return this.#data.slice(0, this.length);
  }
}

/**
 * A set of keys of one width, each with a number from 0: the exact half of the index. Keys lie one after another and the
 * table holds numbers only, so a key costs its own bytes and about 8 more.
 */
export class KeySet {
  readonly width: number;
  #keys: Uint8Array;
  #table: Uint32Array;
  /** Of this process alone, so that nobody can send keys that fall on one place. */
  readonly #seed = (Math.random() * 0x1_0000_0000) >>> 0;
  size = 0;

  constructor(width: number, keys: Uint8Array = new Uint8Array(width * 64), size = 0) {
    this.width = width;
    this.#keys = keys.length < width ? new Uint8Array(width * 64) : keys;
    this.size = size;
    this.#table = new Uint32Array(128);
    this.#rehash(size);
  }

  /** The key's number; a new one where it was not there. */
  add(key: Uint8Array): number {
    const place = this.#placeOf(key);
    const held = this.#table[place] as number;
    if (held !== 0) return held - 1;
    const number = this.size;
    if ((number + 1) * this.width > this.#keys.length) {
      const larger = new Uint8Array(this.#keys.length * 2);
      larger.set(this.#keys);
      this.#keys = larger;
    }
    this.#keys.set(key, number * this.width);
    this.#table[place] = number + 1;
    this.size = number + 1;
    if (this.size * 2 > this.#table.length) this.#rehash(this.size);
    return number;
  }

  /** The key's number, or undefined. */
  find(key: Uint8Array): number | undefined {
    const held = this.#table[this.#placeOf(key)] as number;
    return held === 0 ? undefined : held - 1;
  }

  key(number: number): Uint8Array {
    return this.#keys.subarray(number * this.width, (number + 1) * this.width);
  }

  get bytes(): number {
    return this.#keys.byteLength + this.#table.byteLength;
  }

  copy(): Uint8Array {
    return this.#keys.slice(0, this.size * this.width);
  }

  #placeOf(key: Uint8Array): number {
    const mask = this.#table.length - 1;
    for (let place = this.#hash(key) & mask; ; place = (place + 1) & mask) {
      const held = this.#table[place] as number;
      if (held === 0 || this.#equal(held - 1, key)) return place;
    }
  }

  #equal(number: number, key: Uint8Array): boolean {
    const from = number * this.width;
    for (let i = 0; i < this.width; i++) if (this.#keys[from + i] !== key[i]) return false;
    return true;
  }

  #hash(key: Uint8Array): number {
    let hash = this.#seed;
    for (let i = 0; i < this.width; i += 4) {
      const word =
        (key[i] as number) |
        ((key[i + 1] as number) << 8) |
        ((key[i + 2] as number) << 16) |
        ((key[i + 3] as number) << 24);
      hash = Math.imul(hash ^ word, 0x9e37_79b1);
      hash ^= hash >>> 15;
    }
    return Math.imul(hash ^ (hash >>> 13), 0x85eb_ca6b) >>> 0;
  }

  #rehash(size: number): void {
    const wanted = 2 ** Math.ceil(Math.log2(Math.max(128, size * 4)));
    this.#table = new Uint32Array(wanted);
    const mask = wanted - 1;
    for (let number = 0; number < size; number++) {
      let place = this.#hash(this.key(number)) & mask;
      while (this.#table[place] !== 0) place = (place + 1) & mask;
      this.#table[place] = number + 1;
    }
  }
}
