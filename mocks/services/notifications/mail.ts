import * as z from 'zod'
import type { CloudEvent } from '../../http/events/cloud-event.ts'
import { Money } from '../../http/formats.ts'
import { Problem } from '../../http/problem.ts'
import { type Message, OrderEventData } from './schema.ts'

type Mail = Pick<Message, 'to' | 'subject' | 'text' | 'order'>

/** What customers are told, by the type of the event. Of everything else they hear nothing. */
const WORDS: Readonly<Record<string, (data: OrderEventData) => Pick<Mail, 'subject' | 'text'>>> = {
  'example.bookshop.order.placed': ({ order, total }) => ({
    subject: `We have got your order ${order}`,
    text: `We are looking after it. It comes to ${inWords(total)}.`,
  }),
  'example.bookshop.order.confirmed': ({ order, total }) => ({
    subject: `Your order ${order} is confirmed`,
    text: `Thank you. Your books will be on their way soon. You pay ${inWords(total)}.`,
  }),
  'example.bookshop.order.failed': ({ order }) => ({
    subject: `Your order ${order} came to nothing`,
    text: 'Nothing is held for you, and you will not be charged.',
  }),
  'example.bookshop.order.cancelled': ({ order, total }) => ({
    subject: `Your order ${order} is cancelled`,
    text: `You will not be charged. ${inWords(total)} are free again on your card.`,
  }),
}

/** Where the event does not say whose the order is, or what it costs, the shop itself is written to. */
const ForTheShop = OrderEventData.extend({
  customer: z.string().default('shop'),
  total: Money.default({ amount: 0, currency: 'EUR' }),
})

/** The mail that an event calls for, if any. Throws invalid-content when the event does not say what the mail needs. */
export function mailFor(
  { type, data }: CloudEvent,
  { isFixed = false }: { isFixed?: boolean } = {},
): Mail | undefined {
  const words = WORDS[type]
  if (!words) return undefined
  // The fix of a consumer: what can be done without is done without, and somebody gets to see it.
  const read = (isFixed ? ForTheShop : OrderEventData).safeParse(data)
  if (!read.success)
    throw new Problem('invalid-content', {
      detail: `An event of the type ${type} needs order, customer and total in its data.`,
      errors: read.error.issues.map(({ path, message }) => ({
        pointer: `#/data${path.map((part) => `/${String(part)}`).join('')}`,
        detail: message,
      })),
    })
  const { order, customer } = read.data
  return { to: customer, order, ...words(read.data) }
}

function inWords({ amount, currency }: Money): string {
  return `${Math.floor(amount / 100)}.${String(amount % 100).padStart(2, '0')} ${currency}`
}
