import { readFileSync } from 'node:fs';

/** Harmless sentences of our own: the platform's texts and everyday talk, so that a model knows what harm is not. */
export function neutralLines(): readonly string[] {
  return readFileSync(new URL('./neutral-lines.txt', import.meta.url), 'utf8')
    .trim()
    .split('\n');
}
