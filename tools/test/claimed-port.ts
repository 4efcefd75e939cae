import { randomInt } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { canListen } from '../../apps/server/database/postmaster.ts';
import { claimFile } from '../claimed-file.ts';

/** Above the ports that embedded databases take, below those that systems give to outgoing connections. */
const PORTS = { from: 26_000, to: 32_000 };
const TRIES = 200;
const FOLDER = join(tmpdir(), `lachan-claimed-ports-${userInfo().username}`);

/**
 * A free port of the loopback address that no other test of this machine is given while this process lives: a server may
 * listen on it only seconds later, when two tests that start at once would otherwise have been given the same one.
 */
export async function claimPort(ports = PORTS, folder = FOLDER): Promise<number> {
  mkdirSync(folder, { recursive: true });
  for (let tries = 0; tries < TRIES; tries += 1) {
    const port = randomInt(ports.from, ports.to);
    if (claimFile(join(folder, String(port))) && (await canListen(port))) return port;
  }
  throw new Error(`no free port between ${ports.from} and ${ports.to} was found`);
}
