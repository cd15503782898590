import { SegmentedMessage } from 'sms-segments-calculator'

export type SegmentCount = {
  encoding: 'GSM-7' | 'UCS-2'
  /** Septets in GSM-7, where € ^ { } [ ] ~ | \ take two; 16-bit units in UCS-2. */
  units: number
  /** Parts that the network bills: 160 or 70 units alone, 153 or 67 each when joined. */
  segments: number
}

export const countSegments = (text: string): SegmentCount => {
  const message = new SegmentedMessage(text)
  return {
    encoding: message.encodingName,
    units: message.encodedChars.reduce((units, char) => units + char.codeUnits.length, 0),
    segments: message.segmentsCount,
  }
}

/** The characters of a text that would turn all of it into UCS-2. */
export const nonGsmCharacters = (text: string): string[] => new SegmentedMessage(text).getNonGsmCharacters()

/** Guyane and Saint-Pierre-et-Miquelon: their networks do not join the parts of a longer text. */
const callingCodesWithoutConcatenation = ['+594', '+508']

/** Whether a text reaches this phone whole. */
export const fitsPhone = (text: string, e164: string): boolean =>
  countSegments(text).segments === 1 || !callingCodesWithoutConcatenation.some(code => e164.startsWith(code))
