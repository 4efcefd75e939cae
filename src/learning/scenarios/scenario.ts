import { z } from 'zod';
import { fourC, portalBand } from '../../vocabulary/index.ts';
import { skillCode } from '../skills/skill.ts';
import { localText, slug } from './local-text.ts';
import { MOST_FLAGS, MOST_SCENES } from './scenario-bounds.pure.ts';

/**
 * A practice scene: a finite graph of scenes with few, bounded flags. Every state (a scene with what the flags hold) can be listed,
 * so a scenario is proved to have no dead end, is shown as plain pages, printed and passed on as one file.
 *
 * The schema takes drafts: it says what a scenario is, not whether it may be published. That is for `checkScenario`.
 */

/** Where an ending leads: numbers to call, a grown-up the reader trusts, this portal. */
export const helpCode = z.enum(['111', '113', '115', 'trusted-adult', 'portal']);
export type HelpCode = z.infer<typeof helpCode>;

/** Something the story remembers. It holds the first of its values at the start; without values it is "no" or "yes". */
const flag = z.strictObject({
  id: slug,
  values: z.array(slug).min(2).max(8).optional(),
});
export type Flag = z.infer<typeof flag>;

const condition = z.union([z.strictObject({ flag: slug, is: slug }), z.strictObject({ flag: slug, isNot: slug })]);
export type Condition = z.infer<typeof condition>;

const paragraph = z.strictObject({
  vi: localText(600).shape.vi,
  en: localText(600).shape.en,
  /** The paragraph stands only where all of these hold. */
  when: z.array(condition).min(1).max(MOST_FLAGS).optional(),
});

/** "open" is a choice without right or wrong: how somebody feels, whom to ask first. */
const verdict = z.enum(['right', 'wrong', 'open']);
export type Verdict = z.infer<typeof verdict>;

const choice = z.strictObject({
  say: localText(160),
  to: slug,
  verdict,
  when: z.array(condition).min(1).max(MOST_FLAGS).optional(),
  set: z.record(slug, slug).optional(),
  /** Read between the choice and the scene it leads to. */
  feedback: localText(500).optional(),
});
export type Choice = z.infer<typeof choice>;

/** A picture of `content/pictures.json` by its name; what it shows, for whoever does not see it, stands there once. */
export const pictureName = slug;

const ending = z.strictObject({
  /** What to do now, step by step. */
  do: z.array(localText(240)).max(6),
  help: z.array(helpCode).max(5),
});

const scene = z.strictObject({
  id: slug,
  heading: localText(120),
  text: z.array(paragraph).max(8),
  picture: pictureName.optional(),
  choices: z.array(choice).max(6),
  ending: ending.optional(),
});
export type Scene = z.infer<typeof scene>;

export const scenario = z.strictObject({
  format: z.literal(1),
  id: slug,
  band: portalBand.zod,
  topic: fourC.zod,
  skills: z.array(skillCode).min(1).max(4),
  title: localText(120),
  lead: localText(300),
  flags: z.array(flag).max(20),
  start: slug,
  scenes: z.array(scene).min(1).max(MOST_SCENES),
});
export type Scenario = z.infer<typeof scenario>;
