/** One check of the house's rules. */
export interface Gate {
  /** As printed: "imports", "routes". */
  readonly name: string;
  /** What is wrong in the checkout at `root`, one finding a line, `file:line what`. Empty when nothing is. */
  run(root: string): Promise<readonly string[]>;
}

/** `src/intake/reports/report-store.ts` -> `intake`; `undefined` outside src. */
export function moduleOf(file: string): string | undefined {
  return /^src\/([^/]+)\//.exec(file)?.[1];
}
