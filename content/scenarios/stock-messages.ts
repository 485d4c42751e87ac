/**
 * Messages of `bookshop.inventory.v1` in the binary form of Protocol Buffers, in base64: what a client that is made from
 * the `.proto` writes for GetStockRequest and BatchGetStockRequest. For gRPC-Web each has five bytes before it: a flag,
 * and its length.
 */
export const STOCK_MESSAGE = {
  one: { plain: 'Cg05NzgwNDQxNDc4MTI1', framed: 'AAAAAA8KDTk3ODA0NDE0NzgxMjU=' },
  eight: {
    plain:
      'Cg05NzgwNDQxNDc4MTI1Cg05NzgwMDYwNTEyNzUwCg05NzgwMTQxNDM5NTE4Cg05NzgwMTQxNDM5NTg3Cg05NzgwMTU2MjM1NTAxCg05NzgwMTQxNDM5NDcxCg05NzgwNDQxMDEzNTkzCg05NzgwNTQ3OTI4MjI3',
    framed:
      'AAAAAHgKDTk3ODA0NDE0NzgxMjUKDTk3ODAwNjA1MTI3NTAKDTk3ODAxNDE0Mzk1MTgKDTk3ODAxNDE0Mzk1ODcKDTk3ODAxNTYyMzU1MDEKDTk3ODAxNDE0Mzk0NzEKDTk3ODA0NDEwMTM1OTMKDTk3ODA1NDc5MjgyMjc=',
  },
} as const

/** The books that they ask for. */
export const STOCK_ISBNS = [
  '9780441478125',
  '9780060512750',
  '9780141439518',
  '9780141439587',
  '9780156235501',
  '9780141439471',
  '9780441013593',
  '9780547928227',
] as const

/** One ISBN in field 2, where GetStockRequest has it in field 1. */
export const MISNUMBERED = 'Eg05NzgwNDQxNDc4MTI1'
