import { z } from 'zod';
import { portalBand } from '../../vocabulary/index.ts';
import data from './skills.json' with { type: 'json' };

/**
 * The skill map of the digital immune system: five steps when something happens (recognise, refuse, record, report, recover), and
 * five for every day (privacy, respect, balance, help a friend, get over it), each as one sentence that a reader of a band can say of
 * themselves. Source of the map: issue H and portal-insight.md 2.3; the sentences are ours.
 */
export const skillCode = z.enum([
  'recognise',
  'refuse',
  'record',
  'report',
  'recover',
  'privacy',
  'respect',
  'balance',
  'help-a-friend',
  'get-over-it',
]);
export type SkillCode = z.infer<typeof skillCode>;

const both = z.strictObject({ vi: z.string().min(1), en: z.string().min(1) });
const skillRow = z.strictObject({
  code: skillCode,
  name: both,
  /** What a reader of the band can do who has the skill. */
  can: z.record(portalBand.zod, both),
});
export type Skill = z.infer<typeof skillRow>;

/** Every skill once, in the order in which they are taught. */
export const skills: readonly Skill[] = z
  .array(skillRow)
  .length(skillCode.options.length)
  .refine((rows) => rows.every(({ code }, at) => code === skillCode.options[at]), 'every skill once, in order')
  .parse(data);
