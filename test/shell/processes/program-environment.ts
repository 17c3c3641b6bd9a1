import t from 'tap'
import { programEnvironment } from '../../../src/shell/processes/program-environment.js'

t.test('where to find things, in a known language, and nothing else', async t => {
  t.same(programEnvironment({ PATH: '/bin', HOME: '/h', LANG: 'de_DE', LC_ALL: 'fr_FR', TMUX: 'x', SECRET: 'y', XDG_RUNTIME_DIR: '/run/user/1' }), { PATH: '/bin', HOME: '/h', XDG_RUNTIME_DIR: '/run/user/1', LC_ALL: 'C.UTF-8' })
  t.match(programEnvironment({}).PATH, /\/usr\/bin/)
})
