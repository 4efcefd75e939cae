import { actorName, agencyOf, type Ctx, cleanText, newId, ok, type Result } from '../../kernel/index.ts';
import { sourceFault } from '../collectors/index.ts';
import { refuse } from '../refusals.ts';
import { insertSource } from './source-store.ts';

export interface SourceSettings {
  readonly name: string;
  /** What it is listened to for, as in `CHILD_SAFETY`. */
  readonly purposeCode: string;
  /** The law, decision or agreement it rests on. */
  readonly legalBasis: string;
  /** The machine client that pushes to it; null for a source that is looked at. */
  readonly client: string | null;
  readonly provinceCode: string | null;
  readonly lane: 0 | 1 | 2;
  readonly ratePerHour: number;
  readonly sampling: number;
  readonly weight: number;
  /** The collector's own settings. */
  readonly settings: Readonly<Record<string, unknown>>;
  /** What is needed to ask; wrapped by the vault. Absent: what was stays. */
  readonly secrets?: Readonly<Record<string, unknown>> | undefined;
}

export interface CreateSource extends SourceSettings {
  /** Kind of its collector, as in `rss`. */
  readonly kind: string;
  /** Invented, for a demonstration. */
  readonly demonstration?: boolean | undefined;
}

const LIMITS = { name: { most: 120 }, legalBasis: { most: 300 } };

const RULES: { readonly [K in keyof CreateSource]?: (value: never) => boolean } = {
  kind: (value: string) => /^[a-z][a-z0-9-]{1,39}$/.test(value),
  name: (value: string) => cleanText(value, LIMITS.name).ok,
  purposeCode: (value: string) => /^[A-Z][A-Z0-9_-]{1,39}$/.test(value),
  legalBasis: (value: string) => cleanText(value, LIMITS.legalBasis).ok && value.trim().length >= 3,
  client: (value: string | null) => value === null || /^[\w.-]{1,120}$/.test(value),
  provinceCode: (value: string | null) => value === null || /^\d{2}$/.test(value),
  lane: (value: number) => value === 0 || value === 1 || value === 2,
  ratePerHour: (value: number) => Number.isInteger(value) && value >= 1 && value <= 3_600,
  sampling: (value: number) => value > 0 && value <= 1,
  weight: (value: number) => value >= 0 && value <= 10,
  settings: (value: object) => JSON.stringify(value).length <= 8_192,
};

/** The first field of a source that cannot be; undefined where all can. */
export function faultOf(given: Partial<CreateSource>): string | undefined {
  return Object.entries(given).find(([field, value]) => {
    const rule = RULES[field as keyof CreateSource] as ((value: unknown) => boolean) | undefined;
    return rule !== undefined && !rule(value);
  })?.[0];
}

/** The texts of a source without a fault, as they are kept. */
export function cleaned<T extends Partial<CreateSource>>(given: T): T {
  const texts = (['name', 'legalBasis'] as const).flatMap((field) => {
    const read = given[field] === undefined ? undefined : cleanText(given[field], LIMITS[field]);
    return read?.ok ? [[field, read.text]] : [];
  });
  return { ...given, ...Object.fromEntries(texts) };
}

export const secretsContext = (source: string) => `listening.secrets|${source}`;

export async function sealSecrets(ctx: Ctx, id: string, secrets: Readonly<Record<string, unknown>>): Promise<Buffer> {
  return Buffer.from(await ctx.kernel.vault.wrap(Buffer.from(JSON.stringify(secrets), 'utf8'), secretsContext(id)));
}

export async function openSecrets(
  ctx: Ctx,
  id: string,
  sealed: Buffer | null,
): Promise<Readonly<Record<string, unknown>>> {
  if (sealed === null) return {};
  return JSON.parse(Buffer.from(await ctx.kernel.vault.unwrap(sealed, secretsContext(id))).toString('utf8'));
}

/**
 * Adds a source, paused: somebody looks at what stands there before it runs. Refusals: `listening-source.invalid` (field)
 */
export async function createSource(ctx: Ctx, input: CreateSource): Promise<Result<{ readonly id: string }>> {
  const field = faultOf(input) ?? sourceFault(input.kind, input.settings, input.secrets ?? {});
  if (field !== undefined) return refuse('listening-source.invalid', { field });
  const id = newId<'source'>(ctx.now.getTime());
  const { secrets, ...source } = cleaned(input);
  const sealedSecrets = secrets === undefined ? null : await sealSecrets(ctx, id, secrets);
  return ctx.transaction(async (tx) => {
    await insertSource(
      tx,
      { ...source, demonstration: input.demonstration ?? false, id, sealedSecrets, agency: agencyOf(tx.actor) },
      actorName(tx.actor),
    );
    tx.audit({
      action: 'listening-source.create',
      object: { kind: 'listening-source', id },
      codes: { kind: input.kind, purpose: input.purposeCode },
    });
    return ok({ id });
  });
}
