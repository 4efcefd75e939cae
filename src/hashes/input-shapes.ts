import { z } from '@hono/zod-openapi';
import { textInput } from '../kernel/index.ts';
import { classSchemes } from './entries/entry.ts';
import { NAME } from './entries/well-formed.ts';

/** Shapes that several routes of the register take. */
export const code = z.string().regex(/^[A-Z][A-Z0-9_]{1,63}$/);
export const agency = z.string().regex(/^[A-Za-z0-9_./-]{2,64}$/);
export const name = textInput(NAME);
export const givenClass = z.strictObject({
  scheme: z.enum(classSchemes),
  version: z.string().max(32),
  label: z.string().max(64),
});
// What a hash is worth is said for each item, so the shape takes any text here.
export const askedHash = z.strictObject({
  type: z.string().max(16),
  value: z.string().max(400_000),
  variant: z.string().max(32).optional(),
  quality: z.number().optional(),
});
