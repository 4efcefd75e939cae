let settle: ((proved: boolean) => void) | undefined;

/** Whether the frame asks for a fresh proof of who is working, and until when the last one is good. */
export const stepUp: { asking: boolean } = $state({ asking: false });

/** Asks for the proof. @returns whether it was given */
export function requestStepUp(): Promise<boolean> {
  settle?.(false);
  stepUp.asking = true;
  return new Promise((resolve) => {
    settle = resolve;
  });
}

export function finishStepUp(given: boolean): void {
  stepUp.asking = false;
  settle?.(given);
  settle = undefined;
}
