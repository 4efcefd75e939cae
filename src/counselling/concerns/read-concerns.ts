import {
  actOnRecord,
  type Ctx,
  canBy,
  ok,
  personsOnly,
  type RecordKind,
  type Result,
  readTextInput,
  refuseRequest,
} from '../../kernel/index.ts';
import { refuse } from '../refusals.ts';
import { CONCERN_TEXT, type ConcernKind, type ConcernRow } from './concern.ts';
import { concernPolicy } from './concern-policies.ts';
import { concernKey, openConcern, sealConcern } from './concern-sealing.ts';
import { answerRow, concernsSeen, findConcern } from './concern-store.ts';

export interface ConcernView {
  readonly id: string;
  readonly kind: ConcernKind;
  readonly own: boolean;
  readonly author: string;
  readonly about: string | null;
  readonly raisedAt: string;
  readonly text: string;
  readonly answeredAt: string | null;
  readonly answer: string | null;
  readonly mayAnswer: boolean;
}

const LISTED = 50;

const concernKind: RecordKind<ConcernRow, (typeof concernPolicy.actions)[number]> = {
  kind: 'concern',
  acts: personsOnly,
  find: (tx, id, { lock }) => findConcern(tx, id, lock ? 'for update' : undefined),
  can: canBy(concernPolicy, (row: ConcernRow) => row),
  versionOf: ({ version }) => version,
};

/** The own concerns with their answers, and for the officer those that are theirs to read; each reading is in the audit. */
export async function readConcerns(ctx: Ctx): Promise<Result<readonly ConcernView[]>> {
  const { actor } = ctx;
  if (actor.kind !== 'person') return refuseRequest('access.not-permitted');
  return ctx.transaction(async (tx) => {
    const views: ConcernView[] = [];
    for (const row of await concernsSeen(tx, LISTED)) {
      const key = await concernKey(ctx, row);
      const own = row.author === actor.person;
      if (!own)
        tx.audit({ action: 'concern.read', object: { kind: 'concern', id: row.id }, organisation: row.organisation });
      views.push({
        id: row.id,
        kind: row.kind,
        own,
        author: row.author,
        about: row.about,
        raisedAt: row.raised_at.toISOString(),
        text: openConcern(key, 'said', row.sealed),
        answeredAt: row.answered_at?.toISOString() ?? null,
        answer: row.answer && openConcern(key, 'answer', row.answer),
        mayAnswer: row.answered_at === null && concernPolicy.can(actor, 'concern.answer', row, tx.now),
      });
    }
    return ok(views);
  });
}

/** The officer answers the author, once. Refusals: `concern.answered`, those of a text and of an act on a record */
export async function answerConcern(
  ctx: Ctx,
  input: { readonly concern: string; readonly text: string },
): Promise<Result<void>> {
  const text = readTextInput(input.text, 'text', CONCERN_TEXT);
  if (!text.ok) return text;
  return actOnRecord(concernKind, ctx, 'concern.answer', { id: input.concern }, async (tx, row, person) => {
    if (row.answered_at !== null) return refuse('concern.answered');
    const key = await concernKey(ctx, row);
    await answerRow(tx, row.id, { by: person.person, answer: sealConcern(key, 'answer', text.value) });
    tx.audit({ action: 'concern.answer', object: { kind: 'concern', id: row.id }, organisation: row.organisation });
    tx.notify({ topic: 'concern.answered', id: row.id, person: row.author });
    return ok();
  });
}
