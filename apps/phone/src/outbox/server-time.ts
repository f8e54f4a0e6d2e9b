import { ServerClock } from '@linli/client/server-clock'

/** The server's time as this phone knows it. */
export const serverClock = new ServerClock(() => Date.now())
