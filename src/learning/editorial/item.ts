import type { z } from 'zod';
import { type ContentText, contentText } from '../content/content.ts';
import { type Lesson, lesson } from '../lessons/lesson.ts';
import { type Scenario, scenario } from '../scenarios/scenario.ts';

/** What the editors work on: one thing that can be published, with all its versions. */

export const itemKinds = ['TEXT', 'LESSON', 'SCENARIO'] as const;
export type ItemKind = (typeof itemKinds)[number];

/** What a list calls it: a text by its own kind. */
export const itemForms = ['ARTICLE', 'CARD', 'QUESTION', 'LESSON', 'SCENARIO'] as const;
export type ItemForm = (typeof itemForms)[number];

/** How far the newest version has come. What readers see stands apart from it: a publication of some version. */
export const itemStages = ['DRAFT', 'WAITING', 'SENT_BACK', 'APPROVED'] as const;
export type ItemStage = (typeof itemStages)[number];

/** How many people approve one version; none of them wrote it. The database asks for as many. */
export const APPROVALS = 2;

/** A body with the kind that says its format. */
export type ItemBody =
  | { readonly kind: 'TEXT'; readonly body: ContentText }
  | { readonly kind: 'LESSON'; readonly body: Lesson }
  | { readonly kind: 'SCENARIO'; readonly body: Scenario };

const formats: Readonly<Record<ItemKind, z.ZodType>> = { TEXT: contentText, LESSON: lesson, SCENARIO: scenario };

/** A body as its format has it; else the place of what does not fit, as in `blocks.2.vi`. */
export function readBody(
  kind: ItemKind,
  body: unknown,
): { readonly ok: true; readonly item: ItemBody } | { readonly ok: false; readonly place: string } {
  const read = formats[kind].safeParse(body);
  if (read.success) return { ok: true, item: { kind, body: read.data } as ItemBody };
  return { ok: false, place: (read.error.issues[0]?.path ?? []).join('.') };
}

export const formOf = (item: ItemBody): ItemForm => (item.kind === 'TEXT' ? item.body.kind : item.kind);

export const bandsOf = (item: ItemBody): readonly string[] =>
  item.kind === 'TEXT' ? item.body.bands : [item.body.band];

/** The pictures that it shows, each once, by their names. */
export function picturesOf(item: ItemBody): readonly string[] {
  const named =
    item.kind === 'TEXT'
      ? item.body.blocks.map((block) => (block.kind === 'picture' ? block.picture : undefined))
      : item.kind === 'LESSON'
        ? item.body.cards.map(({ picture }) => picture)
        : item.body.scenes.map(({ picture }) => picture);
  return [...new Set(named.filter((name) => name !== undefined))].sort();
}

/** The platforms' ways of reporting that it shows, each once, by their codes. */
export function pathsOf(item: ItemBody): readonly string[] {
  if (item.kind !== 'TEXT') return [];
  return [...new Set(item.body.blocks.flatMap((block) => (block.kind === 'platformPath' ? [block.path] : [])))].sort();
}
