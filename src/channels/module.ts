import type { Module } from '../kernel/index.ts';

export const channelsModule: Module = { name: 'channels' };
