import { extensionPoint, type Kernel } from '../kernel/index.ts';

/** A step that another part of the answer tells a report. It is kept as its code; whoever offers it brings its words. */
export interface ProgressStep {
  readonly code: string;
  /** Another body has taken the report over by it: a confirmed report is routed then. */
  readonly routes?: boolean;
  /** What the reporter reads. `{em}` and `{Em}` stand for how the page addresses them. */
  readonly reporter: { readonly vi: string; readonly en: string };
  /** What the desk reads. */
  readonly desk: { readonly vi: string; readonly en: string };
}

export const progressSteps = extensionPoint<ProgressStep>('intake.progress-step', ({ code }) => code);

/** The step of a code; undefined where no module of this process offers it. */
export function progressStep({ offered }: Kernel, code: string): ProgressStep | undefined {
  return offered.of(progressSteps).find((step) => step.code === code);
}
