import type { Cookies } from '@sveltejs/kit';
import type { Receipt, ReceiptQuiz, ReceiptView } from '../../../../src/intake/index.ts';
import type { Refusal } from '../../../../src/kernel/index.ts';
import type { StorySignal } from '../../../../src/vocabulary/index.ts';
import { type QuizFault, type Visitor, WORDS_LIFE } from './flow.ts';
import { dropReceiptSession, keepReceiptSession, openedBefore, receiptSession } from './receipt-cookie.ts';
import { type RemovalView, removalView } from './removals.ts';
import type { KeptTeller } from './teller.ts';

/** Whom the page speaks to: what was kept with the report, `null` where none is open. */
interface Spoken {
  readonly teller: KeptTeller | null;
}

interface WrongBox {
  readonly at: number;
  /** The thing, where only its quality is missing. */
  readonly half?: string;
}

/** One page of the way back, ready to be shown. */
export type ReturnView =
  | {
      readonly page: 'open';
      readonly code?: string;
      readonly field?: string;
      readonly seconds?: number;
      readonly locator: string;
      /** What stands in the six boxes. */
      readonly boxes: readonly string[];
      /** Boxes, from 1, that hold no word. */
      readonly wrong: readonly WrongBox[];
    }
  | { readonly page: 'removal'; readonly removals: readonly RemovalView[]; readonly withdrawn: boolean }
  | (Spoken & { readonly page: 'withdraw'; readonly removal: RemovalView })
  | {
      readonly page: 'view';
      readonly report: ReceiptView;
      readonly before: string | null;
      readonly agencies: Readonly<Record<string, string>>;
      readonly removals: readonly RemovalView[];
      readonly withdrawn: boolean;
      readonly code?: string;
      readonly text: string;
      readonly sent: boolean;
      /** What words of the message just sent may be about. */
      readonly signals: readonly StorySignal[];
      readonly once: string;
    }
  | { readonly page: 'change'; readonly must: boolean; readonly again: boolean; readonly draft: string }
  | (Spoken & { readonly page: 'words'; readonly receipt: Receipt; readonly draft: string })
  | (Spoken & {
      readonly page: 'quiz';
      readonly quiz: ReceiptQuiz;
      readonly fault: QuizFault | null;
      readonly draft: string;
    })
  | (Spoken & { readonly page: 'burn' })
  | { readonly page: 'burnt' }
  /** The words open a chat, which has a page of its own. */
  | { readonly page: 'contact' }
  | (Spoken & { readonly page: 'left' });

interface Answer {
  readonly status: number;
  readonly view: ReturnView;
}

const ok = (view: ReturnView): Answer => ({ status: 200, view });
const BOXES = 6;
const NO_BOXES: readonly string[] = Array(BOXES).fill('');
const opening = (told: Partial<Extract<ReturnView, { page: 'open' }>> = {}): ReturnView => ({
  page: 'open',
  locator: '',
  boxes: NO_BOXES,
  wrong: [],
  ...told,
});

/** What the page shows when it is opened: the report where a session is running, else the door. */
export async function arrive(visitor: Visitor, cookies: Cookies): Promise<ReturnView> {
  return (await look(visitor, cookies)).view;
}

/** One post of the page; `go` says which button. */
export async function act(visitor: Visitor, cookies: Cookies, form: FormData): Promise<Answer | 'opened'> {
  const go = String(form.get('go') ?? '');
  if (go === 'open') return open(visitor, cookies, form);
  if (go === 'leave') return leave(visitor, cookies);
  const draft = form.get('draft');
  if (typeof draft === 'string' && draft !== '') return keep(visitor, cookies, form, draft, go);
  if (go === 'reply') return reply(visitor, cookies, form);
  if (go === 'change') return askChange(visitor, cookies);
  if (go === 'burn') return ask(visitor, cookies, (teller) => ({ page: 'burn', teller }));
  if (go === 'burn-now') return burn(visitor, cookies);
  if (go.startsWith('withdraw:')) return askWithdraw(visitor, cookies, go.slice('withdraw:'.length));
  if (go.startsWith('withdraw-now:')) return withdraw(visitor, cookies, go.slice('withdraw-now:'.length));
  return look(visitor, cookies);
}

async function look(
  visitor: Visitor,
  cookies: Cookies,
  told: {
    code?: string;
    text?: string;
    sent?: boolean;
    signals?: readonly StorySignal[];
    withdrawn?: boolean;
  } = {},
): Promise<Answer> {
  const { app, ctx } = visitor;
  const session = receiptSession(app, cookies);
  if (session === undefined) return ok(opening());
  const asked = await app.modules.intake.receiptRemovals(ctx, { session });
  if (!asked.ok) return turnedAway(visitor, cookies, asked.refusal);
  const removals = asked.value.map((status) => removalView(visitor, status));
  const seen = await app.modules.intake.receiptView(ctx, { session });
  if (!seen.ok && seen.refusal.code === 'receipt.contact-only') return ok({ page: 'contact' });
  if (!seen.ok && seen.refusal.code === 'receipt.removal-only')
    return ok({ page: 'removal', removals, withdrawn: told.withdrawn ?? false });
  if (!seen.ok) return turnedAway(visitor, cookies, seen.refusal);
  const agencies: Record<string, string> = {};
  for (const { agency } of seen.value.whoOpened) agencies[agency] = agencyName(visitor, agency);
  const view: ReturnView = {
    page: 'view',
    report: seen.value,
    before: openedBefore(app, cookies),
    agencies,
    removals,
    withdrawn: false,
    text: '',
    sent: false,
    signals: [],
    ...told,
    once: crypto.randomUUID(),
  };
  return { status: told.code ? 422 : 200, view };
}

