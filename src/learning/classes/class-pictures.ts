import { keyedDigest, type Vault } from '../../kernel/index.ts';

/**
 * What a child chooses from to sign in: words of the receipts' list, because every one of them is drawn. Easily told apart by shape, also
 * without colours. Source of signing in by three pictures: portal.md 1.4 (Kolibri #14021, ages 5 to 12).
 */
export const classPictures = [
  'meocam',
  'voixam',
  'ongvang',
  'ruaxanh',
  'cado',
  'dieutim',
  'nonvang',
  'thuyennau',
  'kemhong',
  'chuongvang',
  'namdo',
  'butxanh',
] as const;
export type ClassPicture = (typeof classPictures)[number];

/** How many a child chooses, one after the other. */
export const PICTURES_OF_SEAT = 3;

/**
 * The pictures of a number in a class, no two alike: 1,320 ways. They follow from the vault, so that no table holds them.
 * @param sheet which sheet of the class
 */
export async function seatPictures(
  vault: Pick<Vault, 'derive'>,
  of: { readonly id: string; readonly sheet: number },
  seat: number,
): Promise<readonly ClassPicture[]> {
  const digest = await keyedDigest(vault, 'learning.class-seat', `${of.id} ${of.sheet} ${seat}`);
  const left: ClassPicture[] = [...classPictures];
  return Array.from({ length: PICTURES_OF_SEAT }, (_, at) => {
    // Four bytes for one of twelve: no picture is likelier than another by more than one in 10⁸.
    const place = digest.readUInt32BE(at * 4) % left.length;
    return left.splice(place, 1)[0] as ClassPicture;
  });
}
