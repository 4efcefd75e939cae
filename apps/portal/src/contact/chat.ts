import type { Cookies } from '@sveltejs/kit';
import type { ChildReader, ChildView, OwnAppointment, PlanTexts } from '../../../../src/counselling/index.ts';
import type { Receipt } from '../../../../src/intake/index.ts';
import type { Refusal } from '../../../../src/kernel/index.ts';
import { vietnamTime } from '../../../../src/kernel/time.pure.ts';
import type { PortalBand } from '../../../../src/vocabulary/index.ts';
import type { Visitor } from '../report/flow.ts';
import { dropReceiptSession, keepReceiptSession, receiptSession } from '../report/receipt-cookie.ts';
import { type Teller, tellerFacts } from '../report/teller.ts';

interface Spoken {
  /** What the contact keeps of who tells; null before there is one, and where it was not said. */
  readonly band: PortalBand | null;
}

/** One page of a chat, ready to be shown. */
export type ChatView = Spoken &
  (
    | {
        readonly page: 'begin';
        readonly code?: string;
        readonly urgent: boolean | undefined;
        readonly text: string;
        readonly once: string;
      }
    | { readonly page: 'words'; readonly receipt: Receipt; readonly urgent: boolean }
    | {
        readonly page: 'chat';
        readonly chat: Omit<ChildView, 'contact'>;
        /** Who was let in to read it, the first first. */
        readonly readers: readonly ChildReader[];
        /** Null where none was written. */
        readonly plan: PlanTexts | null;
        /** What the reader agreed to see here: `at` is the time of Viet Nam to the minute. */
        readonly appointments: readonly {
          readonly at: string;
          readonly mode: OwnAppointment['mode'];
          readonly soon: boolean;
        }[];
        readonly code?: string;
        readonly text: string;
        readonly once: string;
      }
    | { readonly page: 'blank' }
    | { readonly page: 'left'; readonly wordLeft: boolean }
  );

interface Answer {
  readonly status: number;
  readonly view: ChatView;
}
/** `again`: the page is to be asked for anew, so that nothing that was sent stays in the browser's memory of a post. */
type Answered = Answer | 'again';

const ok = (view: ChatView): Answer => ({ status: 200, view });
/** A field that is shown again keeps so much of what was typed; the server refuses less. */
const KEPT = 20_000;

/** What the page shows when it is opened: the chat where its session runs, else where one begins. */
export async function arrive(visitor: Visitor, cookies: Cookies, teller: Teller | undefined): Promise<ChatView> {
  return (await look(visitor, cookies, teller)).view;
}

/** One post of the page; `go` says which button. */
export async function act(
  visitor: Visitor,
  cookies: Cookies,
  teller: Teller | undefined,
  form: FormData,
): Promise<Answered> {
  const go = String(form.get('go') ?? '');
  if (go === 'begin') return begin(visitor, cookies, teller, form);
  const session = receiptSession(visitor.app, cookies);
  if (session === undefined) return look(visitor, cookies, teller);
  const { counselling } = visitor.app.modules;
  const text = String(form.get('text') ?? '').slice(0, KEPT);
  switch (go) {
    case 'send': {
      const line = { text, lineKey: String(form.get('once') ?? '') };
      const sent = await counselling.writeAsChild(visitor.ctx, { session }, line);
      return sent.ok ? 'again' : refused(visitor, cookies, teller, sent.refusal, text);
    }
    case 'worse':
    case 'wait':
    case 'show':
    case 'watch-yes':
    case 'watch-no':
    case 'blank': {
      const acts = {
        'watch-yes': (ctx: Visitor['ctx'], proof: { session: string }) => counselling.answerWatch(ctx, proof, true),
        'watch-no': (ctx: Visitor['ctx'], proof: { session: string }) => counselling.answerWatch(ctx, proof, false),
        worse: counselling.sayItGotWorse,
        wait: counselling.waitAgain,
        show: counselling.returnToContact,
        blank: counselling.blankContact,
      };
      const done = await acts[go](visitor.ctx, { session });
      return done.ok ? 'again' : refused(visitor, cookies, teller, done.refusal, text);
    }
    case 'survey':
    case 'skip': {
      const done = await counselling.answerSurvey(visitor.ctx, { session }, go === 'skip' ? {} : surveyOf(form));
      // Answered in another tab meanwhile: nothing is asked any more.
      return done.ok || done.refusal.code === 'survey.not-asked'
        ? 'again'
        : refused(visitor, cookies, teller, done.refusal, text);
    }
    case 'word':
    case 'leave':
      return leave(visitor, cookies, teller, session, go === 'word');
    default:
      return look(visitor, cookies, teller, { text });
  }
}

