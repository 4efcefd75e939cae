/**
 * Addresses of before, by their first segment or two: what stands in the history of a telephone must not say what was
 * read. The old ones go on leading there, since they are printed on cards and saved.
 */
const moved: readonly (readonly [from: string, to: string])[] = [
  ['go-anh/rut-lai', 'mo'],
  ['bao-cao', 'viet'],
  ['quay-lai', 'mo'],
  ['go-anh', 'hinh'],
  ['xoa-dau-vet', 'don-dep'],
  ['tro-giup', 'so'],
  ['chuyen-gi-xay-ra-tiep', 'tiep'],
  ['thoi-tiet', 'dong-vat'],
];

/** Where a page of before is now, in the same language; undefined for every other address. */
export function movedTo(pathname: string): string | undefined {
  const [, language = '', rest = ''] = /^\/(en\/)?(.*?)\/?$/.exec(pathname) ?? [];
  const found = moved.find(([from]) => rest === from || rest.startsWith(`${from}/`));
  return found && `/${language}${found[1]}${rest.slice(found[0].length)}`;
}
