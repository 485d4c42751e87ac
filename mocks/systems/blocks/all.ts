import type { ServiceName } from '../map.ts'
import { auth } from './auth.ts'
import { bank } from './bank.ts'
import type { Block } from './block.ts'
import { broker } from './broker.ts'
import { carrier } from './carrier.ts'
import { cart } from './cart.ts'
import { catalog } from './catalog.ts'
import { graphql } from './graphql.ts'
import { inventory } from './inventory.ts'
import { media } from './media.ts'
import { notifications } from './notifications.ts'
import { orderHistory } from './order-history.ts'
import { orders } from './orders.ts'
import { partner } from './partner.ts'
import { payments } from './payments.ts'
import { recommendations } from './recommendations.ts'
import { rpc } from './rpc.ts'
import { shipping } from './shipping.ts'

/** Every service behind the gateway. Which services there are says the map, `map.ts`. */
export const BLOCKS: Readonly<Record<Exclude<ServiceName, 'gateway'>, Block>> = {
  graphql,
  auth,
  catalog,
  inventory,
  orders,
  payments,
  cart,
  recommendations,
  media,
  shipping,
  rpc,
  bank,
  carrier,
  partner,
  broker,
  notifications,
  'order-history': orderHistory,
}
