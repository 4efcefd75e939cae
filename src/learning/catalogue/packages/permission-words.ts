import { z } from 'zod';
import data from './permission-words.json' with { type: 'json' };

/** What a permission of Android lets an app do, in words for who is no engineer. Data with a version and a source. */
const list = z
  .strictObject({
    version: z.iso.date(),
    source: z.string().min(1),
    verified: z.boolean(),
    permissions: z.record(
      z.string().regex(/^[\w.]+$/),
      z.strictObject({ vi: z.string().min(1), en: z.string().min(1) }),
    ),
  })
  .parse(data);
const byName = new Map(Object.entries(list.permissions));

/** Undefined for one that the list does not know, as those that an app makes for itself. */
export const permissionWords = (permission: string): { readonly vi: string; readonly en: string } | undefined =>
  byName.get(permission);
