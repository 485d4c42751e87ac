/** How a party of the bookshop is drawn, everywhere: topology, waterfall, data, quiz. */
export interface ServiceLook {
  /** Two letters, unique. */
  readonly code: string
  /** What a person calls it. */
  readonly label: string
  /** What it does, in one line. */
  readonly does: string
  /** CSS colours: the fill of its block, and the ink that is readable on it. */
  readonly fill: string
  readonly onFill: string
  /** Path data of its glyph, for a 24 × 24 box, drawn with a stroke. */
  readonly glyph: string
  /** What is in its data drawer, or undefined when it owns no data. */
  readonly drawer?: string
}

const LOOKS = {
  client: {
    code: 'CL',
    label: 'client',
    does: 'asks; here, your browser',
    fill: 'var(--paper-raised)',
    onFill: 'var(--ink)',
    glyph: 'M4 5h16v11H4zM9 20h6M12 16v4',
  },
  gateway: {
    code: 'GW',
    label: 'gateway',
    does: 'takes every request and passes it on',
    fill: 'var(--svc-gateway)',
    onFill: 'var(--on-svc-gateway)',
    glyph: 'M5 21V10a7 7 0 0 1 14 0v11M3 21h18M12 21v-9',
  },
  catalog: {
    code: 'CA',
    label: 'catalog',
    does: 'knows the books and their prices',
    fill: 'var(--svc-catalog)',
    onFill: 'var(--on-svc-catalog)',
    glyph: 'M12 6.500c-2-1.700-5-2-9-2v14c4 0 7 .3 9 2 2-1.700 5-2 9-2v-14c-4 0-7 .3-9 2zM12 6.500v14',
    drawer: 'books',
  },
  inventory: {
    code: 'IN',
    label: 'inventory',
    does: 'counts the copies and reserves them',
    fill: 'var(--svc-inventory)',
    onFill: 'var(--on-svc-inventory)',
    glyph: 'M8 4h8v7H8zM3 13h8v7H3zM13 13h8v7h-8z',
    drawer: 'stock',
  },
  orders: {
    code: 'OR',
    label: 'orders',
    does: 'takes an order through to the end',
    fill: 'var(--svc-orders)',
    onFill: 'var(--on-svc-orders)',
    glyph: 'M6 3h12v18l-3-2-3 2-3-2-3 2zM9 8h6M9 12h6',
    drawer: 'orders',
  },
  payments: {
    code: 'PA',
    label: 'payments',
    does: 'authorises and charges',
    fill: 'var(--svc-payments)',
    onFill: 'var(--on-svc-payments)',
    glyph: 'M3 6h18v13H3zM3 10.500h18M7 15h4',
    drawer: 'ledger',
  },
  cart: {
    code: 'CT',
    label: 'cart',
    does: 'keeps what people mean to buy',
    fill: 'var(--svc-cart)',
    onFill: 'var(--on-svc-cart)',
    glyph: 'M3 4h3l2 11h10l3-8H7M9 20h.01M17 20h.01',
    drawer: 'carts',
  },
  shipping: {
    code: 'SH',
    label: 'shipping',
    does: 'sends what was ordered',
    fill: 'var(--svc-shipping)',
    onFill: 'var(--on-svc-shipping)',
    glyph: 'M4 8l8-4 8 4v9l-8 4-8-4zM4 8l8 4 8-4M12 12v9',
    drawer: 'shipments',
  },
  recommendations: {
    code: 'RE',
    label: 'recommendations',
    does: 'counts what is bought together',
    fill: 'var(--svc-recommendations)',
    onFill: 'var(--on-svc-recommendations)',
    glyph: 'M12 4l2.400 5 5.600.800-4 3.900 1 5.500-5-2.600-5 2.600 1-5.500-4-3.900 5.600-.800z',
    drawer: 'counts',
  },
  notifications: {
    code: 'NO',
    label: 'notifications',
    does: 'tells customers what became of their orders',
    fill: 'var(--svc-notifications)',
    onFill: 'var(--on-svc-notifications)',
    glyph: 'M3 6h18v13H3zM3 7l9 7 9-7',
    drawer: 'mail',
  },
  auth: {
    code: 'AU',
    label: 'auth',
    does: 'signs people in and gives out tokens',
    fill: 'var(--svc-auth)',
    onFill: 'var(--on-svc-auth)',
    glyph: 'M6 11h12v9H6zM8 11V8a4 4 0 0 1 8 0v3M12 14v3',
    drawer: 'users',
  },
  media: {
    code: 'ME',
    label: 'media',
    does: 'keeps the covers and makes them small',
    fill: 'var(--svc-media)',
    onFill: 'var(--on-svc-media)',
    glyph: 'M3 5h18v14H3zM3 16l5-5 4 4 3-3 6 5M15.500 9.500h.01',
    drawer: 'covers',
  },
  'order-history': {
    code: 'OH',
    label: 'order-history',
    does: 'shows people what they ordered',
    fill: 'var(--svc-order-history)',
    onFill: 'var(--on-svc-order-history)',
    glyph: 'M4 12a8 8 0 1 0 2.500-5.800M4 4v4h4M12 8v4l3 2',
    drawer: 'history',
  },
  graphql: {
    code: 'GQ',
    label: 'graphql',
    does: 'answers with what a client asked for, and no more',
    fill: 'var(--svc-graphql)',
    onFill: 'var(--on-svc-graphql)',
    glyph: 'M12 3l8 4.500v9L12 21l-8-4.500v-9zM12 3l8 13.500H4z',
    drawer: 'nothing of its own',
  },
  rpc: {
    code: 'RP',
    label: 'rpc',
    does: 'answers calls of a service that a .proto describes',
    fill: 'var(--svc-rpc)',
    onFill: 'var(--on-svc-rpc)',
    glyph: 'M7 4H4v16h3M17 4h3v16h-3M8 10h8l-2.500-2.500M16 14H8l2.500 2.500',
    drawer: 'nothing of its own',
  },
  broker: {
    code: 'BR',
    label: 'broker',
    does: 'carries events to whoever wants to hear them',
    fill: 'var(--paper-raised)',
    onFill: 'var(--ink)',
    glyph: 'M3 7h12M3 12h18M3 17h12M12 4l3 3-3 3M12 14l3 3-3 3',
    drawer: 'events',
  },
  bank: {
    code: 'BK',
    label: 'bank',
    does: 'somebody else: it decides about money',
    fill: 'var(--paper-raised)',
    onFill: 'var(--ink)',
    glyph: 'M3 9l9-5 9 5zM5 9v9M10 9v9M14 9v9M19 9v9M3 20h18',
    drawer: 'not ours',
  },
  carrier: {
    code: 'CR',
    label: 'carrier',
    does: 'somebody else: it brings parcels',
    fill: 'var(--paper-raised)',
    onFill: 'var(--ink)',
    glyph: 'M2 6h12v10H2zM14 10h4l4 3v3h-8M6 19.500h.01M18 19.500h.01',
    drawer: 'not ours',
  },
  partner: {
    code: 'PT',
    label: 'partner',
    does: 'somebody else: it is told what happens in the shop',
    fill: 'var(--paper-raised)',
    onFill: 'var(--ink)',
    glyph: 'M4 10l8-5 8 5v10H4zM9 20v-6h6v6M12 9.500h.01',
    drawer: 'not ours',
  },
  monolith: {
    code: 'MO',
    label: 'monolith',
    does: 'every module in one process, over one store',
    fill: 'var(--paper-raised)',
    onFill: 'var(--ink)',
    glyph: 'M3 5h18v14H3zM9 5v14M15 5v14',
    drawer: 'one store',
  },
} as const satisfies Record<string, ServiceLook>

/** The five blocks of an order, in the order in which they stand in the monolith. */
export const BLOCKS = ['gateway', 'catalog', 'orders', 'inventory', 'payments'] as const
export type BlockName = (typeof BLOCKS)[number]

/** Whether a party is one of the five blocks of an order. */
export function isBlock(party: string): party is BlockName {
  return BLOCKS.some((block) => block === party)
}

/** Every party that has a look of its own. */
export const KNOWN_PARTIES: readonly string[] = Object.keys(LOOKS)

const known: Readonly<Record<string, ServiceLook>> = LOOKS

/** The look of a party. One that nobody has drawn yet gets plain paper and its first two letters, never a wrong colour. */
export function lookOf(party: string): ServiceLook {
  return (
    known[party] ?? {
      code: party.slice(0, 2).toUpperCase(),
      label: party,
      does: '',
      fill: 'var(--paper-raised)',
      onFill: 'var(--ink)',
      glyph: 'M4 4h16v16H4z',
    }
  )
}
