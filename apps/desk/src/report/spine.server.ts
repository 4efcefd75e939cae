import type { OpenedReport } from '../../../../src/intake/index.ts';
import { href } from '../href.ts';
import { m } from '../paraglide/messages.js';

/** One part of a matter, as its strip shows it. */
export interface SpinePart {
  readonly key: 'report' | 'case' | 'removal' | 'police';
  readonly name: string;
  /** `here`: the page that is open; `there`: it exists; `none`: it does not, as far as the reader may know. */
  readonly state: 'here' | 'there' | 'none';
  readonly code?: string;
  readonly href?: string;
  readonly at?: string;
}

/** The parts of the matter of a report: each is lit by what the report was told of it, and leads on for whoever may open it. */
export function spineOf(
  { triage, events }: Pick<OpenedReport, 'triage' | 'events'>,
  known: { readonly id: string; readonly reference: string } | null,
  mayOpenCase: boolean,
): SpinePart[] {
  const told = (code: string) => events.find((event) => event.code === code)?.at;
  const by = (key: 'removal' | 'police', name: string, code: string): SpinePart => {
    const at = told(code);
    return at === undefined ? { key, name, state: 'none' } : { key, name, state: 'there', at };
  };
  return [
    {
      key: 'report',
      name: m.spine_report(),
      state: 'here',
      code: triage.reference,
      href: href(`/bao-cao/${triage.id}`),
    },
    known
      ? {
          key: 'case',
          name: m.spine_case(),
          state: 'there',
          code: known.reference,
          ...(mayOpenCase ? { href: href(`/ho-so/${known.id}`) } : {}),
        }
      : { key: 'case', name: m.spine_case(), state: 'none' },
    by('removal', m.spine_removal(), 'removal-asked'),
    by('police', m.spine_police(), 'police-told'),
  ];
}