function agencyName({ app, ctx }: Visitor, code: string): string {
  const agency = app.modules.vocabulary.centralAgencies.find((one) => one.code === code);
  return (ctx.language === 'vi' ? agency?.nameVi : agency?.nameEn) ?? code;
}

/** A session that is no longer what it was: ended, or opened with words that must be changed first. */
async function turnedAway(visitor: Visitor, cookies: Cookies, refusal: Refusal): Promise<Answer> {
  if (refusal.code === 'receipt.must-change') return ok(await changePage(visitor, true, false));
  if (refusal.code === 'record.changed-meanwhile') return ok(await changePage(visitor, false, true));
  dropReceiptSession(visitor.app, cookies);
  return { status: refusal.text.status, view: opening({ code: refusal.code }) };
}

/** @returns `opened` where the page is to be asked for anew: the words must not stay in the browser's memory of a post. */
async function open(visitor: Visitor, cookies: Cookies, form: FormData): Promise<Answer | 'opened'> {
  const { app, ctx } = visitor;
  const locator = String(form.get('locator') ?? '');
  const written = form.getAll('words').map(String);
  const opened = await app.modules.intake.openReceipt(ctx, { locator, words: written });
  if (!opened.ok) {
    const { code, facts, field, text } = opened.refusal;
    const wait = facts?.retryAfterSeconds;
    // The same calm answer whichever half was wrong; what was typed stays, so that a slip is mended and not typed anew.
    return {
      status: text.status,
      view: opening({
        code,
        locator: locator.slice(0, KEPT),
        boxes: NO_BOXES.map((_, at) => (written[at] ?? '').slice(0, KEPT)),
        wrong: code === 'receipt.word-unknown' ? wrongBoxes(visitor, written) : [],
        ...(field && { field }),
        ...(typeof wait === 'number' && { seconds: wait }),
      }),
    };
  }
  keepReceiptSession(app, cookies, opened.value.session, opened.value.view?.lastOpenedAt ?? null);
  return 'opened';
}

/** A field that is shown again keeps so much of what was typed; more is no receipt. */
const KEPT = 200;

/** Which boxes hold no word: that says nothing of any receipt, since the list is open to all. */
function wrongBoxes({ app }: Visitor, boxes: readonly string[]): WrongBox[] {
  const { halfReceiptWord, readReceiptBoxes } = app.modules.vocabulary;
  const read = readReceiptBoxes(boxes);
  if ('words' in read) return [];
  return read.unknown.map((at) => {
    const half = halfReceiptWord(boxes[at - 1] ?? '');
    return half === undefined ? { at } : { at, half };
  });
}

async function leave(visitor: Visitor, cookies: Cookies): Promise<Answer> {
  const { app, ctx } = visitor;
  const session = receiptSession(app, cookies);
  const teller = session === undefined ? null : await tellerOf(visitor, session);
  if (session !== undefined) await app.modules.intake.leaveReceipt(ctx, session);
  dropReceiptSession(app, cookies);
  return ok({ page: 'left', teller });
}

/** A session looks as often as it likes: only the words count an opening. */
async function tellerOf({ app, ctx }: Visitor, session: string): Promise<KeptTeller | null> {
  const seen = await app.modules.intake.receiptView(ctx, { session });
  return seen.ok ? seen.value.summary : null;
}

async function reply(visitor: Visitor, cookies: Cookies, form: FormData): Promise<Answer> {
  const { app, ctx } = visitor;
  const session = receiptSession(app, cookies);
  if (session === undefined) return ok(opening({ code: 'receipt.session-ended' }));
  const text = String(form.get('text') ?? '');
  const messageId = String(form.get('once') ?? '');
  const sent = await app.modules.intake.replyAsReporter(ctx, { session }, { text, messageId });
  if (sent.ok) return look(visitor, cookies, { sent: true, signals: sent.value.signals });
  if (sent.refusal.code.startsWith('message.')) return look(visitor, cookies, { code: sent.refusal.code, text });
  return turnedAway(visitor, cookies, sent.refusal);
}

/** A page that asks once more, for a reader whose session is still running. */
async function ask(
  visitor: Visitor,
  cookies: Cookies,
  view: (teller: KeptTeller) => ReturnView | Promise<ReturnView>,
): Promise<Answer> {
  const seen = await look(visitor, cookies);
  return seen.view.page === 'view' ? ok(await view(seen.view.report.summary)) : seen;
}

