import { blindIndex, type Vault } from '../../kernel/index.ts';
import { foldedName } from '../../vocabulary/index.ts';

/**
 * Keyed hash of a person's name, in hexadecimal digits: two spellings of one name give the same, and neither the name nor a guess
 * of it can be checked without the vault. By it somebody who is named in a record is kept from it (`PersonActor.nameKey`).
 */
export async function nameKey(vault: Vault, name: string): Promise<string> {
  return (await blindIndex(vault, 'case-conflict-name', foldedName(name))).toString('hex');
}
