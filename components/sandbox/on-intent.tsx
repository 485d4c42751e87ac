'use client'

import { type ComponentType, type ReactNode, useEffect, useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { Spinner } from '#components/ui/progress.tsx'
import { messageOf } from './words.ts'

/**
 * A part of the workbench whose program is fetched when it is first shown, so that nobody pays for what they do not look
 * at. Where the connection drops it says so and tries again when asked. `meanwhile` stands in its place until it is there.
 */
export function onIntent<Props extends object>(
  what: string,
  load: () => Promise<ComponentType<Props>>,
): ComponentType<Props & { meanwhile?: ReactNode }> {
  let Known: ComponentType<Props> | undefined
  return function OnIntent(props) {
    const [loaded, setLoaded] = useState(() => ({ Part: Known }))
    const [failed, setFailed] = useState<string>()
    const [tries, setTries] = useState(1)
    const { Part } = loaded
    // Fetching a program is outside of React.
    useEffect(() => {
      if (Part || tries === 0) return
      let wanted = true
      load().then(
        (part) => {
          Known = part
          if (wanted) setLoaded({ Part: part })
        },
        (error: unknown) => wanted && setFailed(messageOf(error)),
      )
      return () => {
        wanted = false
      }
    }, [Part, tries])
    if (Part) return <Part {...props} />
    if (failed === undefined)
      return props.meanwhile ?? <Spinner label={`Fetching ${what}…`} className="p-3" />
    return (
      <div role="alert" className="m-3 border-[3px] border-fault border-double p-3 text-sm">
        <p className="font-semibold">Our page could not fetch {what}. The bookshop is well.</p>
        <p className="mt-1 [overflow-wrap:anywhere]">{failed}</p>
        <Button
          size="sm"
          className="mt-2"
          onClick={() => {
            setFailed(undefined)
            setTries(tries + 1)
          }}
        >
          Try again
        </Button>
      </div>
    )
  }
}
