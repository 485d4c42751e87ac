/** Counts a service's answers for `/metrics`, in the Prometheus text format. */
export function createMetrics(service: string) {
  const counts = new Map<string, number>()
  return {
    /** Runs `answer` and counts its status under the operation's name. */
    async count(operation: string, answer: () => Promise<Response>): Promise<Response> {
      const response = await answer()
      const labels = `service="${service}",operation="${operation}",code="${response.status}"`
      counts.set(labels, (counts.get(labels) ?? 0) + 1)
      return response
    },
    text(): string {
      const lines = [...counts].map(([labels, count]) => `bookshop_http_requests_total{${labels}} ${count}`)
      return [
        '# HELP bookshop_http_requests_total Requests answered, by operation and status.',
        '# TYPE bookshop_http_requests_total counter',
        ...lines,
        '',
      ].join('\n')
    },
  }
}
