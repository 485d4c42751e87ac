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
  monolith: {
    code: 'MO',
    label: 'monolith',
    does: 'all five in one process, over one store',
    fill: 'var(--paper-raised)',
    onFill: 'var(--ink)',
    glyph: 'M3 5h18v14H3zM9 5v14M15 5v14',
    drawer: 'one store',
  },
} as const satisfies Record<string, ServiceLook>

/** The five blocks, in the order in which they stand in the monolith. */
export const BLOCKS = ['gateway', 'catalog', 'orders', 'inventory', 'payments'] as const
export type BlockName = (typeof BLOCKS)[number]

/** Whether a party is one of the five blocks. */
export function isBlock(party: string): party is BlockName {
  return BLOCKS.some((block) => block === party)
}

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
