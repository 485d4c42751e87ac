/** What somebody says about their system: fact → one of its values. The first value is what holds until told otherwise. */
export interface Fact {
  readonly id: 'teams' | 'waiting' | 'load' | 'isolation' | 'tidied' | 'boundaries' | 'operations'
  readonly asks: string
  readonly values: readonly { readonly value: string; readonly label: string; readonly says: string }[]
}

/** The facts that decide, in the order in which they are asked. Three of them can speak for a split, the others for waiting. */
export const FACTS = [
  {
    id: 'teams',
    asks: 'Teams that change this system',
    values: [
      { value: 'one', label: 'One', says: 'One team changes the system.' },
      { value: 'few', label: 'Two or three', says: 'Two or three teams change the system.' },
      { value: 'many', label: 'Four or more', says: 'Four or more teams change the system.' },
    ],
  },
  {
    id: 'waiting',
    asks: 'Releases wait for other people’s changes',
    values: [
      {
        value: 'rarely',
        label: 'Rarely, or not counted',
        says: 'How often releases wait for others is not known, or rare.',
      },
      {
        value: 'weekly',
        label: 'Every week, counted',
        says: 'Releases wait for other teams’ changes every week; this was counted.',
      },
    ],
  },
  {
    id: 'load',
    asks: 'One part needs other hardware, or much more of it',
    values: [
      {
        value: 'no',
        label: 'No, or not measured',
        says: 'No part is known to need other resources than the rest.',
      },
      {
        value: 'measured',
        label: 'Yes, measured',
        says: 'One part needs other resources than the rest; this was measured.',
      },
    ],
  },
  {
    id: 'isolation',
    asks: 'A law or a risk demands that one part is kept apart',
    values: [
      { value: 'no', label: 'No', says: 'Nothing demands that a part is kept apart.' },
      {
        value: 'yes',
        label: 'Yes',
        says: 'A law or a risk demands that one part is kept apart from the rest.',
      },
    ],
  },
  {
    id: 'tidied',
    asks: 'Modules, replicas and a faster pipeline',
    values: [
      {
        value: 'not-tried',
        label: 'Not tried yet',
        says: 'Modules, replicas and a faster pipeline were not tried yet.',
      },
      {
        value: 'tried',
        label: 'Tried, not enough',
        says: 'Modules, replicas and a faster pipeline were tried and are not enough.',
      },
    ],
  },
  {
    id: 'boundaries',
    asks: 'Where the borders run',
    values: [
      { value: 'guessed', label: 'A guess', says: 'Where the borders run is a guess.' },
      {
        value: 'seen',
        label: 'Seen in the history of changes',
        says: 'The history of changes shows what changes together, and what does not.',
      },
    ],
  },
  {
    id: 'operations',
    asks: 'Automatic deployment, traces, somebody on call',
    values: [
      {
        value: 'missing',
        label: 'Not all of them',
        says: 'Automatic deployment, traces or somebody on call are missing.',
      },
      {
        value: 'there',
        label: 'All there',
        says: 'Deployment is automatic, requests can be traced, and somebody is on call.',
      },
    ],
  },
] as const satisfies readonly Fact[]

type FactId = (typeof FACTS)[number]['id']

/** What was said: fact → value. */
export type Said = Readonly<Record<FactId, string>>

/** What holds before anybody has said anything. */
export const UNSAID: Said = Object.fromEntries(FACTS.map(({ id, values }) => [id, values[0].value])) as Said

/** A fact in words, as it was said. */
export function sayFact(said: Said, id: FactId): string {
  const { values } = FACTS.find((fact) => fact.id === id) ?? { values: [] }
  return values.find(({ value }) => value === said[id])?.says ?? ''
}
