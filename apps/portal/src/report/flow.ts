import type { PromisedTime, Receipt, ReceiptQuiz } from '../../../../src/intake/index.ts';
import type { Ctx, Refusal } from '../../../../src/kernel/index.ts';
import { vietnamDate } from '../../../../src/kernel/time.pure.ts';
import type { PlayedVoice } from '../../../../src/recordings/index.ts';
import type { AdminUnit, Day, OnlinePlace, ReportedProblem, StorySignal } from '../../../../src/vocabulary/index.ts';
import type { App } from '../../../server/app.ts';
import {
  type Answers,
  fieldPlace,
  PLACES,
  type Place,
  placeAt,
  placeOf,
  readStep,
  type Step,
  skipStep,
  standing,
  stepAfter,
  stepAfterSkip,
  stepBefore,
  toReport,
  withoutControls,
} from './answers.ts';
import { readTeller, type Teller, tellerFacts } from './teller.ts';

/** What is wrong, in the intake's code; the page has the words. `id` is the control that the summary points to. */
export interface FlowError {
  readonly id: string;
  readonly code: string;
}

interface Choice {
  readonly value: string;
  readonly label: string;
}

/** A time in words, and whether it is what others waited or what a rule asks for. */
interface PromisedTimeView {
  readonly time: string;
  readonly measured: boolean;
}

interface Promises {
  readonly read: PromisedTimeView;
  readonly answer: PromisedTimeView | null;
}

interface Sealed {
  /** The sealed state that the page posts back. */
  readonly draft: string;
  readonly teller: Teller | undefined;
  /** What reads this page to a first reader, where it was recorded. */
  readonly voice: PlayedVoice | undefined;
}

/** One page of the flow, ready to be shown. */
export type View = Sealed &
  (
    | {
        readonly page: 'step';
        readonly step: Step;
        readonly at: { readonly step: number; readonly of: number } | undefined;
        readonly back: boolean;
        readonly errors: readonly FlowError[];
        readonly answers: Answers;
        /** The reader is in danger now: 111 and 113 stand on every page from here on. */
        readonly urgent: boolean;
        /** What a step chooses from: kinds of places, provinces, communes, age bands. */
        readonly options: readonly Choice[];
        /** Labels of codes that the page shows: places, the province, the commune. */
        readonly labels: Readonly<Record<string, string>>;
      }
    | {
        readonly page: 'thanks';
        readonly promises: Promises;
        readonly urgent: boolean;
        readonly signals: readonly StorySignal[];
      }
    | { readonly page: 'receipt'; readonly receipt: Receipt; readonly urgent: boolean }
    | { readonly page: 'quiz'; readonly quiz: ReceiptQuiz; readonly urgent: boolean; readonly fault: QuizFault | null }
    | { readonly page: 'done'; readonly urgent: boolean; readonly signals: readonly StorySignal[] }
    | { readonly page: 'lost'; readonly story: string; readonly expired: boolean }
    | { readonly page: 'already'; readonly again: boolean }
  );

interface State {
  readonly id: string;
  readonly startedAt: Date;
  readonly step: string;
  /** `removal` is the receipt of pictures asked down before: it is to open the report too. */
  readonly answers: Answers & { receipt?: Receipt; signals?: readonly StorySignal[]; removal?: Receipt };
}

/** Why the word that was asked for is asked for again. */
export type QuizFault = 'not-chosen' | 'wrong';

/** What the flow needs of a request. */
export interface Visitor {
  readonly app: App;
  readonly ctx: Ctx;
}

/** How long the page with the words can be come back to. */
export const WORDS_LIFE = 30 * 60_000;

/** The receipt of a report that was just sent, from the draft that its pages carry; undefined for any other draft. */
export async function draftOfReceipt({ app, ctx }: Visitor, draft: string): Promise<Receipt | undefined> {
  const opened = await app.modules.intake.openDraft(ctx.kernel.vault, draft, ctx.now);
  if (!opened.ok || !['thanks', 'receipt', 'quiz'].includes(opened.value.step)) return undefined;
  return (opened.value.answers as State['answers']).receipt;
}

/** A draft of a report that is told after pictures were asked down: the receipt of that request is to open it too. */
export async function draftToTell({ app, ctx }: Visitor, removal: Receipt): Promise<string> {
  const answers = { removal, problem: 'PICTURE_THREAT' };
  return app.modules.intake.sealDraft(ctx.kernel.vault, {
    id: crypto.randomUUID(),
    startedAt: ctx.now,
    step: 'who',
    answers,
  });
}

