import { type Kernel, type Tx, vietnamDate } from '../../kernel/index.ts';
import { onlinePlace } from '../../vocabulary/index.ts';
import type { SaidOfContent } from '../items/said-of-item.ts';
import { openJson } from '../sealed-json.ts';
import { pagesOf } from './arrivals-of-report.ts';
import { CHILD_BELOW, type ReportContent } from './machine-report.ts';
import { findReport, partsOf } from './report-store.ts';

type Person = NonNullable<ReportContent['personOrUserReported']>;

/**
 * What a member's machine said of the account that it reports: its names at that service, how it is reached, where it signed in from. Of the
 * child and of whom it was sent to nothing is handed on, and nothing that is named as the child's too; nor what stands in a file that no
 * provider viewed, which police open by a ground of law alone. Read by the platform, which puts it under another seal.
 */
export async function saidOfMachineReport(
  kernel: Kernel,
  platform: Tx,
  id: string,
): Promise<SaidOfContent | undefined> {
  const row = await findReport(platform, id);
  if (!row || row.sealed === null) return undefined;
  const content = await openJson<ReportContent>(kernel, 'machine_report', { id: row.id, sealed: row.sealed });
  const parts = await partsOf(platform, id);
  const { personOrUserReported: person, victim = [], intendedRecipient = [] } = content;
  const others = new Set([...victim, ...intendedRecipient].flatMap(namesOf).map(plain));
  const own = (written: readonly string[]): string[] => written.filter((one) => !others.has(plain(one)));
  const service = person === undefined ? null : placeOf(person.espService ?? row.agency);
  const names = own([person?.espIdentifier, person?.screenName].flatMap((one) => one ?? []));
  return {
    id,
    holds: row.state === 'FINISHED' && !row.test,
    ofChild:
      (person !== undefined && isMinor(person, row.incident_at)) ||
      parts.some(({ annotations }) => annotations.includes('possibleSelfProduction')),
    agency: row.agency,
    firstAt: row.incident_at,
    lastAt: row.incident_at,
    demonstration: row.is_demonstration,
    links: [...own(person?.profileUrl ?? []), ...pagesOf(content)],
    // The same name at two services is two accounts: where the list of places has none for the service, the member names it.
    accounts: names.map((name) => ({ name: service === null ? `${row.agency}:${name}` : name, place: service })),
    phones: own(person?.phone ?? []),
    emails: own(person?.email ?? []),
    devices: own((person?.deviceId ?? []).map(({ idValue }) => idValue)),
    addresses: (person?.ipCaptureEvent ?? [])
      .filter(({ possibleProxy }) => possibleProxy !== true)
      .map(({ ipAddress: address, dateTime }) => ({ address, at: dateTime === undefined ? null : new Date(dateTime) })),
    with: [...new Set(parts.flatMap(({ item_id: item }) => item ?? []))],
  };
}

const plain = (written: string): string => written.normalize('NFKC').trim().toLowerCase();

/** Whatever somebody is named or reached by. */
function namesOf(person: Person): string[] {
  const { espIdentifier, screenName, phone = [], email = [], profileUrl = [], deviceId = [] } = person;
  return [
    ...[espIdentifier, screenName].flatMap((one) => one ?? []),
    ...phone,
    ...email,
    ...profileUrl,
    ...deviceId.map(({ idValue }) => idValue),
  ];
}

/** The place online that a service or a member is called by, as in "Facebook". */
function placeOf(service: string): string | null {
  const word = service
    .normalize('NFKC')
    .toUpperCase()
    .replaceAll(/[^A-Z0-9]/g, '');
  return onlinePlace.codes.find((code) => code.replaceAll('_', '') === word) ?? null;
}

/** Whether the account that is reported is said to be of somebody who is no adult yet: then it may be a child's own. */
function isMinor({ age, dateOfBirth }: Person, at: Date): boolean {
  if (age !== undefined && age < CHILD_BELOW) return true;
  const day = vietnamDate(at);
  return dateOfBirth !== undefined && dateOfBirth > `${Number(day.slice(0, 4)) - CHILD_BELOW}${day.slice(4)}`;
}
