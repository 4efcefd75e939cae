import type { SealedColumn } from '../kernel/index.ts';
import { vaultContext } from './listening-sealing.ts';
import { ruleContext } from './pipeline/pipeline.ts';
import { cursorContext } from './posts/observe.ts';
import { secretsContext } from './sources/create-source.ts';

const byId = (table: string, column: string, context: (id: string) => string): SealedColumn => ({
  table: `listening.${table}`,
  key: ['id'],
  column,
  context: (row) => context(String(row.id)),
});

/** What the vault wrapped here: keys of texts and pseudonyms, lexicons, and what sources need. */
export const listeningSealed: readonly SealedColumn[] = [
  byId('text_key', 'sealed', (id) => vaultContext('listening.text-key', id)),
  byId('pseudonym_key', 'sealed', (id) => vaultContext('listening.pseudonym-key', id)),
  byId('rule_version', 'sealed_definition', ruleContext),
  byId('source', 'sealed_secrets', secretsContext),
  byId('source', 'sealed_cursor', cursorContext),
];
