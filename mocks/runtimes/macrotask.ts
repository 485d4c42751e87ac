/**
 * Resolves in a later task, when every promise that can settle by itself has. Browsers slow timers down and have
 * no setImmediate; a message to oneself is neither slowed down nor throttled in the background.
 */
export const macrotask: () => Promise<void> =
  typeof setImmediate === 'function' ? () => new Promise((resolve) => setImmediate(resolve)) : messages()

function messages() {
  const waiting: (() => void)[] = []
  const { port1, port2 } = new MessageChannel()
  port1.onmessage = () => waiting.shift()?.()
  return () =>
    new Promise<void>((resolve) => {
      waiting.push(resolve)
      port2.postMessage(null)
    })
}
