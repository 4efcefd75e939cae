import type { App } from '../../../server/app.ts';
import { getLocale } from '../paraglide/runtime.js';

/** The object of a clock in a word, as the module of its kind registers it. */
export function kindName(app: App, kind: string): string {
  const found = app.kernel.offered.of(app.modules.clocks.clockKinds).find((one) => one.kind === kind);
  return found?.words[getLocale()] ?? kind;
}
