import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

export const root = fileURLToPath(new URL('../..', import.meta.url))

const instructions = readFileSync(`${root}/Dockerfile`, 'utf8')
  .replace(/\\\n/g, '')
  .split('\n')
  .filter(line => line !== '' && !line.startsWith('#'))
  .map(line => {
    const [, name, rest] = /^\s*(\w+)\s+(.*)$/.exec(line)!
    return { name: name!, rest: rest! }
  })

const all = (name: string): string[] =>
  instructions.filter(instruction => instruction.name === name).map(({ rest }) => rest)

const command = (text: string | undefined): string[] => JSON.parse(text?.replace(/^.*?CMD /, '') ?? '[]')

/** What the image is made of and how it is run, as the Dockerfile says. */
export const image = {
  from: all('FROM'),
  user: all('USER'),
  volumes: all('VOLUME'),
  /** Files and folders of the project, each copied under its own name. */
  copied: all('COPY').flatMap(line => line.split(' ').slice(0, -1)),
  /** `npm ci …`, without what follows it. */
  install: all('RUN')
    .find(line => line.startsWith('npm ci'))!
    .split(' && ')[0]!
    .split(' '),
  environment: Object.fromEntries(
    all('ENV').flatMap(line => line.split(' ').map(pair => pair.split('='))),
  ) as Record<string, string>,
  command: command(all('CMD')[0]),
  healthCheck: command(all('HEALTHCHECK')[0]),
}
