/**
 * The modules of src in their order: a module may import only modules above it, and only through their `index.ts`.
 * This array is the one place that says so; the checks and the documentation are made from it.
 */
export const MODULES = [
  'kernel',
  'vocabulary',
  'work',
  'members',
  'clocks',
  'documents',
  'channels',
  'hashes',
  'intake',
  'cases',
  'counselling',
  'takedown',
  'offences',
  'listening',
  'learning',
  'voice',
  'insight',
  'demonstration',
] as const;

/** Files that may speak SQL and hold `pg` or `kysely` values: stores, the parts of the kernel that are the database, and what starts it. */
export const SQL_FILES =
  /-store\.ts$|^apps\/server\/database\/|\/migrations\/|^src\/kernel\/(database|live|migrate|jobs|kernel)\.ts$|^src\/kernel\/policy\//;

/** Tests may reach into the database to see what is there. */
export const TEST_FILES = /\.test\.ts$|^tests\/|[./]testing\.ts$/;
