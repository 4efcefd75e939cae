import { INTAKE } from '../intake/index.ts';

/** The desk that gives live help, and the agency that holds it: the same desk that reads the reports. */
export const HELPLINE = INTAKE;
