import { askedIn, fieldOf, problemOf, statusOf } from '../scenarios/evidence.ts'
import { placeOrder, type Request } from '../scenarios/requests.ts'
import type { PanelInput } from './schema.ts'

const ORDER: Request = { ...placeOrder('one-order'), headers: {} }
const FIELDS = {
  accept: 'application/json',
  'content-type': 'application/json',
  'idempotency-key': '"8e03978e-40d5-43dd-bc93-6894a57f9324"',
}
const { 'idempotency-key': _, ...WITHOUT_KEY } = FIELDS
const CONTENT = '{"lines": [{"isbn": "9780441478125", "quantity": 1}]}'

/** The same order, with one thing wrong. */
const MESSAGES: Readonly<Record<string, Request>> = {
  nothing: { ...ORDER, headers: FIELDS, body: CONTENT },
  target: { ...ORDER, url: ORDER.url.replace(/s$/, ''), headers: FIELDS, body: CONTENT },
  method: { ...ORDER, method: 'PUT', headers: FIELDS, body: CONTENT },
  field: { ...ORDER, headers: WITHOUT_KEY, body: CONTENT },
  'media-type': { ...ORDER, headers: { ...FIELDS, 'content-type': 'text/plain' }, body: CONTENT },
  accept: { ...ORDER, headers: { ...FIELDS, accept: 'text/csv' }, body: CONTENT },
  syntax: { ...ORDER, headers: FIELDS, body: CONTENT.slice(0, -1) },
  meaning: { ...ORDER, headers: FIELDS, body: CONTENT.replace('1}', '0}') },
}

/** Fields of an answer that say what would have been right. */
const HINTS = ['allow', 'accept-post'] as const

/** One order with one part of the message wrong: which part is it, by the answer? */
export const panel: PanelInput = {
  id: 'broken-message',
  title: 'Break one part of a message',
  invites:
    'This is the message from above. Choose the part that is wrong, and read what comes back, and from how far.',
  controls: [
    {
      id: 'wrong',
      legend: 'What is wrong',
      options: [
        { value: 'nothing', label: 'Nothing' },
        { value: 'target', label: 'Target' },
        { value: 'method', label: 'Method' },
        { value: 'accept', label: 'Accept' },
        { value: 'media-type', label: 'Content-Type' },
        { value: 'field', label: 'A field is missing' },
        { value: 'syntax', label: 'Content: a bracket' },
        { value: 'meaning', label: 'Content: quantity 0' },
      ],
    },
  ],
  scenario: ({ wrong = 'nothing' }) => ({ v: 1, workload: [MESSAGES[wrong] ?? ORDER] }),
  shows: ['wire'],
  figures: [
    { label: 'What comes back', unit: 'status', evidence: 'observed', reads: (run) => statusOf(run, 0) },
    {
      label: 'Kind of problem',
      evidence: 'observed',
      reads: (run) => problemOf(run, 0) ?? 'none',
    },
    {
      label: 'Field that says what would do',
      evidence: 'observed',
      reads: (run) =>
        HINTS.map((name) => [name, fieldOf(run, 0, name)])
          .filter(([, value]) => value !== undefined)
          .map((field) => field.join(': '))
          .join('; ') || 'none',
    },
    { label: 'Who was asked', evidence: 'observed', reads: (run) => askedIn(run, 0).join(', ') },
  ],
  prediction: {
    question: 'The content is the right JSON, but `Content-Type` says `text/plain`. Which status comes back?',
    about: { wrong: 'media-type' },
    reads: (run) => statusOf(run, 0),
    options: [
      {
        value: 201,
        text: '201',
        why: 'That needs a receiver that guesses a format from its bytes. This one goes by what the sender says.',
      },
      {
        value: 406,
        text: '406',
        why: '`406` is about the answer: there is none in a format that `Accept` admits.',
      },
      {
        value: 415,
        text: '415',
        why: 'The format of the content that was sent is one that this method on this resource does not take. `Accept-Post` names the one that it does.',
      },
      {
        value: 422,
        text: '422',
        why: '`422` says that type and syntax are understood. The receiver never looked at the content.',
      },
    ],
  },
  claims: [
    {
      says: 'Content in a format that is not taken gets 415, and an answer that nobody can give gets 406.',
      holds: (at) =>
        statusOf(at({ wrong: 'media-type' }), 0) === 415 && statusOf(at({ wrong: 'accept' }), 0) === 406,
    },
    {
      says: 'A target that names nothing is refused by the gateway alone.',
      holds: (at) =>
        statusOf(at({ wrong: 'target' }), 0) === 404 &&
        askedIn(at({ wrong: 'target' }), 0).join() === 'gateway',
    },
    {
      says: 'Whatever orders refuses costs none of the other services anything.',
      holds: (at) =>
        ['method', 'accept', 'media-type', 'field', 'syntax', 'meaning'].every(
          (wrong) => askedIn(at({ wrong }), 0).join() === 'gateway,orders',
        ),
    },
    {
      says: 'The message with nothing wrong is an order, and five parties are asked.',
      holds: (at) => statusOf(at(), 0) === 201 && askedIn(at(), 0).length === 5,
    },
    {
      says: 'Broken syntax gets 400, and a quantity of 0 gets 422.',
      holds: (at) =>
        statusOf(at({ wrong: 'syntax' }), 0) === 400 && statusOf(at({ wrong: 'meaning' }), 0) === 422,
    },
  ],
  assumptions: [
    'Only one thing is wrong at a time. With two, the answer names the one that this receiver looks at first; HTTP does not say in which order to look.',
    'Which parts an API insists on is its own choice: this one wants an `Idempotency-Key`, which is not part of HTTP.',
  ],
}
