import type { ReceiptView, ReporterKind } from '../../../../src/intake/index.ts';
import type { PortalBand } from '../../../../src/vocabulary/index.ts';

/** How a page speaks: to first readers, to a child, to a young or unknown person, to an adult. */
export type Voice = 'early' | 'em' | 'ban' | 'adult';
/** Whom the report is about, seen from the reader. */
export type About = 'you' | 'friend' | 'child';

/** How an adult calls the child they tell about. */
export type ChildCalled = 'own' | 'young' | 'pupil' | 'child';

interface TellerFacts {
  readonly kind: ReporterKind;
  readonly band?: PortalBand;
  readonly voice: Voice;
  readonly about: About;
  readonly called?: ChildCalled;
}

/** Who tells, by the last segment of the address. The segment says no more than the page it is linked from. */
const facts = {
  '6-8': { kind: 'child', band: 'B6_8', voice: 'early', about: 'you' },
  '9-12': { kind: 'child', band: 'B9_12', voice: 'em', about: 'you' },
  '13-15': { kind: 'child', band: 'B13_15', voice: 'em', about: 'you' },
  '16-17': { kind: 'child', band: 'B16_17', voice: 'ban', about: 'you' },
  'ba-me': { kind: 'parent', band: 'ADULT', voice: 'adult', about: 'child', called: 'own' },
  'nguoi-nha': { kind: 'relative', band: 'ADULT', voice: 'adult', about: 'child', called: 'young' },
  'thay-co': { kind: 'teacher', band: 'ADULT', voice: 'adult', about: 'child', called: 'pupil' },
  'ban-be': { kind: 'peer', voice: 'ban', about: 'friend' },
  'nguoi-biet-chuyen': { kind: 'neighbour', band: 'ADULT', voice: 'adult', about: 'child', called: 'young' },
  'chuyen-mon': { kind: 'professional', band: 'ADULT', voice: 'adult', about: 'child' },
  khac: { kind: 'other', voice: 'ban', about: 'you' },
} as const satisfies Record<string, TellerFacts>;

export type Teller = keyof typeof facts;

export const childTellers = ['6-8', '9-12', '13-15', '16-17'] as const satisfies readonly Teller[];
/** Whoever would rather not say skips the question and is `khac`. */
export const otherTellers = [
  'ba-me',
  'nguoi-nha',
  'thay-co',
  'ban-be',
  'nguoi-biet-chuyen',
  'chuyen-mon',
] as const satisfies readonly Teller[];

export function readTeller(value: unknown): Teller | undefined {
  return typeof value === 'string' && Object.hasOwn(facts, value) ? (value as Teller) : undefined;
}

export function tellerFacts(teller: Teller | undefined): TellerFacts {
  return facts[teller ?? 'khac'];
}

/** What a report that is opened again keeps of who told. */
export type KeptTeller = Pick<ReceiptView['summary'], 'portalBand' | 'informantType'>;

/** The voice for a report that is opened again; before it is open nobody knows who reads, and "bạn" fits everyone. */
export function voiceOfKept(kept: KeptTeller | null): Voice {
  const band = kept?.portalBand ?? null;
  if (band === null || band === 'B16_17') return 'ban';
  return band === 'ADULT' ? 'adult' : 'em';
}

/** How they call the child, where their own name hangs on it: a teacher is "thầy cô". */
export function calledByKept(kept: KeptTeller | null): ChildCalled {
  return kept?.informantType === 'TEACHER' ? 'pupil' : 'child';
}
