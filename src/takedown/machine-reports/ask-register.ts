import { type GivenSignal, type Matching, matchHashes } from '../../hashes/index.ts';
import { type Ctx, systemActor } from '../../kernel/index.ts';
import type { FileContent } from './machine-report.ts';

/** Asks the register about hashes; the process gives it. Null where it cannot be asked now: a report is taken all the same. */
export type AskRegister = (ctx: Ctx, hashes: readonly GivenSignal[]) => Promise<readonly (boolean | null)[]>;

/** By the matcher of the process: one question for all hashes of a report, in its log as the platform’s own. */
export const askRegisterBy =
  (matching: () => Matching): AskRegister =>
  async (ctx, hashes) => {
    if (hashes.length === 0) return [];
    const asked = await matchHashes(ctx.as(systemActor('takedown.machine-reports')), matching(), {
      hashes,
      purpose: 'MACHINE_REPORT',
    });
    if (!asked.ok) return hashes.map(() => null);
    return asked.value.answers.map(({ outcome }) => (outcome === 'refused' ? null : outcome === 'match'));
  };

/** The hashes of a file as the register takes them. */
export const signalsOf = ({ hashes = [] }: FileContent): GivenSignal[] =>
  hashes.map(({ type, value }) => ({ type, value: type === 'photodna' ? value : value.toLowerCase() }));

/** What is known of each of some files, by one question. */
export async function knownFiles(
  ctx: Ctx,
  ask: AskRegister,
  files: readonly FileContent[],
): Promise<readonly (boolean | null)[]> {
  const signals = files.map(signalsOf);
  const answers = await ask(ctx, signals.flat());
  let at = 0;
  return signals.map((own) => {
    const said = answers.slice(at, at + own.length);
    at += own.length;
    return said.includes(true) ? true : said.includes(false) ? false : null;
  });
}
