import { hostname } from 'node:os'
import { readSmallFile } from '../files/read-small-file.js'

/** Which machine, or container, this is: `<machine-id>/<host name>`; the first is '' where there is none or it cannot be read. Throws IoError (74). */
export const machineIdentity = (): string => `${/^[0-9a-f]{32}$/m.exec(readSmallFile('/etc/machine-id', 64) ?? '')?.[0] ?? ''}/${hostname()}`
