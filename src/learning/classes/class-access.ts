import { timingSafeEqual } from 'node:crypto';
import {
  beginTry,
  type Ctx,
  keyedDigest,
  newCode,
  type Result,
  readCode,
  systemActor,
  type Tx,
  vietnamDate,
} from '../../kernel/index.ts';
import { refuse } from '../refusals.ts';
import { classByCode } from './class-store.ts';
import type { ClassRow, RoundRow } from './class-tables.ts';

/** Classes belong to no desk; the platform keeps them for who holds the key. */
export const CLASSES = systemActor('learning.classes');
/** Parts of a teacher's key, each of 40 bits. */
const KEY_PARTS = 3;
/** Wrong tries of one address that are free: of one class, and of all. */
const FREE = { ofClass: 5, ofAll: 30 } as const;

/** What a teacher holds: 120 bits, to be written down or printed. */
export const newTeacherKey = (): string => Array.from({ length: KEY_PARTS }, newCode).join('-');

/** A key as somebody writes it; undefined where it is none. */
function readTeacherKey(written: string): string | undefined {
  const letters = written.slice(0, 100).replaceAll(/[\s\-–—.]/g, '');
  const parts = Array.from({ length: KEY_PARTS }, (_, at) => readCode(letters.slice(at * 8, at * 8 + 8)));
  return letters.length === KEY_PARTS * 8 && parts.every((part) => part !== undefined) ? parts.join('-') : undefined;
}

/** @param code of the class, so that one key opens one class alone */
export const digestOfKey = (ctx: Pick<Ctx, 'kernel'>, code: string, key: string): Promise<Buffer> =>
  keyedDigest(ctx.kernel.vault, 'learning.class-key', `${code} ${key}`);

/** What a teacher shows of a class. */
export interface TeacherOf {
  readonly code: string;
  readonly key: string;
}

/**
 * Does something with a class for who holds its key. Wrong tries of an address are slowed down.
 * @param lock of the class itself; children who answer wait for it
 * Refusals: `class.not-found`, `class.key-wrong`, `class.wait`, and those of what is done
 */
export async function asTeacher<T>(
  ctx: Ctx,
  { code, key }: TeacherOf,
  act: (tx: Tx, row: ClassRow) => Promise<Result<T>>,
  lock?: 'for update',
): Promise<Result<T>> {
  const read = readCode(code);
  if (read === undefined) return refuse('class.not-found', { field: 'code' });
  const tried = beginTry(ctx, 'class-key', [
    [read, FREE.ofClass],
    ['', FREE.ofAll],
  ]);
  if (typeof tried === 'number') return refuse('class.wait');
  // What is no key at all is compared all the same.
  const digest = await digestOfKey(ctx, read, readTeacherKey(key) ?? '');
  return ctx.as(CLASSES).transaction(async (tx): Promise<Result<T>> => {
    const row = await liveClass(tx, read, lock);
    if (row === undefined) return refuse('class.not-found', { field: 'code' });
    if (!timingSafeEqual(row.key_digest, digest)) return refuse('class.key-wrong', { field: 'key' });
    tried.right();
    return act(tx, row);
  });
}

/** A class that has not ended. */
export async function liveClass(tx: Tx, code: string, lock?: 'for update'): Promise<ClassRow | undefined> {
  const row = await classByCode(tx, code, lock);
  return row !== undefined && row.ends_on >= vietnamDate(tx.now) ? row : undefined;
}

/** Whether children still answer in a round. */
export const isOpen = ({ answered, ends_at }: Pick<RoundRow, 'answered' | 'ends_at'>, now: Date): boolean =>
  answered === null && now < ends_at;
