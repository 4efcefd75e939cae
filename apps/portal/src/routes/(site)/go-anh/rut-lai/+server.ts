import { redirect } from '@sveltejs/kit';
import type { RequestHandler } from './$types';

export const _may = 'public';
export const _sensitive = true;

/** Receipts of every kind open at one door; this address stands on papers that were printed before. */
export const GET: RequestHandler = ({ url }) => redirect(307, url.pathname.replace(/go-anh\/rut-lai\/?$/, 'quay-lai'));
