/** The rules under which content is removed, accounts locked and access blocked. */
import { z } from 'zod';
import { type CodeOf, readList } from '../term.ts';
import lists from './takedown-rule.json' with { type: 'json' };

export const takedownRule = readList(lists.takedownRule, {
  addressee: z.enum(['social_network', 'isp', 'game_provider', 'advertiser', 'operator', 'authority']),
  /** The deadline rule that carries its clock, if it has one. */
  deadline: z.string().nullable(),
});
export type TakedownRule = CodeOf<typeof takedownRule>;
