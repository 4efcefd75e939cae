import { type Ctx, type DataKey, openText, sealText, type Tx } from '../../kernel/index.ts';
import type { SealedClass } from './case-access.ts';

export function caseKeyScope(caseId: string, fieldClass: SealedClass) {
  return { objectKind: 'case', objectId: caseId, fieldClass } as const;
}

/** The case's key of one class, opened with the desk of the agency; undefined where that desk was given none. */
export async function openCaseKey(
  ctx: Ctx,
  tx: Tx,
  caseId: string,
  fieldClass: SealedClass,
  agency: string,
): Promise<DataKey | undefined> {
  return ctx.kernel.sealing.openKey(tx, caseKeyScope(caseId, fieldClass), agency);
}

export function sealForCase(key: DataKey, caseId: string, fieldClass: SealedClass, part: string, text: string): Buffer {
  return sealText(key.bytes, { ...caseKeyScope(caseId, fieldClass), part }, text);
}

export function openForCase(
  key: DataKey,
  caseId: string,
  fieldClass: SealedClass,
  part: string,
  sealed: Uint8Array,
): string {
  return openText(key.bytes, { ...caseKeyScope(caseId, fieldClass), part }, sealed);
}
