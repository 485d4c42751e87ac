import type { Misconception } from '../schema.ts'

/** What people believe about the parts of a message. */
export const anatomyMisconceptions: readonly Misconception[] = [
  {
    id: 'endpoint-is-a-url',
    belief: 'An endpoint is a URL, so one URL does one thing.',
    instead: 'What can be called is a method and a target. One target resource takes several methods.',
  },
  {
    id: 'accept-is-content-type',
    belief: 'Accept and Content-Type say the same thing.',
    instead:
      'Content-Type states the format of this message’s content. Accept is a preference about the answer’s.',
  },
  {
    id: 'every-request-has-content',
    belief: 'Every request, or at least every POST and PUT, has content.',
    instead: 'Content is there when there is something to say beyond the target and the fields.',
  },
  {
    id: 'target-is-the-path',
    belief: 'The path in the first line is the whole target.',
    instead:
      'The target URI is scheme, host, and path with query. The same path on another host is another target.',
  },
  {
    id: 'fields-choose-the-target',
    belief: 'Fields and content are part of what is addressed.',
    instead: 'The target URI alone says what a request is about. Fields and content say how, and with what.',
  },
  {
    id: 'the-gateway-passes-bytes-on',
    belief: 'A request travels through the system unchanged.',
    instead: 'Whoever forwards a request sends a message of its own, with a target and fields of its own.',
  },
  {
    id: 'receivers-guess-formats',
    belief: 'A receiver finds out by itself in which format content is.',
    instead: 'The sender names the format in Content-Type, and the receiver goes by that name.',
  },
]
