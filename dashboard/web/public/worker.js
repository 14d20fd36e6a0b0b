// Two duties: a page that says so when the server cannot be reached, and push messages. It keeps no reading and no screen:
// what an old page showed could be taken for what is.
const kept = 'vigie-offline-1';
const offline = ['/offline.html', '/offline.css', '/offline.js', '/vigie.svg'];

self.addEventListener('install', (event) => {
  event.waitUntil(
    caches
      .open(kept)
      .then((cache) => cache.addAll(offline))
      .then(() => self.skipWaiting()),
  );
});
self.addEventListener('activate', (event) => {
  event.waitUntil(
    caches
      .keys()
      .then((names) => Promise.all(names.filter((name) => name !== kept).map((name) => caches.delete(name))))
      .then(() => self.clients.claim()),
  );
});
self.addEventListener('fetch', (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (origin !== self.location.origin || request.method !== 'GET') return;
  if (request.mode === 'navigate' && !pathname.startsWith('/api/'))
    event.respondWith(fetch(request).catch(() => caches.match('/offline.html')));
  else if (offline.includes(pathname))
    event.respondWith(fetch(request).catch(() => caches.match(pathname).then((found) => found ?? Response.error())));
});
self.addEventListener('push', (event) => {
  const { title, body, path, tag } = event.data.json();
  event.waitUntil(
    self.registration.showNotification(title, {
      body,
      icon: '/icons/vigie-192.png',
      data: { path },
      ...(tag && { tag }),
    }),
  );
});
self.addEventListener('notificationclick', (event) => {
  event.notification.close();
  const { path } = event.notification.data;
  event.waitUntil(self.clients.openWindow(new URL(path, self.location.origin).href));
});
