import type { Module } from '../kernel/index.ts';

export const textModule: Module = { name: 'text' };
