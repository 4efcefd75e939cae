import { sql } from 'kysely';
import { rows, type Tx, tablesOf } from '../../kernel/index.ts';
import type { Stratum } from '../ballots/ballot.ts';
import type { IdeaRow, VoiceTables } from '../tables.ts';

const table = tablesOf<VoiceTables>();

export const insertIdea = (tx: Tx, row: IdeaRow): Promise<void> => table.insertRow(tx, 'voice.idea', row);
export const findIdea = (tx: Tx, id: string, lock?: 'for update'): Promise<IdeaRow | undefined> =>
  table.findRow(tx, 'voice.idea', { id }, lock);
export const ideaByLocator = (tx: Tx, locator: string): Promise<IdeaRow | undefined> =>
  table.findRow(tx, 'voice.idea', { locator });
export const ideaOfSubmission = (tx: Tx, submission: Buffer): Promise<IdeaRow | undefined> =>
  table.findRow(tx, 'voice.idea', { submission });
export const updateIdea = (
  tx: Tx,
  id: string,
  set: Partial<
    Pick<IdeaRow, 'sealed' | 'state' | 'reason' | 'statement_id' | 'theme_id' | 'decided_by' | 'decided_at'>
  >,
): Promise<number> => table.updateRows(tx, 'voice.idea', { id }, set);

/** Those that wait to be read, the oldest first. */
export function waitingIdeas(tx: Tx, limit: number, consultation?: string): Promise<IdeaRow[]> {
  return tx
    .query<VoiceTables>()
    .selectFrom('voice.idea')
    .selectAll()
    .where('state', '=', 'WAITING')
    .$if(consultation !== undefined, (one) => one.where('consultation_id', '=', consultation ?? ''))
    .orderBy('made_at')
    .orderBy('id')
    .limit(limit)
    .execute();
}

export const countWaitingIdeas = async (tx: Tx, consultation_id: string): Promise<number> =>
  (
    await rows(
      tx,
      sql<{
        ideas: number;
      }>`select count(*) as ideas from voice.idea where consultation_id = ${consultation_id} and state = 'WAITING'`,
    )
  )[0]?.ideas ?? 0;

/** The next free number of a statement. The consultation is locked by the caller. */
export const nextStatement = async (tx: Tx, consultation_id: string): Promise<number> =>
  (
    await rows(
      tx,
      sql<{
        next: number;
      }>`select coalesce(max(number), 0) + 1 as next from voice.statement where consultation_id = ${consultation_id}`,
    )
  )[0]?.next ?? 1;

/** What the ballots of each stratum say of one statement. After the close alone: the caller has looked. */
export const votesOn = (
  tx: Tx,
  consultation_id: string,
  number: number,
): Promise<{ stratum: Stratum; ballots: number; agree: number; disagree: number; pass: number }[]> => {
  const said = (sign: string) => sql`' ' || choices || ' ' like ${`% ${number}${sign} %`}`;
  return rows(
    tx,
    sql<{ stratum: Stratum; ballots: number; agree: number; disagree: number; pass: number }>`
      select stratum, count(*) as ballots, count(*) filter (where ${said('+')}) as agree,
        count(*) filter (where ${said('-')}) as disagree, count(*) filter (where ${said('=')}) as pass
      from voice.ballot where consultation_id = ${consultation_id} group by stratum order by stratum`,
  );
};
