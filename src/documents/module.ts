import type { Module } from '../kernel/index.ts';

export const documentsModule: Module = { name: 'documents' };