/** The first page: who tells, or the first question where the address says who. */
export async function begin(visitor: Visitor, teller: Teller | undefined, problem?: ReportedProblem): Promise<View> {
  const answers = { ...(teller && { teller }), ...(problem && { problem }) };
  return showStep(visitor, fresh(visitor, answers), teller ? stepAfter('who', answers) : 'who');
}

/** The most that another app may share; what is longer is cut, and stands to be read before it is sent. Characters. */
const SHARED_MOST = 10_000;

/** The first page of a report whose story begins with what was pasted or shared: it can be read and changed before anything is sent. */
export async function beginWithStory(visitor: Visitor, shared: string): Promise<View> {
  const story = [...shared.normalize('NFC').trim()].slice(0, SHARED_MOST).join('');
  return showStep(visitor, fresh(visitor, story === '' ? {} : { story }), 'who');
}

/**
 * One post of the form. `go` says what was pressed: next, back, skip, save (keep what is typed), resume (show the
 * draft as it is), send, and on a place's page add and remove; `edit:<step>` keeps what is typed and leads to a step:
 * from the review, or where the browser's own Back and Forward lead.
 */
export async function answer(
  visitor: Visitor,
  form: FormData,
  teller: Teller | undefined,
  problem?: ReportedProblem,
): Promise<{ status: number; view: View }> {
  const { app, ctx } = visitor;
  const go = String(form.get('go') ?? 'next');
  const posted = form.get('draft');
  if (typeof posted !== 'string' || posted === '') return { status: 200, view: await begin(visitor, teller, problem) };
  const opened = await app.modules.intake.openDraft(ctx.kernel.vault, posted, ctx.now);
  if (!opened.ok)
    return {
      status: opened.refusal.text.status,
      view: await lost(visitor, form, teller, opened.refusal.code === 'draft.expired'),
    };
  const state: State = { ...opened.value, answers: opened.value.answers as State['answers'] };

  if (state.step === 'thanks' || state.step === 'receipt' || state.step === 'quiz')
    return keep(visitor, state, form, go);
  if (state.step === 'done')
    return {
      status: 200,
      view: await showDone(visitor, state),
    };
  if (state.step === 'already') {
    // A story of its own: the answers stay, the number under which they count is new.
    if (go === 'again') return ok(await showStep(visitor, fresh(visitor, state.answers), 'review'));
    return { status: 409, view: await already(visitor, state) };
  }
  if (state.step === 'lost') {
    const story = form.get('story');
    const answers: Answers = { ...state.answers, ...(typeof story === 'string' && story.trim() !== '' && { story }) };
    return ok(await showStep(visitor, { ...state, answers }, answers.teller ? stepAfter('who', answers) : 'who'));
  }
  return advance(visitor, state, form, go);
}

const ok = (view: View) => ({ status: 200, view });

async function advance(
  visitor: Visitor,
  state: State,
  form: FormData,
  go: string,
): Promise<{ status: number; view: View }> {
  const step = standing(state.step as Step, state.answers);
  if (go === 'resume') return ok(await showStep(visitor, state, step));
  if (go === 'skip') {
    const skipped = { ...state, answers: skipStep(step, state.answers) };
    return ok(await showStep(visitor, skipped, stepAfterSkip(step, state.answers, skipped.answers)));
  }
  let answers = step === 'who' ? { ...state.answers, ...chosenTeller(form) } : readStep(step, form, state.answers);
  if (step === 'commune') answers = communeTyped(visitor, answers);
  const typed = { ...state, answers };
  if (go === 'save') return ok(await showStep(visitor, typed, step));
  if (go === 'back') return ok(await showStep(visitor, typed, stepBefore(step, answers) ?? 'who'));
  if (go.startsWith('edit:')) {
    const wanted = standing(go.slice('edit:'.length) as Step, answers, step);
    return ok(await showStep(visitor, typed, wanted));
  }
  if (step === 'review') return send(visitor, state);
  const at = placeAt(step);
  if (at !== undefined && go === 'remove') {
    answers = { ...answers, places: (answers.places ?? []).toSpliced(at, 1) };
    const next = answers.places?.[at] ? step : stepAfter(at > 0 ? `place-${at - 1}` : 'places', answers);
    return ok(await showStep(visitor, { ...state, answers }, next));
  }
  const wrong = faultsOf(visitor, step, answers);
  if (wrong.length > 0) {
    const cleaned = wrong.some(({ code }) => code === 'report.text-unreadable') ? withoutControls(answers) : answers;
    return { status: 422, view: await showStep(visitor, { ...state, answers: cleaned }, step, wrong) };
  }
  if (at !== undefined && go === 'add' && (answers.places?.length ?? 0) < PLACES) {
    const kind = answers.places?.[at]?.kind as string;
    answers = { ...answers, places: (answers.places ?? []).toSpliced(at + 1, 0, { kind }) };
    return ok(await showStep(visitor, { ...state, answers }, `place-${at + 1}`));
  }
  return ok(await showStep(visitor, { ...state, answers }, stepAfter(step, answers)));
}

