export const _may = 'public';
export const _sensitive = true;
