import type { FastifyReply } from 'fastify'
import { qrCode } from './qr-code.ts'

/** Shows a link that works once, for the only time: its token is kept nowhere. */
export const handOver = (
  reply: FastifyReply,
  link: { heading: string; address: string; validity: string; back: string },
) =>
  reply.page(
    'access/hand-over',
    {
      title: link.heading,
      tab: 'practice',
      qr: qrCode(link.address, 'Code QR du lien, à lire avec un téléphone'),
      ...link,
    },
    { status: 201 },
  )
