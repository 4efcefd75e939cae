/** Vietnamese without its marks, so that typing without them finds too. */
export function plain(text: string): string {
  return text.normalize('NFD').replaceAll(/\p{M}/gu, '').replaceAll(/[đĐ]/g, 'd').toLowerCase();
}

const wordsOf = (text: string) =>
  plain(text)
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean);
const initials = (text: string) =>
  wordsOf(text)
    .map((word) => word[0])
    .join('');

/** Whether what was typed is part of a text, or the first letters of its words. */
export function matches(text: string, typed: string): boolean {
  const wanted = plain(typed).trim();
  return wanted === '' || plain(text).includes(wanted) || initials(text).startsWith(wanted.replaceAll(' ', ''));
}

/** The choice that what was typed means: by the first letters of its words, else by the beginning of one, else by any part. */
export function firstMatch<Choice extends { readonly label: string }>(
  choices: readonly Choice[],
  typed: string,
): Choice | undefined {
  const wanted = plain(typed).trim();
  if (wanted === '') return undefined;
  return (
    choices.find(({ label }) => initials(label).startsWith(wanted.replaceAll(' ', ''))) ??
    choices.find(({ label }) => wordsOf(label).some((word) => word.startsWith(wanted))) ??
    choices.find(({ label }) => plain(label).includes(wanted))
  );
}
