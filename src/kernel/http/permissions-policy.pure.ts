/** Powers of a browser that no page of ours has. */
const NEVER = [
  'accelerometer',
  'camera',
  'geolocation',
  'gyroscope',
  'magnetometer',
  'payment',
  'usb',
  'browsing-topics',
];

/** The header `permissions-policy`: every power off; the microphone is a document's own where it says so. */
export const permissionsPolicy = ({ microphone }: { readonly microphone: boolean }): string =>
  [...NEVER.map((power) => `${power}=()`), `microphone=(${microphone ? 'self' : ''})`].join(', ');
