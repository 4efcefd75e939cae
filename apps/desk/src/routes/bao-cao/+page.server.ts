import { giveReports } from '../../shift/shift.server.ts';
import type { Actions } from './$types';

export const _may = { action: 'report.list' };

export const actions: Actions = { giaoNhieu: giveReports('report.take') };
