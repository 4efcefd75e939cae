import type { SaidOfContent } from '../../takedown/index.ts';
import type { WrittenIdentifier } from '../identifiers/add-identifier.ts';
import { readNormalForm } from '../identifiers/read-identifier.ts';

/** What came with something: an identifier as it was written there, and when it was seen, where that is known. */
export interface Said extends WrittenIdentifier {
  readonly at?: Date | undefined;
}

/** A link to a profile names an account, any other a page; what is no link at all is no account either. */
export const saidByLink = (written: string): Said => ({
  kind: /^h(tt|xx)ps?:\/\//i.test(written.trim()) && readNormalForm('ACCOUNT', written).ok ? 'ACCOUNT' : 'ADDRESS',
  written,
});

/** What content says of who posts it and where it stands. */
export function saidByContent({ links, accounts, phones, emails, devices, addresses }: SaidOfContent): Said[] {
  return [
    ...links.map(saidByLink),
    ...accounts.map(({ name, place }): Said => ({ kind: 'ACCOUNT', written: name, beside: place ?? undefined })),
    ...phones.map((written): Said => ({ kind: 'PHONE', written })),
    ...emails.map((written): Said => ({ kind: 'EMAIL', written })),
    ...devices.map((written): Said => ({ kind: 'DEVICE', written })),
    ...addresses.map(({ address, at }): Said => ({ kind: 'IP', written: address, at: at ?? undefined })),
  ];
}

/** The places that a reporter named: never what the reporter is reached by, which stands under another seal and is not asked for. */
export function saidByReporter(
  places: readonly {
    readonly kind: string;
    readonly link?: string;
    readonly account?: string;
    readonly phone?: string;
  }[],
): Said[] {
  return places.flatMap(({ kind, link, account, phone }): Said[] => [
    ...(link === undefined ? [] : [saidByLink(link)]),
    ...(account === undefined ? [] : [{ kind: 'ACCOUNT', written: account, beside: kind }]),
    ...(phone === undefined ? [] : [{ kind: 'PHONE', written: phone }]),
  ]);
}
