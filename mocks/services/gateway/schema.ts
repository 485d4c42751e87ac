import * as z from 'zod'
import { operation } from '../../http/operation.ts'

export const ProblemType = z
  .object({
    type: z.url(),
    title: z.string(),
    status: z.int().describe('The status that this kind of problem is answered with.'),
  })
  .describe('One kind of problem, as problem documents name it in `type`.')

export const readProblemType = operation({
  id: 'readProblemType',
  method: 'GET',
  path: '/problems/{name}',
  summary: 'Look up a kind of problem',
  description: 'The address is the `type` of a problem document (RFC 9457 §3.1.1).',
  params: z.object({ name: z.string() }),
  example: { params: { name: 'out-of-stock' } },
  answers: { 200: { description: 'What this kind of problem is.', body: ProblemType } },
  problems: ['not-found', 'not-acceptable', 'invalid-token'],
})

/** What the gateway answers itself; everything else it passes on. */
export const gatewayOperations = [readProblemType] as const
