import {
  type Actor,
  actOnRecord,
  anybody,
  type Ctx,
  type RecordKind,
  type Result,
  type Tx,
} from '../../kernel/index.ts';
import { refuse } from '../refusals.ts';
import { lockSource, type SourceAction, type SourceRow } from './source-store.ts';

const sourceRecord: RecordKind<SourceRow, SourceAction, Actor> = {
  kind: 'listening-source',
  acts: anybody,
  find: lockSource,
  notFound: () => refuse('listening-source.not-found'),
};

/** An act on a source in the frame of every act on a record. */
export function sourceAct<T>(
  ctx: Ctx,
  action: SourceAction,
  source: string,
  act: (tx: Tx, source: SourceRow, actor: Actor) => Promise<Result<T>>,
): Promise<Result<T>> {
  return actOnRecord(sourceRecord, ctx, action, { id: source }, act);
}
