const RAD = Math.PI / 180;
const VIET_NAM_HOURS = 7;

/**
 * Sunrise and sunset by the NOAA solar equations, good to about two minutes at Viet Nam's latitudes.
 * @param at an instant of the day asked for
 * @param latitude degrees north
 * @param longitude degrees east
 * @returns minutes after midnight in Viet Nam time
 * @see https://gml.noaa.gov/grad/solcalc/solareqns.PDF
 */
export function sunTimes(at: Date, latitude: number, longitude: number): { rise: number; set: number } {
  const local = new Date(at.getTime() + VIET_NAM_HOURS * 3_600_000);
  const dayOfYear = Math.floor(
    (Date.UTC(local.getUTCFullYear(), local.getUTCMonth(), local.getUTCDate()) -
      Date.UTC(local.getUTCFullYear(), 0, 0)) /
      86_400_000,
  );
  const year = ((2 * Math.PI) / 365) * (dayOfYear - 1);
  const equationOfTime =
    229.18 *
    (0.000075 +
      0.001868 * Math.cos(year) -
      0.032077 * Math.sin(year) -
      0.014615 * Math.cos(2 * year) -
      0.040849 * Math.sin(2 * year));
  const declination =
    0.006918 -
    0.399912 * Math.cos(year) +
    0.070257 * Math.sin(year) -
    0.006758 * Math.cos(2 * year) +
    0.000907 * Math.sin(2 * year) -
    0.002697 * Math.cos(3 * year) +
    0.00148 * Math.sin(3 * year);
  // 90.833 degrees: the disc's upper edge on the horizon, refraction included.
  const hourAngle =
    Math.acos(
      Math.cos(90.833 * RAD) / (Math.cos(latitude * RAD) * Math.cos(declination)) -
        Math.tan(latitude * RAD) * Math.tan(declination),
    ) / RAD;
  const noon = 720 - 4 * longitude - equationOfTime + VIET_NAM_HOURS * 60;
  return { rise: noon - 4 * hourAngle, set: noon + 4 * hourAngle };
}

/** Whole hours and minutes of `minutes`, rounded before they are split: 659.6 is eleven hours, not ten and sixty minutes. */
export function hoursAndMinutes(minutes: number): { h: number; m: number } {
  const whole = Math.round(minutes);
  return { h: Math.floor(whole / 60), m: whole % 60 };
}
