import { getTimes } from 'suncalc';

const MINUTE = 60_000;
const DAY = 1_440 * MINUTE;
const VIET_NAM = 7 * 60 * MINUTE;

/**
 * Sunrise and sunset in Viet Nam, good to about two minutes.
 * @param at an instant of the day asked for
 * @param latitude degrees north
 * @param longitude degrees east
 * @returns minutes after midnight in Viet Nam time
 */
export function sunTimes(at: Date, latitude: number, longitude: number): { rise: number; set: number } {
  const midnight = Math.floor((at.getTime() + VIET_NAM) / DAY) * DAY - VIET_NAM;
  const { sunrise, sunset } = getTimes(new Date(midnight + DAY / 2), latitude, longitude);
  const minutes = (time: Date | null) => ((time?.getTime() ?? Number.NaN) - midnight) / MINUTE;
  return { rise: minutes(sunrise), set: minutes(sunset) };
}

/** Whole hours and minutes of `minutes`, rounded before they are split: 659.6 is eleven hours, not ten and sixty minutes. */
export function hoursAndMinutes(minutes: number): { h: number; m: number } {
  const whole = Math.round(minutes);
  return { h: Math.floor(whole / 60), m: whole % 60 };
}
