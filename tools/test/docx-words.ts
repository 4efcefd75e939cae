import { strFromU8, unzipSync } from 'fflate';

/** The words of a Word file's text. */
export function docxWords(zip: Buffer): string {
  return textOf(zip, /^word\/document\.xml$/);
}

/** The words of the text and of what stands on every page. */
export function allDocxWords(zip: Buffer): string {
  return textOf(zip, /^word\/(?:document|footer\d*)\.xml$/);
}

function textOf(zip: Buffer, parts: RegExp): string {
  return Object.entries(unzipSync(new Uint8Array(zip)))
    .filter(([name]) => parts.test(name))
    .map(([, bytes]) =>
      strFromU8(bytes)
        .replaceAll(/<\/w:p>/g, '\n')
        .replaceAll(/<[^>]+>/g, ''),
    )
    .join('\n');
}
