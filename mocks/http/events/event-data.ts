import type * as z from 'zod'
import { Problem } from '../problem.ts'
import type { CloudEvent } from './cloud-event.ts'

/** What a consumer reads of an event's data, and no more. Throws invalid-content when it is not there. */
export function readData<T extends z.ZodType>(schema: T, { type, data }: CloudEvent): z.output<T> {
  const { data: found, error } = schema.safeParse(data)
  if (found !== undefined) return found
  throw new Problem('invalid-content', {
    detail: `An event of the type ${type} does not say what is needed of it.`,
    errors: (error?.issues ?? []).map(({ path, message }) => ({
      pointer: `#/data${path.map((part) => `/${String(part)}`).join('')}`,
      detail: message,
    })),
  })
}

/** The type of an event of the bookshop without what all of them begin with: `order.placed`. */
export function whatHappened({ type }: Pick<CloudEvent, 'type'>): string {
  return type.replace('example.bookshop.', '')
}
