import { z } from 'zod';

/**
 * A text in both languages. Vietnamese is written first; a side may be empty while somebody still writes, and the check before
 * publishing says where. Control characters, halves of letters and angle brackets of markup have no place here: the text is shown as it is written.
 */
const side = (most: number) =>
  z
    .string()
    .max(most)
    .regex(/^[^\p{Cc}\p{Cs}<>]*$/u, 'one line without markup')
    .transform((text) => text.normalize('NFC').trim());

export const localText = (most = 400) => z.strictObject({ vi: side(most), en: side(most) });
export type LocalText = z.infer<ReturnType<typeof localText>>;

/** What stands in an address: lower case letters, digits and single hyphens. */
export const slug = z
  .string()
  .max(40)
  .regex(/^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/);
