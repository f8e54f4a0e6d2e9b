let aheadMs = 0

/** Says how far the server's clock is ahead of this device's, in milliseconds: from then on every 今天 is the server's. */
export function setClockAhead(ms: number): void {
  aheadMs = ms
}

/** How far the server's clock is ahead of this device's, in milliseconds. */
export function clockAheadMs(): number {
  return aheadMs
}

/** Now by the server's clock, as far as it is known; a wrong clock of the device shows nothing wrong. */
export function present(): Date {
  return new Date(Date.now() + aheadMs)
}
