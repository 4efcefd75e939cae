import { type Kernel, newId, type Tx } from '../../kernel/index.ts';
import { fileMark } from '../items/item-sealing.ts';
import { sealJson } from '../sealed-json.ts';
import type { FileContent, PlaceContent } from './machine-report.ts';
import { qualityOfFile } from './report-quality.ts';
import { partKeyMark } from './report-sealing.ts';
import type { MachineReportRow, ReportPartRow } from './report-tables.ts';

/** What decides which of a file's hashes bundles it with others: the strongest one that was given. */
const BUNDLING = ['sha256', 'sha1', 'md5'] as const;

export const bundlingHash = ({ hashes = [] }: FileContent): { scheme: string; hash: string } | undefined => {
  for (const type of BUNDLING) {
    const found = hashes.find((one) => one.type === type);
    if (found) return { scheme: type, hash: found.value.toLowerCase() };
  }
  return undefined;
};

type NewPart = Pick<MachineReportRow, 'id' | 'agency'> & { readonly place: number; readonly known: boolean | null };

/** The columns of a part that follow from what is said of its file. */
export async function columnsOfFile(kernel: Kernel, id: string, content: FileContent) {
  const hash = bundlingHash(content);
  const quality = qualityOfFile(content);
  return {
    sealed: await sealJson(kernel, 'machine_report_part', id, content),
    file_mark: hash ? await fileMark(kernel, hash.scheme, hash.hash) : null,
    viewed: content.fileViewedByEsp ?? null,
    exif_viewed: content.exifViewedByEsp ?? null,
    publicly_available: content.publiclyAvailable ?? null,
    relevance: content.fileRelevance ?? null,
    classification: content.industryClassification ?? null,
    annotations: [...(content.fileAnnotations ?? [])],
    quality: quality.percent,
    missing: [...quality.missing],
  };
}

export async function newFilePart(
  kernel: Kernel,
  now: Tx['now'],
  of: NewPart & { readonly key: string | undefined; readonly dropped: boolean },
  content: FileContent,
): Promise<ReportPartRow> {
  const id = newId<'machine-report-part'>(now.getTime());
  return {
    id,
    report_id: of.id,
    agency: of.agency,
    shown: false,
    kind: 'FILE',
    place: of.place,
    key_mark: of.key === undefined ? null : await partKeyMark(kernel, of.id, of.key),
    ...(await columnsOfFile(kernel, id, content)),
    known: of.known,
    dropped: of.dropped,
    added_at: now,
    item_id: null,
  };
}

export async function newPlacePart(
  kernel: Kernel,
  now: Tx['now'],
  of: Pick<NewPart, 'id' | 'agency' | 'place'>,
  content: PlaceContent,
): Promise<ReportPartRow> {
  const id = newId<'machine-report-part'>(now.getTime());
  return {
    id,
    report_id: of.id,
    agency: of.agency,
    shown: false,
    kind: 'PLACE',
    place: of.place,
    key_mark: null,
    sealed: await sealJson(kernel, 'machine_report_part', id, content),
    file_mark: null,
    viewed: null,
    exif_viewed: null,
    publicly_available: null,
    relevance: null,
    classification: null,
    annotations: [],
    known: null,
    dropped: false,
    quality: 100,
    missing: [],
    added_at: now,
    item_id: null,
  };
}
