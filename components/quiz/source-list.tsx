import { Disclosure } from '#components/ui/disclosure.tsx'
import type { Source } from '#content/schema/concept.ts'

/** What a question relies on or answers. */
export function SourceList({
  ids,
  sources,
  className,
}: {
  ids: readonly string[]
  sources: readonly Source[]
  className?: string
}) {
  const cited = ids.flatMap((id) => sources.find((source) => source.id === id) ?? [])
  return (
    <Disclosure summary="Sources" className={`border-hairline-strong ${className ?? ''}`}>
      <ul className="grid gap-2 text-sm">
        {cited.map(({ id, title, author, place, url, checked }) => (
          <li key={id}>
            {author}:{' '}
            {url ? (
              <a className="link" href={url}>
                {title}
              </a>
            ) : (
              <cite>{title}</cite>
            )}
            , {place}
            {checked === 'no' && '. We could not check the words of this source'}.
          </li>
        ))}
      </ul>
    </Disclosure>
  )
}
