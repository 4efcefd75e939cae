import { z } from '@hono/zod-openapi';
import { blindIndex, listSchema, type Vault } from '../../kernel/index.ts';
import { foldedName } from '../../vocabulary/index.ts';

/** What is known of a person, for finding the same person elsewhere. Nothing of it is stored but keyed hashes. */
export const identityFactsSchema = z.object({
  name: z.string().optional(),
  phones: listSchema(z.string()).optional(),
  birthYear: z.number().int().optional(),
});
export type IdentityFacts = Readonly<z.output<typeof identityFactsSchema>>;

/** How much a shared key says: a name alone is shared by thousands. */
export const keyStrength = { phone: 3, 'name-year': 3, 'name-year-near': 2, name: 1 } as const;
export type IdentityKeyKind = keyof typeof keyStrength;

export interface IdentityKey {
  readonly kind: IdentityKeyKind;
  readonly blind: Buffer;
}

/** A Vietnamese number in one form: digits, 84 in front; undefined where it is none. */
export function normalisedPhone(phone: string): string | undefined {
  const digits = phone.replaceAll(/\D/g, '');
  const national = digits.startsWith('84') ? digits.slice(2) : digits.startsWith('0') ? digits.slice(1) : digits;
  return national.length >= 8 && national.length <= 10 ? `84${national}` : undefined;
}

/** The keyed hashes of a person's facts. The neighbouring birth years count too, since ages are estimated. */
export async function identityKeys(vault: Pick<Vault, 'derive'>, facts: IdentityFacts): Promise<IdentityKey[]> {
  const name = facts.name ? foldedName(facts.name) : '';
  const values: [IdentityKeyKind, string][] = [];
  if (name.includes(' ')) {
    values.push(['name', name]);
    if (facts.birthYear) {
      values.push(['name-year', `${name}|${facts.birthYear}`]);
      // One key per pair of neighbouring years: two records match when their years differ by one at most.
      values.push(
        ['name-year-near', `${name}|${facts.birthYear - 1}-${facts.birthYear}`],
        ['name-year-near', `${name}|${facts.birthYear}-${facts.birthYear + 1}`],
      );
    }
  }
  for (const phone of facts.phones ?? []) {
    const normalised = normalisedPhone(phone);
    if (normalised) values.push(['phone', normalised]);
  }
  return Promise.all(
    values.map(async ([kind, value]) => ({ kind, blind: await blindIndex(vault, `case-identity|${kind}`, value) })),
  );
}
