import type { XMLParser, XMLValidator } from 'fast-xml-parser'
import type { Answer } from '../../http/answer.ts'
import type { Call } from '../../http/call.ts'
import { Isbn } from '../../http/formats.ts'
import { Problem } from '../../http/problem.ts'
import type { CatalogDomain } from './domain.ts'
import type { Book } from './schema.ts'

/** The part of the XML library that is used; it is loaded when the first envelope comes. */
export interface Xml {
  readonly XMLParser: typeof XMLParser
  readonly XMLValidator: typeof XMLValidator
}

/** Version 1.2 of SOAP, and the one before, which is answered with a fault of its own. */
const SOAP_12 = 'http://www.w3.org/2003/05/soap-envelope'
const SOAP_11 = 'http://schemas.xmlsoap.org/soap/envelope/'
/** The namespace of the operation. */
const BOOKSHOP = 'https://api.bookshop.example/soap'

/** An element with its name resolved (Namespaces in XML 1.0). */
interface Element {
  readonly namespace: string
  readonly name: string
  /** Attributes by `namespace name`; without a namespace by name alone. */
  readonly attributes: ReadonlyMap<string, string>
  readonly children: readonly Element[]
  readonly text: string
}

/** A fault of the protocol: who is to blame, as the HTTP binding of SOAP 1.2 knows it (Part 2, table 20). */
class Fault extends Error {
  readonly code: 'Sender' | 'VersionMismatch' | 'MustUnderstand'

  constructor(code: Fault['code'], reason: string) {
    super(reason)
    this.code = code
  }
}

/** Answers one SOAP 1.2 envelope from the same domain that answers the REST resources. */
export async function answerSoap(
  domain: CatalogDomain,
  content: string,
  call: Call,
  xml: Xml,
): Promise<Answer> {
  try {
    const isbn = isbnIn(readEnvelope(content, xml))
    return envelope(200, bookElement(await domain.read(isbn, call)))
  } catch (error) {
    if (error instanceof Fault) return faultAnswer(error)
    if (error instanceof Problem && error.problem === 'not-found')
      return faultAnswer(new Fault('Sender', error.message))
    throw error
  }
}

/** The one element inside `Body`. */
function readEnvelope(content: string, xml: Xml): Element {
  const root = readXml(content, xml)
  if (root.name === 'Envelope' && root.namespace === SOAP_11)
    throw new Fault('VersionMismatch', 'This is SOAP 1.1; the service speaks SOAP 1.2.')
  if (root.name !== 'Envelope' || root.namespace !== SOAP_12)
    throw new Fault('Sender', 'The content is no SOAP 1.2 envelope.')
  const parts = root.children.filter(({ namespace }) => namespace === SOAP_12)
  const header = parts.find(({ name }) => name === 'Header')
  const unknown = header?.children.find(({ attributes }) =>
    ['true', '1'].includes(attributes.get(`${SOAP_12} mustUnderstand`) ?? ''),
  )
  if (unknown)
    throw new Fault('MustUnderstand', `The header ${unknown.name} must be understood, and is not known here.`)
  const bodies = parts.filter(({ name }) => name === 'Body')
  const [operation, ...more] = bodies[0]?.children ?? []
  if (bodies.length !== 1 || !operation || more.length > 0)
    throw new Fault('Sender', 'The envelope needs one Body with one operation in it.')
  return operation
}

function isbnIn(operation: Element): string {
  if (operation.namespace !== BOOKSHOP || operation.name !== 'ReadBook')
    throw new Fault('Sender', 'There is no such operation; /soap?wsdl describes ReadBook.')
  const named = operation.children.filter(({ namespace, name }) => namespace === BOOKSHOP && name === 'isbn')
  const isbn = Isbn.safeParse(named[0]?.text.trim())
  if (named.length !== 1 || !isbn.success)
    throw new Fault('Sender', 'ReadBook takes one isbn: an ISBN-13, digits only.')
  return isbn.data
}

