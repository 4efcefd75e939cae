import type { AgeGroup, ItemKind } from '../items/item.ts';
import { readLocator } from '../items/read-locator.ts';
import type { Arrival } from '../items/receive.ts';
import type { FileContent, PlaceContent, ReportContent } from './machine-report.ts';
import { bundlingHash } from './make-part.ts';
import type { MachineReportRow, ReportPartRow } from './report-tables.ts';

interface Place {
  readonly kind: ItemKind;
  readonly locator: string;
}

const usable = ({ kind, locator }: Place): boolean => readLocator(kind, locator, null).ok;

/** The pages that a report names. */
export const pagesOf = ({ internetDetails = [] }: ReportContent): string[] => [
  ...new Set(internetDetails.flatMap(({ url = [] }) => url)),
];

/**
 * Where a file stands, as far as the report says: its own address, a page of the report, the account that is reported. An account is
 * named with the member, since the same name at two platforms is two accounts. Undefined where nothing says it.
 */
export function placeOfFile(agency: string, content: ReportContent, file: FileContent): Place | undefined {
  const { personOrUserReported: account } = content;
  const name = (account?.espIdentifier ?? account?.screenName)?.replaceAll(/\s+/g, '_');
  const candidates: Place[] = [
    ...(file.locationOfFile ? [{ kind: 'url' as const, locator: file.locationOfFile }] : []),
    ...pagesOf(content).map((locator) => ({ kind: 'url' as const, locator })),
    ...(account?.profileUrl ?? []).map((locator) => ({ kind: 'account' as const, locator })),
    ...(name ? [{ kind: 'account' as const, locator: `${agency}:${name}` }] : []),
  ];
  return candidates.find(usable);
}

/** Pages of a report that are no file's own address, and can be read: parts of their own. */
export function pagesWithoutFile(
  agency: string,
  content: ReportContent,
  files: readonly FileContent[],
): PlaceContent[] {
  const taken = new Set(files.map((file) => placeOfFile(agency, content, file)?.locator));
  return pagesOf(content)
    .filter((url) => !taken.has(url) && usable({ kind: 'url', locator: url }))
    .map((url) => ({ url }));
}

const ages: Readonly<Record<string, AgeGroup>> = { A1: 'PREPUB', A2: 'PREPUB', B1: 'PUB', B2: 'PUB' };

/** A part as an arrival of an item; undefined where nothing says where it stands. */
export function arrivalOfPart(
  report: Pick<MachineReportRow, 'agency' | 'reference' | 'urgent' | 'is_demonstration'>,
  content: ReportContent,
  part: ReportPartRow,
  of: FileContent | PlaceContent,
): Arrival | undefined {
  const place: Place | undefined =
    'url' in of ? { kind: 'url', locator: of.url } : placeOfFile(report.agency, content, of);
  if (!place) return undefined;
  const common = {
    source: 'MACHINE' as const,
    key: `machine-report-part|${part.id}`,
    ...place,
    agency: report.agency,
    object: { kind: 'machine-report-part', id: part.id, reference: report.reference },
    ...(report.urgent ? { danger: true } : {}),
    demonstration: report.is_demonstration,
  };
  if ('url' in of) return common;
  const infant = part.annotations.includes('infant') ? ('INFANT' as const) : undefined;
  const ageGroup = infant ?? (part.classification === null ? undefined : ages[part.classification]);
  return {
    ...common,
    file: bundlingHash(of),
    ...(part.known === null ? {} : { knownHash: part.known }),
    ...(part.annotations.includes('possibleSelfProduction') ? { selfMade: true } : {}),
    ...(ageGroup ? { ageGroup } : {}),
    ...(part.publicly_available === true ? { reachable: 'YES' as const } : {}),
  };
}
