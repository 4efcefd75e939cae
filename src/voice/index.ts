/** The front door of voice: what children say, how it is counted, and what became of it. */

export { voiceModule } from './module.ts';
