import {
  type ChildFeeling,
  type ChildNames,
  type ChildPlace,
  childFeeling,
  childNames,
  childPlace,
  type ReportedProblem,
} from '../../../../src/vocabulary/index.ts';
import { readWrittenDate } from '../../../shared/written-date.ts';
import { type Teller, tellerFacts } from './teller.ts';

export interface Place {
  readonly kind: string;
  readonly link?: string;
  readonly account?: string;
  readonly phone?: string;
}

/** What has been answered so far, as it was typed; checked by `readReport` of the intake, not here. */
export interface Answers {
  teller?: Teller;
  /** What was chosen on the first page as most like it. */
  problem?: ReportedProblem;
  /** What a first reader pointed at: how they feel, where it was, who did it. */
  feeling?: ChildFeeling;
  setting?: ChildPlace;
  doer?: ChildNames;
  safe?: 'yes' | 'no' | 'unsure';
  story?: string;
  places?: Place[];
  words?: string;
  from?: string;
  still?: 'yes' | 'no' | 'unsure';
  province?: string;
  commune?: string;
  childAge?: string;
  childSex?: string;
  wishes?: string[];
  phone?: string;
  hours?: string;
  saying?: string;
  name?: string;
  email?: string;
  organisation?: string;
  /** The reader has seen the review: a step that is mended leads back there. */
  reviewed?: boolean;
}

export type Step =
  | 'who'
  | 'feeling'
  | 'safe'
  | 'danger'
  | 'setting'
  | 'doer'
  | 'story'
  | 'places'
  | `place-${number}`
  | 'when'
  | 'province'
  | 'commune'
  | 'child'
  | 'contact'
  | 'details'
  | 'review';

/** Places that have nothing to ask further: who does not remember where is not asked for its address. */
const NO_DETAILS = new Set(['UNKNOWN']);
const NEEDS_PHONE = new Set(['PHONE_HOURS', 'SAY_OTHER']);

/** The chosen wishes are wishes to be called: without a number they cannot be met. */
export function wantsCall(answers: Answers): boolean {
  return (answers.wishes ?? []).some((wish) => NEEDS_PHONE.has(wish));
}

/** A child is asked for a number only where the wish needs one; an adult may always leave a name. */
export function asksDetails(answers: Answers): boolean {
  return tellerFacts(answers.teller).about === 'child' || wantsCall(answers);
}

/** The steps for these answers, in groups: a group is what the reader counts as one step. */
function groupsOf(answers: Answers): Step[][] {
  const { about, voice } = tellerFacts(answers.teller);
  const safe: Step[] = answers.safe === 'no' ? ['safe', 'danger'] : ['safe'];
  // Danger is a question of its own: a feeling is no statement of it.
  if (voice === 'early') return [['feeling'], safe, ['setting'], ['doer'], ['story'], ['review']];
  const places = (answers.places ?? []).flatMap((place, at): Step[] =>
    NO_DETAILS.has(place.kind) ? [] : [`place-${at}`],
  );
  return [
    safe,
    ['story'],
    ['places', ...places],
    ['when'],
    answers.province ? ['province', 'commune'] : ['province'],
    ...(about === 'you' ? [] : [['child'] as Step[]]),
    asksDetails(answers) ? ['contact', 'details'] : ['contact'],
    ['review'],
  ];
}

/** Which of how many, as it is told; nothing before the counting begins. */
export function placeOf(step: Step, answers: Answers): { step: number; of: number } | undefined {
  const groups = groupsOf(answers);
  const at = groups.findIndex((group) => group.includes(step));
  return at < 0 ? undefined : { step: at + 1, of: groups.length };
}

export function stepAfter(step: Step, answers: Answers): Step {
  const groups = groupsOf(answers);
  if (step === 'who') return answers.reviewed ? 'review' : (groups[0]?.[0] ?? 'review');
  const group = groups.find((one) => one.includes(step)) ?? [];
  const within = group[group.indexOf(step) + 1];
  if (within) return within;
  if (answers.reviewed) return 'review';
  const steps = groups.flat();
  return steps[steps.indexOf(step) + 1] ?? 'review';
}

export function stepBefore(step: Step, answers: Answers): Step | undefined {
  if (step === 'who') return answers.reviewed ? 'review' : undefined;
  const groups = groupsOf(answers);
  const group = groups.find((one) => one.includes(step)) ?? [];
  const within = group[group.indexOf(step) - 1];
  if (within) return within;
  if (answers.reviewed && step !== 'review') return 'review';
  const steps = groups.flat();
  return steps[steps.indexOf(step) - 1] ?? 'who';
}

