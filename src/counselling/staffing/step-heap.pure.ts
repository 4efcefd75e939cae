/** What is to happen at a time; `order` tells those of the same instant apart. */
export interface Step {
  readonly at: number;
  readonly order: number;
  readonly do: () => void;
}

/** What is still to happen, the earliest first; of the same instant in the order in which it was asked for. */
export class StepHeap {
  readonly #steps: Step[] = [];

  next(): number {
    return this.#steps[0]?.at ?? Number.POSITIVE_INFINITY;
  }

  push(step: Step): void {
    const steps = this.#steps;
    let at = steps.push(step) - 1;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!before(step, steps[parent] as Step)) break;
      steps[at] = steps[parent] as Step;
      at = parent;
    }
    steps[at] = step;
  }

  pop(): Step | undefined {
    const steps = this.#steps;
    const [first] = steps;
    const last = steps.pop();
    if (first === undefined || last === undefined || steps.length === 0) return first;
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= steps.length) break;
      if (child + 1 < steps.length && before(steps[child + 1] as Step, steps[child] as Step)) child += 1;
      if (!before(steps[child] as Step, last)) break;
      steps[at] = steps[child] as Step;
      at = child;
    }
    steps[at] = last;
    return first;
  }
}

function before(a: Step, b: Step): boolean {
  return a.at < b.at || (a.at === b.at && a.order < b.order);
}
