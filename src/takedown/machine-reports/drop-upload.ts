import { createHash } from 'node:crypto';
import { type Decoders, type GivenSignal, hashMedia, signalsOfMedia } from '../../hashes/index.ts';
import { type Ctx, lookAtRecord, ok, type Result } from '../../kernel/index.ts';
import type { AskRegister } from './ask-register.ts';
import { type DescribedFile, describeFile } from './describe-file.ts';
import { stillOpen } from './finish-report.ts';
import type { FileContent } from './machine-report.ts';
import { reportRecord } from './report-record.ts';

export interface DropUpload {
  readonly report: string;
  readonly bytes: Uint8Array;
}

const BYTES = ['md5', 'sha1', 'sha256'] as const;

/**
 * The bytes of a file that a sender gave although none are taken: hashed in memory, the register is asked, and they are gone when this
 * returns. What is no picture and no video has the hashes of its bytes alone.
 * Refusals: `media.busy`, and those of `describeFile`
 */
export async function dropUpload(
  ctx: Ctx,
  parts: { readonly ask: AskRegister; readonly decoders: Decoders },
  input: DropUpload,
): Promise<Result<DescribedFile & { readonly md5: string }>> {
  const row = await lookAtRecord(reportRecord, ctx, 'machine-report.file', input.report);
  if (!row.ok) return row;
  const open = stillOpen(row.value);
  if (!open.ok) return open;
  const hashed = await hashMedia(input.bytes, parts.decoders);
  if (!hashed.ok && hashed.refusal.code === 'media.busy') return hashed;
  const signals: GivenSignal[] = hashed.ok
    ? signalsOfMedia(hashed.value)
    : BYTES.map((type) => ({ type, value: createHash(type).update(input.bytes).digest('hex') }));
  const known = await parts.ask(ctx, signals);
  const hashes: FileContent['hashes'] = signals.flatMap(({ type, value }) =>
    type === 'md5' || type === 'sha1' || type === 'sha256' || type === 'pdq' ? [{ type, value }] : [],
  );
  const described = await describeFile(ctx, parts.ask, {
    report: input.report,
    content: { hashes },
    dropped: true,
    known: known.includes(true) ? true : known.includes(false) ? false : null,
  });
  if (!described.ok) return described;
  return ok({ ...described.value, md5: signals.find(({ type }) => type === 'md5')?.value ?? '' });
}
