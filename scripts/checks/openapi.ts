import { runScenario } from '../../mocks/runtimes/virtual.ts'
import { SERVICE_NAMES } from '../../mocks/systems/scenario.ts'
import { hostOf } from '../../mocks/systems/topology.ts'

/** The OpenAPI documents that the running services publish, as text: file → content. The gateway's is the public API's. */
export async function publishedDocuments(): Promise<Readonly<Record<string, string>>> {
  const { exchanges } = await runScenario({
    v: 1,
    workload: SERVICE_NAMES.map((name) => ({
      method: 'GET',
      url: `https://${hostOf(name)}/openapi.json`,
    })),
  })
  return Object.fromEntries(
    SERVICE_NAMES.map((name, i) => {
      const content = exchanges[i]?.response?.content
      if (!content || !('text' in content)) throw new Error(`${name} published no OpenAPI document.`)
      const file = name === 'gateway' ? 'mocks/systems/openapi.json' : `mocks/services/${name}/openapi.json`
      return [file, `${JSON.stringify(JSON.parse(content.text), null, 2)}\n`]
    }),
  )
}
