import type { Request } from './requests.ts'

/**
 * PUBLISHED FOR TEACHING, ON PURPOSE: an access token of alice with the scopes orders:read and orders:write, signed with
 * the published key of runs on the virtual clock. A run can not quote its own earlier answers, so it can not sign in
 * first; and its clock starts at the same moment each time, so this token is good for the first hour of every run. A
 * bookshop on the live clock has keys of its own and refuses it, as it should.
 */
export const ALICES_TOKEN =
  'eyJhbGciOiJSUzI1NiIsInR5cCI6ImF0K2p3dCIsImtpZCI6InB1Ymxpc2hlZC1mb3ItdGVhY2hpbmctMSJ9.eyJpc3MiOiJodHRwczovL2FwaS5ib29rc2hvcC5leGFtcGxlL2F1dGgiLCJhdWQiOlsiaHR0cHM6Ly9hcGkuYm9va3Nob3AuZXhhbXBsZS92MSIsImh0dHBzOi8vYXBpLmJvb2tzaG9wLmV4YW1wbGUvYXV0aCJdLCJzdWIiOiJhbGljZSIsImNsaWVudF9pZCI6IndvcmtiZW5jaCIsImp0aSI6InB1Ymxpc2hlZC1mb3ItdGVhY2hpbmctYWxpY2UiLCJzY29wZSI6Im9yZGVyczpyZWFkIG9yZGVyczp3cml0ZSIsImlhdCI6MTc2NzYwMzYwMCwiZXhwIjoxNzY3NjA3MjAwfQ.KBzpeEmoBEAr_sdgJegJNo5Rpe4scXFYAzOpc3OLpEYKXd8WRsC_RQOSkWNKwcXXnJoKodB-t1BiICAYFfvQvzrmF1pImFJj3PzLXTRFp1r8-dDj4fJA0BqXHT1BVPzu6IXuCdwymRmMQrOGg4zcnj09Sydld4Fonox6n5wAJOrJ6f97AmGEsPROfeJaqm7gdWzEwodDNKNp7xIMjZlZ26_NI6t6e5uIVITZeOBO3J6hJTkQr7OJak7LD0v-p9zcgUOMf6L81EIuInPV_UlzwKeRUe4yU8tK8iAm6h9yvwUdHBTBLPJ6PHTJqSjs1w1r5iVsEMaVvQApFvZFNILqUg' // gitleaks:allow

/** The same request, sent by alice. */
export function asAlice(request: Request): Request {
  return { ...request, headers: { ...request.headers, authorization: `Bearer ${ALICES_TOKEN}` } }
}
