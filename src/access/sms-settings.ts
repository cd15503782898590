import { z } from 'zod'
import { readSender } from '../config/sms-sender.ts'

const REFUSALS = {
  unreadable: 'Un numéro, un numéro court, ou un nom de 11 lettres et chiffres au plus.',
  mobile: 'Un numéro en 06 ou 07 ne peut pas être un expéditeur. Un numéro 09 37 à 09 39 le peut.',
}

const sender = z
  .string()
  .default('')
  .transform((text, context) => {
    if (text.trim() === '') return null
    const read = readSender(text)
    if (typeof read === 'object') return read.value
    context.addIssue({ code: 'custom', message: REFUSALS[read] })
    return z.NEVER
  })

const signature = z
  .string()
  .trim()
  .max(30, '30 caractères au plus.')
  .default('')
  .transform(text => text || null)

const DAYS = 'Un nombre entier de 1 à 7300, ou rien.'

const days = z
  .string()
  .trim()
  .regex(/^\d*$/, DAYS)
  .default('')
  .transform(text => (text === '' ? null : Number(text)))
  .refine(number => number === null || (number >= 1 && number <= 7300), DAYS)

/** What a practice decides about its texts, as typed. */
export const smsSettings = { sms_sender: sender, sms_signature: signature, message_text_days: days }
