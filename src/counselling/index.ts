/** The front door of counselling: the 111 desk's live help, and the people who give it. */
export { counsellingModule } from './module.ts';
export { solveRoster } from './staffing/solve-roster.ts';
export { measureTriage } from './triage/measure-triage.ts';
export { TRAIN_TRIAGE, trainTriage } from './triage/train-triage.ts';
export { triageFirstMessage } from './triage/triage.ts';
