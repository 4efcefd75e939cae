/** Attached to a <details> that hangs over the page: it closes on Escape, and when the pointer or the focus goes elsewhere. */
export function closeOnLeave(details: HTMLDetailsElement): () => void {
  const outside = (event: Event) => {
    if (!details.contains(event.target as Node)) details.open = false;
  };
  const closeByKey = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || !details.open) return;
    details.open = false;
    details.querySelector('summary')?.focus();
  };
  document.addEventListener('pointerdown', outside);
  document.addEventListener('focusin', outside);
  details.addEventListener('keydown', closeByKey);
  return () => {
    document.removeEventListener('pointerdown', outside);
    document.removeEventListener('focusin', outside);
    details.removeEventListener('keydown', closeByKey);
  };
}
