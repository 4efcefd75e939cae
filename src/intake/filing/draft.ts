import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { HOUR, ok, parseId, type Result, sealBytes, unsealBytes, type Vault } from '../../kernel/index.ts';
import { refuse } from '../refusals.ts';

/**
 * A report that is being written on pages without JavaScript. It travels sealed in a hidden field from step to step:
 * nothing of it lies on the phone in the clear, and nothing on the server at all.
 */
export interface Draft {
  /** UUID; also the idempotency key of the filing, so that Back, reload and a second tap file one report. */
  readonly id: string;
  readonly answers: Readonly<Record<string, unknown>>;
  readonly step: string;
  readonly startedAt: Date;
}

const LIFE = 24 * HOUR;
const CONTEXT = 'la-chan/1|intake-draft';
/** Sealed sizes in bytes: how far the writer has come should not show in the page's length. */
const STEP = 2_048;
const LIMIT = 400_000;

/** The draft as base64url, compressed, padded and sealed under a key that only the server has. */
export async function sealDraft(vault: Vault, draft: Draft): Promise<string> {
  const packed = deflateRawSync(JSON.stringify([draft.id, draft.startedAt.getTime(), draft.step, draft.answers]));
  const padded = Buffer.alloc(Math.ceil((packed.length + 4) / STEP) * STEP);
  padded.writeUInt32BE(packed.length, 0);
  packed.copy(padded, 4);
  return sealBytes(await vault.derive('intake-draft'), CONTEXT, padded).toString('base64url');
}

/** @returns `draft.unreadable` for anything that this server did not seal, `draft.expired` after 24 hours */
export async function openDraft(vault: Vault, sealed: string, now: Date): Promise<Result<Draft>> {
  if (sealed.length > LIMIT || !/^[\w-]+$/.test(sealed)) return refuse('draft.unreadable');
  let values: unknown;
  try {
    const padded = unsealBytes(await vault.derive('intake-draft'), CONTEXT, Buffer.from(sealed, 'base64url'));
    values = JSON.parse(inflateRawSync(padded.subarray(4, 4 + padded.readUInt32BE(0))).toString('utf8'));
  } catch {
    return refuse('draft.unreadable');
  }
  const [id, startedAt, step, answers] = values as [string, number, string, Record<string, unknown>];
  if (parseId<'draft'>(id) === undefined) return refuse('draft.unreadable');
  const age = now.getTime() - startedAt;
  if (age > LIFE || age < -60_000) return refuse('draft.expired');
  return ok({ id, answers, step, startedAt: new Date(startedAt) });
}
