import { readFileSync } from 'node:fs';
import { EmbeddedDatabaseError } from './error.ts';

/** The system user that PostgreSQL runs as when this process is root, because PostgreSQL refuses to run as root. */
export interface RunAs {
  readonly uid: number;
  readonly gid: number;
  readonly name: string;
}

/** `null` for a normal user (PostgreSQL then runs as that user); for root `postgres` or, where there is none, `nobody`. */
export function chooseRunAs(passwd: () => string = () => readFileSync('/etc/passwd', 'utf8')): RunAs | null {
  if (process.getuid?.() !== 0) return null;
  const users = passwd()
    .split('\n')
    .map((line) => line.split(':'));
  for (const wanted of ['postgres', 'nobody']) {
    const found = users.find(([name]) => name === wanted);
    if (found) return { name: wanted, uid: Number(found[2]), gid: Number(found[3]) };
  }
  throw new EmbeddedDatabaseError(
    'PostgreSQL không chạy bằng root, mà máy này không có người dùng "postgres" hay "nobody".',
    'PostgreSQL does not run as root, and there is no user "postgres" or "nobody" to run it as.',
  );
}
