import { actOnRecord, type Ctx, ok, type Result } from '../../../kernel/index.ts';
import { refuse } from '../../refusals.ts';
import { type BodyFault, findBodyFaults } from '../body-faults.ts';
import { houseContent } from '../house-content.ts';
import { readBody } from '../item.ts';
import { itemRecord } from '../item-record.ts';
import { saveVersion } from '../save-version.ts';
import { voicedPartsOf, voicesIn } from '../voices/item-voices.ts';
import { type ParsedBody, parseBody } from './parse-body.pure.ts';
import type { PlainFault } from './plain-marks.pure.ts';

/** Characters of a plain text at most: with two bytes to a letter, more than Vietnamese takes, it still fits into a form (256 KB). */
export const PLAIN_MOST = 120_000;

/** What became of a plain text: kept as a version, or not, with the line of everything that cannot be read. */
export type SavedPlainText =
  | { readonly saved: true; readonly number: number }
  | {
      readonly saved: false;
      readonly unreadable: readonly PlainFault[];
      /** Of what can be read: what would keep it from approval, each with the line where its part begins. */
      readonly faults: readonly (BodyFault & { readonly line: number | null })[];
    };

/**
 * Keeps a plain text as the newest version, whole or not at all; `check` reads it and keeps nothing.
 * Refusals: those of `saveVersion`
 */
export async function savePlainText(
  ctx: Ctx,
  input: { readonly item: string; readonly version: number; readonly text: string; readonly check?: boolean },
): Promise<Result<SavedPlainText>> {
  const on = { id: input.item, version: input.version, readOnly: true };
  const kind = await actOnRecord(itemRecord, ctx, 'learning-item.write', on, async (_tx, row) => ok(row.kind));
  if (!kind.ok) return kind;
  if (input.text.length > PLAIN_MOST) return refuse('learning-item.body-unusable', { field: 'text' });
  const read = parseBody(input.text);
  if (!read.ok) return ok({ saved: false, unreadable: read.faults, faults: [] });
  const { parsed } = read;
  if (parsed.kind !== kind.value) return refuse('learning-item.body-unusable', { field: 'kind' });
  const body = readBody(parsed.kind, parsed.body);
  if (!body.ok) {
    const unreadable = [{ line: lineOf(body.place, parsed) ?? 1, code: 'format', found: body.place } as const];
    return ok({ saved: false, unreadable, faults: [] });
  }
  if (input.check === true) {
    const voices = await actOnRecord(itemRecord, ctx, 'learning-item.write', on, async (tx) =>
      ok(voicesIn(await voicedPartsOf(tx, body.item))),
    );
    if (!voices.ok) return voices;
    const faults = findBodyFaults(body.item, houseContent().lists, voices.value).map((fault) => ({
      ...fault,
      line: fault.place === null ? null : (parsed.lines.get(fault.place) ?? null),
    }));
    return ok({ saved: false, unreadable: [], faults });
  }
  const saved = await saveVersion(ctx, { item: input.item, version: input.version, body: body.item.body });
  return saved.ok ? ok({ saved: true, number: saved.value.number }) : saved;
}

/** The line at which the part of a path begins: `blocks.2.vi` lies in `block-2`. */
function lineOf(path: string, { lines, body }: ParsedBody): number | undefined {
  const [key = '', at = ''] = path.split('.');
  const list = body[key];
  const member = Array.isArray(list) ? (list[Number(at)] as { readonly id?: unknown } | undefined) : undefined;
  const name = { blocks: 'block', cards: 'card', quiz: 'question', scenes: 'scene' }[key];
  return lines.get(name === undefined ? key : `${name}-${String(member?.id ?? at)}`);
}