function chosenTeller(form: FormData): Answers {
  const teller = readTeller(form.get('teller'));
  return teller ? { teller } : {};
}

/** What the intake would refuse of this step's answers. */
function faultsOf({ app, ctx }: Visitor, step: Step, answers: Answers): FlowError[] {
  const report = toReport(answers);
  // Until the story is told, the other steps are checked with one in its place.
  const whole = step === 'story' || answers.story ? report : { ...report, narrative: '-' };
  const read = app.modules.intake.readReport(whole, ctx.language, ctx.now);
  if (read.ok) return [];
  const place = fieldPlace(read.refusal.field);
  return place?.step === step ? [{ id: place.field, code: read.refusal.code }] : [];
}

async function send(visitor: Visitor, state: State): Promise<{ status: number; view: View }> {
  const { app, ctx } = visitor;
  const { removal } = state.answers;
  const report = { report: toReport(state.answers), idempotencyKey: state.id };
  const joined = removal && (await app.modules.intake.fileReport(ctx, { ...report, removal }));
  // A receipt that opens something else by now must not keep a child from telling: the report gets its own.
  const alone = joined === undefined || (!joined.ok && joined.refusal.code.startsWith('receipt.'));
  const filed = alone ? await app.modules.intake.fileReport(ctx, report) : joined;
  if (filed.ok) {
    const { receipt, signals } = filed.value;
    // From here on only the receipt travels: what was told has arrived and need not lie in this page any longer.
    const { teller, safe } = state.answers;
    // The words' own time begins: the page that shows them is not to be had again for as long as a draft.
    const sent: State = {
      ...state,
      startedAt: ctx.now,
      answers: { ...(teller && { teller }), ...(safe && { safe }), receipt, signals },
    };
    return ok(await showThanks(visitor, sent));
  }
  if (filed.refusal.code === 'filing.key-reused' || filed.refusal.code === 'filing.already-received') {
    return { status: 409, view: await already(visitor, state) };
  }
  return { status: filed.refusal.text.status, view: await mend(visitor, state, filed.refusal) };
}

/** A refusal at the end leads to the step that it concerns. */
async function mend(visitor: Visitor, state: State, refusal: Refusal): Promise<View> {
  const place = fieldPlace(refusal.field);
  const answers = refusal.code === 'report.text-unreadable' ? withoutControls(state.answers) : state.answers;
  return showStep(visitor, { ...state, answers }, place?.step ?? 'review', [
    { id: place?.field ?? 'main', code: refusal.code },
  ]);
}

/** After the thanks the words are shown, and the page does not go on before one of them was chosen right. */
async function keep(
  visitor: Visitor,
  state: State,
  form: FormData,
  go: string,
): Promise<{ status: number; view: View }> {
  const { app, ctx } = visitor;
  const { receipt } = state.answers;
  if (!receipt) throw new Error('a draft at its receipt holds none');
  const { intake } = app.modules;
  // `gone`: the browser's Back, to a page with the words that was left.
  if (go === 'gone' || ctx.now.getTime() - state.startedAt.getTime() > WORDS_LIFE)
    return { status: 409, view: await already(visitor, { ...state, answers: {} }) };
  if (state.step === 'thanks' && go !== 'next') return ok(await showThanks(visitor, state));
  const words = go === 'back' || state.step === 'thanks' || (state.step === 'receipt' && go !== 'next');
  if (words && (await intake.receiptKept(ctx, receipt)))
    return { status: 409, view: await already(visitor, { ...state, answers: {} }) };
  if (words) return ok(await showReceipt(visitor, state, receipt));
  const chosen = form.get('word');
  if (state.step === 'receipt' || go !== 'next') return ok(await showQuiz(visitor, state, receipt, null));
  if (typeof chosen !== 'string') return { status: 422, view: await showQuiz(visitor, state, receipt, 'not-chosen') };
  const confirmed = await intake.confirmReceiptKept(ctx, receipt, chosen);
  // Words that were changed or burnt in another window were kept once; there is nothing left to ask.
  if (!confirmed.ok && confirmed.refusal.code === 'receipt.not-kept-yet') {
    return { status: 422, view: await showQuiz(visitor, state, receipt, 'wrong') };
  }
  const { receipt: _, ...answers } = state.answers;
  return ok(await showDone(visitor, { ...state, answers }));
}

