import type { Misconception } from '../schema.ts'

/** What people believe about resources and representations. */
export const resourceMisconceptions: readonly Misconception[] = [
  {
    id: 'resource-is-a-table-row',
    belief: 'A resource is a row of a table.',
    instead: 'A resource is what clients can ask about. How it is kept is nobody else’s business.',
  },
  {
    id: 'uri-must-be-a-noun',
    belief: 'A URI with a verb in it breaks REST.',
    instead: 'A URI is an opaque name. What counts is that the method means what it says.',
  },
  {
    id: 'one-resource-one-format',
    belief: 'An API or a resource has one format.',
    instead: 'A format belongs to a representation, and one resource may have several.',
  },
  {
    id: 'address-is-the-cache-key',
    belief: 'Whoever asks at the same address may be given the same stored answer.',
    instead: 'Only if the fields that `Vary` names are the same as well.',
  },
  {
    id: 'etag-names-the-resource',
    belief: 'An ETag names the version of a resource, whatever the format.',
    instead: 'A strong ETag names one representation, byte for byte. Another format has another tag.',
  },
  {
    id: 'preferences-are-orders',
    belief: 'A server must send what Accept and Accept-Language ask for, or refuse.',
    instead: 'They are preferences. A server may send what it has; `406` is one choice among others.',
  },
]
