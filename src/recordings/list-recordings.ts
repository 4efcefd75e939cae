import { type Ctx, ok, type Result, systemActor } from '../kernel/index.ts';
import { type SpokenScreen, spokenScreen } from '../vocabulary/index.ts';
import { isUpToDate, type Recording } from './recording.ts';
import { keptRecordings } from './recording-store.ts';

/** One screen, its script, and how it stands with its recording: `none`, one that says another script, or one that is played. */
export interface ScreenOfVoice {
  readonly screen: SpokenScreen;
  readonly script: string;
  readonly state: 'none' | 'out-of-date' | 'played';
  readonly recording?: Pick<Recording, 'id' | 'milliseconds' | 'size' | 'putAt' | 'putBy'>;
}

/** Every screen in the order in which a child comes to it. */
export async function listRecordings(ctx: Ctx): Promise<Result<ScreenOfVoice[]>> {
  return ctx.transaction(async (tx) => {
    const kept = new Map((await keptRecordings(tx)).map((one) => [one.screen, one]));
    return ok(
      spokenScreen.terms.map(({ code, script }): ScreenOfVoice => {
        const one = kept.get(code);
        if (!one) return { screen: code, script, state: 'none' };
        const { id, milliseconds, size, putAt, putBy } = one;
        const state = isUpToDate(one) ? 'played' : 'out-of-date';
        return { screen: code, script, state, recording: { id, milliseconds, size, putAt, putBy } };
      }),
    );
  });
}

/** What a page of the portal needs to play a voice. */
export interface PlayedVoice {
  readonly id: string;
  readonly mediaType: string;
  readonly milliseconds: number;
  /** What it says, for who cannot hear it. */
  readonly script: string;
}

/** The voice of a screen that is open to everybody; undefined where nothing was recorded, or where it says an older script. */
export async function voiceOf(ctx: Ctx, screen: SpokenScreen): Promise<PlayedVoice | undefined> {
  const kept = await ctx.as(systemActor('recordings.voice')).transaction(async (tx) => ok(await keptRecordings(tx)));
  const one = kept.ok ? kept.value.find((each) => each.screen === screen && isUpToDate(each)) : undefined;
  return (
    one && {
      id: one.id,
      mediaType: one.mediaType,
      milliseconds: one.milliseconds,
      script: spokenScreen.get(screen).script,
    }
  );
}
