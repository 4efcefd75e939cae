/** Sentences with blanks that a contact fills. Pure. */

export type Language = 'vi' | 'en';

/** What fills the blanks of a sentence. */
export interface AnswerFacts {
  /** How the child is addressed, as "em". */
  readonly address: string;
  /** The code of the contact, which staff can say aloud. */
  readonly reference: string;
  /** Where the child says it is; absent where it did not. */
  readonly province?: string | undefined;
}

/** The blanks that there are, as they are written: `{em}`, `{Em}` at the beginning of a sentence, `{ma}`, `{tinh}`. */
export const answerBlanks = ['em', 'Em', 'ma', 'tinh'] as const;

const BLANK = /\{([^{}]*)\}/g;
const NOWHERE = { vi: 'nơi em ở', en: 'where you live' } as const;

/** The first blank of a sentence that nothing fills; undefined where all are known. */
export function unknownBlank(text: string): string | undefined {
  for (const [, name = ''] of text.matchAll(BLANK))
    if (!(answerBlanks as readonly string[]).includes(name)) return name;
  return undefined;
}

/** The sentence as it is sent: every blank is filled, whatever is known. */
export function fillAnswer(text: string, { address, reference, province }: AnswerFacts, language: Language): string {
  const at: Record<string, string> = {
    em: address,
    Em: address.charAt(0).toUpperCase() + address.slice(1),
    ma: reference,
    tinh: province ?? (address === 'em' ? NOWHERE[language] : NOWHERE[language].replace('em', address)),
  };
  return text.replace(BLANK, (whole, name: string) => at[name] ?? whole);
}