/** The step still stands where the answers have changed, else `otherwise`: a removed place has no page any more. */
export function standing(step: Step, answers: Answers, otherwise: Step = 'review'): Step {
  return step === 'who' || groupsOf(answers).some((group) => group.includes(step)) ? step : otherwise;
}

const text = (form: FormData, name: string): string | undefined => {
  const value = form.get(name);
  // An empty field is no answer. What was typed stays as it was typed.
  return typeof value === 'string' && value.trim() !== '' ? value : undefined;
};

/** A day as everything behind reads it; what is none stays as it was written, to be mended. */
const dayOf = (written: string | undefined) =>
  written === undefined ? undefined : (readWrittenDate(written) ?? written);

const oneOf = <T extends string>(value: string | undefined, allowed: readonly T[]): T | undefined =>
  allowed.find((one) => one === value);

/** Takes what a step's page has posted into the answers. A field that the page does not have changes nothing. */
export function readStep(step: Step, form: FormData, old: Answers): Answers {
  const with_ = (change: { [K in keyof Answers]: Answers[K] | undefined }): Answers => {
    const answers: Record<string, unknown> = { ...old, ...change };
    for (const [key, value] of Object.entries(answers)) if (value === undefined) delete answers[key];
    return answers as Answers;
  };
  switch (step) {
    case 'feeling':
      return with_({ feeling: oneOf(text(form, 'feeling'), childFeeling.codes) });
    case 'setting':
      return with_({ setting: oneOf(text(form, 'setting'), childPlace.codes) });
    case 'doer':
      return with_({ doer: oneOf(text(form, 'doer'), childNames.codes) });
    case 'safe':
      return with_({ safe: oneOf(text(form, 'safe'), ['yes', 'no', 'unsure']) });
    case 'story':
      return with_({ story: text(form, 'story') });
    case 'places':
      return with_({ places: placesChosen(form.getAll('places').map(String), old.places ?? []) });
    case 'when':
      return with_({
        words: text(form, 'words'),
        from: dayOf(text(form, 'from')),
        still: oneOf(text(form, 'still'), ['yes', 'no', 'unsure']),
      });
    case 'province': {
      const province = text(form, 'province');
      return with_({ province, commune: province === old.province ? old.commune : undefined });
    }
    case 'commune':
      return with_({ commune: text(form, 'commune') });
    case 'child':
      return with_({ childAge: text(form, 'childAge'), childSex: text(form, 'childSex') });
    case 'contact':
      return with_({ wishes: form.getAll('wishes').map(String) });
    case 'details':
      return with_({
        phone: text(form, 'phone'),
        hours: text(form, 'hours'),
        saying: text(form, 'saying'),
        name: text(form, 'name'),
        email: text(form, 'email'),
        organisation: text(form, 'organisation'),
      });
    default: {
      const at = placeAt(step);
      const place = at === undefined ? undefined : old.places?.[at];
      if (at === undefined || !place) return old;
      const [link, account, phone] = [text(form, 'link'), text(form, 'account'), text(form, 'phone')];
      const told = { kind: place.kind, ...(link && { link }), ...(account && { account }), ...(phone && { phone }) };
      return with_({ places: old.places?.toSpliced(at, 1, told) });
    }
  }
}

/** The index of a place's own page. */
export function placeAt(step: Step): number | undefined {
  const digits = /^place-(\d+)$/.exec(step)?.[1];
  return digits === undefined ? undefined : Number(digits);
}

/** More places than this one report does not take. */
export const PLACES = 20;

/** Keeps what was told of a place that stays chosen, so that mending the choice loses nothing. */
function placesChosen(kinds: string[], old: readonly Place[]): Place[] {
  const chosen = [...new Set(kinds)];
  return chosen
    .flatMap((kind) => {
      const kept = old.filter((place) => place.kind === kind);
      return kept.length > 0 ? kept : [{ kind }];
    })
    .slice(0, PLACES);
}

/** Leaves a step unanswered. Without a number to call, the wishes that need one go too. */
export function skipStep(step: Step, old: Answers): Answers {
  const left = readStep(step, new FormData(), old);
  return step === 'details' ? { ...left, wishes: (left.wishes ?? []).filter((wish) => !NEEDS_PHONE.has(wish)) } : left;
}

