/**
 * As much of DER (X.690) as a time-stamp request and its answer need: definite lengths, low tag numbers, no indefinite forms.
 */
export interface Der {
  readonly tag: number;
  /** The whole element, with tag and length. */
  readonly whole: Buffer;
  readonly content: Buffer;
}

export class DerError extends Error {}

export function der(tag: number, ...content: readonly Uint8Array[]): Buffer {
  const body = Buffer.concat(content);
  const length = body.length;
  if (length < 0x80) return Buffer.concat([Buffer.of(tag, length), body]);
  const bytes = length < 0x100 ? [length] : length < 0x1_00_00 ? [length >> 8, length & 0xff] : undefined;
  if (!bytes) throw new DerError('too long to write');
  return Buffer.concat([Buffer.of(tag, 0x80 | bytes.length, ...bytes), body]);
}

/** An integer of any length from its unsigned bytes. */
export function derInteger(bytes: Uint8Array): Buffer {
  let at = 0;
  while (at < bytes.length - 1 && bytes[at] === 0) at += 1;
  const short = bytes.subarray(at);
  return der(0x02, (short[0] ?? 0) & 0x80 ? Buffer.concat([Buffer.of(0), short]) : short);
}

export function derOid(dotted: string): Buffer {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number);
  const bytes = [first * 40 + second, ...rest].flatMap((arc) => {
    const groups = [arc & 0x7f];
    for (let left = Math.floor(arc / 128); left > 0; left = Math.floor(left / 128))
      groups.unshift((left & 0x7f) | 0x80);
    return groups;
  });
  return der(0x06, Buffer.from(bytes));
}

/** The first element of the bytes. @throws DerError */
export function readDer(bytes: Buffer): Der {
  const tag = bytes[0];
  const first = bytes[1];
  if (tag === undefined || first === undefined || (tag & 0x1f) === 0x1f) throw new DerError('not an element');
  const count = first & 0x80 ? first & 0x7f : 0;
  if (first === 0x80 || count > 4 || bytes.length < 2 + count) throw new DerError('no definite length');
  const length = count === 0 ? first : bytes.readUIntBE(2, count);
  const from = 2 + count;
  if (bytes.length < from + length) throw new DerError('cut off');
  return { tag, whole: bytes.subarray(0, from + length), content: bytes.subarray(from, from + length) };
}

/** The elements inside one. @throws DerError */
export function insideDer(element: Der): Der[] {
  const found: Der[] = [];
  for (let rest = element.content; rest.length > 0; ) {
    const next = readDer(rest);
    found.push(next);
    rest = rest.subarray(next.whole.length);
  }
  return found;
}

/** The n-th element inside, which must have this tag. @throws DerError */
export function derAt(elements: readonly Der[], place: number, tag: number): Der {
  const found = elements[place];
  if (found?.tag !== tag) throw new DerError(`no element of tag ${tag} at ${place}`);
  return found;
}
