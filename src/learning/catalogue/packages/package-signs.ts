import { z } from 'zod';
import { criterionOf } from '../evaluations/criteria.ts';
import signsData from './package-signs.json' with { type: 'json' };
import trackersData from './trackers.json' with { type: 'json' };

/** What of a package answers which criterion, and in which words its readers get the reason. Data with a version, a source and a date. */
const words = z.string().min(1).max(300);
const criterion = z.string().refine((id) => criterionOf(id)?.layer === 'PACKAGE', 'no criterion of a package');
const dated = {
  version: z.string().regex(/^\d{4}-\d{2}-\d{2}$/),
  validFrom: z.iso.date(),
  validTo: z.iso.date().nullable(),
  source: z.string().min(1),
  verified: z.boolean(),
};

const sign = z.strictObject({
  criterion,
  /** Entries of the list of code that name this criterion answer it too. */
  code: z.boolean(),
  /** Where the permission is asked for, somebody has to say whether the use needs it. */
  needsPerson: z.boolean().default(false),
  permissions: z.array(z.string()),
  yesVi: words,
  noVi: words,
});
export type PackageSign = z.infer<typeof sign>;

export const packageSigns = z
  .strictObject({
    ...dated,
    cleartextDefaultUntilSdk: z.int(),
    cleartextSource: z.string(),
    signs: z.array(sign),
    unreadVi: words,
    noCodeVi: words,
    personVi: words,
    unencrypted: z.strictObject({ criterion, yesVi: words, oldVi: words, noVi: words, elsewhereVi: words }),
  })
  .parse(signsData);

const list = z
  .strictObject({
    ...dated,
    entries: z.array(
      z.strictObject({
        id: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/),
        name: z.string().min(1).max(60),
        /** Criteria that it answers; none where it is only named, as what reports crashes. */
        signs: z.array(criterion),
        /** Ends with a dot: the beginning of a class name; else the whole name of one. */
        prefixes: z.array(z.string().regex(/^[A-Za-z_][\w]*(\.[A-Za-z_][\w]*)+\.?$/)).min(1),
        source: z.string().min(1),
      }),
    ),
  })
  .refine(({ entries }) => new Set(entries.map(({ id }) => id)).size === entries.length, 'an entry stands twice')
  .refine(({ entries }) => {
    const all = entries.flatMap(({ prefixes }) => prefixes);
    return new Set(all).size === all.length;
  }, 'a beginning stands twice')
  .parse(trackersData);

export const trackerList = list;
const byId = new Map(list.entries.map((one) => [one.id, one]));
export const trackerOf = (id: string) => byId.get(id);
