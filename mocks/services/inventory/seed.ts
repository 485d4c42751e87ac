import type { Reservation, StockRecord } from './schema.ts'

/** How many copies can be ordered at the start. Inventory knows books by their ISBN and nothing else. */
const AVAILABLE: Readonly<Record<string, number>> = {
  '9780441478125': 3, // The Left Hand of Darkness
  '9780060512750': 5, // The Dispossessed
  '9780547773742': 7, // A Wizard of Earthsea
  '9780141439471': 6, // Frankenstein
  '9780141439518': 12, // Pride and Prejudice
  '9780141439587': 8, // Emma
  '9780141439686': 4, // Persuasion
  '9780141441146': 9, // Jane Eyre
  '9780141439556': 5, // Wuthering Heights
  '9780141439549': 3, // Middlemarch
  '9780141439563': 6, // Great Expectations
  '9780141439723': 2, // Bleak House
  '9780142437247': 4, // Moby-Dick
  '9780691096124': 3, // Walden
  '9780143105855': 2, // The Yellow Wall-Paper
  '9780141439846': 7, // Dracula
  '9780141439976': 6, // The Time Machine
  '9780141441030': 5, // The War of the Worlds
  '9780141394930': 4, // Twenty Thousand Leagues Under the Sea
  '9780140449068': 6, // Around the World in Eighty Days
  '9780140449266': 3, // The Count of Monte Cristo
  '9780140444308': 2, // Les Misérables
  '9780140449129': 4, // Madame Bovary
  '9780140447422': 2, // Germinal
  '9780143035008': 5, // Anna Karenina
  '9780140447934': 3, // War and Peace
  '9780140449136': 6, // Crime and Punishment
  '9780140449242': 3, // The Brothers Karamazov
  '9780140448078': 2, // Dead Souls
  '9780141180144': 5, // The Master and Margarita
  '9780140185850': 4, // We
  '9780156027601': 4, // Solaris
  '9780156235501': 1, // The Cyberiad
  '9781613743416': 3, // Roadside Picnic
  '9780805209990': 5, // The Trial
  '9780553213690': 8, // The Metamorphosis
  '9780679772873': 2, // The Magic Mountain
  '9780553208849': 7, // Siddhartha
  '9780547339108': 2, // The Tin Drum
  '9780156154550': 1, // The Castle of Crossed Destinies
  '9780156453806': 4, // Invisible Cities
  '9780156439619': 3, // If on a winter's night a traveler
  '9780544576537': 5, // The Name of the Rose
  '9780802130303': 4, // Ficciones
  '9780060883287': 6, // One Hundred Years of Solitude
  '9780060934347': 3, // Don Quixote
  '9780141183046': 2, // The Book of Disquiet
  '9780385474542': 5, // Things Fall Apart
  '9780807083697': 4, // Kindred
  '9781538732182': 5, // Parable of the Sower
  '9780441569595': 6, // Neuromancer
  '9780441013593': 9, // Dune
  '9780553293357': 7, // Foundation
  '9780547928227': 10, // The Hobbit
  '9780141439761': 8, // Alice's Adventures in Wonderland
  '9780141321028': 5, // The Wonderful Wizard of Oz
  '9780141321004': 6, // Treasure Island
  '9780140437867': 7, // The Hound of the Baskervilles
  '9780140434088': 3, // The Moonstone
  '9780140448061': 1, // The Pillow Book
}

/** What is held for the orders from before the lesson. */
const HELD: readonly [
  order: number,
  reservedAt: string,
  state: Reservation['state'],
  lines: [isbn: string, quantity: number][],
][] = [
  [1, '2025-11-03T10:12:00.000Z', 'held', [['9780141439518', 1]]],
  [
    2,
    '2025-11-05T08:30:00.000Z',
    'held',
    [
      ['9780441013593', 1],
      ['9780553293357', 1],
    ],
  ],
  [3, '2025-11-09T19:45:00.000Z', 'released', [['9780547928227', 2]]],
  [4, '2025-11-14T12:00:00.000Z', 'held', [['9780807083697', 1]]],
  [
    5,
    '2025-11-18T16:20:00.000Z',
    'held',
    [
      ['9780553208849', 1],
      ['9780553213690', 1],
    ],
  ],
  [6, '2025-11-21T07:55:00.000Z', 'held', [['9780142437247', 1]]],
  [
    7,
    '2025-11-28T14:03:00.000Z',
    'held',
    [
      ['9780060512750', 1],
      ['9780156453806', 2],
    ],
  ],
  [8, '2025-12-02T09:10:00.000Z', 'held', [['9780441569595', 1]]],
  [9, '2025-12-08T21:30:00.000Z', 'held', [['9780385474542', 1]]],
  [
    10,
    '2025-12-12T11:11:00.000Z',
    'released',
    [
      ['9780141439846', 1],
      ['9780141439471', 1],
    ],
  ],
  [11, '2025-12-17T17:05:00.000Z', 'held', [['9780547773742', 1]]],
  [12, '2025-12-20T13:37:00.000Z', 'held', [['9780802130303', 1]]],
]

export const SEEDED_RESERVATIONS: Readonly<Record<string, Reservation>> = Object.fromEntries(
  HELD.map(([order, reservedAt, state, lines]) => {
    const id = `seeded-${order}`
    return [
      id,
      {
        id,
        order: String(order),
        lines: lines.map(([isbn, quantity]) => ({ isbn, quantity })),
        state,
        reservedAt,
      },
    ]
  }),
)

export const SEEDED_STOCK: Readonly<Record<string, StockRecord>> = Object.fromEntries(
  Object.entries(AVAILABLE).map(([isbn, available]) => {
    const reserved = heldOf(isbn)
    return [isbn, { isbn, onHand: available + reserved, reserved }]
  }),
)

function heldOf(isbn: string): number {
  return Object.values(SEEDED_RESERVATIONS)
    .filter(({ state }) => state === 'held')
    .flatMap(({ lines }) => lines)
    .reduce((sum, line) => sum + (line.isbn === isbn ? line.quantity : 0), 0)
}
