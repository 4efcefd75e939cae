import type { Ctx } from '../../../../src/kernel/index.ts';
import type { App as LaChan } from '../../../server/app.ts';
import { agencyNames } from '../agency/agencies.server.ts';
import { m } from '../paraglide/messages.js';
import { valueOrError } from '../server/answer.server.ts';
import { ageName, localName, words } from '../server/codes.server.ts';

type Lines = Extract<Awaited<ReturnType<LaChan['modules']['learning']['listItems']>>, { ok: true }>['value']['rows'];
export type ItemLine = Lines[number];

/** How far the newest version has come, and whether readers see one. */
export function stageWords(stage: ItemLine['stage']): { tone: 'open' | 'waiting' | 'stopped' | 'done'; text: string } {
  const tone = ({ DRAFT: 'open', WAITING: 'waiting', SENT_BACK: 'stopped', APPROVED: 'done' } as const)[stage];
  return { tone, text: words('item_stage', stage) };
}

export const bandNames = (bands: readonly string[]): string => bands.map(ageName).join(', ');

/** Names of people whom the reader may know by name; of others that of their agency. */
export async function editorNames(
  app: LaChan,
  ctx: Ctx,
  people: readonly { readonly person: string; readonly agency: string | null }[],
): Promise<(person: string | null, agency?: string | null) => string> {
  const known = valueOrError(
    ctx,
    await app.modules.members.colleagueNames(
      ctx,
      people.map(({ person }) => person),
    ),
  );
  const agencies = await agencyNames(
    app,
    ctx,
    people.flatMap(({ agency }) => (agency === null ? [] : [agency])),
  );
  return (person, agency = null) => {
    if (person === null) return m.item_by_house();
    const place = agency === null ? m.item_by_colleague() : (agencies.get(agency) ?? agency);
    return known.get(person) ?? place;
  };
}

/** The name of a part of a body, by its path: `blocks.2` is “Khối 3”. */
export function partName(path: string): string {
  const [key = '', at] = path.split('.');
  const name = words('item_part', key);
  return at === undefined || Number.isNaN(Number(at))
    ? name
    : m.item_part_numbered({ part: name, number: Number(at) + 1 });
}

type Edited = Extract<Awaited<ReturnType<LaChan['modules']['learning']['editItem']>>, { ok: true }>['value'];
type Fault = Edited['faults'][number];

/** Faults as a page lists them, each with the place to which it leads. */
export const faultLines = (faults: readonly Fault[]) =>
  faults.map(({ code, place, words: said, instead }, at) => ({
    id: String(at),
    text: words('item_fault', code),
    place,
    words: said ?? '',
    instead: instead ?? '',
  }));

/** The form of an item with the words of its parts, fields and options. */
export function editedView(edited: Edited) {
  const said = (option: { value: string; vi: string | null; en: string | null }) => ({
    value: option.value,
    label:
      option.vi === null
        ? words('item_option', option.value)
        : localName({ nameVi: option.vi, nameEn: option.en || option.vi }),
  });
  return {
    id: edited.id,
    version: edited.version,
    title: localName({ nameVi: edited.titleVi, nameEn: edited.titleEn || edited.titleVi }),
    number: edited.number,
    stage: stageWords(edited.stage),
    waits: edited.stage === 'WAITING' || edited.stage === 'APPROVED',
    body: edited.body,
    tooLong: edited.tooLong,
    faults: faultLines(edited.faults),
    drawing: edited.drawing && drawingView(edited.drawing),
    parts: edited.parts.map((part) => ({
      path: part.path,
      place: part.place ?? (part.path === '' ? 'ca-bai' : `phan-${part.path}`),
      name: partTitle(part.path, part.name, part.shape),
      depth: part.depth,
      may: part.may,
      adds: part.adds.map(({ path, shapes }) => ({
        path,
        shapes: shapes.map((value) => ({ value, label: words('item_shape', value) })),
      })),
      fields: part.fields.map((field) => {
        const what = fieldWords(field.path);
        return {
          path: field.path,
          kind: field.kind,
          vi: field.vi,
          en: field.en,
          value: field.value,
          values: field.values,
          optional: field.optional,
          label: what ?? m.item_part_text(),
          labelVi: what === null ? m.item_edit_vi() : m.item_edit_vi_of({ what }),
          labelEn: what === null ? m.item_edit_en() : m.item_edit_en_of({ what }),
          options: [
            ...(field.optional ? [{ value: '', label: m.item_option_none() }] : []),
            ...field.options.map(said),
          ],
        };
      }),
    })),
  };
}

