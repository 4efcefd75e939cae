import type { RemovalStatus } from '../../../../src/hashes/index.ts';
import type { Visitor } from '../report/flow.ts';

export interface WithdrawView {
  readonly page: 'open' | 'status' | 'withdrawn';
  readonly locator: string;
  readonly words: string;
  readonly code?: string;
  readonly field?: string;
  readonly status?: RemovalStatus;
}

export function door(): WithdrawView {
  return { page: 'open', locator: '', words: '' };
}

/** Looks a request up by its receipt, or takes it back: `go` says which button. */
export async function answer({ app, ctx }: Visitor, form: FormData): Promise<{ status: number; view: WithdrawView }> {
  const { hashes } = app.modules;
  const receipt = {
    locator: String(form.get('locator') ?? '').slice(0, 100),
    words: String(form.get('words') ?? '').slice(0, 400),
  };
  if (form.get('go') === 'withdraw') {
    const done = await hashes.withdrawRemoval(ctx, receipt);
    if (done.ok) return { status: 200, view: { page: 'withdrawn', locator: '', words: '' } };
    return { status: done.refusal.text.status, view: { page: 'open', ...receipt, ...told(done.refusal) } };
  }
  const found = await hashes.removalStatus(ctx, receipt);
  if (found.ok) return { status: 200, view: { page: 'status', ...receipt, status: found.value } };
  return { status: found.refusal.text.status, view: { page: 'open', ...receipt, ...told(found.refusal) } };
}

function told({ code, field }: { code: string; field?: string }) {
  return { code, ...(field && { field }) };
}
