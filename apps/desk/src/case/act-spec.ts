/** One field of an act's dialog. `commune` is a province and its commune. */
export interface ActField {
  name: string;
  label: string;
  kind: 'line' | 'text' | 'select' | 'date' | 'datetime' | 'number' | 'agency' | 'commune';
  help?: string;
  options?: { value: string; label: string }[];
  value?: string;
  required?: boolean;
  /** Shown where another field has one of the values. */
  when?: { field: string; is: string[] };
}

/** An act as the dialog does it: the action of the page, what it sends unasked, and what it asks for. */
export interface ActSpec {
  key: string;
  action: string;
  hidden: Record<string, string>;
  label: string;
  /** What it does and on what ground; shown over the fields. */
  help?: string;
  fields: ActField[];
  /** It may be written down late: when it was done, and why only now. Hours back. */
  backdate?: number;
  danger?: boolean;
  /** Address of the page on which it is read before it is signed; where there is none a dialog asks. */
  page?: string;
  /** Why it cannot be done yet, and where the missing thing is made. */
  unmet?: { text: string; href: string | null; link: string } | null;
}

export interface ActGroup {
  title: string;
  acts: ActSpec[];
}
