import { fileFromPlatform } from '../../intake/index.ts';
import {
  actOnRecord,
  type Ctx,
  canBy,
  newId,
  ok,
  personsOnly,
  type RecordKind,
  type Result,
  systemActor,
} from '../../kernel/index.ts';
import { hideWords, unfoundWords } from '../../learning/index.ts';
import { endIfAnswered } from '../answers/end-if-answered.ts';
import { CONSULTATION } from '../consultations/consultation-record.ts';
import { findConsultation, findStatement, findTheme, insertStatement } from '../consultations/consultation-store.ts';
import { ideaPolicy } from '../policies.ts';
import { refuse } from '../refusals.ts';
import { openJson } from '../sealed-json.ts';
import type { IdeaRow } from '../tables.ts';
import { ideaRefusal } from '../voice-lists.ts';
import { decidedState, ideaDecisions } from './idea.ts';
import { findIdea, nextStatement, updateIdea } from './idea-store.ts';
import type { IdeaWords } from './write-idea.ts';

const ideaRecord: RecordKind<IdeaRow, 'idea.decide'> = {
  kind: 'idea',
  acts: personsOnly,
  find: (tx, id, { lock }) => findIdea(tx, id, lock ? 'for update' : undefined),
  can: canBy(ideaPolicy, ({ state }) => ({ state })),
  notFound: () => refuse('idea.not-found'),
  notPermitted: (_actor, _action, { state }) => (state === 'WAITING' ? undefined : refuse('idea.decided')),
};

/**
 * Decides on an idea, once: shows it as a statement of its own, with telephone numbers, addresses and the words that the reader names hidden;
 * joins it to a statement that says the same; does not show it, with a reason that its writer reads; or hands it to the 111 desk, where it
 * tells of something that happened. However it is decided, the words that were sealed are gone.
 * @param input `hide`: words that lead to a person, one a line; `statement`: the one that it is joined to; `theme`: where it belongs, if known
 * Refusals: those of an act on a record and of a filing, `idea.not-found`, `idea.decided`, `idea.unusable`, `idea.hide-not-found`, `theme.not-found`
 */
export function decideIdea(
  ctx: Ctx,
  input: {
    readonly idea: string;
    readonly decision: string;
    readonly reason?: string | null | undefined;
    readonly hide?: string | null | undefined;
    readonly statement?: string | null | undefined;
    readonly theme?: string | null | undefined;
  },
): Promise<Result<void>> {
  return actOnRecord(ideaRecord, ctx, 'idea.decide', { id: input.idea }, async (tx, row, actor) => {
    const decision = ideaDecisions.find((one) => one === input.decision);
    if (decision === undefined || row.sealed === null) return refuse('idea.unusable', { field: 'decision' });
    const theme = input.theme ? await findTheme(tx, input.theme) : undefined;
    if (input.theme && theme?.consultation_id !== row.consultation_id) return refuse('theme.not-found');
    const { text } = await openJson<IdeaWords>(ctx.kernel, 'idea', { id: row.id, sealed: row.sealed });
    const decided = {
      state: decidedState[decision],
      sealed: null,
      decided_by: actor.person,
      decided_at: tx.now,
    };
    if (decision === 'SHOW') {
      if (unfoundWords(text, input.hide ?? '').length > 0) return refuse('idea.hide-not-found', { field: 'hide' });
      // Locked, so that two who show at once do not take one number.
      const about = await findConsultation(tx, row.consultation_id, 'for update');
      if (!about || about.state === 'RESPONDED') return refuse('consultation.wrong-state');
      const statement = newId<'statement'>(tx.now.getTime());
      await insertStatement(tx, {
        id: statement,
        consultation_id: about.id,
        number: await nextStatement(tx, about.id),
        origin: 'PARTICIPANT',
        text_vi: hideWords(text, input.hide ?? ''),
        text_en: null,
        theme_id: theme?.id ?? null,
        shown_by: actor.person,
        shown_at: tx.now,
        withdrawn_by: null,
        withdrawn_at: null,
      });
      await updateIdea(tx, row.id, { ...decided, statement_id: statement, theme_id: theme?.id ?? null });
    } else if (decision === 'JOIN') {
      const statement = input.statement ? await findStatement(tx, input.statement) : undefined;
      if (statement?.consultation_id !== row.consultation_id || statement.withdrawn_at !== null)
        return refuse('idea.unusable', { field: 'statement' });
      await updateIdea(tx, row.id, {
        ...decided,
        statement_id: statement.id,
        theme_id: theme?.id ?? statement.theme_id,
      });
    } else if (decision === 'REFUSE') {
      if (!ideaRefusal.has(input.reason)) return refuse('idea.unusable', { field: 'reason' });
      await updateIdea(tx, row.id, { ...decided, reason: input.reason });
    } else {
      // The same key is the same report, should this be done twice.
      const filed = await fileFromPlatform(ctx.as(systemActor('voice.ideas')), {
        channel: 'PORTAL_TEXT',
        idempotencyKey: `voice-idea.${row.id}`,
        demonstration: row.is_demonstration,
        report: {
          reporter: { kind: 'other' },
          narrative: `${text}\n\n(Trẻ em viết ở ô ý kiến của một cuộc lấy ý kiến. Không có đường trả lời; trang nhận ý kiến đã mời em gọi 111. · Written by a child as an idea. There is no way to answer; its page told of 111.)`,
          language: 'vi',
        },
      });
      if (!filed.ok) return filed;
      await updateIdea(tx, row.id, decided);
    }
    await endIfAnswered(tx, { id: row.consultation_id });
    tx.audit({
      action: 'idea.decide',
      object: { kind: CONSULTATION, id: row.consultation_id },
      codes: { decision, band: row.band },
    });
    tx.notify({ topic: 'voice.idea', id: row.id, roles: ['youth_union_moderator'] });
    return ok();
  });
}
