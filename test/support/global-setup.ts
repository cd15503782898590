import type { TestProject } from 'vitest/node'
import { startPostgres } from './postgres.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** Superuser's address of a PostgreSQL server that lives for this test run only. */
    postgresUrl: string
  }
}

/** One server for the whole run; a project that comes second, or a person who brings one, shares it. */
export const setup = async (project: TestProject): Promise<(() => Promise<void>) | undefined> => {
  const running = process.env.TEST_POSTGRES_URL
  if (running) {
    project.provide('postgresUrl', running)
    return undefined
  }
  const postgres = await startPostgres()
  process.env.TEST_POSTGRES_URL = postgres.url
  project.provide('postgresUrl', postgres.url)
  return async () => {
    delete process.env.TEST_POSTGRES_URL
    await postgres.stop()
  }
}
