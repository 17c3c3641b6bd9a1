import t from 'tap'
import { bareEnvironment } from '../../../src/shell/processes/bare-environment.js'

t.test('programs and their libraries are found, and nothing else is handed on', async t => {
  t.strictSame(bareEnvironment({ PATH: '/opt/bin', HOME: '/home/ada', LANG: 'de_DE.UTF-8', TMUX: 'x' }), { PATH: '/opt/bin' })
  t.strictSame(bareEnvironment({ PATH: '/opt/bin', LD_LIBRARY_PATH: '/opt/lib' }), { PATH: '/opt/bin', LD_LIBRARY_PATH: '/opt/lib' })
})

t.test('without PATH the usual places are searched', async t => {
  t.match(bareEnvironment({}), { PATH: /\/usr\/bin/ })
})