/** A node as the library gives it when it keeps the order: one name, its children, and attributes beside them. */
type Node = Readonly<Record<string, unknown>>

/** Reads XML without a document type: no entities, nothing to fetch, nothing that grows. */
function readXml(content: string, { XMLParser, XMLValidator }: Xml): Element {
  // SOAP 1.2 §5: a message must not contain a document type declaration, nor processing instructions.
  if (/<!DOCTYPE/i.test(content)) throw new Fault('Sender', 'An envelope has no DOCTYPE.')
  if (XMLValidator.validate(content) !== true)
    throw new Fault('Sender', 'The content is not well-formed XML.')
  const parser = new XMLParser({
    preserveOrder: true,
    ignoreAttributes: false,
    attributeNamePrefix: '',
    processEntities: false,
    parseTagValue: false,
    parseAttributeValue: false,
    ignoreDeclaration: true,
    maxNestedTags: 32,
  })
  try {
    const nodes: Node[] = parser.parse(content)
    const elements = nodes.flatMap((node) => elementOf(node, new Map()) ?? [])
    const [root] = elements
    if (root && elements.length === 1) return root
  } catch {
    // The library's words differ between versions, and answers must not.
  }
  throw new Fault('Sender', 'The content is not well-formed XML.')
}

function elementOf(node: Node, outer: ReadonlyMap<string, string>): Element | undefined {
  const tag = Object.keys(node).find((key) => key !== ':@' && !key.startsWith('#') && !key.startsWith('?'))
  const inside = tag === undefined ? undefined : node[tag]
  if (tag === undefined || !Array.isArray(inside)) return undefined
  const given = Object.entries((node[':@'] ?? {}) as Record<string, unknown>).map(
    ([name, value]) => [name, String(value)] as const,
  )
  const scope = new Map([
    ...outer,
    ...given
      .filter(([name]) => /^xmlns(:|$)/.test(name))
      .map(([name, value]) => [name.slice(6), value] as const),
  ])
  const [prefix, name] = split(tag)
  return {
    namespace: scope.get(prefix) ?? '',
    name,
    attributes: new Map(
      given.map(([attribute, value]) => {
        const [prefix, name] = split(attribute)
        return [prefix ? `${scope.get(prefix) ?? ''} ${name}` : name, value]
      }),
    ),
    children: inside.flatMap((child: Node) => elementOf(child, scope) ?? []),
    text: inside.map((child: Node) => ('#text' in child ? String(child['#text']) : '')).join(''),
  }
}

function split(name: string): [prefix: string, local: string] {
  const at = name.indexOf(':')
  return at < 0 ? ['', name] : [name.slice(0, at), name.slice(at + 1)]
}

function escaped(text: string): string {
  return (
    text
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll('>', '&gt;')
      .replaceAll('"', '&quot;')
      // Characters that XML 1.0 can not hold, escaped or not.
      .replace(/[^\t\n\r\x20-\uFFFD\u{10000}-\u{10FFFF}]/gu, '\uFFFD')
  )
}

function bookElement({ isbn, title, authors, year, pages, subjects, price }: Book): string {
  const element = (name: string, text: string | number) => `<${name}>${escaped(String(text))}</${name}>`
  const fields = [
    element('isbn', isbn),
    element('title', title),
    ...authors.map((author) => element('author', author)),
    element('year', year),
    element('pages', pages),
    ...subjects.map((subject) => element('subject', subject)),
    `<price currency="${price.currency}">${price.amount}</price>`,
  ]
  return `<ReadBookResponse xmlns="${BOOKSHOP}"><book>${fields.join('')}</book></ReadBookResponse>`
}

function envelope(status: number, body: string, header = ''): Answer {
  return {
    status,
    fields: { 'content-type': 'application/soap+xml; charset=utf-8', 'cache-control': 'no-store' },
    content: `<?xml version="1.0" encoding="UTF-8"?><env:Envelope xmlns:env="${SOAP_12}">${header}<env:Body>${body}</env:Body></env:Envelope>`,
  }
}

