/**
 * A telephone number: Vietnamese numbers in +84 form, foreign ones as +country, short and service numbers (1900xxxx,
 * 111) as digits.
 * @returns undefined where it is no number
 */
export function normalisePhone(written: string): string | undefined {
  const text = written.normalize('NFKC').trim();
  if (!/^[+\d][\d\s().\-–]*$/.test(text)) return undefined;
  const digits = text.replaceAll(/\D/g, '');
  if (text.startsWith('+') || digits.startsWith('00')) {
    const international = text.startsWith('+') ? digits : digits.slice(2);
    // "+84 0912..." is written often: the trunk 0 falls away after the country code.
    const plain = international.replace(/^840/, '84');
    return plain.length >= 8 && plain.length <= 15 && !plain.startsWith('0') ? `+${plain}` : undefined;
  }
  if (/^0[1-9]\d{8,9}$/.test(digits)) return `+84${digits.slice(1)}`;
  if (/^84[1-9]\d{8,9}$/.test(digits)) return `+${digits}`;
  // A mobile number whose first 0 was lost, as spreadsheets do.
  if (/^[35789]\d{8}$/.test(digits)) return `+84${digits}`;
  return /^1\d{2,9}$/.test(digits) ? digits : undefined;
}
