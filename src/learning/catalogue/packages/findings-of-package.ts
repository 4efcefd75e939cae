import type { Finding } from '../evaluations/evaluation.ts';
import type { FoundInLayer } from '../evaluations/keep-evaluation.ts';
import { type PackageSign, packageSigns, trackerList, trackerOf } from './package-signs.ts';
import type { AndroidPackage } from './read-android-package.ts';

/** What somebody says of the one thing that no reader of a package can know: whether the use needs the camera or the microphone. */
export interface PersonsWord {
  /** `YES`: it asks for it without need; `NO`: the use needs it. Undefined where nobody has looked. */
  readonly answer?: 'YES' | 'NO' | undefined;
  readonly reason?: string | undefined;
}

type Written = FoundInLayer['findings'][number];
const REASON_MOST = 400;

/**
 * The answers of the package's layer as a person would write them: what is there, what is not, and what was not checked, which is never
 * "none". Whatever is found counts, however the rest could be read.
 */
export function findingsOfPackage(read: AndroidPackage, word: PersonsWord = {}): Written[] {
  return [...packageSigns.signs.map((sign) => findingOf(sign, read, word)), unencrypted(read)];
}

function findingOf(sign: PackageSign, read: AndroidPackage, word: PersonsWord): Written {
  const permissions = sign.permissions.filter((one) => read.permissions.includes(one)).map(shortName);
  const code = sign.code ? foundOf(sign.criterion, read) : [];
  const what = [...permissions, ...code];
  if (sign.needsPerson && what.length > 0) return weighed(sign, what, word);
  if (what.length > 0) return said(sign.criterion, 'YES', sign.yesVi, { what: list(what) });
  if (sign.code && read.code.files === 0) return said(sign.criterion, 'NOT_CHECKED', packageSigns.noCodeVi);
  if (sign.code && read.code.unread > 0) {
    const { unread, files } = read.code;
    return said(sign.criterion, 'NOT_CHECKED', packageSigns.unreadVi, { unread: String(unread), files: String(files) });
  }
  return said(sign.criterion, 'NO', sign.noVi);
}

/** Asked for; whether with need, a person says. */
function weighed(sign: PackageSign, what: readonly string[], { answer, reason }: PersonsWord): Written {
  if (answer === undefined) return said(sign.criterion, 'NOT_CHECKED', packageSigns.personVi, { what: list(what) });
  const { reason: own } = said(sign.criterion, answer, sign.yesVi, { what: list(what) });
  return { criterion: sign.criterion, answer, reason: `${own} ${reason ?? ''}`.trim().slice(0, REASON_MOST) };
}

function unencrypted({ cleartext, networkConfig, targetSdk, minSdk }: AndroidPackage): Written {
  const { criterion, yesVi, oldVi, noVi, elsewhereVi } = packageSigns.unencrypted;
  // Where a file of the resources decides, what the manifest says of it counts no more.
  if (networkConfig) return said(criterion, 'NOT_CHECKED', elsewhereVi);
  if (cleartext !== null) return said(criterion, cleartext ? 'YES' : 'NO', cleartext ? yesVi : noVi);
  const sdk = targetSdk ?? minSdk ?? 1;
  return sdk <= packageSigns.cleartextDefaultUntilSdk
    ? said(criterion, 'YES', oldVi, { sdk: String(sdk) })
    : said(criterion, 'NO', noVi);
}

/** Names of the list that answer a criterion. */
const foundOf = (criterion: string, { found }: AndroidPackage): string[] =>
  found.flatMap(({ id }) => {
    const entry = trackerOf(id);
    return entry?.signs.includes(criterion) ? [entry.name] : [];
  });

function said(
  criterion: string,
  answer: Finding['answer'],
  text: string,
  facts: Readonly<Record<string, string>> = {},
): Written {
  const reason = Object.entries({ list: trackerList.version, ...facts }).reduce(
    (all, [name, value]) => all.replaceAll(`{${name}}`, value),
    text,
  );
  return { criterion, answer, reason: reason.slice(0, REASON_MOST) };
}

/** What is told of a long list: the first ones, and how many more. */
function list(what: readonly string[]): string {
  const shown = what.slice(0, 6);
  const more = what.length - shown.length;
  return more > 0 ? `${shown.join(', ')} và ${more} mục khác` : shown.join(', ');
}

/** `ACCESS_FINE_LOCATION` of `android.permission.ACCESS_FINE_LOCATION`. */
export const shortName = (permission: string): string => permission.slice(permission.lastIndexOf('.') + 1);
