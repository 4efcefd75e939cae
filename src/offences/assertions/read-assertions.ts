import { z } from '@hono/zod-openapi';
import { type Ctx, instant, listSchema, ok, type Result } from '../../kernel/index.ts';
import { auditOf, fileAct, type OnFile } from '../files/file-record.ts';
import { fileReferences } from '../files/file-store.ts';
import { openJson } from '../sealed-json.ts';
import { articlesOf, claimsOf, outcomesOf, personsOf } from './assertion-store.ts';
import type { ClaimOfFile, Graded, Said } from './assertion-tables.ts';
import { claims } from './claim-same.ts';
import type { OutcomeSecrets } from './record-outcome.ts';

const said = {
  id: z.uuid(),
  agency: z.string(),
  by: z.string(),
  at: instant,
  /** When and why it was taken back; null while it stands. */
  takenBack: z.object({ at: instant, by: z.string(), reason: z.string() }).nullable(),
};
const graded = { basis: z.string(), reliability: z.string(), credibility: z.number().int() };

export const assertionsSchema = z
  .object({
    /** Names stand in an act of their own. */
    persons: listSchema(z.object({ ...said, ...graded, part: z.string(), named: z.boolean() })),
    claims: listSchema(
      z.object({
        ...said,
        ...graded,
        one: z.uuid(),
        other: z.uuid(),
        says: z.enum(claims),
        /** It was said in this file, and is taken back in it. */
        here: z.boolean(),
        /** Of the two the one who stands in another file that the reader has a part in, with their place there; null where both stand here. */
        elsewhere: z
          .object({ person: z.uuid(), file: z.uuid(), reference: z.string(), number: z.number().int() })
          .nullable(),
        /** Somebody else says the contrary of the same two, and neither was taken back. */
        contradicted: z.boolean(),
      }),
    ),
    articles: listSchema(
      z.object({
        ...said,
        article: z.string(),
        actOn: z.string().nullable(),
        source: z.string(),
        verified: z.boolean(),
      }),
    ),
    outcomes: listSchema(
      z.object({
        ...said,
        kind: z.string(),
        decidedOn: z.string(),
        article: z.string().nullable(),
        person: z.uuid().nullable(),
        sentence: z.string().nullable(),
        months: z.number().int().nullable(),
        /** In đồng. */
        amount: z.number().int().nullable(),
        suspended: z.boolean(),
        measures: listSchema(z.string()),
        document: z.string().nullable(),
        note: z.string().nullable(),
      }),
    ),
  })
  .openapi('OffenceAssertions', { description: 'What was said of an offence file, with what was taken back.' });
export type Assertions = z.output<typeof assertionsSchema>;

const sayingOf = (row: Said & { readonly id: string }) => ({
  id: row.id,
  agency: row.agency,
  by: row.said_by,
  at: row.said_at,
  takenBack:
    row.taken_back_at === null || row.taken_back_by === null || row.taken_back_reason === null
      ? null
      : { at: row.taken_back_at, by: row.taken_back_by, reason: row.taken_back_reason },
});
const gradeOf = ({ basis, reliability, credibility }: Graded) => ({ basis, reliability, credibility });

/** Persons of interest, comparisons, articles and outcomes of a file, what was taken back too. Refusals: those of an act on a file */
export function readAssertions(ctx: Ctx, input: Pick<OnFile, 'file'>): Promise<Result<Assertions>> {
  return fileAct(ctx, 'offence-file.read', { file: input.file, readOnly: true }, async (tx, file) => {
    const compared = await claimsOf(tx, file.id);
    const references = await fileReferences(tx, [
      ...new Set(compared.flatMap((row) => [row.one_file, row.other_file]).filter((id) => id !== file.id)),
    ]);
    const elsewhereOf = (row: ClaimOfFile) => {
      const away = [
        { person: row.one_id, file: row.one_file, number: row.one_number },
        { person: row.other_id, file: row.other_file, number: row.other_number },
      ].find((side) => side.file !== file.id);
      return away ? { ...away, reference: references.get(away.file) ?? '' } : null;
    };
    const standing = compared.filter((one) => one.taken_back_at === null);
    const outcomes = await Promise.all(
      (await outcomesOf(tx, file.id)).map(async ({ sealed, ...row }) => ({
        row,
        secrets:
          sealed === null
            ? { document: null, note: null }
            : await openJson<OutcomeSecrets>(ctx.kernel, 'offence_outcome', { id: row.id, sealed }),
      })),
    );
    tx.audit({ ...auditOf(file, 'offence-file.read'), fieldClasses: ['evidence'] });
    return ok({
      persons: (await personsOf(tx, file.id)).map((row) => ({
        ...sayingOf(row),
        ...gradeOf(row),
        part: row.part,
        named: row.named,
      })),
      claims: compared.map((row) => ({
        ...sayingOf(row),
        ...gradeOf(row),
        one: row.one_id,
        other: row.other_id,
        says: row.says,
        here: row.file_id === file.id,
        elsewhere: elsewhereOf(row),
        contradicted:
          row.taken_back_at === null &&
          standing.some((one) => one.one_id === row.one_id && one.other_id === row.other_id && one.says !== row.says),
      })),
      articles: (await articlesOf(tx, file.id)).map((row) => ({
        ...sayingOf(row),
        article: row.article,
        actOn: row.act_on,
        source: row.source,
        verified: row.verified,
      })),
      outcomes: outcomes.map(({ row, secrets }) => ({
        ...sayingOf(row),
        kind: row.kind,
        decidedOn: row.decided_on,
        article: row.article,
        person: row.person_id,
        sentence: row.sentence,
        months: row.months,
        amount: row.amount === null ? null : Number(row.amount),
        suspended: row.suspended,
        measures: row.measures,
        document: secrets.document,
        note: secrets.note,
      })),
    });
  });
}
