export const _may = 'public';
