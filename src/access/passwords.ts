import { hash, verify } from '@node-rs/argon2'
import { randomToken } from '../secrets.ts'

/** argon2id, 19 MiB, two passes (OWASP Password Storage Cheat Sheet, 2024). argon2id is the package's default. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }

/** NFC: the same password typed on a Mac and on a telephone is the same password. */
export const hashPassword = (password: string): Promise<string> => hash(password.normalize('NFC'), COST)

/** Made at the start, so that the first unknown e-mail is not slower than the second. */
const decoy = hashPassword(randomToken())

/** Whether this is the password; without a hash it takes as long and says no, so that an unknown e-mail does not show. */
export const isPassword = async (passwordHash: string | null, password: string): Promise<boolean> => {
  const right = await verify(passwordHash ?? (await decoy), password.normalize('NFC'))
  return passwordHash !== null && right
}
