import { z } from 'zod';
import { ok, type Result } from '../../kernel/index.ts';
import { refuseEncoder } from './encoder-refusals.ts';

/** Turns a normalised text into the numbers of an encoder's vocabulary, without the marks at its begin and end. */
export interface Tokenizer {
  encode(text: string): number[];
}

const file = z.object({
  model: z.discriminatedUnion('type', [
    z.object({
      type: z.literal('Unigram'),
      unk_id: z.number().int().min(0),
      vocab: z.array(z.tuple([z.string(), z.number()])).min(1),
    }),
    z.object({
      type: z.literal('WordPiece'),
      unk_token: z.string(),
      continuing_subword_prefix: z.string().default('##'),
      vocab: z.record(z.string(), z.number().int().min(0)),
    }),
  ]),
});

/**
 * Reads the `model` of a `tokenizer.json` as Hugging Face writes it: Unigram (SentencePiece; XLM-R, ViSoBERT) or WordPiece (BERT).
 * The text comes normalised, so the file's own normaliser is not run; words are split at blanks, and with WordPiece at punctuation too.
 * Refusal: encoder.tokenizer-unknown.
 */
export function readTokenizer(json: string): Result<Tokenizer> {
  let parsed: ReturnType<typeof file.safeParse>;
  try {
    parsed = file.safeParse(JSON.parse(json));
  } catch {
    return refuseEncoder('encoder.tokenizer-unknown');
  }
  if (!parsed.success) return refuseEncoder('encoder.tokenizer-unknown');
  const { model } = parsed.data;
  if (model.type === 'Unigram') return ok(unigram(model.vocab, model.unk_id));
  const vocabulary = new Map(Object.entries(model.vocab));
  const unknown = vocabulary.get(model.unk_token);
  if (unknown === undefined) return refuseEncoder('encoder.tokenizer-unknown');
  return ok(wordPiece(vocabulary, unknown, model.continuing_subword_prefix));
}

/** A word of no tongue is one unknown piece rather than a long search. */
const LONGEST_WORD = 100;
const BLANK = '\u2581';

/** The pieces of each word with the greatest sum of log probabilities (Kudo 2018), found by Viterbi. */
function unigram(vocabulary: readonly (readonly [string, number])[], unknown: number): Tokenizer {
  const pieces = new Map(vocabulary.map(([piece, score], id) => [piece, { id, score }]));
  const longest = Math.max(...vocabulary.map(([piece]) => piece.length));
  const worst = Math.min(...vocabulary.map(([, score]) => score)) - 10;
  const word = (text: string): number[] => {
    const best: { score: number; from: number; id: number }[] = [{ score: 0, from: 0, id: -1 }];
    for (let end = 1; end <= text.length; end += 1) {
      let found = { score: (best[end - 1] as { score: number }).score + worst, from: end - 1, id: unknown };
      for (let from = Math.max(0, end - longest); from < end; from += 1) {
        const piece = pieces.get(text.slice(from, end));
        const score = piece === undefined ? 0 : (best[from] as { score: number }).score + piece.score;
        if (piece !== undefined && score > found.score) found = { score, from, id: piece.id };
      }
      best.push(found);
    }
    const ids: number[] = [];
    for (let at = text.length; at > 0; ) {
      const { from, id } = best[at] as { from: number; id: number };
      // Unknown characters beside each other are one unknown piece.
      if (id !== unknown || ids[0] !== unknown) ids.unshift(id);
      at = from;
    }
    return ids;
  };
  return {
    encode: (text) => text.split(' ').flatMap((one) => (one.length > LONGEST_WORD ? [unknown] : word(BLANK + one))),
  };
}

/** The longest known beginning of each word, then of what is left of it (Schuster and Nakajima 2012). */
function wordPiece(vocabulary: ReadonlyMap<string, number>, unknown: number, inside: string): Tokenizer {
  const word = (text: string): number[] => {
    const ids: number[] = [];
    for (let from = 0; from < text.length; ) {
      let end = text.length;
      let id: number | undefined;
      while (end > from && id === undefined) {
        id = vocabulary.get((from === 0 ? '' : inside) + text.slice(from, end));
        if (id === undefined) end -= 1;
      }
      if (id === undefined) return [unknown];
      ids.push(id);
      from = end;
    }
    return ids;
  };
  return {
    encode: (text) =>
      (text.match(/[\p{L}\p{N}\p{M}]+|[^\s\p{L}\p{N}\p{M}]/gu) ?? []).flatMap((one) =>
        one.length > LONGEST_WORD ? [unknown] : word(one),
      ),
  };
}
