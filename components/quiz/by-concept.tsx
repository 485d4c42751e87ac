import { useId, useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { Disclosure } from '#components/ui/disclosure.tsx'
import { Field, inputLook } from '#components/ui/field.tsx'
import { SegmentedControl } from '#components/ui/segmented-control.tsx'
import type { QuestionOutline } from '#learner/outline.ts'
import type { Mastery } from '#learner/review/mastery.ts'
import type { PageName } from './facts.ts'
import { count } from './minutes.ts'
import type { ReviewState } from './review.ts'
import { StageMark } from './stage-mark.tsx'
import { useBank } from './use-bank.ts'

type Filter = 'all' | 'due' | 'missed' | 'learning' | 'mastered'

const FILTERS: readonly { value: Filter; label: string }[] = [
  { value: 'all', label: 'All' },
  { value: 'due', label: 'Due' },
  { value: 'missed', label: 'Missed' },
  { value: 'learning', label: 'Learning' },
  { value: 'mastered', label: 'Mastered' },
]

/** Everything that can be practised, by concept: where the learner stands, and why. */
export function ByConcept({
  questions,
  review: { plan, mastery, memories },
  pages: names,
  onStart,
  onForget,
}: {
  questions: readonly QuestionOutline[]
  review: ReviewState
  pages: readonly PageName[]
  onStart: (questions: readonly QuestionOutline[]) => void
  onForget: (questions: readonly string[]) => void
}) {
  const id = useId()
  const [filter, setFilter] = useState<Filter>('all')
  const [wanted, setWanted] = useState('')
  const due = new Set(plan.due.map((question) => question.id))
  const asks = ({ page, objective }: Mastery) =>
    questions.filter((question) => question.page === page && question.objective === objective)
  const missed = (question: QuestionOutline) => memories.get(question.id)?.last.right === false
  const fits = (one: Mastery) => {
    if (filter === 'due') return asks(one).some((question) => due.has(question.id))
    if (filter === 'missed') return asks(one).some(missed)
    if (filter === 'learning') return one.stage === 'learning' || one.stage === 'solid'
    return filter === 'all' || one.stage === 'mastered'
  }
  const word = wanted.trim().toLowerCase()
  // Searching goes through the words of the questions, too, as they arrive.
  const bank = useBank(word === '' ? [] : names.map(({ slug }) => slug))
  const texts = new Map(
    bank.questions.map(({ id: question, stem, takeaway }) => [question, `${stem} ${takeaway}`.toLowerCase()]),
  )
  const titles = new Map(names.map(({ slug, title }) => [slug, title.toLowerCase()]))
  const named = (one: Mastery) =>
    word === '' ||
    one.objective.toLowerCase().includes(word) ||
    titles.get(one.page)?.includes(word) ||
    asks(one).some((question) => texts.get(question.id)?.includes(word))
  const found = mastery.filter((one) => fits(one) && named(one))
  const pages = names.filter(({ slug }) => found.some(({ page }) => page === slug))

  return (
    <section aria-labelledby={`${id}-title`} className="mt-14">
      <h2 id={`${id}-title`} className="font-serif text-2xl">
        By concept
      </h2>
      <div className="mt-4 flex flex-wrap items-end gap-x-6 gap-y-4">
        <SegmentedControl
          legend="Show"
          name={`${id}-filter`}
          options={FILTERS}
          value={filter}
          onChange={setFilter}
        />
        <Field label="Search" className="w-full max-w-64">
          {(props) => (
            <input
              {...props}
              type="search"
              value={wanted}
              onChange={({ target }) => setWanted(target.value)}
              className={inputLook}
            />
          )}
        </Field>
      </div>
      <p role="status" className="mt-4 text-ink-soft text-sm">
        {count(found.length, 'objective')}
        {found.length === mastery.length ? '' : ` of ${mastery.length}`}
        {found.length === 0 && ': nothing fits. Choose “All”, or search for something else.'}
      </p>
      {pages.map(({ slug, title }) => {
        const here = found.filter(({ page }) => page === slug)
        const own = here.flatMap(asks)
        const settled = here.filter(({ stage }) => stage === 'solid' || stage === 'mastered').length
        return (
          <Disclosure
            key={slug}
            open={filter !== 'all' || word !== ''}
            className="mt-3"
            summary={
              <span className="flex w-full flex-wrap items-baseline justify-between gap-x-4">
                <h3 id={`${id}-${slug}`}>{title}</h3>
                <span className="font-normal text-ink-soft">
                  {own.some((question) => memories.has(question.id))
                    ? `${settled} of ${here.length} solid`
                    : count(own.length, 'question')}
                </span>
              </span>
            }
          >
            <ul>
              {here.map((one) => (
                <li
                  key={one.objective}
                  className="grid gap-x-6 gap-y-1 border-hairline border-b pb-3 not-first:pt-3 sm:grid-cols-[7.5rem_minmax(0,1fr)]"
                >
                  <StageMark stage={one.stage} className="self-start" />
                  <div>
                    <p className="leading-snug">{one.objective}</p>
                    <p className="mt-0.5 text-ink-soft text-sm">
                      {one.reason} {count(asks(one).length, 'question')}.
                    </p>
                  </div>
                </li>
              ))}
            </ul>
            <div className="mt-3 flex flex-wrap gap-3">
              <Button size="sm" onClick={() => onStart(own)}>
                Practise these {own.length}
              </Button>
              {own.some((question) => memories.has(question.id)) && (
                <ForgetPage title={title} onForget={() => onForget(own.map((question) => question.id))} />
              )}
            </div>
          </Disclosure>
        )
      })}
    </section>
  )
}

function ForgetPage({ title, onForget }: { title: string; onForget: () => void }) {
  const [asking, setAsking] = useState(false)
  if (!asking)
    return (
      <Button variant="quiet" size="sm" onClick={() => setAsking(true)}>
        Forget these answers
      </Button>
    )
  return (
    <fieldset className="flex flex-wrap items-center gap-3">
      <legend className="font-semibold text-sm">Forget what you answered about “{title}”?</legend>
      <Button size="sm" autoFocus onClick={() => setAsking(false)}>
        Keep them
      </Button>
      <Button
        variant="danger"
        size="sm"
        onClick={() => {
          setAsking(false)
          onForget()
        }}
      >
        Forget them
      </Button>
    </fieldset>
  )
}
