import { valueOrError } from '../../../../../../server/answer.server.ts';
import { fileAnswer } from '../../../../../../server/file-answer.server.ts';
import type { RequestHandler } from './$types';

export const _may = { action: 'offence-file.bundle' };

/** A made bundle, sealed to its receiver. Each taking is counted. */
export const GET: RequestHandler = async ({ locals: { app, ctx }, params }) =>
  fileAnswer(valueOrError(ctx, await app.modules.offences.takeBundle(ctx, { file: params.id, bundle: params.goi })));
