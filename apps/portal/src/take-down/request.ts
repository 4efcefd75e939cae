import type { Receipt } from '../../../../src/intake/index.ts';
import type { Visitor } from '../report/flow.ts';

/** What the form holds; everything as it was sent. */
export interface Asked {
  readonly hashes: string;
  readonly ageBand: string;
  readonly subject: string;
  readonly places: readonly string[];
  readonly agreed: boolean;
  readonly once: string;
}

export type RequestView =
  | { readonly page: 'ask'; readonly asked: Asked; readonly fault?: { readonly field: string; readonly code: string } }
  | { readonly page: 'done'; readonly receipt: Receipt };

export function begin(): RequestView {
  return {
    page: 'ask',
    asked: { hashes: '', ageBand: '', subject: '', places: [], agreed: false, once: crypto.randomUUID() },
  };
}

/** Sends what the device made and what the person chose; answers the receipt, or the form again with what to mend. */
export async function ask({ app, ctx }: Visitor, form: FormData): Promise<{ status: number; view: RequestView }> {
  const text = (name: string) => {
    const value = form.get(name);
    return typeof value === 'string' ? value : '';
  };
  const asked: Asked = {
    hashes: text('hashes').slice(0, 250_000),
    ageBand: text('ageBand'),
    subject: text('subject'),
    places: form.getAll('places').map(String).slice(0, 100),
    agreed: form.has('agreed'),
    once: text('once'),
  };
  const { hashes, once, ...answers } = asked;
  const done = await app.modules.hashes.requestRemoval(ctx, { idempotencyKey: once, files: parsed(hashes), answers });
  if (done.ok) return { status: 200, view: { page: 'done', receipt: done.value } };
  const { code, field = 'files', text: words } = done.refusal;
  return { status: words.status, view: { page: 'ask', asked, fault: { field, code } } };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text || '[]');
  } catch {
    return undefined;
  }
}
