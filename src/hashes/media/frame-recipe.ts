/**
 * How frames are chosen and hashed; stored with each frame signal, since another recipe gives other hashes.
 * Frames n with n % floor(average frame rate) = 0, as the reference's; where a file declares more than 60 frames a second,
 * n % 60 = 0 as well, so that an invented rate hides no frame. At its own size, RGB24, full-resolution PDQ.
 */
export const FRAME_RECIPE = 'vpdq-modn-full-1';

const MOST_BETWEEN = 60;

export interface FrameBudget {
  readonly pixels: number;
  readonly hashedFrames: number;
  readonly decodedFrames: number;
}

export interface VideoStream {
  readonly width: number;
  readonly height: number;
  /** Frames a second, or 0 where the container does not say. */
  readonly rate: number;
  /** Seconds that the container declares, or 0. */
  readonly duration: number;
}

/** Only containers, and only the file that was given: no playlist, no list of files, no address. */
const INPUT = [
  '-protocol_whitelist',
  'file,pipe',
  '-format_whitelist',
  'mov,mp4,m4a,3gp,3g2,mj2,matroska,webm,avi,mpegts',
];

/** Arguments of ffprobe; it writes what `readProbe` reads. */
export const PROBE_ARGUMENTS: readonly string[] = [
  ...['-v', 'error', ...INPUT, '-select_streams', 'v:0'],
  ...['-show_entries', 'stream=width,height,avg_frame_rate,duration:format=duration', '-of', 'json'],
];

/** The first video stream, or undefined where there is none. */
export function readProbe(text: string): VideoStream | undefined {
  let said: {
    streams?: { width?: number; height?: number; avg_frame_rate?: string; duration?: string }[];
    format?: { duration?: string };
  };
  try {
    said = JSON.parse(text);
  } catch {
    return undefined;
  }
  const stream = said.streams?.[0];
  const { width = 0, height = 0 } = stream ?? {};
  if (!(width > 0 && height > 0)) return undefined;
  const [over = 0, under = 0] = (stream?.avg_frame_rate ?? '').split('/').map(Number);
  return {
    width,
    height,
    rate: over > 0 && under > 0 ? over / under : 0,
    duration: Number(stream?.duration ?? said.format?.duration ?? 0) || 0,
  };
}

/** Arguments of ffmpeg before the output: frames of the recipe as raw RGB24, all of the size of the first. */
export function frameArguments(input: string, { width, height, rate }: VideoStream, budget: FrameBudget): string[] {
  const step = stepOf(rate);
  const chosen = step > MOST_BETWEEN ? `not(mod(n,${step}))+not(mod(n,${MOST_BETWEEN}))` : `not(mod(n,${step}))`;
  return [
    ...['-max_pixels', String(budget.pixels), ...INPUT, '-threads', '1', '-i', input, '-map', '0:v:0'],
    // Counted in frames, not in time: a container's times can be set to hide frames. `trim` ends a bomb of frames.
    ...[
      '-vf',
      `trim=end_frame=${budget.decodedFrames},select='${chosen}',scale=${width}:${height}:flags=area,format=rgb24`,
    ],
    ...['-frames:v', String(budget.hashedFrames), '-fps_mode', 'passthrough', '-f', 'rawvideo'],
  ];
}

/** Number of the frame of the recipe that follows frame n. */
export function frameAfter(n: number, rate: number): number {
  const next = (every: number) => (Math.floor(n / every) + 1) * every;
  return Math.min(next(stepOf(rate)), stepOf(rate) > MOST_BETWEEN ? next(MOST_BETWEEN) : Number.POSITIVE_INFINITY);
}

/** Frames of the recipe that the container promises, 0 where it promises nothing. */
export function framesExpected({ rate, duration }: VideoStream): number {
  return Math.ceil((duration * rate) / stepOf(rate));
}

function stepOf(rate: number): number {
  return Math.max(1, Math.floor(rate));
}
