import * as z from 'zod'

/** Formats that all services write alike, because standards say so. What a book or an order is, each service says itself. */
export const Isbn = z
  .string()
  .regex(/^\d{13}$/, { error: 'an ISBN-13 has 13 digits', abort: true })
  .refine(hasValidCheckDigit, 'the check digit of the ISBN-13 is wrong')
  .describe('ISBN-13, digits only (ISO 2108).')

export const Money = z
  .object({
    amount: z.int().min(0).describe('In minor units: 1099 EUR is 10.99 euros.'),
    currency: z.literal('EUR').describe('ISO 4217.'),
  })
  .describe('An amount of money.')
export type Money = z.infer<typeof Money>

/** RFC 3339, in UTC. */
export const Timestamp = z.iso.datetime().describe('RFC 3339, in UTC.')

/** Alternating weights 1 and 3 add up to a multiple of 10. */
function hasValidCheckDigit(digits: string): boolean {
  let sum = 0
  for (let i = 0; i < 13; i++) sum += Number(digits[i]) * (i % 2 === 0 ? 1 : 3)
  return sum % 10 === 0
}
