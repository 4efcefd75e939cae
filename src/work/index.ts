/** Front door of what people have to do: notices, and the exposure budget of those who look at what is hard to see. */
export type { ExposureLimit, ExposureStanding } from './exposure/exposure.ts';
export { exposureLoad, exposureStanding, ownExposure, type PersonLoad } from './exposure/exposure-load.ts';
export { type SetExposureLimit, setExposureLimit } from './exposure/set-exposure-limit.ts';
export { spendExposure } from './exposure/spend-exposure.ts';
export { takeBreak } from './exposure/take-break.ts';
export { workModule } from './module.ts';
export { deliverNotices } from './notices/deliver-notices.ts';
export { listNotices } from './notices/list-notices.ts';
export type { NewNotice, Notice } from './notices/notice.ts';
export { readNotices } from './notices/read-notices.ts';
export { readPastNotices } from './notices/read-past-notices.ts';
export { refusals as workRefusals } from './refusals.ts';
