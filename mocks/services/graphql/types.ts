/**
 * The types of the edge, in the schema definition language. `@listSize` says how long a list without `first` may get, so
 * that its cost can be counted before anybody is asked (GraphQL Cost Directives specification).
 */
export const TYPES = /* GraphQL */ `
  directive @listSize(assumedSize: Int!) on FIELD_DEFINITION

  type Query {
    "Books that match, page by page."
    books(
      "Words to look for in title, authors and subjects."
      q: String
      sort: BookSort = TITLE
      "How many, 50 at most."
      first: Int = 10
      "\`endCursor\` of an earlier page of the same search."
      after: String
    ): BookConnection
    "One book; null when the catalogue has none of this ISBN."
    book(isbn: ID!): Book
    "One of your orders; null when you have none of this id."
    order(id: ID!): Order
    "A cart; null when you have none of this id."
    cart(id: ID!): Cart
    "Who you are here."
    me: Me!
  }

  type Mutation {
    "Places an order. With a key that was used before it is placed once, and answered again."
    placeOrder(
      order: NewOrder!
      "New for each order, such as a UUID."
      idempotencyKey: String!
    ): Order
    "Cancels an order. Doing it twice is doing it once."
    cancelOrder(id: ID!): Cancellation
  }

  type Subscription {
    """
    Tells each time one of your orders is in another state. Ends when it can change no more, or after a minute: then
    subscribe again, with the state that you know. Ask with \`Accept: text/event-stream\`.
    """
    orderChanged(
      id: ID!
      "The state that you know. If the order is in another one by now, you hear at once."
      from: OrderState
    ): Order
  }

  enum BookSort { TITLE TITLE_DESC PRICE PRICE_DESC YEAR YEAR_DESC }

  "An amount in minor units: 1099 EUR is 10.99 euros."
  type Money { amount: Int! currency: String! }

  type PageInfo {
    hasNextPage: Boolean!
    "Where to go on; null on the last page."
    endCursor: String
  }

  type BookConnection { nodes: [Book!]! pageInfo: PageInfo! }

  type Book {
    isbn: ID!
    title: String!
    authors: [String!]!
    "Year of first publication."
    year: Int!
    pages: Int!
    subjects: [String!]!
    price: Money!
    "How many copies there are; null when no stock is kept of it."
    stock: Stock
    "What else to read, best first."
    recommendations("10 at most." first: Int = 3): [Recommendation!]
  }

  type Stock {
    "Copies in the warehouse, reserved ones included."
    onHand: Int!
    reserved: Int!
    "Copies that can still be ordered."
    available: Int!
  }

  type Recommendation {
    "Such as 'bought together'."
    because: String!
    "How many orders say so."
    times: Int!
    book: Book
  }

  type Me {
    "'guest' without a token."
    customer: ID!
    "Your orders, newest first."
    orders("50 at most." first: Int = 10, after: String): OrderConnection
  }

  type OrderConnection { nodes: [Order!]! pageInfo: PageInfo! }

  enum OrderState { PENDING CONFIRMED CANCELLED }

  type Order {
    id: ID!
    customer: ID!
    state: OrderState!
    lines: [OrderLine!]! @listSize(assumedSize: 20)
    total: Money!
    "Null when the books are collected in the shop."
    delivery: Delivery
    "RFC 3339, in UTC."
    placedAt: String!
  }

  type Delivery { recipient: String! address: Address! }

  type Address { street: String! postcode: String! city: String! country: String! }

  type OrderLine {
    isbn: ID!
    title: String!
    quantity: Int!
    "The price at the time of the order."
    unitPrice: Money!
    "The book as it is now; null when it is sold no more."
    book: Book
  }

  type Cart {
    id: ID!
    lines: [CartLine!]! @listSize(assumedSize: 20)
    total: Money!
    updatedAt: String!
  }

  type CartLine {
    isbn: ID!
    title: String!
    quantity: Int!
    "The price when it was put in."
    unitPrice: Money!
    book: Book
  }

  "A test card: it pays, it is declined, or it is authorised and can not be charged later."
  enum Card { tok_visa tok_declined tok_expires }

  input NewOrder {
    lines: [NewOrderLine!]!
    card: Card! = tok_visa
    "What the buyer saw, in minor units. If the price has changed since, the order is refused."
    expectedTotal: Int
    "Where the books go. Without it they are collected in the shop, and paid for there."
    delivery: NewDelivery
  }

  input NewDelivery { recipient: String! address: NewAddress! }

  input NewAddress {
    street: String!
    postcode: String!
    city: String!
    "ISO 3166-1 alpha-2."
    country: String!
  }

  input NewOrderLine { isbn: ID! quantity: Int! }

  type Cancellation {
    "The order as it is now."
    order: Order
    "The money that is free again."
    refunded: Money!
    cancelledAt: String!
  }
`
