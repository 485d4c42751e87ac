import * as z from 'zod'
import { SERVICE_NAMES } from './map.ts'

/** The name of a service. */
export const ServiceName = z.enum(SERVICE_NAMES)
export type ServiceName = z.infer<typeof ServiceName>
