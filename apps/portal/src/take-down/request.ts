import type { Receipt } from '../../../../src/intake/index.ts';
import { draftOfReceipt, draftToTell, type Visitor } from '../report/flow.ts';

/** What the form holds; everything as it was sent. */
export interface Asked {
  readonly hashes: string;
  readonly ageBand: string;
  readonly subject: string;
  readonly places: readonly string[];
  /** Where the pictures stand, a link or an account on each line. */
  readonly links: string;
  readonly agreed: boolean;
  readonly once: string;
}

export interface Fault {
  readonly field: string;
  readonly code: string;
}

/** `draft` is that of a report whose receipt is to open this request too; sealed, as the report's pages made it. */
export type RequestView =
  | { readonly page: 'ask'; readonly asked: Asked; readonly draft: string; readonly faults: readonly Fault[] }
  /** With a receipt of its own, and a draft that a report told after it takes up. */
  | (Given & { readonly page: 'done'; readonly receipt: Receipt; readonly draft: string })
  /** Opened by the receipt of a report that was told before: the draft leads on to its words. */
  | (Given & { readonly page: 'joined'; readonly draft: string });

/** What was given: fingerprints, links, or both. */
interface Given {
  readonly hashed: boolean;
  readonly linked: boolean;
}

export function begin(draft = ''): RequestView {
  return {
    page: 'ask',
    asked: { hashes: '', ageBand: '', subject: '', places: [], links: '', agreed: false, once: crypto.randomUUID() },
    draft,
    faults: [],
  };
}

/** Sends what the device made and what the person chose; answers the receipt, or the form again with all there is to mend. */
export async function ask(visitor: Visitor, form: FormData): Promise<{ status: number; view: RequestView }> {
  const { app, ctx } = visitor;
  const text = (name: string) => {
    const value = form.get(name);
    return typeof value === 'string' ? value : '';
  };
  const draft = text('draft');
  const told = draft === '' ? undefined : await draftOfReceipt(visitor, draft);
  // A report's page led here, or this page was loaded anew.
  if (text('go') !== 'send') return { status: 200, view: begin(told ? draft : '') };
  const asked: Asked = {
    hashes: text('hashes').slice(0, 250_000),
    ageBand: text('ageBand'),
    subject: text('subject'),
    places: form.getAll('places').map(String).slice(0, 100),
    links: text('links').slice(0, 30_000),
    agreed: form.has('agreed'),
    once: text('once'),
  };
  const missing = missingIn(asked);
  if (missing.length > 0) return { status: 422, view: { page: 'ask', asked, draft, faults: missing } };
  const { hashes, once, links: written, ...chosen } = asked;
  const links = linesOf(written);
  const files = parsed(hashes);
  const answers = links.length > 0 ? { ...chosen, links } : chosen;
  const request = { idempotencyKey: once, files, answers };
  const given: Given = { hashed: !Array.isArray(files) || files.length > 0, linked: links.length > 0 };
  if (told) {
    const done = await app.modules.intake.requestRemovalOfReceipt(ctx, told, request);
    if (done.ok) return { status: 200, view: { ...given, page: 'joined', draft } };
    return { status: done.refusal.text.status, view: refused(asked, draft, done.refusal) };
  }
  const done = await app.modules.hashes.requestRemoval(ctx, request);
  if (done.ok)
    return {
      status: 200,
      view: { ...given, page: 'done', receipt: done.value, draft: await draftToTell(visitor, done.value) },
    };
  return { status: done.refusal.text.status, view: refused(asked, draft, done.refusal) };
}

function refused(
  asked: Asked,
  draft: string,
  { code, field = 'files' }: { code: string; field?: string },
): RequestView {
  return { page: 'ask', asked, draft, faults: [{ field, code }] };
}

/** Every answer that is missing, at once: what is mended one by one is given up. */
function missingIn({ hashes, links, ageBand, subject, agreed }: Asked): Fault[] {
  const files = parsed(hashes);
  return [
    ...(Array.isArray(files) && files.length === 0 && linesOf(links).length === 0
      ? [{ field: hashes === '' ? 'links' : 'files', code: 'nothing' }]
      : []),
    ...(ageBand === '' ? [{ field: 'ageBand', code: '' }] : []),
    ...(subject === '' ? [{ field: 'subject', code: '' }] : []),
    ...(agreed ? [] : [{ field: 'agreed', code: '' }]),
  ];
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text || '[]');
  } catch {
    return undefined;
  }
}

const linesOf = (text: string): string[] =>
  text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '');
