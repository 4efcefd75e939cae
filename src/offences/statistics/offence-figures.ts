import { z } from '@hono/zod-openapi';
import {
  actAs,
  type Ctx,
  listSchema,
  ok,
  type Result,
  refuseRequest,
  startOfVietnamDate,
  systemActor,
} from '../../kernel/index.ts';
import { type Cell, hideSmall, shownNumber } from '../../vocabulary/index.ts';
import type { Stage } from '../files/offence-file.ts';
import { stages } from '../files/offence-file.ts';
import { offencesCapabilities } from '../policies.ts';
import { type CountedBy, type CountedFiles, countFiles, daysToStages, hasInvented } from './figure-store.ts';

/** Stages as figures tell them: few enough for a number to be shown. */
export const stageGroups = {
  TIP: ['TIP', 'TRANSFERRED', 'VERIFYING_SOURCE'],
  INVESTIGATION: ['INITIATED', 'INVESTIGATION', 'SUSPENDED', 'CONCLUDED'],
  COURT: ['PROSECUTION', 'TRIAL', 'JUDGED'],
  NO_CRIME: ['NOT_INITIATED', 'DISMISSED', 'ADMIN_SANCTION'],
} as const satisfies Readonly<Record<string, readonly Stage[]>>;
export type StageGroup = keyof typeof stageGroups;
const groups = Object.keys(stageGroups) as [StageGroup, ...StageGroup[]];

export const countedBy = ['article', 'harm', 'childBand', 'province'] as const satisfies readonly CountedBy[];

const cell = z.number().int().nullable();
export const figuresSchema = z
  .object({
    year: z.number().int(),
    /** Invented files are counted among them, as everywhere at the desk: whoever reads the figures is told so. */
    invented: z.boolean(),
    groups: listSchema(z.enum(groups)),
    /** Null where a number is too small to be told, or would tell such a number. */
    tables: listSchema(
      z.object({
        by: z.enum(countedBy),
        /** An empty key where it is not known. */
        rows: listSchema(z.object({ key: z.string(), cells: listSchema(cell), all: cell })),
      }),
    ),
    /** Files by group; null where any of the tables hides it. */
    totals: listSchema(cell),
    /** Days from the opening to the first time in a stage: half and nine tenths took at most so long. */
    times: listSchema(
      z.object({
        stage: z.enum(stages),
        files: cell,
        medianDays: z.number().nullable(),
        slowDays: z.number().nullable(),
      }),
    ),
  })
  .openapi('OffenceFigures', { description: 'Files of all units that were opened in a year, small numbers hidden.' });
export type OffenceFigures = z.output<typeof figuresSchema>;

const FIRST_YEAR = 2018;

/**
 * Files of all units that were opened in a calendar year, by article, harm, age of the youngest child and province, and how long each
 * stage took. Whoever reads them has no part in most of these files: small numbers are hidden, and the time is a whole year, so that
 * no two figures differ by a few files. Refusals: `access.not-permitted`, `request.invalid`
 */
export async function offenceFigures(ctx: Ctx, input: { readonly year: number }): Promise<Result<OffenceFigures>> {
  const { actor } = ctx;
  if (actor.kind !== 'person' || !offencesCapabilities.can(actor, 'offence-figures.read', ctx.now)) {
    await ctx.auditRefused({ action: 'offence-figures.read' });
    return refuseRequest('access.not-permitted');
  }
  const { year } = input;
  const [from, to] = [startOfVietnamDate(`${year}-01-01`), startOfVietnamDate(`${year + 1}-01-01`)];
  if (!Number.isInteger(year) || year < FIRST_YEAR || from > ctx.now)
    return refuseRequest('request.invalid', { field: 'year' });
  return ctx.transaction(async (tx) => {
    const counted = await actAs(tx, systemActor('offences.figures'), async (platform) => {
      const found: (readonly [(typeof countedBy)[number], CountedFiles[]])[] = [];
      for (const by of countedBy) found.push([by, await countFiles(platform, by, from, to)]);
      const times = await daysToStages(platform, from, to);
      return { tables: found, times, invented: await hasInvented(platform, from, to) };
    });
    const tables = counted.tables.map(([by, rows]) => ({ by, ...hiddenTable(rows) }));
    tx.audit({ action: 'offence-figures.read', codes: { year } });
    return ok({
      year,
      invented: counted.invented,
      groups,
      tables: tables.map(({ by, rows }) => ({ by, rows })),
      // A file may fall under several articles: that table's columns sum up to more than there are files.
      totals: groups.map((_, at) => {
        const each = tables.filter(({ by }) => by !== 'article').map(({ ofColumns }) => ofColumns[at] as Cell);
        return each.includes(null) ? null : (each[0] as number);
      }),
      times: counted.times
        .toSorted((a, b) => stages.indexOf(a.stage) - stages.indexOf(b.stage))
        .map(({ stage, files, median, slow }) => {
          const shown = shownNumber(files);
          return {
            stage,
            files: shown,
            medianDays: shown === null ? null : rounded(median),
            slowDays: shown === null ? null : rounded(slow),
          };
        }),
    });
  });
}

const rounded = (days: number) => Math.round(days * 10) / 10;

function hiddenTable(counted: readonly CountedFiles[]) {
  const keys = [...new Set(counted.map(({ key }) => key))];
  const table = keys.map((key) =>
    groups.map((group) =>
      counted
        .filter((one) => one.key === key && (stageGroups[group] as readonly Stage[]).includes(one.stage))
        .reduce((sum, { files }) => sum + files, 0),
    ),
  );
  const { cells, ofRows, ofColumns } = hideSmall(table);
  return {
    rows: keys.map((key, at) => ({ key, cells: [...(cells[at] as Cell[])], all: ofRows[at] ?? null })),
    ofColumns: keys.length === 0 ? groups.map(() => 0) : ofColumns,
  };
}
