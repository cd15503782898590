import type { SeedPatient } from './facts.ts'
import { randomFrom } from './random.ts'

type Person = [
  civility: SeedPatient['civility'],
  first: string,
  last: string,
  born: string,
  more?: Partial<SeedPatient>,
]

const KINE: Person[] = [
  [
    'M.',
    'Alain',
    'Le Goff',
    '1959-03-14',
    { cadre: { tolerance: 10, highlights: ['Vient à pied : prévenir tôt'] } },
  ],
  ['Mme', 'Nathalie', 'Bertin', '1971-05-03'],
  [
    '',
    'Léo',
    'Marchal',
    '2016-09-21',
    {
      carers: [{ name: 'Aurélie Marchal', relation: 'mère', role: 'parent', mobile: '0331' }],
      cadre: { tolerance: 10, delay: [{ carer: 0, channel: 'sms' }] },
    },
  ],
  ['M.', 'Thierry', 'Colin', '1966-10-09'],
  ['Mme', 'Fatima', 'Zeroual', '1974-01-30', { cadre: { tolerance: 15 } }],
  ['Mme', 'Élodie', 'Gérard', '1988-07-17'],
  ['M.', 'Kevin', 'Dardenne', '1995-12-12'],
  [
    'Mme',
    'Monique',
    'Pierrard',
    '1948-08-28',
    { landline: '0338', cadre: { tolerance: 15, delay: [{ channel: 'call' }] } },
  ],
  [
    'Mme',
    'Chantal',
    'Lambert',
    '1952-02-11',
    {
      address: '16, rue des Sœurs',
      at: [49.7712, 4.7262],
      home: { floor: '2e étage', lift: 'yes' },
      doorCode: '1407',
    },
  ],
  [
    'M.',
    'Roger',
    'Watelet',
    '1945-06-06',
    { address: '7, rue du Daga', at: [49.7759, 4.7221], home: { animal: 'Chien : Gribouille' } },
  ],
  ['Mme', 'Sandrine', 'Petit', '1977-11-24'],
  ['M.', 'Farid', 'Amrani', '1983-04-18'],
  ['Mme', 'Lucie', 'Henrion', '1999-09-02'],
  ['M.', 'Gérard', 'Fossier', '1954-05-15', { cadre: { tolerance: 20 } }],
  ['Mme', 'Isabelle', 'Mathieu', '1969-12-31'],
  ['M.', 'Hugo', 'Renard', '2003-03-08'],
  ['Mme', 'Danielle', 'Lallement', '1950-10-26'],
  ['M.', 'Serge', 'Toussaint', '1961-07-07'],
]

const GP: Person[] = [
  ['Mme', 'Valérie', 'Simon', '1970-02-14'],
  ['M.', 'Julien', 'Gillet', '1985-06-19'],
  [
    'Mme',
    'Christiane',
    'Baudoin',
    '1947-09-09',
    { landline: '0413', cadre: { tolerance: 15, delay: [{ channel: 'call' }] } },
  ],
  [
    'M.',
    'Mohamed',
    'Cherif',
    '1978-03-27',
    { cadre: { tolerance: 10, highlights: ['Prend son poste à 11 h'] } },
  ],
  ['Mme', 'Laura', 'Maréchal', '1992-12-05'],
  ['M.', 'Bernard', 'Husson', '1956-01-22'],
  [
    '',
    'Zoé',
    'Carlier',
    '2019-05-11',
    {
      carers: [{ name: 'Thomas Carlier', relation: 'père', role: 'parent', mobile: '0417' }],
      cadre: { delay: [{ carer: 0, channel: 'sms' }] },
    },
  ],
  ['Mme', 'Pascale', 'Didier', '1964-08-08'],
  ['M.', 'Antoine', 'Fiquet', '1990-10-30'],
  ['Mme', 'Rachida', 'Boukhari', '1981-07-21'],
  ['M.', 'Michel', 'Sauvage', '1949-11-16'],
  ['Mme', 'Camille', 'Oudart', '1997-04-03'],
  ['M.', 'Patrick', 'Launois', '1960-09-25', { cadre: { tolerance: 30 } }],
  ['Mme', 'Brigitte', 'Hamel', '1953-03-03'],
  ['M.', 'Nicolas', 'Sohier', '1987-02-28'],
  ['Mme', 'Emma', 'Wilmet', '2001-06-13'],
  ['M.', 'Claude', 'Noël', '1942-12-25', { landline: '0427' }],
  ['Mme', 'Sophie', 'Gobert', '1976-10-10'],
  ['M.', 'David', 'Marteau', '1982-01-07'],
  [
    'Mme',
    'Andrée',
    'Rousseaux',
    '1936-05-29',
    {
      carers: [{ name: 'Philippe Rousseaux', relation: 'fils', role: 'carer', mobile: '0430' }],
      cadre: { tolerance: 15, delay: [{ channel: 'sms' }, { carer: 0, channel: 'sms' }] },
    },
  ],
  ['M.', 'Olivier', 'Blaise', '1973-08-19'],
  ['Mme', 'Jade', 'Lecomte', '1994-11-11'],
  ['M.', 'Rachid', 'Mansouri', '1968-04-24'],
]

const STREETS = [
  'rue de Tivoli',
  'rue Waroquier',
  'cours Aristide-Briand',
  'rue de Flandre',
  'avenue Charles-de-Gaulle',
  'rue Monge',
]

/** Who comes to the practice. What was not said of somebody is made up, the same at each start. */
const personOf =
  (firstNumber: number) =>
  ([civility, first, last, born, more]: Person, index: number): SeedPatient => {
    const random = randomFrom(`${first} ${last}`)
    const number = String(firstNumber + index).padStart(4, '0')
    const reachable = more?.landline || more?.carers?.some(carer => carer.role === 'parent')
    return {
      civility,
      first,
      last,
      born,
      ...(reachable ? {} : { mobile: number }),
      address: `${random.between(2, 88)}, ${random.pick(STREETS)}`,
      at: [49.765 + random.next() * 0.018, 4.71 + random.next() * 0.026],
      ...more,
    }
  }

export const KINE_PATIENTS: SeedPatient[] = KINE.map(personOf(331))

export const GP_PATIENTS: SeedPatient[] = GP.map(personOf(411))
