import type { ModelBackend } from './text/index.ts';

/** The model that ships with the platform; undefined where none does. */
export function shippedModel(): ModelBackend | undefined {
  return undefined;
}
