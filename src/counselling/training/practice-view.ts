import { z } from '@hono/zod-openapi';
import { type Ctx, instant, listSchema, type Tx } from '../../kernel/index.ts';
import { endSheet } from './end-sheet.ts';
import { type Move, move } from './move.ts';
import type { Persona } from './persona.ts';
import { openTurn, practiceKey } from './practice-sealing.ts';
import { isShared, type Practice, practiceLines } from './practice-store.ts';

const words = z.object({ vi: z.string(), en: z.string() }).openapi('Words');
const ends = z.enum(['closed', 'left', 'turns', 'stopped']);

export const personaInListSchema = z
  .object({ code: z.string(), title: words, brief: words, aim: words })
  .openapi('PracticePersona');

export const moveSchema = z
  .object({ code: move.zod, name: words, effect: z.enum(['helps', 'hurts', 'neutral']), why: words, try: words })
  .openapi('PracticeMove', { description: 'What was recognised, why it helps or hurts, and a sentence to try.' });

const sheetSchema = z
  .object({
    needs: listSchema(z.object({ move: move.zod, name: words, why: words, turn: z.number().int().nullable() })),
    hurt: listSchema(
      z.object({ move: move.zod, name: words, why: words, try: words, turns: listSchema(z.number().int()) }),
    ),
    trust: listSchema(z.number().int()).openapi({ description: 'At the beginning and after every turn, 0 to 10.' }),
    told: z.number().int(),
    stages: z.number().int(),
    risk: z.number().int(),
    next: z.object({ line: words, better: words }).nullable(),
  })
  .openapi('PracticeSheet', { description: 'What was done, missed and what hurt. It is no mark.' });

export const practiceSchema = z
  .object({
    id: z.uuid(),
    version: z.number().int(),
    persona: personaInListSchema,
    begins: words,
    beganAt: instant,
    ended: ends.nullable(),
    shared: z.boolean(),
    trust: z.number().int(),
    turns: listSchema(
      z.object({
        text: z.string(),
        reply: words,
        feedback: listSchema(moveSchema),
        better: words.nullable(),
        trust: z.number().int(),
        trustChange: z.number().int(),
      }),
    ),
    sheet: sheetSchema.nullable(),
  })
  .openapi('Practice');
export type PracticeView = z.infer<typeof practiceSchema>;

export const practiceInListSchema = z
  .object({
    id: z.uuid(),
    persona: personaInListSchema,
    beganAt: instant,
    ended: ends.nullable(),
    turns: z.number().int(),
    shared: z.boolean(),
  })
  .openapi('PracticeInList');

export const personaView = ({ code, title, brief, aim }: Persona) => ({ code, title, brief, aim });

const moveWords = (code: Move) => {
  const term = move.get(code);
  return {
    name: { vi: term.vi, en: term.en },
    why: { vi: term.whyVi, en: term.whyEn },
    try: { vi: term.tryVi, en: term.tryEn },
  };
};

/** A practice as the person sees it; the end sheet comes when it is over. */
export async function practiceView(ctx: Ctx, tx: Tx, practice: Practice, persona: Persona): Promise<PracticeView> {
  const key = await practiceKey(ctx, practice);
  const { state } = practice;
  return {
    id: practice.id,
    version: practice.version,
    persona: personaView(persona),
    begins: persona.begins,
    beganAt: practice.began_at,
    ended: practice.ended,
    shared: await isShared(tx, practice.id),
    trust: state.trust,
    turns: (await practiceLines(tx, practice.id)).map(({ turn, sealed }) => {
      const kept = openTurn(key, turn, sealed);
      return {
        text: kept.text,
        reply: kept.reply,
        feedback: kept.feedback.map(({ move: code, effect }) => ({ code, effect, ...moveWords(code) })),
        better: kept.better,
        trust: state.trustOverTime[turn] ?? state.trust,
        trustChange: kept.trustChange,
      };
    }),
    sheet: practice.ended === null ? null : sheetView(persona, practice),
  };
}

function sheetView(persona: Persona, practice: Practice): PracticeView['sheet'] {
  const { needs, hurt, trust, told, stages, risk, next } = endSheet(persona, practice.state);
  return {
    needs: needs.map(({ move: code, why, turn }) => ({ move: code, name: moveWords(code).name, why, turn })),
    hurt: hurt.map(({ move: code, turns }) => ({ move: code, ...moveWords(code), turns: [...turns] })),
    trust: [...trust],
    told,
    stages,
    risk,
    next,
  };
}
