import type { CaseView, ReferralView } from '../../../../src/cases/index.ts';
import type { OpenedReport } from '../../../../src/intake/index.ts';
import { href } from '../href.ts';
import { m } from '../paraglide/messages.js';

/** One part of a matter, as its strip shows it. */
export interface SpinePart {
  readonly key: 'report' | 'case' | 'referral' | 'removal' | 'police';
  readonly name: string;
  /**
   * `here`: the page that is open; `there`: it exists; `none`: it does not; `closed`: it is not the reader's to know whether it
   * exists.
   */
  readonly state: 'here' | 'there' | 'none' | 'closed';
  readonly code?: string;
  readonly href?: string;
  readonly at?: string;
}

type Key = SpinePart['key'];
type Known = Omit<SpinePart, 'key' | 'name'>;

const closed: Known = { state: 'closed' };
const none: Known = { state: 'none' };
const since = (at: string | undefined): Known => (at === undefined ? none : { state: 'there', at });

function strip(known: Readonly<Record<Key, Known>>): SpinePart[] {
  const names: Readonly<Record<Key, string>> = {
    report: m.spine_report(),
    case: m.spine_case(),
    referral: m.spine_referral(),
    removal: m.spine_removal(),
    police: m.spine_police(),
  };
  return (Object.keys(names) as Key[]).map((key) => ({ key, name: names[key], ...known[key] }));
}

/** The matter of a report: its other parts are lit by what the report was told of them. */
export function spineOfReport(
  { triage, events }: Pick<OpenedReport, 'triage' | 'events'>,
  found: { readonly id: string; readonly reference: string } | null,
  mayOpenCase: boolean,
): SpinePart[] {
  const told = (...codes: string[]) => since(events.find((event) => codes.includes(event.code))?.at);
  return strip({
    report: { state: 'here', code: triage.reference, href: href(`/bao-cao/${triage.id}`) },
    case: found
      ? {
          state: 'there',
          code: found.reference,
          ...(mayOpenCase ? { href: href(`/ho-so/${found.id}`) } : {}),
        }
      : none,
    referral: told('helper-asked'),
    removal: told('content-taken', 'content-passed-on', 'removal-asked'),
    police: told('police-told'),
  });
}

/** The matter of a case: what hangs on it is for who may read the file; who sees only where it stands is told of none. */
export function spineOfCase(
  { overview, file }: Pick<CaseView, 'overview' | 'file'>,
  mayOpenReport: boolean,
): SpinePart[] {
  const { id, reference, report } = overview;
  const happened = (code: string) => since(file?.events.find((event) => event.code === code)?.at.toISOString());
  const sent = (file?.referrals ?? []).filter(({ status }) => status !== 'DRAFT');
  const asked = sent.find(({ purpose }) => purpose === 'POLICE');
  return strip({
    report:
      report === null
        ? file
          ? none
          : closed
        : { state: 'there', ...(mayOpenReport ? { code: reference, href: href(`/bao-cao/${report}`) } : {}) },
    case: { state: 'here', code: reference, href: href(`/ho-so/${id}`) },
    referral: !file
      ? closed
      : sent.length === 0
        ? none
        : { state: 'there', code: reference, href: href(`/ho-so/${id}/chuyen-gui`) },
    removal: file ? happened('track:content') : closed,
    police: !file
      ? closed
      : asked
        ? { state: 'there', code: reference, href: href(`/chuyen-gui/${asked.id}`) }
        : happened('track:offence'),
  });
}

/** The matter of a referral: its sender goes back to the case; its receiver sees this part, and is told of no other. */
export function spineOfReferral(view: Pick<ReferralView, 'id' | 'reference' | 'case' | 'purpose'>): SpinePart[] {
  const here: Known = { state: 'here', code: view.reference, href: href(`/chuyen-gui/${view.id}`) };
  const police = view.purpose === 'POLICE';
  return strip({
    report: closed,
    case: view.case ? { state: 'there', code: view.reference, href: href(`/ho-so/${view.case}`) } : closed,
    referral: police ? closed : here,
    removal: closed,
    police: police ? here : closed,
  });
}
