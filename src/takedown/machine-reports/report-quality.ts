/** How much of what makes a report of use was filled in: read for each report, told back, and summed for a member. Pure. */
import { EMPTY_SHARE_MOST, type FileContent, type ReportContent } from './machine-report.ts';
import fields from './report-fields.json' with { type: 'json' };

interface Field {
  readonly code: string;
  /** Names of the way to the value; where several stand side by side, one of them is enough. */
  readonly path: readonly (string | readonly string[])[];
  readonly vi: string;
  readonly en: string;
}

export const reportFields: readonly Field[] = fields.report;
export const fileFields: readonly Field[] = fields.file;

/** Percent of the expected fields that are filled, and the codes of the empty ones. */
export interface Quality {
  readonly percent: number;
  readonly missing: readonly string[];
}

const isEmpty = (value: unknown): boolean =>
  value === undefined ||
  value === null ||
  value === '' ||
  (Array.isArray(value) && value.length === 0) ||
  (typeof value === 'object' && !Array.isArray(value) && Object.keys(value).length === 0);

function isFilled(content: unknown, path: Field['path']): boolean {
  const [step, ...rest] = path;
  if (step === undefined) return !isEmpty(content);
  if (typeof content !== 'object' || content === null) return false;
  const names = typeof step === 'string' ? [step] : step;
  return names.some((name) => isFilled((content as Record<string, unknown>)[name], rest));
}

function readingOf(expected: readonly Field[], content: unknown): Quality {
  const missing = expected.filter(({ path }) => !isFilled(content, path)).map(({ code }) => code);
  return { percent: Math.round((100 * (expected.length - missing.length)) / expected.length), missing };
}

export const qualityOfReport = (content: ReportContent): Quality => readingOf(reportFields, content);
export const qualityOfFile = (content: FileContent): Quality => readingOf(fileFields, content);

/** Of the whole report: the mean of its own reading and of its files'; what any file lacks is named once, as `file.…`. */
export function qualityOfWhole(report: Quality, files: readonly Quality[]): Quality {
  const readings = [report, ...files];
  return {
    percent: Math.round(readings.reduce((sum, { percent }) => sum + percent, 0) / readings.length),
    missing: [...report.missing, ...new Set(files.flatMap(({ missing }) => missing.map((code) => `file.${code}`)))],
  };
}

/**
 * Whether so little was filled in that the sender's program has most likely failed. What is marked urgent is taken all the same: a
 * child may be in danger behind an empty form.
 */
export const isTooSparse = ({ percent }: Quality, urgent: boolean): boolean =>
  !urgent && 100 - percent > EMPTY_SHARE_MOST;

/** What a field is called: `account`, `file.hash`. */
export function fieldLabel(code: string, lang: 'vi' | 'en'): string {
  const [list, plain] = code.startsWith('file.') ? [fileFields, code.slice(5)] : [reportFields, code];
  return list.find((one) => one.code === plain)?.[lang] ?? code;
}
