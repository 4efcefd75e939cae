import { randomBytes } from 'node:crypto';
import { chownSync, existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RunAs } from './run-as.ts';

/** Made once per data folder; the database listens on loopback, where any local user could otherwise sign in. */
export interface Passwords {
  readonly superuser: string;
  readonly owner: string;
}

/** Reads `passwords.json` of the data folder, or makes it (mode 0600). */
export function loadPasswords(dataFolder: string, runAs: RunAs | null): Passwords {
  const file = join(dataFolder, 'passwords.json');
  if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8')) as Passwords;
  const passwords: Passwords = { superuser: newPassword(), owner: newPassword() };
  writePrivate(file, JSON.stringify(passwords), runAs);
  return passwords;
}

/** Writes a file that only the database's user may read. Renamed into place, so that a crash leaves no half-written one. */
export function writePrivate(file: string, text: string, runAs: RunAs | null): void {
  const draft = `${file}.draft`;
  writeFileSync(draft, text, { mode: 0o600 });
  if (runAs !== null) chownSync(draft, runAs.uid, runAs.gid);
  renameSync(draft, file);
}

function newPassword(): string {
  return randomBytes(24).toString('base64url');
}
