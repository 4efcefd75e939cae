import type { Ctx } from '../../../../src/kernel/index.ts';
import type { App as LaChan } from '../../../server/app.ts';
import { agencyNames } from '../agency/agencies.server.ts';
import { m } from '../paraglide/messages.js';
import { valueOrError } from '../server/answer.server.ts';
import { ageName, words } from '../server/codes.server.ts';

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
