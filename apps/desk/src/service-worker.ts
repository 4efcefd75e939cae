/// <reference no-default-lib="true"/>
/// <reference lib="esnext" />
/// <reference lib="webworker" />

/** Shows that something waits, in one sentence that tells nothing of it, and leads to where it waits. Nothing of the desk is kept here. */
const worker = globalThis as unknown as ServiceWorkerGlobalScope;
// The page that registered it says in which language its reader reads, and where their work waits.
const { searchParams } = new URL(worker.location.href);
const english = searchParams.get('ngon-ngu') === 'en';
const place = `${english ? '/en' : ''}${searchParams.get('noi') === 'truc' ? '/truc' : '/'}`;

worker.addEventListener('push', (event) => {
  const shown = worker.registration.showNotification(
    english ? 'Lá Chắn: something waits for you' : 'Lá Chắn: có việc cần anh chị xem',
    // Of several only the last stands there, and each is heard.
    { tag: 'work', lang: english ? 'en' : 'vi', requireInteraction: true, ...{ renotify: true } },
  );
  event.waitUntil(shown);
});

worker.addEventListener('notificationclick', (event) => {
  event.notification.close();
  event.waitUntil(open());
});

/** A page that is open comes to the front as it is: somebody may be writing in it. */
async function open(): Promise<void> {
  const [page] = await worker.clients.matchAll({ type: 'window' });
  await (page ? page.focus() : worker.clients.openWindow(place));
}
