/** Bytes asked for by `bytes=FROM-TO`, both ends within; the whole where nothing, or several stretches, are asked for. */
function stretchOf(range: string | null, size: number): { from: number; to: number } | 'outside' | undefined {
  const [, first = '', last = ''] = /^bytes=(\d*)-(\d*)$/.exec(range ?? '') ?? [];
  if (first === '' && last === '') return undefined;
  const from = first === '' ? Math.max(0, size - Number(last)) : Number(first);
  const to = first === '' || last === '' ? size - 1 : Math.min(Number(last), size - 1);
  return from > to || from >= size ? 'outside' : { from, to };
}

/** The answer with a sound, or the stretch of it that was asked for: some browsers play nothing from a server that knows no stretches. */
export function soundAnswer(
  request: Request,
  sound: { mediaType: string; bytes: Uint8Array },
  cache: string,
): Response {
  const { bytes, mediaType } = sound;
  const headers = { 'content-type': mediaType, 'cache-control': cache, 'accept-ranges': 'bytes' };
  const wanted = stretchOf(request.headers.get('range'), bytes.length);
  if (wanted === 'outside')
    return new Response(null, { status: 416, headers: { ...headers, 'content-range': `bytes */${bytes.length}` } });
  const part = wanted ? bytes.subarray(wanted.from, wanted.to + 1) : bytes;
  return new Response(new Uint8Array(part), {
    status: wanted ? 206 : 200,
    headers: {
      ...headers,
      'content-length': String(part.length),
      ...(wanted && { 'content-range': `bytes ${wanted.from}-${wanted.to}/${bytes.length}` }),
    },
  });
}
