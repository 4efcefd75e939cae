/** A frame of the event socket of FreeSWITCH: headers, and a body where a length was said. */
export interface EslFrame {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

const FRAME_MOST = 1024 * 1024;

/** Takes bytes as they come and gives the frames that are whole. Source: FreeSWITCH documentation, "Event Socket". */
export class EslReader {
  #rest: Buffer<ArrayBufferLike> = Buffer.alloc(0);

  /** @throws where a frame is longer than a mebibyte, or says a length that is none */
  take(piece: Buffer): EslFrame[] {
    this.#rest = Buffer.concat([this.#rest, piece]);
    const frames: EslFrame[] = [];
    for (;;) {
      const end = this.#rest.indexOf('\n\n');
      if (end < 0) {
        if (this.#rest.length > FRAME_MOST) throw new Error('a frame has no end');
        return frames;
      }
      const headers = headersOf(this.#rest.subarray(0, end).toString('utf8'));
      const length = Number(headers['content-length'] ?? 0);
      if (!Number.isInteger(length) || length < 0 || length > FRAME_MOST) throw new Error('a frame is too long');
      if (this.#rest.length < end + 2 + length) return frames;
      const body = this.#rest.subarray(end + 2, end + 2 + length).toString('utf8');
      frames.push({ headers, body });
      this.#rest = this.#rest.subarray(end + 2 + length);
    }
  }
}

function headersOf(text: string): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const line of text.split('\n')) {
    const colon = line.indexOf(':');
    if (colon > 0) headers[line.slice(0, colon).trim().toLowerCase()] = line.slice(colon + 1).trim();
  }
  return headers;
}
