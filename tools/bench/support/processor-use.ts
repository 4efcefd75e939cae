import { readdirSync, readFileSync } from 'node:fs';

/** Milliseconds of processor that each side has used since it began. */
export interface ProcessorUse {
  readonly server: number;
  readonly database: number;
  /** This process, which plays the pages. */
  readonly client: number;
}

/** Linux counts hundredths of a second. */
const TICK = 10;

/**
 * What the server's process, its database's processes and this one have used. The figure a busy machine does not change much, where
 * waits are those of the machine.
 */
export function processorUse(server: number, postmaster: number): ProcessorUse {
  const own = process.cpuUsage();
  const main = ticksOf(postmaster);
  const children = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((name) => ticksOf(Number(name)))
    .filter((one) => one?.parent === postmaster);
  return {
    server: (ticksOf(server)?.own ?? Number.NaN) * TICK,
    database: ((main?.own ?? Number.NaN) + (main?.ended ?? 0) + sum(children.map((one) => one?.own ?? 0))) * TICK,
    client: (own.user + own.system) / 1_000,
  };
}

export function usedBetween(before: ProcessorUse, after: ProcessorUse): ProcessorUse {
  return {
    server: after.server - before.server,
    database: after.database - before.database,
    client: after.client - before.client,
  };
}

interface Ticks {
  readonly parent: number;
  readonly own: number;
  /** Of children that have ended. */
  readonly ended: number;
}

function ticksOf(pid: number): Ticks | undefined {
  let text: string;
  try {
    text = readFileSync(`/proc/${pid}/stat`, 'utf8');
  } catch {
    return undefined;
  }
  // The name, which may hold anything, ends with the last parenthesis; the state follows.
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  const at = (field: number) => Number(fields[field - 3]);
  return { parent: at(4), own: at(14) + at(15), ended: at(16) + at(17) };
}

const sum = (numbers: readonly number[]): number => numbers.reduce((all, one) => all + one, 0);
