/** A file that the browser keeps: never shown in the page, never stored on the way. The name's letters beyond ASCII become dashes. */
export function fileAnswer(file: {
  readonly name: string;
  readonly mediaType: string;
  readonly bytes: Uint8Array | string;
}): Response {
  return new Response(typeof file.bytes === 'string' ? file.bytes : new Uint8Array(file.bytes), {
    headers: {
      'content-type': file.mediaType,
      'content-disposition': `attachment; filename="${file.name.replaceAll(/[^\w.-]/g, '-')}"`,
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
    },
  });
}
