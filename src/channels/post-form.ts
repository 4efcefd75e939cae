import { randomUUID } from 'node:crypto';
import type { FetchRequest } from '../kernel/index.ts';
import type { PostRequest, PublicPost, SendOutcome } from './adapter.ts';

export const PICTURE_MISSING: SendOutcome & { readonly state: 'refused' } = {
  state: 'refused',
  reason: 'picture-missing',
};

/**
 * A form with fields and one file (multipart/form-data, RFC 7578). Written here, since the platform's `FormData` makes every line end of a
 * text a pair of characters, and a post would leave in other words than people approved. What is no text goes as JSON.
 */
export function formRequest(
  fields: Readonly<Record<string, unknown>>,
  file: { readonly field: string; readonly mediaType: string; readonly bytes: Uint8Array },
): Omit<FetchRequest, 'limits'> {
  // Of 122 random bits: it stands in no text and no picture.
  const boundary = `lachan-${randomUUID()}`;
  const part = (head: string) => `--${boundary}\r\nContent-Disposition: form-data; ${head}\r\n`;
  const texts = Object.entries(fields).map(
    ([name, value]) => `${part(`name="${name}"`)}\r\n${typeof value === 'string' ? value : JSON.stringify(value)}\r\n`,
  );
  const head = `${part(`name="${file.field}"; filename="picture.png"`)}Content-Type: ${file.mediaType}\r\n\r\n`;
  return {
    method: 'POST',
    body: Buffer.concat([
      Buffer.from(texts.join('') + head, 'utf8'),
      file.bytes,
      Buffer.from(`\r\n--${boundary}--\r\n`),
    ]),
    headers: { 'content-type': `multipart/form-data; boundary=${boundary}`, accept: 'application/json' },
  };
}

/** The bytes that go with a request, where it has a file. @returns undefined where they are not at hand */
export const bytesFor = ({ file }: PostRequest, { pictureBytes }: Pick<PublicPost, 'pictureBytes'>) =>
  file === undefined || pictureBytes === undefined ? undefined : { ...file, bytes: pictureBytes };

/** A text with the link under it, for networks that have no place of its own for one. */
export const withLink = ({ text, link }: Pick<PublicPost, 'text' | 'link'>): string =>
  link === undefined ? text : `${text}\n\n${link}`;
