import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Kernel, ok, type Result } from '../../kernel/index.ts';
import type { ModelBackend } from '../../text/index.ts';
import { isLabel } from '../review/label.ts';
import { refuseEncoder } from '../text/encoder-refusals.ts';
import { onnxBackend } from '../text/index.ts';
import { HARMLESS } from './measure-model.ts';

/** As a folder is named: no way out of the operator's folder. */
const NAME = /^[a-z0-9][a-z0-9.-]{0,95}$/;
const FILES = ['graph.onnx', 'tokenizer.json', 'settings.json'] as const;

export interface Encoder {
  readonly model: ModelBackend;
  /** SHA-256 over the three files, each behind its length. */
  readonly digest: Buffer;
}

/**
 * Opens an encoder that the operator laid into the folder `LISTENING_ENCODERS`, under its name.
 * Refusals: `encoder.not-found`, `encoder.labels-unknown` (facts: label), `encoder.*` of the backend
 */
export async function openEncoder(kernel: Kernel, name: string): Promise<Result<Encoder>> {
  const folder = kernel.config.listeningEncoders;
  if (folder === undefined || !NAME.test(name)) return refuseEncoder('encoder.not-found');
  let files: Buffer[];
  try {
    files = await Promise.all(FILES.map((file) => readFile(join(folder, name, file))));
  } catch {
    return refuseEncoder('encoder.not-found');
  }
  const digest = createHash('sha256');
  for (const file of files) digest.update(`${file.length} `).update(file);
  const [graph, tokenizer, settings] = files as [Buffer, Buffer, Buffer];
  const opened = await onnxBackend({
    graph,
    tokenizer: tokenizer.toString('utf8'),
    settings: settings.toString('utf8'),
  });
  if (!opened.ok) return opened;
  const unknown = opened.value.labels.find((label) => label !== HARMLESS && !isLabel(label));
  if (unknown !== undefined) return refuseEncoder('encoder.labels-unknown', { facts: { label: unknown } });
  return ok({ model: opened.value, digest: digest.digest() });
}
