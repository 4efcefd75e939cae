/** WeProtect Model National Response: 21 capabilities for the self-assessment table of the situation report. */
import { z } from 'zod';
import { readList } from '../term.ts';
import lists from './weprotect.json' with { type: 'json' };

export const weprotectArea = readList(lists.weprotectArea);

export const weprotectCapability = readList(lists.weprotectCapability, {
  area: weprotectArea.zod,
  number: z.int().positive(),
});

/** Self-assessment 1 to 4: four phases from building to maturity (2022 framework); the names of the middle two are ours. */
export const weprotectMaturity = readList(lists.weprotectMaturity);
