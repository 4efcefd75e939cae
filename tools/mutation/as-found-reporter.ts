/** What of Stryker's account of a change is told. */
interface TestedChange {
  readonly fileName: string;
  readonly status: string;
  readonly replacement?: string;
  readonly location: { readonly start: { readonly line: number; readonly column: number } };
}

export const AS_FOUND = 'as-found';

let told = 0;
/** Tells what became of each change as soon as it is known: a run that is cut off has said how far it came. */
const reporter = {
  onMutantTested({ fileName, status, replacement = '', location: { start } }: TestedChange): void {
    told += 1;
    const text = replacement.replace(/\s+/g, ' ').slice(0, 80);
    console.log(`${told} ${status} ${fileName}:${start.line}:${start.column} ${text}`);
  },
};

export const strykerPlugins = [{ kind: 'Reporter', name: AS_FOUND, value: reporter }];