/**
 * The step after one that was left unanswered.
 * @param old the answers before it was skipped: a number that is skipped is asked for no more, and has no place in `left`
 */
export function stepAfterSkip(step: Step, old: Answers, left: Answers): Step {
  return stepAfter(step, standing(step, left) === step ? left : old);
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters that the intake refuses
const CONTROL = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F]|\p{Surrogate}/gu;

/** Takes out what no keyboard types and the intake refuses, so that the reader need not hunt for what cannot be seen. */
export function withoutControls(answers: Answers): Answers {
  const clean = (value: unknown): unknown => {
    if (typeof value === 'string') return value.replaceAll('\r\n', '\n').replaceAll(CONTROL, '');
    if (Array.isArray(value)) return value.map(clean);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, clean(one)]));
  };
  return clean(answers) as Answers;
}

/** The answers in the shape that the intake takes. What was not answered is not in it. */
export function toReport(answers: Answers): Record<string, unknown> {
  const { kind, band, about, voice } = tellerFacts(answers.teller);
  const early = voice === 'early';
  const full = <T extends object>(part: T): T | undefined => {
    const entries = Object.entries(part).filter(([, value]) => value !== undefined);
    return entries.length > 0 ? (Object.fromEntries(entries) as T) : undefined;
  };
  const { wishes, phone, hours, saying, name, email, organisation } = answers;
  // Steps that this teller is not asked may hold answers of an earlier choice of teller: they do not go along.
  const asked = new Set(groupsOf(answers).flat());
  const contact = asked.has('details') ? { phone, name, email, organisation } : {};
  return Object.fromEntries(
    Object.entries({
      reporter: full({ kind, band, ...contact }),
      narrative: answers.story ?? (early ? pointedAt(answers) : ''),
      problem: answers.problem,
      danger: answers.safe && { now: answers.safe === 'no' ? 'yes' : answers.safe === 'yes' ? 'no' : 'unknown' },
      ...(early
        ? { childSays: full({ feeling: answers.feeling, place: answers.setting, who: answers.doer }) }
        : {
            places: answers.places?.length ? answers.places : undefined,
            happenedAt: full({
              from: answers.from,
              words: answers.words,
              stillGoingOn: answers.still === 'yes' ? true : answers.still === 'no' ? false : undefined,
            }),
            province: answers.province,
            commune: answers.province ? answers.commune : undefined,
            child: about === 'you' ? undefined : full({ ageBand: answers.childAge, sex: answers.childSex }),
            safeContact: wishes?.length ? full({ wishes, ...(asked.has('details') && { hours, saying }) }) : undefined,
          }),
    }).filter(([, value]) => value !== undefined),
  );
}

/** The pictures that a child who cannot write pointed at, in the place of a story; empty where there were none. */
function pointedAt({ feeling, setting, doer }: Answers): string {
  const told = [
    feeling && childFeeling.label(feeling, 'vi'),
    setting && childPlace.label(setting, 'vi'),
    doer && childNames.label(doer, 'vi'),
  ].filter((one) => one !== undefined);
  return told.length > 0 ? `Em chỉ vào hình, không viết: ${told.join(' · ')}.` : '';
}

/** Where a refused field is asked, and the id of its control there. */
export function fieldPlace(field: string | undefined): { step: Step; field: string } | undefined {
  if (field === undefined) return undefined;
  const place = /^places\.(\d+)\.(\w+)$/.exec(field);
  if (place) return { step: `place-${Number(place[1])}`, field: place[2] as string };
  return fields[field];
}

const fields: Readonly<Record<string, { step: Step; field: string }>> = {
  narrative: { step: 'story', field: 'story' },
  'happenedAt.from': { step: 'when', field: 'from' },
  'happenedAt.to': { step: 'when', field: 'from' },
  'happenedAt.words': { step: 'when', field: 'words' },
  province: { step: 'province', field: 'province' },
  commune: { step: 'commune', field: 'commune' },
  'child.ageBand': { step: 'child', field: 'childAge' },
  'child.sex': { step: 'child', field: 'childSex' },
  'safeContact.wishes': { step: 'contact', field: 'wishes' },
  'safeContact.hours': { step: 'details', field: 'hours' },
  'safeContact.saying': { step: 'details', field: 'saying' },
  'reporter.phone': { step: 'details', field: 'phone' },
  'reporter.name': { step: 'details', field: 'name' },
  'reporter.email': { step: 'details', field: 'email' },
  'reporter.organisation': { step: 'details', field: 'organisation' },
};
