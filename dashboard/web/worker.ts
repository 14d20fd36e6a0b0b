/** Starts the service worker, or finds the one of a former visit; rejects where the browser forbids it. */
export async function startWorker(): Promise<ServiceWorkerRegistration> {
  await navigator.serviceWorker.register('/worker.js', { scope: '/' });
  return navigator.serviceWorker.ready;
}
