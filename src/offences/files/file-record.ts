import {
  actOnRecord,
  type Ctx,
  canBy,
  type PersonActor,
  personsOnly,
  type RecordKind,
  type Result,
  type Tx,
} from '../../kernel/index.ts';
import { filePolicy } from '../policies.ts';
import { refuse } from '../refusals.ts';
import type { FileRow } from '../tables.ts';
import { OFFENCE_FILE } from './file-clocks.ts';
import { findFile } from './file-store.ts';
import { tellFile } from './tell-file.ts';

export type FileAct = (typeof filePolicy.actions)[number];

/** An offence file in the frame of every act on a record. */
export const fileRecord: RecordKind<FileRow, FileAct, PersonActor> = {
  kind: OFFENCE_FILE,
  acts: personsOnly,
  find: (tx, id, { lock }) => findFile(tx, id, lock ? 'for update' : undefined),
  can: canBy(filePolicy, ({ id, lead_agency, stage }) => ({ id, lead_agency, stage })),
  notFound: () => refuse('offence-file.not-found'),
  notPermitted: (actor, action, file, now) => {
    // Whoever could do it if their unit led the file, or held the power to investigate today, is told so.
    if (filePolicy.can({ ...actor, functions: [...(actor.functions ?? []), 'INVESTIGATE'] }, action, file, now))
      return refuse('offence-file.no-power');
    if (filePolicy.can(actor, action, { ...file, lead_agency: actor.agency }, now))
      return refuse('offence-file.not-lead');
    return undefined;
  },
  versionOf: ({ version }) => version,
  meanwhile: ({ stage }) => ({ stage }),
  denials: new Set(['offence-file.no-power', 'offence-file.not-lead']),
};

export interface OnFile {
  readonly file: string;
  /** The version that the actor saw; absent: whatever it is. */
  readonly version?: number | undefined;
  /** It is looked at and not changed. */
  readonly readOnly?: boolean | undefined;
}

/** An act on a file; after one that changed it, everybody who has a part in it is told. */
export function fileAct<T>(
  ctx: Ctx,
  action: FileAct,
  on: OnFile,
  act: (tx: Tx, file: FileRow, actor: PersonActor) => Promise<Result<T>>,
): Promise<Result<T>> {
  return actOnRecord(
    fileRecord,
    ctx,
    action,
    { id: on.file, version: on.version, readOnly: on.readOnly },
    async (tx, file, actor) => {
      const done = await act(tx, file, actor);
      if (done.ok && !on.readOnly) await tellFile(tx, file.id);
      return done;
    },
  );
}

export const auditOf = (file: Pick<FileRow, 'id' | 'lead_agency'>, action: FileAct | 'offence-file.open') => ({
  organisation: file.lead_agency,
  action,
  object: { kind: OFFENCE_FILE, id: file.id },
});
