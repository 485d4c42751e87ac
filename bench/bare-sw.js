// The smallest service worker that answers the benchmark's request: what a round trip costs before anything of ours.
const book = JSON.stringify({
  isbn: '9780441478125',
  title: 'The Left Hand of Darkness',
  authors: ['Ursula K. Le Guin'],
  year: 1969,
  pages: 304,
  subjects: ['science fiction'],
  price: { amount: 1099, currency: 'EUR' },
})
self.addEventListener('install', () => self.skipWaiting())
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()))
self.addEventListener('fetch', (event) => {
  if (new URL(event.request.url).host !== 'api.bookshop.example') return
  event.respondWith(new Response(book, { headers: { 'content-type': 'application/json' } }))
})
