import type { Kernel, SealedColumn } from '../../kernel/index.ts';

const columns = {
  note: { table: 'takedown.block_entry', column: 'note' },
  appeal: { table: 'takedown.block_appeal', column: 'text' },
  answer: { table: 'takedown.block_appeal', column: 'answer' },
  key: { table: 'takedown.block_key', column: 'sealed' },
} as const;
type What = keyof typeof columns;

const contextOf = (what: What, id: string) => `takedown.block-${what}|${id}`;

export const blockSealed: readonly SealedColumn[] = (Object.keys(columns) as What[]).map((what) => ({
  ...columns[what],
  key: ['id'],
  context: (row) => contextOf(what, String(row.id)),
}));

export async function sealFor({ vault }: Kernel, what: What, id: string, bytes: Uint8Array | string): Promise<Buffer> {
  return Buffer.from(await vault.wrap(Buffer.from(bytes as string), contextOf(what, id)));
}

export async function openFor({ vault }: Kernel, what: What, id: string, sealed: Buffer): Promise<Buffer> {
  return Buffer.from(await vault.unwrap(sealed, contextOf(what, id)));
}
