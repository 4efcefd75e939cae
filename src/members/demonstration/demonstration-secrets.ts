import { keyedDigest, type Vault } from '../../kernel/index.ts';

const CONSONANTS = 'bdghklmnprstvx';
const VOWELS = 'aeiou';

/** One password per installation for all invented people, from the vault: five groups that can be read aloud, 60 bits. */
export async function demonstrationPassword(vault: Vault): Promise<string> {
  const bytes = await vault.derive('demonstration-password');
  const letter = (alphabet: string, at: number) => alphabet[(bytes[at] ?? 0) % alphabet.length];
  return Array.from({ length: 5 }, (_, group) =>
    [0, 1, 2, 3].map((place) => letter(place % 2 === 0 ? CONSONANTS : VOWELS, group * 4 + place)).join(''),
  ).join('-');
}

/** The person's secret for one-time codes in base 32. */
export async function demonstrationSecret(vault: Vault, login: string): Promise<string> {
  const bytes = (await keyedDigest(vault, 'demonstration-totp', login)).subarray(0, 20);
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  return (bits.match(/.{5}/g) ?? [])
    .map((five) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'[Number.parseInt(five, 2)])
    .join('');
}
