import { addEncoder } from '../../src/listening/index.ts';
import { asPlatform } from './installation.ts';
import { orSentence } from './or-sentence.ts';

/** Registers the encoder of a folder of LISTENING_ENCODERS as a candidate and measures it; prints what it came to as one line of JSON. */
export async function addEncoderCommand(args: readonly string[]): Promise<void> {
  const [name] = args;
  if (name === undefined) throw new Error('say the name of its folder in LISTENING_ENCODERS');
  await asPlatform('cli.add-encoder', async (ctx) => {
    console.log(JSON.stringify(orSentence(await addEncoder(ctx, { name }))));
  });
}
