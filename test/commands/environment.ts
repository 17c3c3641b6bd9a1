import t from 'tap'
import type { Environment } from '../../src/commands/environment.js'
import { inProcess } from '../helpers/in-process.js'

t.test('what the tests hand in is an environment', async t => t.type((inProcess({ HOME: '/h' }) satisfies Environment).now(), Date))
