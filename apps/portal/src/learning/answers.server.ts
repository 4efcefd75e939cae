import { error } from '@sveltejs/kit';
import type { Refusal, Result } from '../../../../src/kernel/index.ts';

/** Marks a field as the answer to a question. */
export const ANSWER = 'a-';

/** What a form chose, by question. */
export async function answersOf(request: Request): Promise<Record<string, readonly string[]>> {
  const answers = new Map<string, string[]>();
  for (const [name, value] of await request.formData()) {
    if (!name.startsWith(ANSWER) || typeof value !== 'string') continue;
    const question = name.slice(ANSWER.length);
    answers.set(question, [...(answers.get(question) ?? []), value]);
  }
  return Object.fromEntries(answers);
}

/** What was found; the page that says why it is not there otherwise. */
export function foundOr404<T>(found: Result<T>): T {
  if (!found.ok) error(found.refusal.text.status === 404 ? 404 : 500);
  return found.value;
}

/** A refusal in the reader's words: what happened, and what to do. */
export const told = ({ text }: Refusal, language: 'vi' | 'en'): string =>
  `${text[language].title} ${text[language].next}`;
