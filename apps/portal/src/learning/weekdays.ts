import { getLocale } from '../paraglide/runtime.js';

const names = {
  vi: ['Chủ nhật', 'Thứ hai', 'Thứ ba', 'Thứ tư', 'Thứ năm', 'Thứ sáu', 'Thứ bảy'],
  en: ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'],
} as const;

/** @param day 0 is Sunday */
export const weekdayName = (day: number): string => names[getLocale()][day] ?? '';
