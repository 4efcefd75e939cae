/** The front door of the demonstration: an invented country, played through the front doors of the other modules. */

export { holdsRealRows, leaveOutOverRealRows } from './leave-out.ts';
export { demonstrationModule } from './module.ts';
export { listSignIns, signInLines } from './sign-ins.ts';