async function askWithdraw(visitor: Visitor, cookies: Cookies, id: string): Promise<Answer> {
  const seen = await look(visitor, cookies);
  if (seen.view.page !== 'view' && seen.view.page !== 'removal') return seen;
  const removal = seen.view.removals.find((one) => one.id === id && !one.withdrawn);
  const teller = seen.view.page === 'view' ? seen.view.report.summary : null;
  return removal ? ok({ page: 'withdraw', removal, teller }) : seen;
}

async function withdraw(visitor: Visitor, cookies: Cookies, id: string): Promise<Answer> {
  const { app, ctx } = visitor;
  const session = receiptSession(app, cookies);
  if (session === undefined) return ok(opening({ code: 'receipt.session-ended' }));
  const done = await app.modules.intake.withdrawReceiptRemoval(ctx, { session }, id);
  if (done.ok) return look(visitor, cookies, { withdrawn: true });
  return done.refusal.code === 'record.not-found' ? look(visitor, cookies) : turnedAway(visitor, cookies, done.refusal);
}

async function askChange(visitor: Visitor, cookies: Cookies): Promise<Answer> {
  return ask(visitor, cookies, () => changePage(visitor, false, false));
}

async function burn(visitor: Visitor, cookies: Cookies): Promise<Answer> {
  const { app, ctx } = visitor;
  const session = receiptSession(app, cookies);
  if (session === undefined) return ok(opening({ code: 'receipt.session-ended' }));
  const burnt = await app.modules.intake.burnReceipt(ctx, { session });
  if (!burnt.ok) return turnedAway(visitor, cookies, burnt.refusal);
  dropReceiptSession(app, cookies);
  return ok({ page: 'burnt' });
}

const change = 'return-change';
const words = 'return-words';
const quiz = 'return-quiz';

async function seal({ app, ctx }: Visitor, step: string, receipt?: Receipt): Promise<string> {
  return app.modules.intake.sealDraft(ctx.kernel.vault, {
    id: crypto.randomUUID(),
    startedAt: ctx.now,
    step,
    answers: receipt ? { receipt } : {},
  });
}

async function changePage(visitor: Visitor, must: boolean, again: boolean): Promise<ReturnView> {
  return { page: 'change', must, again, draft: await seal(visitor, change) };
}

async function wordsPage(visitor: Visitor, session: string, receipt: Receipt): Promise<ReturnView> {
  const teller = await tellerOf(visitor, session);
  return { page: 'words', teller, receipt, draft: await seal(visitor, words, receipt) };
}

async function quizPage(
  visitor: Visitor,
  session: string,
  receipt: Receipt,
  fault: QuizFault | null,
): Promise<ReturnView> {
  return {
    page: 'quiz',
    teller: await tellerOf(visitor, session),
    quiz: visitor.app.modules.intake.receiptQuiz(receipt.words),
    fault,
    draft: await seal(visitor, quiz, receipt),
  };
}

/** New words: asked for, shown, kept. They travel sealed in the form, as the first ones do. */
async function keep(visitor: Visitor, cookies: Cookies, form: FormData, draft: string, go: string): Promise<Answer> {
  const { app, ctx } = visitor;
  const { intake } = app.modules;
  const opened = await intake.openDraft(ctx.kernel.vault, draft, ctx.now);
  if (!opened.ok) return look(visitor, cookies);
  const { step, answers, startedAt } = opened.value;
  const receipt = answers.receipt as Receipt | undefined;
  const session = receiptSession(app, cookies);
  if (step === change) {
    if (go !== 'next') return look(visitor, cookies);
    if (session === undefined) return ok(opening({ code: 'receipt.session-ended' }));
    const changed = await intake.changeReceipt(ctx, { session });
    return changed.ok
      ? ok(await wordsPage(visitor, session, changed.value))
      : turnedAway(visitor, cookies, changed.refusal);
  }
  // What is left in the browser shows the words to nobody once the page was closed, or for long.
  const stale = ctx.now.getTime() - startedAt.getTime() > WORDS_LIFE;
  if (!receipt || session === undefined || stale || go === 'gone') return look(visitor, cookies);
  if (go === 'back' || (step === words && go !== 'next'))
    return (await intake.receiptKept(ctx, receipt))
      ? look(visitor, cookies)
      : ok(await wordsPage(visitor, session, receipt));
  if (step === words || go !== 'next') return ok(await quizPage(visitor, session, receipt, null));
  const chosen = String(form.get('word') ?? '');
  const kept = await intake.confirmReceiptKept(ctx, receipt, chosen);
  if (!kept.ok && (kept.refusal.code === 'receipt.not-kept-yet' || kept.refusal.code === 'receipt.unreadable')) {
    return { status: 422, view: await quizPage(visitor, session, receipt, chosen === '' ? 'not-chosen' : 'wrong') };
  }
  return look(visitor, cookies);
}
