/**
 * As video-program.ts, with the system's ffmpeg in a sandbox: for volume, three to five times less processor time.
 * Inside the sandbox there is /usr read-only and the file in memory: no network, no other process, no privilege, no
 * disk that could be written. Needs Linux with bubblewrap, util-linux and ffmpeg.
 * Arguments: as of video-program.ts.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';
import { pdqFromFile } from '../../../hash-kernel/node.ts';
import { answerRefused, serveFiles } from './decoder-program.ts';
import { FrameHasher } from './frame-hasher.ts';
import { frameArguments, PROBE_ARGUMENTS, readProbe } from './frame-recipe.ts';
import { SANDBOX, sandboxArguments } from './sandbox.ts';

const [memory, pixels, hashedFrames, decodedFrames] = process.argv.slice(2).map(Number) as [
  number,
  number,
  number,
  number,
];
const budget = { pixels, hashedFrames, decodedFrames };

const pdq = await pdqFromFile();
await serveFiles(memory, async (file) => {
  let said = '';
  await sandboxed(file, ['ffprobe', ...PROBE_ARGUMENTS, '/in'], (bytes) => {
    said = (said + bytes.toString()).slice(0, 65_536);
  });
  const stream = readProbe(said);
  if (!stream) return answerRefused('media.undecodable');
  if (stream.width * stream.height > pixels) return answerRefused('media.too-many-pixels');
  const hasher = new FrameHasher(pdq, stream, budget);
  const command = [
    'ffmpeg',
    '-v',
    'error',
    '-nostdin',
    '-max_alloc',
    String(2 ** 28),
    ...frameArguments('/in', stream, budget),
    'pipe:1',
  ];
  hasher.end((await sandboxed(file, command, (bytes) => hasher.take(bytes))) === 0);
});

/** Runs a command of /usr/bin on the file as /in; answers the exit code. */
function sandboxed(file: Buffer, command: readonly string[], take: (bytes: Buffer) => void): Promise<number> {
  return new Promise((resolve) => {
    const child: ChildProcess = spawn(
      SANDBOX,
      [
        ...sandboxArguments([]),
        // Copied into the sandbox's own memory file system: containers need to seek.
        ...['--ro-bind-data', '3', '/in'],
        // Within, not without: a file size of 0 outside kills bubblewrap itself. The libraries alone map 400 MB.
        ...['/usr/bin/prlimit', `--as=${memory}`, '--cpu=600', '--fsize=0', '--nofile=32', '--core=0'],
        ...command,
      ],
      { stdio: ['ignore', 'pipe', 'ignore', 'pipe'], env: {} },
    );
    child.on('error', () => resolve(-1));
    child.on('close', (code) => resolve(code ?? -1));
    (child.stdout as Readable).on('data', take);
    const input = child.stdio[3] as Writable;
    // The sandbox may end before it has read everything.
    input.on('error', () => undefined);
    input.end(file);
  });
}
