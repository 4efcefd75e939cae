import { error } from '@sveltejs/kit';
import { fieldsOf } from '../../../../src/cases/forms/definition.pure.ts';
import type { Answers, FormDefinition } from '../../../../src/cases/index.ts';
import { m } from '../paraglide/messages.js';
import { text } from '../server/answer.server.ts';
import { type FormValues, toAnswer } from './values.ts';

/** The answers of a form that was sent whole: `entered` holds its fields as the page has them. What each is worth, the verb judges. */
export function enteredAnswers(definition: FormDefinition, form: FormData): Answers {
  const entered = readEntered(text(form, 'entered'));
  return Object.fromEntries(
    fieldsOf(definition).flatMap((one) => {
      const given = toAnswer(one, entered[one.code] ?? '');
      return given === null ? [] : [[one.code, given]];
    }),
  );
}

/** What a page of ours wrote; anything else was made by hand. */
function readEntered(said: string): FormValues {
  let read: unknown;
  try {
    read = JSON.parse(said);
  } catch {
    error(400, m.form_unknown());
  }
  const isValue = (one: unknown) =>
    typeof one === 'string' || (Array.isArray(one) && one.every((each) => typeof each === 'string'));
  if (typeof read !== 'object' || read === null || !Object.values(read).every(isValue)) error(400, m.form_unknown());
  return read as FormValues;
}
