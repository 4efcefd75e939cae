import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { code, must } from '../../../tools/test/test-result.ts';
import { createFileVault, type Vault } from '../../kernel/index.ts';
import { openDraft, sealDraft } from '../index.ts';

let folder: string;
let vault: Vault;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lachan-draft-'));
  vault = await createFileVault(join(folder, 'root.json'));
});
afterAll(() => rm(folder, { recursive: true }));

const startedAt = new Date('2026-11-24T02:00:00Z');
const later = (hours: number) => new Date(startedAt.getTime() + hours * 3_600_000);
const draft = (answers: Record<string, unknown>) => ({ id: randomUUID(), answers, step: 'noi-xay-ra', startedAt });

describe('a draft in a hidden field', () => {
  it('comes back as it was, and shows nothing of itself', async () => {
    const written = draft({ narrative: 'Chuyện của em. 😀', reporter: { kind: 'child' } });
    const sealed = await sealDraft(vault, written);
    expect(sealed).toMatch(/^[\w-]+$/);
    expect(Buffer.from(sealed, 'base64url').toString('latin1')).not.toMatch(/narrative|child/);
    expect(must(await openDraft(vault, sealed, later(1)))).toEqual(written);
  });

  it('has the same length whether much or little was written', async () => {
    const lengths = await Promise.all(
      ['', 'a', 'Một câu chuyện ngắn.', 'chữ '.repeat(200)].map(
        async (narrative) => (await sealDraft(vault, draft({ narrative }))).length,
      ),
    );
    expect(new Set(lengths).size).toBe(1);
  });

  it('ends after a day, and is not believed from the future', async () => {
    const sealed = await sealDraft(vault, draft({}));
    expect(code(await openDraft(vault, sealed, later(24)))).toBe('accepted');
    expect(code(await openDraft(vault, sealed, later(24.01)))).toBe('draft.expired');
    expect(code(await openDraft(vault, sealed, later(-1)))).toBe('draft.expired');
  });

  it('does not open when it was changed, cut or made by somebody else', async () => {
    const sealed = await sealDraft(vault, draft({ narrative: 'x' }));
    const bytes = Buffer.from(sealed, 'base64url');
    for (const place of [0, 11, 12, 500, bytes.length - 1]) {
      const changed = Buffer.from(bytes);
      changed[place] = (changed[place] as number) ^ 1;
      expect(code(await openDraft(vault, changed.toString('base64url'), later(1)))).toBe('draft.unreadable');
    }
    const other = await createFileVault(join(folder, 'other.json'));
    for (const forged of [
      '',
      'x',
      sealed.slice(0, -8),
      `${sealed}AAAA`,
      '<script>',
      'A'.repeat(500_000),
      await sealDraft(other, draft({})),
    ]) {
      expect(code(await openDraft(vault, forged, later(1)))).toBe('draft.unreadable');
    }
  });
});