function faultAnswer({ code, message }: Fault): Answer {
  const fault = `<env:Fault><env:Code><env:Value>env:${code}</env:Value></env:Code><env:Reason><env:Text xml:lang="en">${escaped(message)}</env:Text></env:Reason></env:Fault>`
  // SOAP 1.2 §5.4.7: which version would be understood.
  const upgrade =
    code === 'VersionMismatch'
      ? '<env:Header><env:Upgrade><env:SupportedEnvelope qname="env:Envelope"/></env:Upgrade></env:Header>'
      : ''
  return envelope(code === 'Sender' ? 400 : 500, fault, upgrade)
}

/** The description of the operation (WSDL 1.1 with its SOAP 1.2 binding), for tools that write clients. */
export function wsdlAt(address: string): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<wsdl:definitions name="Catalog" targetNamespace="${BOOKSHOP}" xmlns:tns="${BOOKSHOP}" xmlns:wsdl="http://schemas.xmlsoap.org/wsdl/" xmlns:soap="http://schemas.xmlsoap.org/wsdl/soap12/" xmlns:xs="http://www.w3.org/2001/XMLSchema">
  <wsdl:types>
    <xs:schema targetNamespace="${BOOKSHOP}" elementFormDefault="qualified">
      <xs:element name="ReadBook">
        <xs:complexType><xs:sequence><xs:element name="isbn" type="tns:Isbn"/></xs:sequence></xs:complexType>
      </xs:element>
      <xs:element name="ReadBookResponse">
        <xs:complexType><xs:sequence><xs:element name="book" type="tns:Book"/></xs:sequence></xs:complexType>
      </xs:element>
      <xs:simpleType name="Isbn"><xs:restriction base="xs:string"><xs:pattern value="[0-9]{13}"/></xs:restriction></xs:simpleType>
      <xs:complexType name="Book">
        <xs:sequence>
          <xs:element name="isbn" type="tns:Isbn"/>
          <xs:element name="title" type="xs:string"/>
          <xs:element name="author" type="xs:string" maxOccurs="unbounded"/>
          <xs:element name="year" type="xs:int"/>
          <xs:element name="pages" type="xs:int"/>
          <xs:element name="subject" type="xs:string" minOccurs="0" maxOccurs="unbounded"/>
          <xs:element name="price" type="tns:Price"/>
        </xs:sequence>
      </xs:complexType>
      <xs:complexType name="Price">
        <xs:simpleContent>
          <xs:extension base="xs:int"><xs:attribute name="currency" type="xs:string" use="required"/></xs:extension>
        </xs:simpleContent>
      </xs:complexType>
    </xs:schema>
  </wsdl:types>
  <wsdl:message name="ReadBook"><wsdl:part name="parameters" element="tns:ReadBook"/></wsdl:message>
  <wsdl:message name="ReadBookResponse"><wsdl:part name="parameters" element="tns:ReadBookResponse"/></wsdl:message>
  <wsdl:portType name="Catalog">
    <wsdl:operation name="ReadBook">
      <wsdl:input message="tns:ReadBook"/>
      <wsdl:output message="tns:ReadBookResponse"/>
    </wsdl:operation>
  </wsdl:portType>
  <wsdl:binding name="CatalogSoap12" type="tns:Catalog">
    <soap:binding style="document" transport="http://schemas.xmlsoap.org/soap/http"/>
    <wsdl:operation name="ReadBook">
      <soap:operation soapAction="${BOOKSHOP}/ReadBook" style="document"/>
      <wsdl:input><soap:body use="literal"/></wsdl:input>
      <wsdl:output><soap:body use="literal"/></wsdl:output>
    </wsdl:operation>
  </wsdl:binding>
  <wsdl:service name="Catalog">
    <wsdl:port name="CatalogSoap12" binding="tns:CatalogSoap12"><soap:address location="${escaped(address)}"/></wsdl:port>
  </wsdl:service>
</wsdl:definitions>
`
}
