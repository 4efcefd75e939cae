import { actorName, removeEvidence, type Tx } from '../kernel/index.ts';
import { lockSpokenObject, markSpokenWithdrawn } from './spoken-text-store.ts';

/** Takes the voice of a part of a text out, bytes and all; false where there is none. */
export async function withdrawSpokenText(tx: Tx, object: string): Promise<boolean> {
  const kept = await lockSpokenObject(tx, object);
  if (kept === undefined) return false;
  await markSpokenWithdrawn(tx, kept.id, actorName(tx.actor));
  await removeEvidence(tx, kept.file);
  return true;
}
