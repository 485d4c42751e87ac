import type { Call } from '../../http/call.ts'
import { type CloudEvent, nameOf } from '../../http/events/cloud-event.ts'
import { Problem } from '../../http/problem.ts'
import { isDigestOf } from '../../http/signatures/content-digest.ts'
import { type SignatureFacts, verifyMessage } from '../../http/signatures/message-signature.ts'
import type { SignedMessage } from '../../http/signatures/signature-base.ts'
import type { Store, Transaction } from '../../storage/store.ts'
import type { Received } from './schema.ts'
import type { PartnerTables } from './store.ts'

/** What a signature must cover, and what it must be for, as the bookshop documents it. */
const COVERS = ['@method', '@target-uri', 'content-type', 'content-digest']
const TAG = 'bookshop-webhook'
/** The oldest signature that counts, and how far the bookshop's clock may be ahead, in seconds. */
const MAX_AGE_S = 300
const LEEWAY_S = 30
/** How many events are kept. */
const KEPT = 100

/** With this field a server says which signature it wants (RFC 9421 §5.1). */
const WANTED = {
  'accept-signature': `sig1=(${COVERS.map((name) => `"${name}"`).join(' ')});created;keyid;nonce;alg="hmac-sha256";tag="${TAG}"`,
}

export interface PartnerPorts {
  store: Store<PartnerTables>
  now: () => Date
}

/** A partner's server: it believes nothing that is not signed, new, and fresh. */
export function createPartnerDomain({ store, now }: PartnerPorts) {
  const nowS = () => Math.floor(now().getTime() / 1000)
  return {
    /** Takes an event, once. Throws digest-mismatch, invalid-signature. */
    async receive(message: SignedMessage, content: string, event: CloudEvent, call: Call): Promise<void> {
      // The signature covers the digest, and the digest covers the content. Both must hold.
      if (!isDigestOf(message.headers.get('content-digest') ?? '', content))
        throw new Problem(
          'digest-mismatch',
          'Content-Digest must name the SHA-256 of the content (RFC 9530). It was changed on its way, or not named.',
        )
      const keys = await store.transact(call, (tx) => tx.list('partnerKeys'))
      const verdict = verifyMessage(message, {
        secretOf: (keyid) => keys.find(({ id }) => id === keyid)?.secret,
        covers: COVERS,
        tag: TAG,
        now: nowS(),
        maxAgeS: MAX_AGE_S,
        leewayS: LEEWAY_S,
      })
      if ('why' in verdict) throw refused(verdict.why)
      await store.transact(call, (tx) => {
        takeNonce(tx, verdict.facts, nowS())
        // It was taken before, and its acknowledgement got lost, or it was sent again by hand.
        if (tx.get('received', nameOf(event))) return
        const number = tx.next('received')
        const { keyid } = verdict.facts
        tx.put('received', nameOf(event), { event, keyid, receivedAt: now().toISOString(), number })
        const oldest = tx.list('received').find((each) => each.number === number - KEPT)
        if (oldest) tx.delete('received', nameOf(oldest.event))
      })
    },

    /** What was taken, the newest first. */
    received(call: Call): Promise<Received[]> {
      return store.transact(call, (tx) =>
        tx
          .list('received')
          .toSorted((a, b) => b.number - a.number)
          .map(({ number: _, ...received }) => received),
      )
    },

    /** The names of the known keys. */
    keys(call: Call): Promise<string[]> {
      return store.transact(call, (tx) => tx.list('partnerKeys').map(({ id }) => id))
    },

    /** Learns a secret; gives whether its key is new. */
    learn(id: string, secret: string, call: Call): Promise<boolean> {
      return store.transact(call, (tx) => {
        const isNew = tx.get('partnerKeys', id) === undefined
        tx.put('partnerKeys', id, { id, secret })
        return isNew
      })
    },

    /** Forgets a key. Throws not-found. */
    forget(id: string, call: Call): Promise<void> {
      return store.transact(call, (tx) => {
        if (!tx.get('partnerKeys', id)) throw new Problem('not-found', `There is no key ${id} here.`)
        tx.delete('partnerKeys', id)
      })
    },
  }
}
export type PartnerDomain = ReturnType<typeof createPartnerDomain>

/** Remembers a nonce for as long as its signature counts. Throws invalid-signature when it came before: that is a replay. */
function takeNonce(
  tx: Transaction<PartnerTables>,
  { keyid, nonce, created }: SignatureFacts,
  nowS: number,
): void {
  const place = `${keyid} ${nonce}`
  if (tx.get('partnerNonces', place)) throw refused('The nonce came before: this is a replay.')
  for (const [key, { until }] of tx.entries('partnerNonces'))
    if (until < nowS) tx.delete('partnerNonces', key)
  tx.put('partnerNonces', place, { until: created + MAX_AGE_S })
}

function refused(why: string): Problem {
  return new Problem('invalid-signature', { detail: why, headers: WANTED })
}
