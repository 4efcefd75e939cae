import { m } from '../paraglide/messages.js';
import { PageActs } from '../state/page-acts.svelte.ts';
import type { ReportsGiven } from './shift.server.ts';

/** A report as the field `report` of `giveReports` names it. */
export const chosenReport = (row: { readonly id: string; readonly version: number; readonly reference: string }) =>
  `${row.id} ${row.version} ${row.reference}`;

/** What became of giving reports out, in words; a sentence is absent where there is nothing to say. */
export function toldGiven({ given, to, left }: ReportsGiven): { given?: string; left?: string } {
  return {
    ...(given > 0
      ? { given: to === null ? m.shift_returned({ count: given }) : m.shift_given({ count: given, name: to }) }
      : {}),
    ...(left.length > 0 ? { left: m.shift_left({ count: left.length, codes: left.join(', ') }) } : {}),
  };
}

/** Reports of a page that are chosen and given to one person. Made while a component is set up. */
export class ReportGiving {
  /** Ids of the reports that are chosen. */
  chosen: string[] = $state([]);
  /** To whom; empty where nobody was chosen yet. */
  to = $state('');
  readonly acts: PageActs;
  /** What a form does when it is sent: its fields are `report`, once for each that is chosen, and `to`. */
  readonly submit: (event: SubmitEvent) => Promise<void>;

  /** @param depends what the page fetches again; @param done hears what became of it */
  constructor(depends: string, action: string, done: (value: ReportsGiven) => void) {
    this.acts = new PageActs(depends);
    this.submit = this.acts.submit<ReportsGiven>(action, (value) => {
      this.chosen = [];
      done(value);
    });
  }
}
