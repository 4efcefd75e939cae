/** The front door of learning: what children, parents and teachers read, practise and choose. */

export { learningModule } from './module.ts';
