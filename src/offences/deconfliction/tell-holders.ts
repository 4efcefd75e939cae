import { newId, type Tx } from '../../kernel/index.ts';
import { peopleMeant, postNotices } from '../../members/index.ts';
import { policeRoles } from '../files/tell-file.ts';
import type { IdentifierRow } from '../graph/graph-tables.ts';
import { filesHolding, hubOf } from '../graph/link-store.ts';
import { insertHit, insertPointer, watchers } from './deconfliction-store.ts';

export const POINTER = 'deconfliction-pointer';
export const WATCH_TERM = 'watch-term';

/** The file that an identifier was written in or asked for, and its unit. */
interface AskingFile {
  readonly file: string;
  readonly agency: string;
}

/**
 * Tells both units, in the transaction that writes the identifier, where a file of another unit holds it or has it watched: the same pointer to
 * each, and nothing else. A shared point and what belongs to a child tell nobody. As the platform. @returns how many other files there are
 */
export async function tellHolders(
  platform: Tx,
  of: AskingFile & {
    readonly identifier: Pick<IdentifierRow, 'id' | 'node' | 'kind' | 'blind' | 'mask' | 'child_owned'>;
    readonly asked?: boolean | undefined;
  },
): Promise<number> {
  const { identifier, file, agency } = of;
  if (await tellsNobody(platform, identifier)) return 0;
  const holders = await filesHolding(platform, identifier.node, { file, agency });
  const found = new Map(holders.map((holder) => [holder.file, { ...holder, source: of.asked ? 'ASKED' : 'ADDED' }]));
  for (const term of await watchers(platform, identifier.kind, identifier.blind)) {
    if (term.file_id === file || found.has(term.file_id)) continue;
    if (term.agency === agency) await tellWatcher(platform, term);
    else found.set(term.file_id, { file: term.file_id, agency: term.agency, source: 'WATCHED' });
  }
  for (const other of found.values()) await pointBoth(platform, identifier, { file, agency }, other);
  return found.size;
}

/**
 * Tells each unit that watches for an identifier that it came up with something that is no file, and so of no other unit: an item, a machine
 * report, an alert. A shared point and what belongs to a child tell nobody. As the platform.
 */
export async function tellWatchers(
  platform: Tx,
  identifier: Pick<IdentifierRow, 'node' | 'kind' | 'blind' | 'child_owned'>,
): Promise<void> {
  if (await tellsNobody(platform, identifier)) return;
  for (const term of await watchers(platform, identifier.kind, identifier.blind)) await tellWatcher(platform, term);
}

async function tellsNobody(
  platform: Tx,
  { child_owned: ofChild, node }: Pick<IdentifierRow, 'node' | 'child_owned'>,
): Promise<boolean> {
  if (ofChild) return true;
  const hub = await hubOf(platform, node);
  return hub !== undefined && hub.until_at > platform.now;
}

async function tellWatcher(
  platform: Tx,
  term: { readonly id: string; readonly agency: string; readonly file_id: string },
): Promise<void> {
  await tellUnit(platform, term.agency, {
    kind: 'watch-term.seen',
    object: { kind: WATCH_TERM, id: term.id },
    file: term.file_id,
    facts: {},
  });
}

async function pointBoth(
  platform: Tx,
  identifier: Pick<IdentifierRow, 'id' | 'mask'>,
  own: AskingFile,
  other: AskingFile & { readonly source: string },
): Promise<void> {
  const hit = newId<'deconfliction-hit'>(platform.now.getTime());
  const [one, two] = own.file < other.file ? [own, other] : [other, own];
  const fresh = await insertHit(platform, {
    id: hit,
    identifier: identifier.id,
    one_file: one.file,
    one_agency: one.agency,
    other_file: two.file,
    other_agency: two.agency,
    source: other.source,
    at: platform.now,
  });
  if (!fresh) return;
  for (const [side, opposite] of [
    [own, other],
    [other, own],
  ] as const) {
    const id = newId<'deconfliction-pointer'>(platform.now.getTime());
    await insertPointer(platform, {
      id,
      hit_id: hit,
      file_id: side.file,
      agency: side.agency,
      other_agency: opposite.agency,
      identifier: identifier.id,
      mask: identifier.mask,
      told_at: platform.now,
      state: 'OPEN',
      outcome: null,
      lead_agency: null,
      closed_by: null,
      closed_at: null,
    });
    await tellUnit(platform, side.agency, {
      kind: 'deconfliction.told',
      object: { kind: POINTER, id },
      file: side.file,
      facts: { unit: opposite.agency },
    });
  }
}

/** To the inbox of each of the police of a unit, and to their open pages; whoever is kept from the file does not hear it. */
export async function tellUnit(
  platform: Tx,
  agency: string,
  notice: {
    readonly kind: string;
    readonly object: { readonly kind: string; readonly id: string };
    readonly file: string;
    readonly facts: Readonly<Record<string, string | number | boolean>>;
  },
): Promise<void> {
  const { file, ...posted } = notice;
  await postNotices(platform, [{ ...posted, record: file, to: { roles: [...policeRoles], agency } }]);
  for (const person of await peopleMeant(platform, { agency, roles: [...policeRoles] }))
    platform.notify({ topic: 'offences.deconfliction', id: notice.object.id, person, records: [file] });
}
