import { normalisePhone } from '../../vocabulary/index.ts';
import { faulty, maskTail, type ReadForm } from './identifier.ts';
import moved from './old-phone-prefixes.json' with { type: 'json' };

const OLD = moved.rows.map(({ old, now, digits }) => ({ form: new RegExp(`^\\+84${old}(\\d{${digits}})$`), now }));

/** Words before a number, as people write them: `SĐT:`, `tel.`, `(`. */
const BEFORE = /^[^\d+]{0,12}(?=[+\d])/;

/**
 * A telephone number in E.164, those of Viet Nam whose code has moved under the code of today: `0168 555 01 01` and `0385 550 101` are one.
 * Service and short numbers (`1900…`, `111`) stay as they are.
 */
export function readPhone(written: string): ReadForm {
  const text = written.normalize('NFKC').trim().replace(BEFORE, '').replaceAll(/[()]/g, ' ').trim();
  const read = normalisePhone(text);
  if (read === undefined) return faulty('FORM');
  const normal = OLD.reduce((number, { form, now }) => number.replace(form, `+84${now}$1`), read);
  return { ok: true, form: { kind: 'PHONE', normal, skeleton: null, display: normal, mask: maskTail(normal, 3) } };
}
