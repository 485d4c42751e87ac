import { type Answer, json, noContent } from '../../http/answer.ts'
import type { Call } from '../../http/call.ts'
import { Isbn } from '../../http/formats.ts'
import { Problem } from '../../http/problem.ts'
import type { CatalogDomain } from './domain.ts'
import { RpcRequest, type RpcResponse } from './schema.ts'

/** JSON-RPC 2.0 §5.1: error codes belong to the content; the HTTP status stays 200. */
const INVALID_REQUEST = -32600
const METHOD_NOT_FOUND = -32601
const INVALID_PARAMS = -32602
const NO_SUCH_BOOK = -32004

/** Answers one JSON-RPC call from the same domain that answers the REST resources. */
export async function answerRpc(domain: CatalogDomain, content: unknown, call: Call): Promise<Answer> {
  const request = RpcRequest.safeParse(content)
  if (!request.success) {
    const error = {
      code: INVALID_REQUEST,
      message: 'This is no JSON-RPC 2.0 call: it needs "jsonrpc": "2.0" and a "method".',
    }
    return json({ jsonrpc: '2.0', error, id: null } satisfies RpcResponse)
  }
  const { method, params, id } = request.data
  const outcome = await run(domain, method, params, call)
  if (id === undefined) return noContent
  return json({ jsonrpc: '2.0', ...outcome, id } satisfies RpcResponse)
}

async function run(
  domain: CatalogDomain,
  method: string,
  params: unknown,
  call: Call,
): Promise<Pick<RpcResponse, 'result' | 'error'>> {
  if (method !== 'catalog.readBook')
    return { error: { code: METHOD_NOT_FOUND, message: 'There is no such procedure; try catalog.readBook.' } }
  const isbn = Isbn.safeParse(
    typeof params === 'object' && params !== null && 'isbn' in params ? params.isbn : undefined,
  )
  if (!isbn.success)
    return { error: { code: INVALID_PARAMS, message: 'catalog.readBook takes { "isbn": "13 digits" }.' } }
  try {
    return { result: await domain.read(isbn.data, call) }
  } catch (error) {
    if (error instanceof Problem && error.problem === 'not-found')
      return { error: { code: NO_SUCH_BOOK, message: error.message } }
    throw error
  }
}
