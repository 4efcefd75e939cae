import { type Ctx, ok, type Result } from '../../kernel/index.ts';
import { refuse } from '../refusals.ts';
import { importInk } from '../scenarios/import-ink.pure.ts';
import { importTwee } from '../scenarios/import-twee.pure.ts';
import { draftScenario, type ImportFault, type ImportNote, sceneName } from '../scenarios/imported-draft.pure.ts';
import { oneLine } from './body-form/read-body-form.ts';
import type { ItemForm, ItemKind } from './item.ts';
import { startItem } from './start-item.ts';

/** What an editor chooses before there is anything to write in. */
export interface StartDraft {
  readonly form: ItemForm;
  /** The Vietnamese title; another tool's file brings its own. */
  readonly title: string;
  /** The last part of its address; made of the title where absent. */
  readonly slug?: string | undefined;
  readonly band: string;
  /** Of adults, whom it is for. */
  readonly audience?: string | undefined;
  readonly theme: string;
  /** Of a lesson or a scenario. */
  readonly skill?: string | undefined;
}

export const importTools = ['INK', 'TWEE'] as const;
export type ImportTool = (typeof importTools)[number];

export type StartedImport =
  | { readonly started: true; readonly id: string; readonly notes: readonly ImportNote[] }
  | { readonly started: false; readonly faults: readonly ImportFault[] };

/**
 * Starts an empty draft of a kind: as many parts as its format asks for, without words.
 * Refusals: those of `startItem`
 */
export async function startDraft(ctx: Ctx, input: StartDraft): Promise<Result<{ readonly id: string }>> {
  const title = oneLine(input.title);
  if (title === '') return refuse('learning-item.body-unusable', { field: 'title' });
  const draft = { ...input, title, slug: slugOf(input.slug, title) };
  const kind: ItemKind = input.form === 'LESSON' || input.form === 'SCENARIO' ? input.form : 'TEXT';
  return startItem(ctx, { kind, body: { TEXT: emptyText, LESSON: emptyLesson, SCENARIO: emptyScenario }[kind](draft) });
}

/**
 * Starts a scenario from a file of Ink or Twine, whole or not at all: what is not in the subset is told by its line.
 * Refusals: those of `startItem`
 */
export async function startImported(
  ctx: Ctx,
  input: Omit<StartDraft, 'form'> & { readonly tool: ImportTool; readonly source: string },
): Promise<Result<StartedImport>> {
  const read = { INK: importInk, TWEE: importTwee }[input.tool](input.source);
  if (!read.ok) return ok({ started: false, faults: read.faults });
  const title = oneLine(input.title) || read.draft.title;
  const body = {
    ...draftScenario(read.draft, {
      id: slugOf(input.slug, title),
      band: input.band,
      topic: input.theme,
      skills: [input.skill],
    } as Parameters<typeof draftScenario>[1]),
    title: { vi: title, en: '' },
  };
  const started = await startItem(ctx, { kind: 'SCENARIO', body });
  return started.ok ? ok({ started: true, id: started.value.id, notes: read.draft.notes }) : started;
}

const slugOf = (slug: string | undefined, title: string): string =>
  oneLine(slug ?? '').toLowerCase() || (sceneName(title) ?? '');

type Draft = StartDraft & { readonly slug: string };

const words = (vi = '') => ({ vi, en: '' });

function emptyText({ form, slug, title, band, audience, theme }: Draft) {
  return {
    id: slug,
    kind: form,
    bands: [band],
    ...(band === 'ADULT' && { audience: audience ?? 'PARENT' }),
    theme,
    harms: [],
    title: words(title),
    lead: words(),
    blocks: [
      { kind: 'text', ...words() },
      { kind: 'helpBox', ...words(), acts: ['CALL_111'] },
    ],
    sources: ['own-desk'],
  };
}

function emptyLesson({ slug, title, band, theme, skill }: Draft) {
  const option = (id: string, right: boolean) => ({ id, say: words(), right, feedback: words() });
  return {
    format: 1,
    id: slug,
    band,
    topic: theme,
    skills: [skill],
    title: words(title),
    lead: words(),
    minutes: 8,
    cards: [1, 2].map(() => ({ heading: words(), text: [words()] })),
    act: words(),
    quiz: [1, 2, 3].map((number) => ({
      id: `cau-${number}`,
      skill,
      choose: 'one',
      ask: words(),
      options: [option('chon-1', true), option('chon-2', false)],
    })),
    help: { say: words(), to: ['111'] },
  };
}

function emptyScenario({ slug, title, band, theme, skill }: Draft) {
  return {
    format: 1,
    id: slug,
    band,
    topic: theme,
    skills: [skill],
    title: words(title),
    lead: words(),
    flags: [],
    start: 'bat-dau',
    scenes: [
      {
        id: 'bat-dau',
        heading: words(),
        text: [words()],
        choices: [{ say: words(), to: 'ket', verdict: 'right' }],
      },
      { id: 'ket', heading: words(), text: [words()], choices: [], ending: { do: [words()], help: ['111'] } },
    ],
  };
}
