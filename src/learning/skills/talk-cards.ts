import { z } from 'zod';
import { type Skill, skillCode, skills } from './skill.ts';
import data from './talk-cards.json' with { type: 'json' };

const both = z.strictObject({ vi: z.string().min(1).max(200), en: z.string().min(1).max(200) });
/** A way to begin, a way to listen and one thing to do together: for a parent, on one skill. The words are ours. */
const talkCard = z.strictObject({ skill: skillCode, begin: both, listen: both, do: both });
type TalkCard = z.infer<typeof talkCard>;

const cards: readonly TalkCard[] = z
  .array(talkCard)
  .length(skillCode.options.length)
  .refine((rows) => rows.every(({ skill }, at) => skill === skillCode.options[at]), 'every skill once, in order')
  .parse(data);

/** A card in the reader's language, under the name of its skill. */
export interface TalkCardView {
  readonly skill: Skill['code'];
  readonly name: string;
  readonly begin: string;
  readonly listen: string;
  readonly do: string;
}

/** Every card, in the order in which skills are taught. */
export function talkCards(language: 'vi' | 'en'): readonly TalkCardView[] {
  return cards.map(({ skill, begin, listen, do: act }) => ({
    skill,
    name: skills.find(({ code }) => code === skill)?.name[language] ?? skill,
    begin: begin[language],
    listen: listen[language],
    do: act[language],
  }));
}
