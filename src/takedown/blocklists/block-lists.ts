import { z } from 'zod';
import { readList } from '../../vocabulary/index.ts';
import lists from './block-lists.json' with { type: 'json' };

/** Why something is blocked, with what the stop page says of it in plain words. */
export const blockReason = readList(lists.blockReason, { saysVi: z.string().min(1), saysEn: z.string().min(1) });
/** The law that a block rests on. */
export const blockBasis = readList(lists.blockBasis);
/** Why a block was taken away. */
export const unblockReason = readList(lists.unblockReason);
