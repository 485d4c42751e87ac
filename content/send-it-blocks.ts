/** A runnable block of a page: what is sent, and what the page promises of the answer. */
export interface SendItBlock {
  readonly message: string
  readonly expect: number
  /** The JSON that the page shows as the answer; the real one may have more members. */
  readonly shown?: object
}

/** Every runnable block of a page's source, in order. */
export function sendItBlocksIn(source: string): readonly SendItBlock[] {
  return [...source.matchAll(/<SendIt expect=\{(\d+)\}>([\s\S]*?)<\/SendIt>/g)].map(
    ([, expect, inner = '']) => {
      const fences = [...inner.matchAll(/^```(\w+)[^\n]*\n([\s\S]*?)^```/gm)]
      const message = fences.find(([, language]) => language === 'http')?.[2]
      if (message === undefined) throw new Error('A <SendIt> has no block of http in it.')
      const shown = fences.find(([, language]) => language === 'json')?.[2]
      return { message, expect: Number(expect), ...(shown === undefined ? {} : { shown: JSON.parse(shown) }) }
    },
  )
}
