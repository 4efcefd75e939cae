/** An invented person, as a demonstration gives them. */
export interface DemonstrationPerson {
  readonly login: string;
  readonly name: string;
  readonly agency: string;
  readonly role: string;
  readonly desk?: string;
  readonly province?: string;
  readonly commune?: string;
  /** A colleague whose name stands in files; nobody is shown how to sign in as them. */
  readonly unseen?: true;
}
