/** How a text goes over the air: `plain` in the characters that every centre has under the same code, else UCS-2. */
export interface SmsParts {
  /** SMPP data coding: 0 the centre's own alphabet, 8 UCS-2. */
  readonly coding: 0 | 8;
  /** Each with its header where there are several; 140 octets at most. */
  readonly parts: readonly Buffer[];
  readonly joined: boolean;
}

/** The same code in GSM 03.38, ASCII and Latin-1, so that it does not matter which of them a centre means by its own alphabet. */
const PLAIN = /^[\n\r !"#%&'()*+,\-./0-9:;<=>?A-Za-z]*$/;
export const isPlainSms = (text: string) => PLAIN.test(text);

const OCTETS = 140;
const SEPTETS = 160;
/** With the six octets of the header that joins parts (3GPP TS 23.040, 9.2.3.24.1): 153 septets, or 67 units of UCS-2. */
const JOINED = { plain: 153, ucs2: 67 };

/** @param reference of the parts that belong together, 0 to 255 */
export function smsParts(text: string, reference: number): SmsParts {
  const plain = isPlainSms(text);
  const bytes = (piece: string) => (plain ? Buffer.from(piece, 'latin1') : Buffer.from(piece, 'utf16le').swap16());
  const coding = plain ? 0 : 8;
  if (text.length <= (plain ? SEPTETS : OCTETS / 2)) return { coding, parts: [bytes(text)], joined: false };
  const pieces = piecesOf(text, plain ? JOINED.plain : JOINED.ucs2);
  const parts = pieces.map((piece, place) =>
    Buffer.concat([Buffer.from([5, 0, 3, reference & 0xff, pieces.length, place + 1]), bytes(piece)]),
  );
  return { coding, parts, joined: true };
}

/** Never between the two halves of a character: some telephones show each part by itself. */
function piecesOf(text: string, most: number): string[] {
  const pieces: string[] = [];
  for (let from = 0; from < text.length; ) {
    let to = Math.min(from + most, text.length);
    if (to < text.length && /[\uD800-\uDBFF]/.test(text.charAt(to - 1))) to -= 1;
    pieces.push(text.slice(from, to));
    from = to;
  }
  return pieces;
}

/** Where a part stands in the text that it belongs to. */
export interface PartPlace {
  readonly reference: string;
  readonly total: number;
  readonly number: number;
}

/** From the header's information elements: 00 with a reference of 8 bits, 08 with one of 16. */
export function partPlace(elements: readonly Buffer[]): PartPlace | undefined {
  for (const element of elements) {
    const [id, length] = element;
    if (id === 0x00 && length === 3 && element.length >= 5)
      return placeOf(`8:${element[2]}`, element[3] as number, element[4] as number);
    if (id === 0x08 && length === 4 && element.length >= 6)
      return placeOf(`16:${element.readUInt16BE(2)}`, element[4] as number, element[5] as number);
  }
  return undefined;
}

/** A place that cannot be is no place: the part is a text by itself. */
export function placeOf(reference: string, total: number, number: number): PartPlace | undefined {
  return total >= 2 && total <= 255 && number >= 1 && number <= total ? { reference, total, number } : undefined;
}
