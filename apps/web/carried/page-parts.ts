/** An element with text in it; text from a bundle is never read as markup. */
export function element(tag: string, text: string, className = ''): HTMLElement {
  const made = document.createElement(tag)
  made.textContent = text
  made.className = className
  return made
}

/** The element of an id that the page is known to have. */
export function byId(id: string): HTMLElement {
  const found = document.getElementById(id)
  if (found === null) throw new Error(`the page has no ${id}`)
  return found
}

/** What stands in a text box of the page. */
export function valueOf(id: string): string {
  const box = byId(id)
  return box instanceof HTMLTextAreaElement ? box.value : ''
}
