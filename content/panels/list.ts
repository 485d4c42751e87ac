import type { PanelInput } from './schema.ts'

/** Every panel, each in a file of its own, so that a page loads no other than its own. */
export const LOADERS: Readonly<Record<string, () => Promise<{ readonly panel: PanelInput }>>> = {
  'attack-cards': () => import('./attack-cards.ts'),
  'broken-message': () => import('./broken-message.ts'),
  'find-the-slow-one': () => import('./find-the-slow-one.ts'),
  'first-seam': () => import('./first-seam.ts'),
  'fresh-or-stale': () => import('./fresh-or-stale.ts'),
  'join-two-stores': () => import('./join-two-stores.ts'),
  'last-copy-guard': () => import('./last-copy-guard.ts'),
  'one-contract': () => import('./one-contract.ts'),
  'one-goes-live': () => import('./one-goes-live.ts'),
  'one-list-four-ways': () => import('./one-list-four-ways.ts'),
  'one-screen': () => import('./one-screen.ts'),
  'one-workload': () => import('./one-workload.ts'),
  'order-half-done': () => import('./order-half-done.ts'),
  'orders-and-mails': () => import('./orders-and-mails.ts'),
  'poll-or-be-told': () => import('./poll-or-be-told.ts'),
  'one-question-four-styles': () => import('./one-question-four-styles.ts'),
  'refused-requests': () => import('./refused-requests.ts'),
  'retry-amplification': () => import('./retry-amplification.ts'),
  'sent-three-times': () => import('./sent-three-times.ts'),
  'slow-failing-gone': () => import('./slow-failing-gone.ts'),
  'told-or-not': () => import('./told-or-not.ts'),
  'where-the-cart-is': () => import('./where-the-cart-is.ts'),
  'without-a-constraint': () => import('./without-a-constraint.ts'),
}
