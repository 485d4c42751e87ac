import * as z from 'zod'
import { Problem } from '../problem.ts'

/** A point in the life of an order: whoever knows its event with this number knows what was done. */
export interface Position {
  readonly order: string
  /** The place of the event among those of the order, from 1. */
  readonly sequence: number
}

const Content = z.tuple([z.string().min(1).max(100), z.int().min(1)])

/** Writes a position as a `Consistency-Token`; opaque to clients. A read model that is given it must know of it first. */
export function writePosition({ order, sequence }: Position): { 'consistency-token': string } {
  const text = btoa(JSON.stringify([order, sequence]))
  return { 'consistency-token': `"${text.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')}"` }
}

/** The position that a reader wants to be known; undefined when it names none. Throws malformed-request. */
export function positionOf({ headers }: Request): Position | undefined {
  const field = headers.get('consistency-token')?.trim()
  if (field === undefined) return undefined
  try {
    const text = /^"?([\w-]{1,200})"?$/.exec(field)?.[1] ?? ''
    const [order, sequence] = Content.parse(JSON.parse(atob(text.replaceAll('-', '+').replaceAll('_', '/'))))
    return { order, sequence }
  } catch {
    throw new Problem(
      'malformed-request',
      'The Consistency-Token is not one that this API gave out. Send it unchanged, or leave it out.',
    )
  }
}
