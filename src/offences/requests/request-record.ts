import { type Ctx, type PersonActor, parseId, type Result, refuseRequest, type Tx } from '../../kernel/index.ts';
import { type FileAct, fileAct } from '../files/file-record.ts';
import { refuse } from '../refusals.ts';
import type { FileRow } from '../tables.ts';
import type { RequestState } from './request.ts';
import { findRequest } from './request-store.ts';
import type { RequestRow } from './request-tables.ts';

export const OFFENCE_REQUEST = 'offence-request';

export interface OnRequest {
  readonly file: string;
  readonly request: string;
  /** The version that the actor saw; absent: whatever it is. */
  readonly version?: number | undefined;
}

/**
 * An act on a request under the permission on its file. Refusals: those of an act on a file, `record.not-found`,
 * `record.changed-meanwhile`, `offence-request.wrong-state`
 */
export function requestAct<T>(
  ctx: Ctx,
  action: FileAct,
  on: OnRequest,
  states: readonly RequestState[],
  act: (tx: Tx, request: RequestRow, file: FileRow, actor: PersonActor) => Promise<Result<T>>,
): Promise<Result<T>> {
  return fileAct(ctx, action, { file: on.file }, async (tx, file, actor) => {
    const id = parseId<'offence-request'>(on.request);
    const request = id && (await findRequest(tx, id, 'for update'));
    if (!request || request.file_id !== file.id) return refuseRequest('record.not-found');
    if (on.version !== undefined && on.version !== request.version)
      return refuseRequest('record.changed-meanwhile', { facts: { state: request.state } });
    if (!states.includes(request.state))
      return refuse('offence-request.wrong-state', { facts: { state: request.state } });
    return act(tx, request, file, actor);
  });
}
