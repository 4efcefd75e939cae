export type TextEncodingName = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1258';

export interface DecodedText {
  /** Without its mark. Letters stand as the file spells them; of windows-1258, which has no other way, composed (NFC). */
  readonly text: string;
  readonly encoding: TextEncodingName;
}

/**
 * A text file's bytes as text: UTF-8 or UTF-16 by their marks, UTF-8 where every byte fits it, otherwise windows-1258, which Excel's
 * "CSV" of a Vietnamese Windows is. Nothing where it is neither, as with TCVN3 and VNI fonts or a file that is no text.
 */
export function decodeText(bytes: Uint8Array): DecodedText | undefined {
  const encoding = markOf(bytes) ?? (isUtf8(bytes) ? 'utf-8' : 'windows-1258');
  let text: string;
  try {
    text = new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
  // Every byte means something in a code page: what is another one's, or no text at all, shows by its control characters.
  const foreign = encoding === 'windows-1258' ? /[^\P{Cc}\t\n\f\r]/u : /\0/;
  if (foreign.test(text)) return undefined;
  return { text: encoding === 'windows-1258' ? text.normalize('NFC') : text, encoding };
}

function markOf([first, second]: Uint8Array): TextEncodingName | undefined {
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  return undefined;
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}
