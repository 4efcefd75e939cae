import {
  actAs,
  type Ctx,
  exclude,
  newId,
  ok,
  parseId,
  type Result,
  readOptionalText,
  refuseRequest,
  systemActor,
  type TextRule,
} from '../../kernel/index.ts';
import { nameKey } from '../../members/index.ts';
import { holdsMedia } from '../../takedown/index.ts';
import { foldedName } from '../../vocabulary/index.ts';
import { OFFENCE_FILE } from '../files/file-clocks.ts';
import { auditOf, fileAct, type OnFile } from '../files/file-record.ts';
import { insertEvent } from '../files/file-store.ts';
import { refuse } from '../refusals.ts';
import { openJson, sealJson } from '../sealed-json.ts';
import { type GivenGrade, readGrade, saidBy } from './assertion.ts';
import { interestPart } from './assertion-lists.ts';
import { findPerson, insertPerson } from './assertion-store.ts';
import type { PersonRow } from './assertion-tables.ts';
import { tiePerson } from './person-links.ts';

const NAME = systemActor('offences.name-person');

export const PERSON_NAME: TextRule = { most: 120 };
export const PERSON_DESCRIPTION: TextRule = { most: 2_000, lines: true };

/** What is sealed of a person of interest. */
export interface PersonSecrets {
  readonly name: string | null;
  readonly description: string | null;
}

export interface NamePerson extends OnFile, GivenGrade {
  readonly part: string;
  /** As the source gives it; absent where only an account or a description is known. */
  readonly name?: string | undefined;
  readonly description?: string | undefined;
}

/**
 * Says that somebody is of interest to a file: from then on a point of its graph, seen by who has a part in the file, by its number and
 * never by a name. The same person may be named twice; that they are one is another assertion. Whoever has
 * the name at the platform is kept from the file from then on, also where it is somebody else of that name.
 * Refusals: those of an act on a file, `assertion.unusable`, `person-of-interest.nothing-known`, `offence-file.holds-media`, `text.*`
 */
export async function namePerson(ctx: Ctx, input: NamePerson): Promise<Result<{ readonly id: string }>> {
  const graded = readGrade(input);
  if (!graded.ok) return graded;
  if (!interestPart.has(input.part)) return refuse('assertion.unusable', { field: 'part' });
  const name = readOptionalText(input.name, 'name', PERSON_NAME);
  if (!name.ok) return name;
  const description = readOptionalText(input.description, 'description', PERSON_DESCRIPTION);
  if (!description.ok) return description;
  if (name.value === undefined && description.value === undefined)
    return refuse('person-of-interest.nothing-known', { field: 'description' });
  if (holdsMedia(`${name.value ?? ''} ${description.value ?? ''}`))
    return refuse('offence-file.holds-media', { field: 'description' });
  const key =
    name.value !== undefined && foldedName(name.value).includes(' ')
      ? await nameKey(ctx.kernel.vault, name.value)
      : undefined;
  return fileAct(ctx, 'offence-file.assert', { file: input.file }, async (tx, file, actor) => {
    const id = newId<'person-of-interest'>(tx.now.getTime());
    const secrets: PersonSecrets = { name: name.value ?? null, description: description.value ?? null };
    const person: PersonRow = {
      id,
      file_id: file.id,
      part: input.part,
      named: secrets.name !== null,
      sealed: await sealJson(ctx.kernel, 'person_of_interest', id, secrets),
      ...graded.value,
      ...saidBy(actor, tx.now),
    };
    await insertPerson(tx, person);
    await actAs(tx, NAME, (platform) => tiePerson(ctx.kernel, platform, person));
    await insertEvent(tx, file.id, 'person-named', { part: input.part });
    tx.audit({ ...auditOf(file, 'offence-file.assert'), fieldClasses: ['identity'], codes: { kind: 'person' } });
    // Last: from here on the actor may be shut out too.
    if (key !== undefined)
      await exclude(tx, {
        objectKind: OFFENCE_FILE,
        objectId: file.id,
        subject: { kind: 'name', value: key },
        reason: 'NAMED',
      });
    return ok({ id });
  });
}

/** The name and description of a person of interest; each look is in the audit. Refusals: those of an act on a file, `record.not-found` */
export function openPerson(
  ctx: Ctx,
  input: Pick<OnFile, 'file'> & { readonly person: string },
): Promise<Result<PersonSecrets>> {
  return fileAct(ctx, 'offence-file.read', { file: input.file, readOnly: true }, async (tx, file) => {
    const id = parseId<'person-of-interest'>(input.person);
    const person = id && (await findPerson(tx, file.id, id));
    if (!person) return refuseRequest('record.not-found');
    tx.audit({ ...auditOf(file, 'offence-file.read'), fieldClasses: ['identity'], codes: { kind: 'person' } });
    return ok(await openJson<PersonSecrets>(ctx.kernel, 'person_of_interest', person));
  });
}
