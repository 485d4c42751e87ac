import type { Fleet } from './policies.ts'
import type { Settings } from './scenario.ts'

// Without zod, so that pages can name a setting without loading the schemas.

/** Policies have words of their own. */
type Described = Omit<Settings, 'policies'>
type Words = { readonly [S in keyof Described]: (set: Described[S]) => readonly string[] }

const FRESHNESS: Readonly<Record<Settings['bookFreshness'], readonly string[]>> = {
  revalidate: [],
  'twenty-seconds': ['books may be used for 20 s without asking'],
  minute: ['books may be used for a minute without asking'],
  hour: ['books may be used for an hour without asking'],
}

/** What each setting says when it is not the default; nothing when it is. */
const WORDS: Words = {
  latency: (set) => (set === 'none' ? ['messages take no time'] : []),
  auth: (set) => (set === 'required' ? ['nobody may ask without a token'] : []),
  idempotencyKey: (set) => (set === 'optional' ? ['an order needs no Idempotency-Key'] : []),
  paymentKey: (set) => (set === 'none' ? ['orders sends payments no Idempotency-Key'] : []),
  acquirer: (set) => (set === 'bank' ? ['payments asks the bank'] : []),
  publishing: (set) =>
    ({
      outbox: [],
      'dual-write': ['events are published once, after the commit'],
      none: ['nobody is told of events'],
    })[set],
  saga: (set) =>
    set === 'choreographed' ? ['nobody commands the steps of an order: services react to events'] : [],
  inbox: (set) => (set === 'none' ? ['an event that comes twice takes effect twice'] : []),
  ordering: (set) => (set === 'none' ? ['events may overtake each other'] : []),
  deliveryAttempts: (set) =>
    set === 5 ? [] : [`an event is a dead letter after ${set} ${set === 1 ? 'delivery' : 'deliveries'}`],
  tokenLeewayS: (set) =>
    set === 5 ? [] : [`clocks may differ by ${set} s from that of the issuer of tokens`],
  notificationsFixS: (set) =>
    set === 0 ? [] : [`after ${set} s a version of notifications is deployed that needs no customer`],
  serverTiming: (set) => (set ? ['each answer says how long its service worked on it'] : []),
  recovery: (set) =>
    ({ 'saga-log': [], none: ['orders keeps no saga log'], 'no-undo': ['orders takes nothing back'] })[set],
  charging: (set) => (set === 'first' ? ['an order is charged before its shipment is created'] : []),
  holding: (set) =>
    ({
      reservation: [],
      'read-then-write': ['orders reads the count of copies and writes a smaller one'],
      'if-match': ['orders writes a smaller count of copies, if it has read the latest one'],
    })[set],
  recommendations: (set) => (set === 'required' ? ['the front page needs recommendations'] : []),
  graphqlBatching: (set) => (set === 'off' ? ['the GraphQL edge asks for each item by itself'] : []),
  edgeCache: (set) =>
    ({
      none: [],
      shared: ['a shared cache at the edge keeps what answers allow'],
      everything: ['a cache at the edge keeps every answer for a minute'],
    })[set],
  bookFreshness: (set) => FRESHNESS[set],
  personalAnswers: (set) =>
    ({
      private: [],
      unmarked: ['lists of orders may be used for a minute, and do not say by whom'],
      public: ['lists of orders are marked public'],
    })[set],
  priceField: (set) =>
    ({
      price: [],
      renamed: ['catalog calls a price unitPrice'],
      'version-2': ['catalog calls a price unitPrice, and says that this is version 2'],
      both: ['catalog gives a price under two names'],
    })[set],
  carts: (set) => (set === 'memory' ? ['each instance of the cart service keeps carts in its memory'] : []),
  quota: ({ requests, windowS }) =>
    requests === 60_000 && windowS === 60
      ? []
      : [`each consumer may send ${requests} requests in ${windowS} s`],
  fleets: (set) => set.map(describeFleet),
}

/** What is set on a bookshop away from the defaults, in words, for a list. */
export function describeSettings(settings: Described): string[] {
  const say = <S extends keyof Described>(name: S) => WORDS[name](settings[name])
  return (Object.keys(WORDS) as (keyof Described)[]).flatMap(say)
}

function describeFleet({ service, instances, balancing, workers, canary }: Fleet): string {
  const words = [
    `${instances} instance${instances === 1 ? '' : 's'}${instances > 1 ? ` (${balancing})` : ''}`,
    ...(workers ? [`${workers.places} workers each, and ${workers.queue} requests wait`] : []),
    ...(canary ? [`version 2 on ${canary.instances} more, for ${canary.percent}% of the calls`] : []),
  ]
  return `${service} runs ${words.join(', ')}`
}
