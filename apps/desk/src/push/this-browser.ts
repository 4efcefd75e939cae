/** Whether this browser can be woken, and whether it listens; `digest` is the SHA-256 of the address at which it does. */
export type ThisBrowser =
  | { readonly state: 'unsupported' | 'blocked' | 'silent' }
  | { readonly state: 'listens'; readonly digest: string };

const WORKER = '/service-worker.js';

export async function whatIsHere(): Promise<ThisBrowser> {
  if (!('serviceWorker' in navigator) || !('PushManager' in globalThis) || typeof Notification === 'undefined')
    return { state: 'unsupported' };
  if (Notification.permission === 'denied') return { state: 'blocked' };
  const registration = await navigator.serviceWorker.getRegistration();
  const subscription = await registration?.pushManager.getSubscription();
  return subscription ? { state: 'listens', digest: await digestOf(subscription.endpoint) } : { state: 'silent' };
}

/**
 * Has this browser listen to the house, once its reader allowed it.
 * @param key of the house, as push services know it
 * @returns the address at which it is woken; undefined where the reader did not allow it
 * @throws where the browser does not reach its push service
 */
export async function listenHere(
  key: string,
  reader: { readonly place: string; readonly language: string },
): Promise<string | undefined> {
  if ((await Notification.requestPermission()) !== 'granted') return undefined;
  const query = new URLSearchParams({ noi: reader.place, 'ngon-ngu': reader.language });
  await navigator.serviceWorker.register(`${WORKER}?${query}`);
  const { pushManager } = await navigator.serviceWorker.ready;
  // One that listens to another agency's key, or was refused here before, begins anew.
  await (await pushManager.getSubscription())?.unsubscribe();
  const subscription = await pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key });
  return subscription.endpoint;
}

export async function stopHere(): Promise<void> {
  const registration = await navigator.serviceWorker.getRegistration();
  await (await registration?.pushManager.getSubscription())?.unsubscribe();
  await registration?.unregister();
}

async function digestOf(address: string): Promise<string> {
  const bytes = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(address)));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
