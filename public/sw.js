/*
 * The site's one service worker. A scope has room for one, and there are two jobs:
 *  - requests to the bookshop's hosts are answered by MSW, whose own worker is imported below, untouched;
 *  - everything else is the site itself, and is not MSW's business.
 * See docs/decisions/0009-two-workers-one-scope.md.
 */
const PUBLIC_HOSTS = ['api.bookshop.example', 'bank.example', 'carrier.example', 'partner.example']
const isBookshop = ({ hostname }) => PUBLIC_HOSTS.includes(hostname) || hostname.endsWith('.bookshop.internal')

// MSW's worker unregisters itself when its last page closes. This one stays: it serves the site as well.
ServiceWorkerRegistration.prototype.unregister = async () => false

// Registered before MSW's listener, so it is asked first.
self.addEventListener('fetch', (event) => {
  if (isBookshop(new URL(event.request.url))) return
  event.stopImmediatePropagation()
})

importScripts('mockServiceWorker.js')
