import { freePort, type Product, startProduct } from '../../test/kill/product.ts'
import type { TwilioStandIn } from '../../test/support/twilio-stand-in.ts'
import type { BenchDay } from './bench-day.ts'

/** The product as `npm start` runs it, worker and all, on the measured day; its texts go to the stand-in. */
export const productOn = async (day: BenchDay, twilio: TwilioStandIn): Promise<Product> => {
  const port = await freePort()
  const setting = {
    databaseUrl: day.house.config.databaseUrl,
    port,
    publicUrl: `http://127.0.0.1:${port}`,
    twilio: twilio.config,
    behindProxy: true,
  }
  const product = startProduct(setting, day.shiftMs)
  await product.ready
  return product
}
