import type { IncomingMessage } from 'node:http';

/** The body of a request to a server of a test. */
export async function bytesOf(request: IncomingMessage): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for await (const piece of request) pieces.push(piece);
  return Buffer.concat(pieces);
}

/** The same as text. */
export const bodyOf = async (request: IncomingMessage): Promise<string> => (await bytesOf(request)).toString('utf8');

/** A form with a file, as a service reads it. */
export interface TakenForm {
  readonly fields: Readonly<Record<string, string>>;
  readonly file: { readonly field: string; readonly mediaType: string; readonly bytes: Buffer } | undefined;
}

/** @returns undefined where the request is no form */
export async function formOf(request: IncomingMessage, bytes: Buffer): Promise<TakenForm | undefined> {
  const type = request.headers['content-type'] ?? '';
  if (!type.startsWith('multipart/form-data')) return undefined;
  const form = await new Response(new Uint8Array(bytes), { headers: { 'content-type': type } }).formData();
  const fields: Record<string, string> = {};
  let file: TakenForm['file'];
  for (const [name, value] of form)
    if (typeof value === 'string') fields[name] = value;
    else file = { field: name, mediaType: value.type, bytes: Buffer.from(await value.arrayBuffer()) };
  return { fields, file };
}
