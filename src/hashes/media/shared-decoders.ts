import { serviceKey, serviceSource } from '../../kernel/index.ts';
import type { ImageDecoder, VideoDecoder } from './decoder-command.ts';
import { Decoders } from './decoders.ts';
import { sandboxFault } from './sandbox.ts';

// Senders and the proxies before them give up after a minute or so; decoding for nobody would only lengthen the line.
const SHARED_WAIT_MS = 60_000;

/** The one queue of this process before its decoders, for files that different people send. */
export const DECODERS = serviceKey<Decoders>('hashes.decoders');

/** @throws as `requireSandboxes` */
export const decodersSource = serviceSource(DECODERS, async ({ kernel: { config } }) => {
  const programs = { image: config.imageDecoder, video: config.videoDecoder };
  requireSandboxes(programs);
  const service = new Decoders({ ...programs, waitingMs: SHARED_WAIT_MS, ready: 1 });
  return { service, close: async () => service.close() };
});

/** @throws where a decoder is chosen whose sandbox cannot be had here: each file would be refused, and nobody told why */
export function requireSandboxes({
  image,
  video,
}: {
  readonly image: ImageDecoder;
  readonly video: VideoDecoder;
}): void {
  const fault =
    image === 'sandboxed-native' || video === 'sandboxed-ffmpeg'
      ? sandboxFault(video === 'sandboxed-ffmpeg' ? ['/usr/bin/prlimit', '/usr/bin/ffmpeg', '/usr/bin/ffprobe'] : [])
      : undefined;
  if (fault)
    throw new Error(
      `IMAGE_DECODER=${image}, VIDEO_DECODER=${video}: ${fault}. Install what is missing, or set both to wasm, which needs no sandbox`,
    );
}
