import * as z from 'zod'

/** The blocks that exist. In the monolith the same five are modules of one process. */
export const SERVICE_NAMES = ['gateway', 'catalog', 'inventory', 'orders', 'payments'] as const
export const ServiceName = z.enum(SERVICE_NAMES)
export type ServiceName = z.infer<typeof ServiceName>
