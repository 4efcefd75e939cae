import banks from './banks.json' with { type: 'json' };
import { faulty, maskTail, type ReadForm } from './identifier.ts';

const folded = (text: string) =>
  text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll('đ', 'd')
    .replaceAll(/[^a-z0-9]+/g, ' ')
    .trim();

const BY_NAME = new Map(
  banks.banks.flatMap(({ code, bin, names }) =>
    [code, ...(bin === null ? [] : [bin]), ...names].map((name) => [folded(name), code] as const),
  ),
);

/**
 * An account at a bank or an electronic wallet: the bank and the digits. The bank stands beside it, or before the number as people write it
 * (`Vietcombank 0123 456 789`); a number without a bank is nobody's.
 * @param bank code, identification number or name of the bank
 */
export function readBankAccount(written: string, bank: string | undefined): ReadForm {
  const text = written.normalize('NFKC').trim();
  const parts = /^(?<before>.*?)[\s:|·-]*(?<digits>\d[\d\s.-]{4,30})$/su.exec(text)?.groups;
  if (parts === undefined) return faulty('FORM');
  const digits = (parts.digits as string).replaceAll(/\D/g, '');
  if (digits.length < 6 || digits.length > 19) return faulty('FORM');
  const before = folded(
    (parts.before as string).replace(/\b(stk|so tk|số tài khoản|tk|tài khoản|ngân hàng|nh)\b\.?/giu, ' '),
  );
  const named = bank === undefined || bank.trim() === '' ? before : folded(bank);
  const code = BY_NAME.get(named);
  if (code === undefined) return faulty('BANK_UNKNOWN');
  return {
    ok: true,
    form: {
      kind: 'BANK',
      normal: `${code}|${digits}`,
      skeleton: null,
      display: `${code} · ${digits}`,
      mask: `${code} · ${maskTail(digits, 3)}`,
    },
  };
}