const urgent = ({ answers }: State) => answers.safe === 'no';

/** The moment after telling, before anything is asked of the reader again. */
async function showThanks(visitor: Visitor, state: State): Promise<View> {
  const { signals = [] } = state.answers;
  const worrying = signals.length > 0 || state.answers.safe === 'unsure';
  const promises = await promisesOf(visitor, urgent(state), worrying);
  return seal(visitor, state, 'thanks', (sealed) => ({
    ...sealed,
    page: 'thanks',
    promises,
    urgent: urgent(state),
    signals,
  }));
}

async function showDone(visitor: Visitor, state: State): Promise<View> {
  const { signals = [] } = state.answers;
  return seal(visitor, state, 'done', (sealed) => ({ ...sealed, page: 'done', urgent: urgent(state), signals }));
}

async function showReceipt(visitor: Visitor, state: State, receipt: Receipt): Promise<View> {
  return seal(visitor, state, 'receipt', (sealed) => ({
    ...sealed,
    page: 'receipt',
    receipt,
    urgent: urgent(state),
  }));
}

async function showQuiz(visitor: Visitor, state: State, receipt: Receipt, fault: QuizFault | null): Promise<View> {
  const quiz = visitor.app.modules.intake.receiptQuiz(receipt.words);
  return seal(visitor, state, 'quiz', (sealed) => ({ ...sealed, page: 'quiz', quiz, urgent: urgent(state), fault }));
}

async function already(visitor: Visitor, state: State): Promise<View> {
  return seal(visitor, state, 'already', (sealed) => ({
    ...sealed,
    page: 'already',
    again: state.answers.story !== undefined,
  }));
}

/** A draft that cannot be opened: what stood in the text field was posted beside it and goes on. */
async function lost(visitor: Visitor, form: FormData, teller: Teller | undefined, expired: boolean): Promise<View> {
  const typed = form.get('story');
  const story = typeof typed === 'string' ? typed : '';
  const state = fresh(visitor, { ...(teller && { teller }), ...(story.trim() !== '' && { story }) });
  return seal(visitor, state, 'lost', (sealed) => ({ ...sealed, page: 'lost', story, expired }));
}

function fresh({ ctx }: Visitor, answers: Answers): State {
  return { id: crypto.randomUUID(), startedAt: ctx.now, step: 'who', answers };
}

async function showStep(visitor: Visitor, state: State, step: Step, errors: readonly FlowError[] = []): Promise<View> {
  const { app, ctx } = visitor;
  const answers: Answers = step === 'review' ? { ...state.answers, reviewed: true } : state.answers;
  const { vocabulary } = app.modules;
  const day = vietnamDay(ctx);
  const labels: Record<string, string> = {};
  for (const place of answers.places ?? []) labels[place.kind] = placeLabel(app, place, ctx);
  const units = [vocabulary.provincesAt(day), vocabulary.communesOf(answers.province ?? '', day)];
  for (const { value, label } of units.flatMap((some) => unitChoices(some, ctx)))
    if (value === answers.province || value === answers.commune) labels[value] = label;
  if (answers.childAge && vocabulary.ageBand.has(answers.childAge))
    labels[answers.childAge] = vocabulary.ageBand.label(answers.childAge, ctx.language);
  return seal(visitor, { ...state, answers }, step, (sealed) => ({
    ...sealed,
    page: 'step',
    step,
    at: placeOf(step, answers),
    back: stepBefore(step, answers) !== undefined,
    errors,
    answers,
    urgent: answers.safe === 'no' && step !== 'danger' && step !== 'safe',
    options: optionsOf(visitor, step, answers, day),
    labels,
  }));
}

function placeLabel(app: App, place: Place, ctx: Ctx): string {
  const { onlinePlace } = app.modules.vocabulary;
  return onlinePlace.has(place.kind) ? onlinePlace.label(place.kind as OnlinePlace, ctx.language) : place.kind;
}

