/**
 * The shape of a Vietnamese syllable without diacritics: an onset and a rhyme from closed lists. Source: the orthography taught in
 * the first grade; ours, written as lists.
 */
const ONSETS = ' b c ch d g gh gi h k kh l m n ng ngh nh p ph qu r s t th tr v x'.split(' ');
const RHYMES = (
  'a ac ach ai am an ang anh ao ap at au ay e ec em en eng eo ep et eu enh ech i ia ich iec iem ien ieng iep iet ieu im in inh ip it iu ' +
  'o oa oac oach oai oam oan oang oanh oao oap oat oay oc oe oen oeo oet oi om on ong oong ooc op ot u ua uan uang uat uay uc ue uech uenh ' +
  'ui uoi uoc uom uon uong uop uot uou um un ung uo up ut uu uy uya uych uyen uyet uynh uyt uyu y yem yen yet yeu'
).split(' ');

const SYLLABLES = new Set(
  ONSETS.flatMap((onset) =>
    RHYMES.flatMap((rhyme) => {
      // The i of gi is written once: gi + ia is "gia", gi + i is "gi".
      if (onset === 'gi') return [rhyme.startsWith('i') ? `g${rhyme}` : `gi${rhyme}`];
      if (onset === 'qu') return [rhyme.startsWith('u') ? `q${rhyme}` : `qu${rhyme}`];
      const front = /^[eiy]/.test(rhyme);
      if ((onset === 'c' || onset === 'ng') && front) return [];
      if ((onset === 'k' || onset === 'gh' || onset === 'ngh') && !front) return [];
      return [onset + rhyme];
    }),
  ),
);
/** Longest syllable in letters ("nghiêng"). */
export const SYLLABLE_MOST = 7;

/** Whether a lower-case word without diacritics could be a Vietnamese syllable. */
export function isSyllable(stripped: string): boolean {
  return SYLLABLES.has(stripped);
}
