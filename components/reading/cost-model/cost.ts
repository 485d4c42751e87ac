/** An input of the model: a guess that a reader replaces. */
interface Input {
  readonly id: string
  readonly asks: string
  readonly unit: string
  readonly first: number
  readonly most: number
}

/** Every input of the model, with what it starts from. None of these numbers is measured. */
export const INPUTS = [
  { id: 'teams', asks: 'Teams', unit: 'teams', first: 4, most: 40 },
  {
    id: 'pairHours',
    asks: 'Two teams in one codebase cost each other',
    unit: 'hours a week',
    first: 2,
    most: 40,
  },
  { id: 'remains', asks: 'Of that, what remains after a split', unit: '%', first: 30, most: 100 },
  { id: 'services', asks: 'Services for each team', unit: 'services', first: 2, most: 20 },
  {
    id: 'serviceHours',
    asks: 'Each service costs, to run and renew',
    unit: 'hours a week',
    first: 4,
    most: 40,
  },
  { id: 'platform', asks: 'People who build the platform', unit: 'people', first: 1, most: 40 },
  { id: 'rate', asks: 'An hour of work costs', unit: 'money', first: 80, most: 1000 },
  { id: 'process', asks: 'A running process costs', unit: 'money a month', first: 40, most: 10_000 },
] as const satisfies readonly Input[]

export type Inputs = Readonly<Record<(typeof INPUTS)[number]['id'], number>>

/** What the model starts from. */
export const FIRST = Object.fromEntries(INPUTS.map(({ id, first }) => [id, first])) as Inputs

const WEEKS = 52 / 12
const WEEK_OF_A_PERSON = 40
/** Instances of each deployable, so that one may fail. */
const INSTANCES = 2

/** A month of one construction, in the money of the inputs. */
interface Month {
  readonly waiting: number
  readonly running: number
  readonly platform: number
  readonly processes: number
  readonly total: number
}

/** What a month costs in each construction, as far as these inputs tell. */
export function monthOf(inputs: Inputs): { readonly monolith: Month; readonly services: Month } {
  const { teams, pairHours, remains, services, serviceHours, platform, rate, process } = inputs
  const hours = (aWeek: number) => Math.round(aWeek * WEEKS * rate)
  const pairs = (teams * (teams - 1)) / 2
  const add = (month: Omit<Month, 'total'>): Month => ({
    ...month,
    total: month.waiting + month.running + month.platform + month.processes,
  })
  return {
    monolith: add({
      waiting: hours(pairs * pairHours),
      running: hours(serviceHours),
      platform: 0,
      processes: INSTANCES * process,
    }),
    services: add({
      waiting: hours((pairs * pairHours * remains) / 100),
      running: hours(teams * services * serviceHours),
      platform: hours(platform * WEEK_OF_A_PERSON),
      processes: INSTANCES * teams * services * process,
    }),
  }
}

/** From how many teams on services cost less, everything else unchanged; undefined up to 40 teams. */
export function breakEven(inputs: Inputs): number | undefined {
  for (let teams = 1; teams <= 40; teams++) {
    const { monolith, services } = monthOf({ ...inputs, teams })
    if (services.total < monolith.total) return teams
  }
  return undefined
}
