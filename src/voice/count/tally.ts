import { SMALLEST_SHOWN } from '../../vocabulary/index.ts';
import { type Choices, type ConsultationKind, isStraight, parseChoices, type Stratum } from '../ballots/ballot.ts';

/** The count of one option or statement among the ballots of one stratum. */
export interface Counted {
  readonly number: number;
  /** Ballots that approve of it or agree. */
  readonly yes: number;
  /** Ballots that disagree; nought of an option. */
  readonly no: number;
  readonly pass: number;
}

export interface Tally {
  readonly stratum: Stratum;
  readonly ballots: number;
  /** Ballots that say nothing. They count as ballots. */
  readonly empty: number;
  /** Ballots that say the same of everything: said beside the count, never taken out of it. */
  readonly straight: number;
  /** In the order of the numbers. */
  readonly counted: readonly Counted[];
}

/** The tally of one stratum; null of a stratum with too few ballots, which could tell of a few children. */
export type ShownTally = Tally | { readonly stratum: Stratum; readonly ballots: null };

/**
 * Counts the ballots of one stratum. There is no count of all: a class that a teacher watches, devices that anybody may have many of and
 * paper that an adult typed are no one number.
 * @param texts what each ballot says, as `writeChoices` writes it
 * @param numbers the options or statements; what a ballot says of others, as of a statement that was taken out, does not count
 * @throws where a text is no ballot: none such is ever stored
 */
export function tallyOf(
  stratum: Stratum,
  kind: ConsultationKind,
  texts: readonly string[],
  numbers: readonly number[],
): Tally {
  const counts = new Map(numbers.map((number) => [number, { yes: 0, no: 0, pass: 0 }]));
  let [empty, straight] = [0, 0];
  for (const text of texts) {
    const choices = choicesOf(text, kind);
    if (text === '') empty += 1;
    if (isStraight(choices)) straight += 1;
    if ('approved' in choices)
      for (const number of choices.approved) {
        const count = counts.get(number);
        if (count) count.yes += 1;
      }
    else
      for (const [number, opinion] of Object.entries(choices.opinions)) {
        const count = counts.get(Number(number));
        if (count) count[opinion > 0 ? 'yes' : opinion < 0 ? 'no' : 'pass'] += 1;
      }
  }
  const counted = [...counts].map(([number, count]) => ({ number, ...count })).sort((a, b) => a.number - b.number);
  return { stratum, ballots: texts.length, empty, straight, counted };
}

function choicesOf(text: string, kind: ConsultationKind): Choices {
  const choices = parseChoices(text, kind);
  if (!choices) throw new Error('a stored ballot is none of this consultation');
  return choices;
}

/** As it may be shown: nothing of a stratum of fewer ballots than the house shows of anything, not even how many there are. */
export function shownTally(tally: Tally): ShownTally {
  return tally.ballots < SMALLEST_SHOWN ? { stratum: tally.stratum, ballots: null } : tally;
}
