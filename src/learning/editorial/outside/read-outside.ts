import { type Ctx, ok, type Result, systemActor } from '../../../kernel/index.ts';
import { isToken, tokenHash } from '../../../members/index.ts';
import { refuse } from '../../refusals.ts';
import { readBody } from '../item.ts';
import { type ItemPreview, itemPreview } from '../preview/item-preview.ts';
import { openLook } from './outside-look-store.ts';

/** What somebody outside reads by their link. */
export interface OutsideReading extends ItemPreview {
  readonly whom: string;
  readonly hash: string;
  readonly expiresAt: Date;
}

/**
 * The text of a link, for whoever holds it; looking does not use it up, answering does.
 * Refusals: `outside-look.not-valid`, whatever the reason: who guesses learns nothing
 */
export async function readOutside(
  ctx: Ctx,
  { secret, band }: { readonly secret: string; readonly band?: string | undefined },
): Promise<Result<OutsideReading>> {
  if (!isToken(secret)) return refuse('outside-look.not-valid');
  return ctx.as(systemActor('learning.outside-look')).transaction(async (tx) => {
    const look = await openLook(tx, tokenHash(secret));
    const read = look && readBody(look.kind, look.body);
    if (!look || !read?.ok) return refuse('outside-look.not-valid');
    const { whom, hash, expires_at } = look;
    return ok({ ...itemPreview(read.item, band, ctx.language), whom, hash, expiresAt: expires_at });
  });
}
