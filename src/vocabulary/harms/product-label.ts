/** Age labels of games, films and applications. */
import { z } from 'zod';
import { type CodeOf, readList } from '../term.ts';
import lists from './product-label.json' with { type: 'json' };

const minAge = z.int().nonnegative();

export const gameLabel = readList(lists.gameLabel, { minAge });
export type GameLabel = CodeOf<typeof gameLabel>;

export const filmLabel = readList(lists.filmLabel, { minAge: minAge.nullable(), withGuardian: z.boolean() });
export type FilmLabel = CodeOf<typeof filmLabel>;

export const appAge = readList(lists.appAge, { minAge });
export type AppAge = CodeOf<typeof appAge>;
