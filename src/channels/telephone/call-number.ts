import { normalisePhone } from '../../vocabulary/index.ts';

/** A number as an exchange shows it, in E.164; short and service numbers as digits. Null where the caller hides it, or where it is none. */
export function callNumber(shown: string | null | undefined): string | null {
  // A SIP address says the number before its `@`.
  const number = (shown ?? '').replace(/^(sips?|tel):/i, '').replace(/@.*$/, '');
  return normalisePhone(number) ?? null;
}
