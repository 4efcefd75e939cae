/** The thread that solves a roster: gets the people and the rules, gives who works when. It knows no database. */
import { parentPort, workerData } from 'node:worker_threads';
import highsModule, { type Highs } from 'highs';
import type { Roster, RosterInput } from './roster.pure.ts';
import { rosterModel } from './roster-model.pure.ts';

export interface RosterTask {
  readonly input: RosterInput;
  /** What was found by then is the answer. */
  readonly seconds: number;
}

/** How far it is: seconds of the time it has, and by how much the best found may still be beaten. */
export interface RosterProgress {
  readonly seconds: number;
  readonly gap: number | null;
}

export interface SolvedRoster {
  readonly roster: Roster;
  /** The best there is, within a hundredth; otherwise the best that the time sufficed for. */
  readonly best: boolean;
}

const GAP = 0.01;
/** The package's types say under one way of resolving that the loader lies one step further in; what is imported is the loader. */
const loadHighs = highsModule as unknown as () => Promise<Highs>;

/** Solves it in this thread. @throws where the programme is none or no solution was found in time */
export async function solveHere(
  { input, seconds }: RosterTask,
  tell: (progress: RosterProgress) => void = () => undefined,
): Promise<SolvedRoster> {
  const written = rosterModel(input);
  const highs = await loadHighs();
  return highs.withModel({ format: 'lp', data: written.text }, (model) => {
    model.options.set({ output_flag: false, time_limit: seconds, mip_rel_gap: GAP, random_seed: 1 });
    model.run({
      [highs.constants.callbackType.mipLogging]: ({ data }: { readonly data: MipProgress }) => {
        tell({ seconds: data.running_time ?? 0, gap: Number.isFinite(data.mip_gap) ? (data.mip_gap as number) : null });
        return undefined;
      },
    });
    const status = model.getModelStatus();
    const { optimal, timeLimit, empty } = highs.constants.modelStatus;
    if (status !== optimal && status !== timeLimit && status !== empty)
      throw new Error(`a roster ended with status ${status}`);
    const values = model.getSolution().colValue;
    const roster = written.read((name) => values[model.getColByName(name)] ?? 0);
    return { roster, best: status !== timeLimit };
  });
}

interface MipProgress {
  readonly running_time?: number;
  readonly mip_gap?: number;
}

/** What the thread says: how far it is, and at last what it found. */
export type RosterMessage = { readonly progress: RosterProgress } | { readonly solved: SolvedRoster };

if (parentPort) {
  const port = parentPort;
  const solved = await solveHere(workerData as RosterTask, (progress) =>
    port.postMessage({ progress } satisfies RosterMessage),
  );
  port.postMessage({ solved } satisfies RosterMessage);
}
