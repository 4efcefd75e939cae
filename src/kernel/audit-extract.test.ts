import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestKernel, type TestKernel } from '../../tools/test/test-kernel.ts';
import { systemActor } from './actor.ts';
import { type AuditExtract, extractAudit, faultOfExtract } from './audit-extract.ts';
import { headsSigningKey, readPublished } from './audit-seal/audit-seal.ts';
import { sealAudit } from './audit-seal/seal-audit.ts';
import { queryOn } from './database.ts';
import { newId } from './id.ts';
import { ok } from './result.ts';

let home: TestKernel;
const [mine, other] = [newId<'thing'>(), newId<'thing'>()];
const ctx = () => home.context(systemActor('kernel.test'));
const write = (object: string, count: number) =>
  ctx().transaction(async (tx) => {
    for (let one = 0; one < count; one += 1)
      tx.audit({ action: 'probe.write', organisation: 'A05', object: { kind: 'thing', id: object }, codes: { one } });
    return ok();
  });
const parts = (most: number) =>
  extractAudit(queryOn(home.owner), home.kernel.vault, { organisation: 'A05', objects: [mine], most });
const extract = async () => (await parts(100))[0];

beforeAll(async () => {
  home = await openTestKernel();
});
afterAll(() => home.close());

test('an extract shows the entries of some objects, proves that they stand in the chain, and tells nothing of the others', async () => {
  expect(await extract()).toBeUndefined();
  await write(other, 3);
  await write(mine, 2);
  const unsealed = (await extract()) as AuditExtract;
  expect([unsealed.size, unsealed.entries.map((one) => one.sequence), unsealed.seal]).toEqual([5, [4, 5], undefined]);
  expect(faultOfExtract(unsealed)).toBeUndefined();
  await sealAudit(ctx());
  await write(other, 4);
  await write(mine, 1);
  const sealed = (await extract()) as AuditExtract;
  expect([sealed.size, sealed.seal?.sequence]).toEqual([10, 5]);
  expect(faultOfExtract(sealed)).toBeUndefined();
  expect(JSON.stringify(sealed)).not.toContain(other);
  // Whoever has the key of the heads knows the line for the house's own.
  const read = readPublished(sealed.seal?.line ?? '', await headsSigningKey(home.kernel.vault));
  expect(read.heads.get('A05')?.get(5)).toBe(sealed.seal?.hash);
});

test('an extract of many entries comes in parts, each proved by itself and none left out', async () => {
  const whole = (await extract()) as AuditExtract;
  expect(whole.entries).toHaveLength(3);
  const found = await parts(2);
  expect(found.map(({ entries }) => entries.length)).toEqual([2, 1]);
  expect(found.flatMap(({ entries }) => entries)).toEqual(whole.entries);
  for (const part of found) {
    expect(faultOfExtract(part)).toBeUndefined();
    expect([part.root, part.size, part.seal]).toEqual([whole.root, whole.size, whole.seal]);
  }
  expect(await parts(3)).toEqual([whole]);
});

test('an extract of which anything was changed does not hold together', async () => {
  const sound = (await extract()) as AuditExtract;
  const changed = (
    change: (copy: AuditExtract & { entries: { body: string; hash: string; sequence: number }[] }) => void,
  ) => {
    const copy = structuredClone(sound) as never;
    change(copy);
    return faultOfExtract(copy);
  };
  const first = sound.entries[0] as AuditExtract['entries'][number];
  expect(changed((copy) => Object.assign(copy.entries[0] as object, { body: first.body.replace('A05', 'C02') }))).toBe(
    'entry 4',
  );
  expect(changed((copy) => Object.assign(copy.entries[0] as object, { sequence: 3 }))).toBe('entry 3');
  expect(changed((copy) => Object.assign(copy, { root: '00'.repeat(32) }))).toBe('entry 4');
  expect(changed((copy) => Object.assign(copy, { head: first.hash }))).toBe('head');
  expect(changed((copy) => Object.assign(copy.seal as object, { hash: first.hash }))).toBe('seal');
  expect(changed((copy) => Object.assign(copy.seal as object, { line: '{}' }))).toBe('seal');
  expect(changed((copy) => Object.assign(copy, { proofs: [] }))).toBe('entry 4');
});
