import { z } from 'zod';
import { localText, slug } from '../scenarios/local-text.ts';
import { helpCode } from '../scenarios/scenario.ts';
import data from './self-checks.json' with { type: 'json' };

/**
 * "Is this happening to me?": a few statements, each answered yes, no or not sure, that end in what one can do. Nothing is kept:
 * the answers go in one form and out on one page. No points and no verdict about the reader either; a machine does not say whether
 * somebody is a victim. For readers from nine on; younger ones tell a grown-up. Texts hold {em} and {Em} where the page puts how
 * it speaks to its reader. Source: portal-insight.md 2.3 (after the self-evaluation of 3018, France); the statements are ours.
 */
export const selfCheckCode = z.enum(['bullying', 'sexual-extortion', 'secret-friend', 'balance']);
export type SelfCheckCode = z.infer<typeof selfCheckCode>;

export const selfCheckAnswer = z.enum(['yes', 'no', 'not-sure']);
export type SelfCheckAnswer = z.infer<typeof selfCheckAnswer>;

const statement = z.strictObject({
  id: slug,
  say: localText(240),
  /** "danger": yes or not sure leads to calling now. "sign": yes or not sure is a sign. "strength": no is a sign. */
  weighs: z.enum(['danger', 'sign', 'strength']),
  /** What to do where this was the answer. */
  advice: localText(400),
});

const selfCheck = z.strictObject({
  code: selfCheckCode,
  title: localText(120),
  lead: localText(300),
  statements: z.array(statement).min(4).max(8),
  /** Said when nothing weighed. It ends in help as well: someone may not have said it all. */
  calm: localText(400),
  /** Said first when something weighed. */
  heard: localText(400),
  help: z.array(helpCode).min(2),
});
export type SelfCheck = z.infer<typeof selfCheck>;

/** The four, in the order of the list. */
export const selfChecks: readonly SelfCheck[] = z
  .array(selfCheck)
  .length(selfCheckCode.options.length)
  .refine((rows) => rows.every(({ code }, at) => code === selfCheckCode.options[at]), 'every self-check once, in order')
  .parse(data);