/** What was ticked; what was left out is absent. */
function surveyOf(form: FormData): unknown {
  const faces = ['before', 'after'].flatMap((name) => (form.has(name) ? [[name, form.get(name)]] : []));
  return { ...Object.fromEntries(faces), ...(form.has('helped') && { helped: Number(form.get('helped')) }) };
}

async function look(
  visitor: Visitor,
  cookies: Cookies,
  teller: Teller | undefined,
  told: { readonly code?: string; readonly text?: string } = {},
): Promise<Answer> {
  const { app, ctx } = visitor;
  const session = receiptSession(app, cookies);
  if (session === undefined) return ok(beginning(teller, told));
  const { counselling } = app.modules;
  // Who opens the page is there. What was blanked stays so until the reader shows it.
  await counselling.signOfChild(ctx, { session });
  const seen = await counselling.viewAsChild(ctx, { session }, { after: 0 });
  if (!seen.ok) {
    // Another receipt is open: it stays so until a chat is begun.
    if (seen.refusal.code !== 'contact.other-receipt') dropReceiptSession(app, cookies);
    return ok(beginning(teller, told));
  }
  const { contact: _, ...chat } = seen.value;
  const band = chat.portalBand;
  if (chat.blanked) return ok({ page: 'blank', band });
  const last = chat.lines.at(-1)?.seq;
  if (last !== undefined) await counselling.seeAsChild(ctx, { session }, last);
  const written = chat.planVersion > 0 ? await counselling.ownSafetyPlan(ctx, { session }) : undefined;
  const plan = written?.ok ? written.value.texts : null;
  const met = await counselling.ownAppointments(ctx, { session });
  const appointments = met.ok ? met.value.map(({ at, mode, soon }) => ({ at: vietnamTime(at), mode, soon })) : [];
  const read = await counselling.ownReaders(ctx, { session });
  const readers = read.ok ? read.value : [];
  const shown = { chat, readers, plan, appointments };
  const view: ChatView = { page: 'chat', band, ...shown, text: '', once: crypto.randomUUID(), ...told };
  return { status: told.code ? 422 : 200, view };
}

const beginning = (teller: Teller | undefined, told: { readonly code?: string; readonly text?: string }): ChatView => ({
  page: 'begin',
  band: tellerFacts(teller).band ?? null,
  urgent: undefined,
  text: '',
  once: crypto.randomUUID(),
  ...told,
});

async function refused(
  visitor: Visitor,
  cookies: Cookies,
  teller: Teller | undefined,
  { code }: Refusal,
  text: string,
): Promise<Answered> {
  if (code === 'receipt.session-ended') return look(visitor, cookies, teller);
  // It moved on meanwhile: the page says where it stands now.
  if (!code.startsWith('line.') && code !== 'contact.word-needed') return look(visitor, cookies, teller, { text });
  return look(visitor, cookies, teller, { code, text });
}

async function begin(visitor: Visitor, cookies: Cookies, teller: Teller | undefined, form: FormData): Promise<Answer> {
  const { app, ctx } = visitor;
  const text = String(form.get('text') ?? '').slice(0, KEPT);
  const urgent = form.get('urgent') === 'yes';
  const once = String(form.get('once') ?? '');
  const band = tellerFacts(teller).band ?? null;
  const said = { urgent, ...(text.trim() !== '' && { firstLine: text }), ...(band !== null && { portalBand: band }) };
  const begun = await app.modules.counselling.beginContact(ctx, { contact: said, idempotencyKey: once });
  if (!begun.ok) {
    const { code, text: words } = begun.refusal;
    return { status: words.status, view: { page: 'begin', band, code, urgent, text, once } };
  }
  keepReceiptSession(app, cookies, begun.value.session, null);
  return ok({ page: 'words', band, receipt: begun.value.receipt, urgent });
}

async function leave(
  visitor: Visitor,
  cookies: Cookies,
  teller: Teller | undefined,
  session: string,
  word: boolean,
): Promise<Answered> {
  const { app, ctx } = visitor;
  const { counselling, intake } = app.modules;
  const seen = await counselling.viewAsChild(ctx, { session }, { after: 0 });
  const left = await (word ? counselling.leaveWord : counselling.leaveContact)(ctx, { session });
  if (!left.ok) return refused(visitor, cookies, teller, left.refusal, '');
  await intake.leaveReceipt(ctx, session);
  dropReceiptSession(app, cookies);
  return ok({ page: 'left', band: seen.ok ? seen.value.portalBand : null, wordLeft: word });
}
