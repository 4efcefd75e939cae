import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type pg from 'pg';
import {
  addActorKey,
  createDeskKey,
  deskKeyRows,
  moveWraps,
  recoverDeskKey,
  retireActorKeys,
  rewrapAll,
  rotateDeskKey,
  splitDeskKey,
  type Vault,
} from '../../src/kernel/index.ts';
import { schemasOf } from '../server/migrate.ts';
import { modules } from '../server/modules.ts';
import { withInstallation } from './installation.ts';

export async function keysList(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({ args: [...args], options: { desk: { type: 'string' } } });
  await withInstallation(async ({ owner, vault }) => {
    console.log(`root key ${vault.keyId}`);
    for (const row of await deskKeyRows(owner, values.desk))
      console.log(`${row.desk}  version ${row.version}  ${row.state}  since ${row.created_at.toISOString()}`);
  });
}

export async function keysCreate(args: readonly string[]): Promise<void> {
  const desk = deskOf(args);
  await withInstallation(async ({ owner, vault }) => {
    console.log(
      (await createDeskKey(owner, vault, desk, new Date()))
        ? `desk ${desk} has its first key`
        : `desk ${desk} has keys already: nothing changed`,
    );
  });
}

export async function keysRotate(args: readonly string[]): Promise<void> {
  const desk = deskOf(args);
  await withInstallation(async ({ owner, vault }) => {
    // What an earlier rotation left behind is moved first, so that versions never pile up.
    const left = await moveWraps(owner, vault, desk);
    const moved = await rotateDeskKey(owner, vault, desk, new Date(), (count) => console.log(`${count} wraps moved`));
    console.log(
      `desk ${desk} has a new key; ${left + moved} data keys wrapped anew. Split it again for the custodians.`,
    );
  });
}

export async function keysRotateRoot(): Promise<void> {
  await withInstallation(async ({ owner, vault, config }) => {
    await vault.rotate();
    console.log(`root key ${vault.keyId} wraps from now on; running servers take it up by themselves`);
    await wrapAnew(owner, vault);
    await addActorKey(owner, vault);
    console.log('the database knows a new key of who acts');
    if (!config.vaultService) console.log(`Back up ${config.rootKeyFile} anew.`);
  });
}

/** Takes the old root keys away, once nothing is wrapped by them any more. */
export async function keysRetireRoot(): Promise<void> {
  await withInstallation(async ({ owner, vault, config }) => {
    if ((await wrapAnew(owner, vault)) > 0)
      throw new Error(
        'not everything opens with the root keys: the old ones stay, or what does not open is lost for good',
      );
    console.log(`${await vault.retire()} old root keys are gone; ${vault.keyId} is the only one`);
    console.log(`${await retireActorKeys(owner)} old keys of who acts are gone`);
    if (!config.vaultService) console.log(`Back up ${config.rootKeyFile} anew, and destroy the older copies.`);
  });
}

/** Wraps what every module sealed under the root key in use, and says how much. @returns how many values did not open */
async function wrapAnew(owner: pg.Pool, vault: Vault): Promise<number> {
  let failed = 0;
  for (const one of await rewrapAll(owner, vault, schemasOf(modules))) {
    failed += one.failed;
    if (one.moved + one.failed > 0)
      console.log(`  ${one.column}: ${one.moved} wrapped anew${one.failed > 0 ? `, ${one.failed} did not open` : ''}`);
  }
  return failed;
}

export async function keysSplit(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      desk: { type: 'string', multiple: true },
      all: { type: 'boolean' },
      shares: { type: 'string' },
      threshold: { type: 'string' },
      out: { type: 'string' },
    },
  });
  const { out } = values;
  const shares = Number(values.shares);
  const threshold = Number(values.threshold);
  if ((!values.desk && !values.all) || !out || !Number.isInteger(shares) || !Number.isInteger(threshold))
    throw new Error('say --desk (once or more) or --all, --shares, --threshold and --out');
  await withInstallation(async ({ owner, vault }) => {
    await mkdir(out, { recursive: true, mode: 0o700 });
    const desks = values.all ? [...new Set((await deskKeyRows(owner)).map((row) => row.desk))] : (values.desk ?? []);
    const perCustodian: string[][] = Array.from({ length: shares }, () => []);
    for (const desk of desks) {
      for (const [place, lines] of (await splitDeskKey(owner, vault, desk, shares, threshold)).entries())
        perCustodian[place]?.push(...lines);
    }
    for (const [place, lines] of perCustodian.entries()) {
      await writeFile(join(out, `custodian-${place + 1}-of-${shares}.txt`), `${lines.join('\n')}\n`, {
        flag: 'wx',
        mode: 0o600,
      });
    }
    console.log(
      `${shares} share files in ${out} for ${desks.length} desks; any ${threshold} of them bring a key back. Give each to another custodian, on paper, and delete the files.`,
    );
  });
}

export async function keysRecover(args: readonly string[]): Promise<void> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { desk: { type: 'string' } },
  });
  const { desk } = values;
  if (!desk || positionals.length === 0) throw new Error('say --desk and the share files');
  const texts = await Promise.all(positionals.map((file) => readFile(file, 'utf8')));
  // A custodian's file may hold the shares of many desks: the others' stay closed.
  const lines = texts.flatMap((text) => text.split('\n')).filter((line) => line.split(' ')[1] === desk);
  if (lines.length === 0) throw new Error(`no share in these files is of desk ${desk}`);
  await withInstallation(async ({ owner, vault }) => {
    console.log(`desk ${desk}: recovered version ${(await recoverDeskKey(owner, vault, desk, lines)).join(', ')}`);
  });
}

function deskOf(args: readonly string[]): string {
  const { values } = parseArgs({ args: [...args], options: { desk: { type: 'string' } } });
  if (!values.desk) throw new Error('say which desk: --desk CODE');
  return values.desk;
}
