import t from 'tap'
import { probeNeeds } from '../../../src/shell/probes/needs.js'
import { scratch, standIn } from '../../helpers/fresh-home.js'

t.test('a program that answers, fails, hangs, is not there', async t => {
  const bin = scratch(t, 'bin')
  const PATH = `${bin}:${process.env.PATH ?? ''}`
  standIn(bin, 'tmux', 'echo "tmux 9.9"; echo more')
  t.same(await probeNeeds({ PATH }, 'tmux', '-V'), { state: 'answers', output: 'tmux 9.9' })
  standIn(bin, 'tmux', 'echo broken >&2; exit 1')
  t.same(await probeNeeds({ PATH }, 'tmux', '-V'), { state: 'fails', output: 'broken' })
  standIn(bin, 'tmux', 'exec sleep 100')
  t.same(await probeNeeds({ PATH }, 'tmux', '-V'), { state: 'hung', output: '' })
  t.same(await probeNeeds({ PATH: bin }, 'flock', '--version'), { state: 'missing', output: '' })
})
