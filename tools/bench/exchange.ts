import { spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { createBank, createSource, proposeEntry, verifyEntry, withdrawEntry } from '../../src/hashes/index.ts';
import type { BenchRow } from '../bench.ts';
import { joinPeer } from '../test/join-peer.ts';
import { must } from '../test/test-result.ts';
import { exactly } from './support/bench-target.ts';
import { type BenchRegister, openBenchRegister } from './support/hash-bench-register.ts';

/**
 * `npm run bench -- exchange [--size 1000000] [--kills 5] [--protocol delta|ncmec-v2]`: one register pulled whole by another,
 * each with its own database, while writers commit to the first and the puller, a process of its own, is killed. Counts
 * what the second register holds in the end against the first: nothing may be lost.
 */
export default async function exchange(args: readonly string[]): Promise<readonly BenchRow[]> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      size: { type: 'string', default: '1000000' },
      kills: { type: 'string', default: '5' },
      protocol: { type: 'string', default: 'delta' },
    },
  });
  const size = Number(values.size);
  const kills = Number(values.kills);
  const protocol = values.protocol === 'ncmec-v2' ? 'ncmec-v2' : 'delta';
  const server = await openBenchRegister();
  const reader = await openBenchRegister();
  try {
    await server.fill(size, (done) => process.stderr.write(`\rfilled ${done}`));
    process.stderr.write('\n');
    const { client, key } = await server.member('NCMEC');
    const operator = reader.person('hash_db_operator');
    must(await createBank(operator, { code: 'PULLED', nameVi: 'Đo', nameEn: 'Bench', mode: 'match' }));
    must(
      await createSource(operator, {
        code: 'server',
        kind: 'register',
        agency: 'INHOPE',
        licence: 'bench',
        mayRedistribute: true,
        arrivesVerified: true,
      }),
    );
    const base = protocol === 'delta' ? server.secure : `${server.secure}/exchange/ncmec`;
    const peer = await joinPeer(operator, reader.person('hash_db_approver'), {
      source: 'server',
      bank: 'PULLED',
      protocol,
      baseUrl: base,
      client,
      key,
      remoteList: 'MEMBERS',
    });

    let writing = true;
    let written = 0;
    const writer = (async () => {
      while (writing) {
        const entry = await write(server);
        written += 1;
        if (written % 3 === 0) must(await withdrawEntry(server.person('hash_db_approver'), { entry }));
        await sleep(50);
      }
    })();
    const started = performance.now();
    let killed = 0;
    let pulled = '';
    const held = async () =>
      (await reader.owner.query<{ n: number }>('select entries_received as n from hashes.peer')).rows[0]?.n ?? 0;
    // The kills are spread over the pull by how much is in already.
    while (pulled === '') {
      const part = killed < kills ? (size * (killed + 1)) / (kills + 1) : undefined;
      pulled = await pull(reader, peer, part === undefined ? undefined : async () => (await held()) >= part);
      if (pulled === '') killed += 1;
      process.stderr.write(`\rkilled ${killed}, ${await held()} in`);
    }
    const seconds = (performance.now() - started) / 1_000;
    process.stderr.write('\n');
    writing = false;
    await writer;
    await sleep(6_000);
    const last = await pull(reader, peer);
    const compare = await difference(server, reader);
    return [
      {
        what: `pull of a whole register (${protocol})`,
        entries: size,
        seconds: Math.round(seconds),
        entriesPerSecond: Math.round(size / seconds),
        killed,
        writtenMeanwhile: written,
        missing: compare.missing,
        tooMany: compare.tooMany,
        lastPull: last.trim(),
      },
      exactly('entries missing at the reader', Number(compare.missing), 0),
      exactly('entries too many at the reader', Number(compare.tooMany), 0),
    ];
  } finally {
    await server.close();
    await reader.close();
  }
}

async function write(register: BenchRegister): Promise<string> {
  const value = Buffer.from(Array.from({ length: 32 }, () => randomInt(256))).toString('hex');
  const { id } = must(
    await proposeEntry(register.person('hash_db_operator'), {
      bank: 'NATIONAL',
      mediaKind: 'image',
      legalBasis: 'BENCH',
      signals: [{ type: 'pdq', value }],
    }),
  );
  for (let i = 0; i < 2; i++)
    must(await verifyEntry(register.person('content_analyst'), { entry: id, verdict: 'LISTED', nationalClass: 'N1' }));
  return id;
}

/** One pull in a process of its own; killed as soon as `when` says so. Resolves with what it said, '' where it was killed. */
function pull(register: BenchRegister, peer: string, when?: () => Promise<boolean>): Promise<string> {
  return new Promise((resolve) => {
    const child = spawn(
      process.execPath,
      [join(import.meta.dirname, '..', '..', 'tests', 'faults', 'pull-peer.ts'), register.ownerUrl, peer],
      {
        env: {
          ...process.env,
          PEER_NETWORKS: register.kernel.config.peerNetworks.join(','),
          DATA_DIR: register.dataDir,
          LOG_LEVEL: 'error',
        },
        stdio: ['ignore', 'pipe', 'inherit'],
      },
    );
    let said = '';
    let open = true;
    child.stdout.on('data', (piece: Buffer) => {
      said += piece.toString();
    });
    child.once('close', () => {
      open = false;
      resolve(said);
    });
    void (async () => {
      while (open && when) {
        if (await when()) child.kill('SIGKILL');
        await sleep(100);
      }
    })();
  });
}

/** Signals in force here and not there, by a merge of both in order. */
async function difference(server: BenchRegister, reader: BenchRegister): Promise<{ missing: number; tooMany: number }> {
  const read = async (register: BenchRegister) => {
    const { rows } = await register.owner.query<{ value: string }>(
      `select encode(signal.value, 'hex') as value from hashes.entry join hashes.entry_signal on entry_id = entry.id join hashes.signal on signal.id = signal_id
       where status in ('ACTIVE', 'DISPUTED')`,
    );
    return rows.map((row) => row.value);
  };
  const theirs = new Map<string, number>();
  for (const value of await read(reader)) theirs.set(value, (theirs.get(value) ?? 0) + 1);
  let missing = 0;
  for (const value of await read(server)) {
    const count = theirs.get(value) ?? 0;
    if (count === 0) missing += 1;
    else if (count === 1) theirs.delete(value);
    else theirs.set(value, count - 1);
  }
  return { missing, tooMany: [...theirs.values()].reduce((sum, count) => sum + count, 0) };
}
