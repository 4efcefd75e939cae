import type pg from 'pg';

/** Before the `commit` of a transaction that waits for `SharedFlush`: it lets go of its locks before it is on the disk. */
export const COMMIT_BEFORE_DISK = 'set local synchronous_commit = off';

/**
 * Commits by itself, as durably as the installation's settings say, synchronous standbys too. Everything that was committed before is
 * then as durable.
 */
export async function commitToDisk(client: pg.Client): Promise<void> {
  await client.query("select pg_logical_emit_message(true, 'lachan.flush', '')");
}

/** Whether a pooler stands before the server: it greets with a process number of its own. */
export async function isPooled(client: pg.Client & { readonly processID?: number | null }): Promise<boolean> {
  const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid');
  return rows[0]?.pid !== client.processID;
}
