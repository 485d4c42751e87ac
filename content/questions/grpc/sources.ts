import { Source } from '../../schema/concept.ts'

const read = '2026-11-20'

/** What questions about gRPC rely on. */
export const grpcSources: readonly Source[] = [
  Source.parse({
    id: 'protobuf-encoding',
    title: 'Protocol Buffers documentation',
    author: 'Google',
    site: 'protobuf.dev',
    url: 'https://protobuf.dev/programming-guides/encoding/',
    place: 'Encoding; Proto Best Practices, on reusing numbers',
    read,
    checked: 'no',
  }),
  Source.parse({
    id: 'grpc-http2',
    title: 'gRPC over HTTP2',
    author: 'gRPC Authors',
    site: 'GitHub',
    url: 'https://github.com/grpc/grpc/blob/master/doc/PROTOCOL-HTTP2.md',
    place: 'Outline; Requests (grpc-timeout); Responses (trailers)',
    read,
    checked: 'no',
  }),
]
