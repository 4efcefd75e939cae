/** Words by which pages say that something is not there, or that a wall stands before it. Data. */
import { z } from 'zod';
import written from './page-markers.json' with { type: 'json' };

export const wallKinds = ['geo', 'age', 'captcha', 'cookie', 'login'] as const;
export type WallKind = (typeof wallKinds)[number];

const words = z.array(z.string().min(2)).min(1);
const markers = z
  .strictObject({
    source: z.string(),
    readOn: z.iso.date(),
    verified: z.boolean(),
    validFrom: z.iso.date(),
    soft: z.record(z.string(), words),
    walls: z.record(z.enum(wallKinds), words),
    loginPaths: words,
    captchaSigns: words,
  })
  .parse(written);

/** As it is compared: composed, small, one blank between words. */
export const plain = (text: string): string => text.normalize('NFC').toLowerCase().replace(/\s+/g, ' ').trim();

const all = (lists: readonly (readonly string[])[]) => lists.flat().map(plain);
const soft = all(Object.values(markers.soft));
const walls = wallKinds.map((kind) => [kind, all([markers.walls[kind]])] as const);
const signs = all([markers.captchaSigns]);

/** Whether a text, written plainly, says that something is not there. */
export const saysNotThere = (text: string): boolean => soft.some((one) => text.includes(one));
/** Which wall a text, written plainly, tells of. */
export const saysWall = (text: string): WallKind | undefined =>
  walls.find(([, list]) => list.some((one) => text.includes(one)))?.[0];
/** Whether the source of a page holds the puzzle of a known maker. */
export const holdsPuzzle = (source: string): boolean => signs.some((one) => source.includes(one));
/** Whether an address is where somebody signs in. */
export const leadsToLogin = (path: string): boolean =>
  path
    .toLowerCase()
    .split(/[/.?]/)
    .some((part) => markers.loginPaths.includes(part));
