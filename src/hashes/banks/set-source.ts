import { actorName, type Ctx, newId, ok, type Result, readTextInput } from '../../kernel/index.ts';
import { insertSource, sourceByCode, updateSourceRights } from '../entries/register-store.ts';
import { isAgency, isSourceCode, NAME } from '../entries/well-formed.ts';
import { refuse } from '../refusals.ts';

/** By whom entries come in. */
export const sourceKinds = [
  'own',
  'ncmec',
  'iwf',
  'arachnid',
  'iccam',
  'stopncii',
  'ministry',
  'police',
  'platform',
  'register',
] as const;
export type SourceKind = (typeof sourceKinds)[number];

export interface CreateSource {
  readonly code: string;
  readonly kind: SourceKind;
  /** Agency code of the member behind it. */
  readonly agency: string;
  /** Name or number of the agreement. */
  readonly licence: string;
  readonly mayRedistribute: boolean;
  /** Two people verified its entries over there; else they wait for our two. */
  readonly arrivesVerified: boolean;
  readonly expiresAt?: Date | undefined;
}

/** Names where entries come from, with the rights that come with them. Refusals: `source.code-taken` */
export async function createSource(ctx: Ctx, input: CreateSource): Promise<Result<{ id: string }>> {
  if (!isSourceCode(input.code)) return refuse('field.malformed', { field: 'code' });
  if (!isAgency(input.agency)) return refuse('field.malformed', { field: 'agency' });
  const licence = readTextInput(input.licence, 'licence', NAME);
  if (!licence.ok) return licence;
  return ctx.transaction(async (tx) => {
    const id = newId<'hash-source'>();
    if (
      !(await insertSource(tx, {
        ...input,
        licence: licence.value,
        id,
        expiresAt: input.expiresAt ?? null,
        by: actorName(tx.actor),
      }))
    )
      return refuse('source.code-taken', { field: 'code' });
    tx.audit({
      action: 'hash-source.manage',
      object: { kind: 'hash-source', id },
      codes: { code: input.code, mayRedistribute: input.mayRedistribute },
    });
    return ok({ id });
  });
}

/** Changes the rights of a source; entries that may no longer be passed on leave the lists as tombstones, by a job that starts at once. */
export async function setSourceRights(
  ctx: Ctx,
  input: {
    readonly code: string;
    readonly licence: string;
    readonly mayRedistribute: boolean;
    readonly expiresAt: Date | null;
  },
): Promise<Result<void>> {
  return ctx.transaction(async (tx) => {
    const source = await sourceByCode(tx, input.code);
    if (!source) return refuse('source.not-found', { field: 'code' });
    await updateSourceRights(tx, source.id, input);
    await tx.enqueue('hashes.refresh-lists', {}, { key: 'hashes.refresh-lists' });
    tx.audit({
      action: 'hash-source.manage',
      object: { kind: 'hash-source', id: source.id },
      codes: { code: input.code, mayRedistribute: input.mayRedistribute },
    });
    return ok();
  });
}
