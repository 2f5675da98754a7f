/** Serials set aside before a packet is set: the most pages that one may have (adapters/paper). What is not used is given back. */
export const SERIALS_RESERVED = 1_500