function optionsOf({ app, ctx }: Visitor, step: Step, answers: Answers, day: Day): Choice[] {
  const { vocabulary } = app.modules;
  switch (step) {
    case 'places':
      return vocabulary.onlinePlace.at(day).map((term) => ({ value: term.code, label: term[ctx.language] }));
    case 'province':
      return unitChoices(vocabulary.provincesAt(day), ctx);
    case 'commune':
      return unitChoices(vocabulary.communesOf(answers.province ?? '', day), ctx);
    case 'child':
      return vocabulary.ageBand.terms
        .filter(({ code }) => code !== 'ADULT')
        .map((term) => ({ value: term.code, label: term[ctx.language] }));
    default:
      return [];
  }
}

/**
 * Provinces or communes to choose from. English names have no marks, so two communes of a province may share one
 * (Mỹ Tho, Mỹ Thọ): those show their Vietnamese name too.
 */
function unitChoices(units: readonly AdminUnit[], { language }: Ctx): Choice[] {
  const shared = (name: string) => units.filter(({ nameEn }) => nameEn === name).length > 1;
  const english = ({ nameEn, fullNameVi }: AdminUnit) => (shared(nameEn) ? `${nameEn} (${fullNameVi})` : nameEn);
  const own = units.some(({ level }) => level === 1) ? provinceName : ({ fullNameVi }: AdminUnit) => fullNameVi;
  return units.map((unit) => ({ value: unit.code, label: language === 'vi' ? own(unit) : english(unit) }));
}

/** Without "Tỉnh" and "Thành phố", with which all of them begin: the first letter that is typed finds it. */
function provinceName({ nameVi }: AdminUnit): string {
  return nameVi;
}

/** The code of the commune that was typed, by its name with or without its kind and marks; what is no name stays as typed. */
function communeTyped({ app, ctx }: Visitor, answers: Answers): Answers {
  const { vocabulary } = app.modules;
  const units = vocabulary.communesOf(answers.province ?? '', vietnamDay(ctx));
  const typed = answers.commune ?? '';
  const wanted = vocabulary.fold(typed);
  const named = (names: (unit: AdminUnit) => string[]) =>
    units.filter((unit) => names(unit).some((name) => vocabulary.fold(name) === wanted));
  const exact = units.find(({ code, fullNameVi }) => code === typed || fullNameVi === typed.normalize('NFC').trim());
  const full = named(({ fullNameVi, nameEn }) => [fullNameVi, `${nameEn} (${fullNameVi})`]);
  const found = exact ?? only(full) ?? only(named(({ nameVi }) => [nameVi]));
  return found ? { ...answers, commune: found.code } : answers;
}

const only = <T>(list: readonly T[]): T | undefined => (list.length === 1 ? list[0] : undefined);

async function seal<V extends View>(
  visitor: Visitor,
  state: State,
  step: string,
  view: (sealed: Sealed) => V,
): Promise<V> {
  const { app, ctx } = visitor;
  const draft = await app.modules.intake.sealDraft(ctx.kernel.vault, {
    id: state.id,
    answers: { ...state.answers },
    step,
    startedAt: state.startedAt,
  });
  const { teller } = state.answers;
  return view({ draft, teller, voice: await voiceOfPage(visitor, teller, step) });
}

/** Pages of first readers are screens of the list of scripts, by their own names. */
async function voiceOfPage(
  { app, ctx }: Visitor,
  teller: Teller | undefined,
  page: string,
): Promise<PlayedVoice | undefined> {
  const screen = page.toUpperCase();
  if (tellerFacts(teller).voice !== 'early' || !app.modules.vocabulary.spokenScreen.has(screen)) return undefined;
  return app.modules.recordings.voiceOf(ctx, screen);
}

/**
 * The times that were measured for such reports, or those of the rules. Whoever says that there is danger, whose words
 * say so, or who is not sure, is promised no working days.
 */
async function promisesOf({ app, ctx }: Visitor, danger: boolean, worrying: boolean): Promise<Promises> {
  const { read, answer } = await app.modules.intake.promisedTimes(ctx, { danger });
  const { deadlineUnit } = app.modules.vocabulary;
  const told = ({ amount, unit, measured }: PromisedTime): PromisedTimeView => {
    const plural = ctx.language === 'en' && amount !== 1 ? 's' : '';
    return { time: `${amount} ${deadlineUnit.label(unit, ctx.language)}${plural}`, measured };
  };
  const working = answer !== null && (answer.measured || !worrying);
  return { read: told(read), answer: working ? told(answer) : null };
}

/** The day in Viet Nam, whose calendar the units and the rules follow. */
function vietnamDay(ctx: Ctx): Day {
  return vietnamDate(ctx.now) as Day;
}
