import { z } from '@hono/zod-openapi';

/** A moment: a `Date` in the view, an RFC 3339 text on the wire. */
export const instant = z.date().openapi({ type: 'string', format: 'date-time' });

/** A list that goes out and is not changed. */
export const listSchema = <T extends z.ZodType>(one: T) => z.array(one).readonly();

/** The id in a path, as in `/api/v1/cases/{id}`. */
export const byId = z.object({ id: z.uuid() });

/** The answer of what has nothing to say but that it is done. */
export const noContent = { status: 204, schema: z.void(), description: 'Done.' } as const;

/** One of the keys of a table. */
export const enumOf = <K extends string>(table: Readonly<Record<K, unknown>>) =>
  z.enum(Object.keys(table) as [K, ...K[]]);

/** A text in both languages. */
export const bilingual = z.object({ vi: z.string(), en: z.string() });
