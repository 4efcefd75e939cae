import type { FetchRequest } from '../kernel/index.ts';
import type { PostRequest, PublicPost, SendOutcome } from './adapter.ts';

export const PICTURE_MISSING: SendOutcome & { readonly state: 'refused' } = {
  state: 'refused',
  reason: 'picture-missing',
};

/** A form with fields and one file, as browsers send it (multipart/form-data). What is no word or number goes as JSON. */
export async function formRequest(
  fields: Readonly<Record<string, unknown>>,
  file: { readonly field: string; readonly mediaType: string; readonly bytes: Uint8Array },
): Promise<Omit<FetchRequest, 'limits'>> {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields))
    form.set(name, typeof value === 'string' ? value : JSON.stringify(value));
  form.set(file.field, new Blob([new Uint8Array(file.bytes)], { type: file.mediaType }), 'picture.png');
  const encoded = new Response(form);
  return {
    method: 'POST',
    body: new Uint8Array(await encoded.arrayBuffer()),
    headers: { 'content-type': encoded.headers.get('content-type') ?? '', accept: 'application/json' },
  };
}

/** The bytes that go with a request, where it has a file. @returns undefined where they are not at hand */
export const bytesFor = ({ file }: PostRequest, { pictureBytes }: Pick<PublicPost, 'pictureBytes'>) =>
  file === undefined || pictureBytes === undefined ? undefined : { ...file, bytes: pictureBytes };

/** A text with the link under it, for networks that have no place of its own for one. */
export const withLink = ({ text, link }: Pick<PublicPost, 'text' | 'link'>): string =>
  link === undefined ? text : `${text}\n\n${link}`;