/** What a field is called, by the last part of its path; null for a line of a list, which its part names. */
function fieldWords(path: string): string | null {
  const [name = '', of] = path.split('.').reverse();
  if (/^\d+$/.test(name)) return null;
  // Where an ending, or a lesson, sends its reader.
  return words('item_field', of === 'ending' || (of === 'help' && name === 'to') ? 'places' : name);
}

/** “Khối 3: đoạn văn”, “Câu 2”, “Cảnh 4”. */
function partTitle(path: string, name: string, shape: string | null): string {
  const [, at] = /\.(\d+)$/.exec(path) ?? [];
  const part = words('item_part', name);
  const numbered = at === undefined ? part : m.item_part_numbered({ part, number: Number(at) + 1 });
  return shape === null ? numbered : `${numbered}: ${words('item_shape', shape)}`;
}

/** A drawing with its headings in the reader's language. */
export const drawingView = (drawing: NonNullable<Edited['drawing']>) => ({
  ...drawing,
  scenes: drawing.scenes.map(({ headingVi, headingEn, ...scene }) => ({
    ...scene,
    heading: localName({ nameVi: headingVi, nameEn: headingEn || headingVi }),
  })),
});

/** What the form of an item sent: the body that rides in it, its fields, and the button that was pressed. */
export function sentForm(form: FormData) {
  const one = (name: string) => {
    const value = form.get(name);
    return typeof value === 'string' && value !== '' ? value : undefined;
  };
  return {
    body: one('body'),
    act: one('act'),
    entries: new Map(
      [...new Set(form.keys())].map((name): [string, string[]] => [
        name,
        form.getAll(name).filter((value) => typeof value === 'string'),
      ]),
    ),
  };
}

type Preview = Extract<Awaited<ReturnType<LaChan['modules']['learning']['previewItem']>>, { ok: true }>['value'];

/** A text as one band reads it, with the words of its verdicts and buttons. */
export const previewView = (preview: Pick<Preview, 'form' | 'title' | 'lead' | 'band' | 'bands' | 'sections'>) => ({
  form: words('item_form', preview.form),
  title: preview.title,
  lead: preview.lead,
  band: preview.band,
  bands: preview.bands.map((value) => ({ value, label: ageName(value) })),
  sections: preview.sections.map((section) => {
    if (section.kind === 'act') return section;
    if (section.kind === 'block')
      return section.block.kind === 'helpBox'
        ? { kind: 'help' as const, text: section.block.text, buttons: buttonNames(section.block.acts) }
        : { kind: 'block' as const, block: section.block };
    return {
      ...section,
      choices: section.choices.map((choice) => ({ ...choice, verdict: words('item_option', choice.verdict) })),
      buttons: buttonNames(section.help),
    };
  }),
});

const buttonNames = (codes: readonly string[]) => codes.map((code) => words('item_option', code)).join(', ');

/** A part by the place that faults and voices name: `block-2` is “Khối 3”, `scene-start` is “Cảnh start”. */
export function placeName(place: string): string {
  const [, kind = place, at] = /^(block|card|question|scene)-(.+)$/.exec(place) ?? [];
  const family = { block: 'blocks', card: 'cards', question: 'quiz', scene: 'scenes' }[kind] ?? kind;
  const part = words('item_part', family);
  if (at === undefined) return part;
  return kind === 'block' || kind === 'card' ? m.item_part_numbered({ part, number: Number(at) + 1 }) : `${part} ${at}`;
}
