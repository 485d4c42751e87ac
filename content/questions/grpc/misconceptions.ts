import type { Misconception } from '../schema.ts'

/** What people believe about gRPC. */
export const grpcMisconceptions: readonly Misconception[] = [
  {
    id: 'grpc-is-always-faster',
    belief: 'gRPC is faster than REST.',
    instead: 'Its messages are smaller. Whether that is felt depends on what the call waits for.',
  },
  {
    id: 'browsers-speak-grpc',
    belief: 'A browser can call a gRPC service directly.',
    instead: 'Page code gets no HTTP/2 frames and no trailers. It takes gRPC-Web or Connect.',
  },
  {
    id: 'field-numbers-may-change',
    belief: 'Field numbers are details of the file.',
    instead: 'They are the only thing about a field that travels. Never reuse one.',
  },
  {
    id: 'a-deadline-stops-work',
    belief: 'When the deadline is over, everybody stops working.',
    instead: 'A deadline tells. Whether work stops is up to the code that is told.',
  },
  {
    id: 'binary-is-encrypted',
    belief: 'Binary messages can be read by nobody on the way.',
    instead: 'They are encoded. Text in them stays text, and the schema reads the rest.',
  },
]
