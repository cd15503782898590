import type { Config } from '../../src/config.ts'
import { testApp, testHouse } from './app.ts'
import { cast, cookieOf } from './cast.ts'
import { type FreshDatabase, freshSqlite } from './database.ts'
import type { World } from './route-examples.ts'

/** A fresh house with the cast, the application, and a session for everybody. */
export const freshWorld = async (
  facts: Partial<Config> = {},
  fresh: () => Promise<FreshDatabase> = freshSqlite,
): Promise<World> => {
  const house = await testHouse(facts, fresh)
  const people = await cast(house.db)
  const cookie = async (userId: string, practiceId: string) =>
    (await cookieOf(house, userId, practiceId)).cookie
  const { halle, port } = people
  const cookies = {
    camille: await cookie(people.camille, halle.id),
    bastien: await cookie(people.bastien, halle.id),
    ines: await cookie(people.ines, halle.id),
    remi: await cookie(people.remi, halle.id),
    chloe: await cookie(people.chloe, port.id),
  }
  return { ...people, house, app: await testApp(house), cookies }
}
