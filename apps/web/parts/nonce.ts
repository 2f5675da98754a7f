/** The nonce that the server put into the page, for the style elements that are made here. */
export const styleNonce = (): string =>
  document.querySelector('meta[name="csp-nonce"]')?.getAttribute('content') ?? ''
