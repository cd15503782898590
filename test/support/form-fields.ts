/** What the form of a page would send back as it stands: its hidden fields and what is chosen or ticked. */
export const fieldsOf = (html: string): Record<string, string> => {
  const value = (tag: string) => tag.match(/value="([^"]*)"/)?.[1]?.replaceAll('&quot;', '"') ?? ''
  const tags = html.match(/<input type="(hidden|radio|checkbox)"[^>]*>/g) ?? []
  const sent = tags.filter(tag => tag.includes('type="hidden"') || tag.includes(' checked'))
  return Object.fromEntries(sent.map(tag => [tag.match(/name="([^"]*)"/)![1]!, value(tag)]))
}
