import multipart from '@fastify/multipart'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Typed } from '../http/form.ts'

export type Upload = { name: string; bytes: Buffer }

/** A form with its file, if one was chosen. `tooBig`: file or field was longer than it may be, and was not read to its end. */
export type ReceivedForm = { fields: Typed; file: Upload | null; tooBig: boolean }

/** Lines of a table can be pasted into a field. */
const MOST_FIELD_BYTES = 5 * 1024 * 1024

/** Lets the routes of `app` receive forms with one file. */
export const acceptUploads = async (app: FastifyInstance): Promise<void> => {
  await app.register(multipart, {
    // What is too long is said beside its field.
    throwFileSizeLimit: false,
    limits: { files: 1, fields: 40, parts: 41, fieldSize: MOST_FIELD_BYTES, headerPairs: 20 },
  })
}

/** Reads a form, with a file of at most so many bytes. A form without a file may also come as any other form does. */
export const receiveForm = async (request: FastifyRequest, mostBytes: number): Promise<ReceivedForm> => {
  if (!request.isMultipart()) return { fields: (request.body ?? {}) as Typed, file: null, tooBig: false }
  const received: ReceivedForm = { fields: {}, file: null, tooBig: false }
  for await (const part of request.parts({ limits: { fileSize: mostBytes } })) {
    if (part.type === 'field') {
      received.fields[part.fieldname] = part.value
      received.tooBig ||= part.valueTruncated
    } else {
      const parts: Buffer[] = []
      for await (const piece of part.file) parts.push(piece as Buffer)
      received.tooBig ||= part.file.truncated
      const bytes = Buffer.concat(parts)
      if (bytes.length > 0) received.file = { name: part.filename, bytes }
    }
  }
  return received
}
