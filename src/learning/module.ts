import type { Module } from '../kernel/index.ts';

export const learningModule: Module = { name: 'learning' };
