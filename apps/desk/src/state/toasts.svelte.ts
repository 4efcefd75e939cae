/** A short word after an act, with a way back where there is one. */
export interface ToastMessage {
  id: number;
  text: string;
  tone: 'good' | 'care';
  undo: (() => void) | undefined;
}

let last = 0;
export const toasts: ToastMessage[] = $state([]);

/** Shows a word; `undo` adds the button that takes the act back. It stays until dismissed, undone or ten seconds without attention. */
export function toast(text: string, options: { tone?: 'good' | 'care'; undo?: () => void } = {}): void {
  last += 1;
  toasts.push({ id: last, text, tone: options.tone ?? 'good', undo: options.undo });
}

export function dismiss(id: number): void {
  const at = toasts.findIndex((one) => one.id === id);
  if (at >= 0) toasts.splice(at, 1);
}
