/** A box of an ISO base media file: its type, where it begins, where its content does, and where both end. */
export interface Box {
  readonly type: string;
  readonly at: number;
  readonly from: number;
  readonly to: number;
}

const MOST_BOXES = 200;

/** The boxes that lie side by side in a stretch (ISO/IEC 14496-12, 4.2); undefined where they do not fill it exactly. */
export function boxesIn(bytes: Buffer, from: number, to: number): Box[] | undefined {
  const boxes: Box[] = [];
  for (let at = from; at < to; ) {
    if (at + 8 > to || boxes.length === MOST_BOXES) return undefined;
    const said = bytes.readUInt32BE(at);
    // 0: to the end of the file. 1: a size of 64 bits, which no file of a recording needs.
    const size = said === 0 ? to - at : said;
    if (size < 8 || at + size > to) return undefined;
    boxes.push({ type: bytes.toString('latin1', at + 4, at + 8), at, from: at + 8, to: at + size });
    at += size;
  }
  return boxes;
}

/** The boxes within the first of a type; undefined where there is none, or where they do not fill it exactly. */
export function inside(bytes: Buffer, boxes: readonly Box[] | undefined, type: string): Box[] | undefined {
  const box = boxes?.find((one) => one.type === type);
  return box && boxesIn(bytes, box.from, box.to);
}
