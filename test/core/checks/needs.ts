import t from 'tap'
import { judgeNeeds, type ProgramFacts } from '../../../src/core/checks/needs.js'

const answers = (output: string): ProgramFacts => ({ state: 'answers', output })
const flock = answers('flock from util-linux 2.38.1')

t.test('tmux', async t => {
  for (const [tmux, outcome, says] of [
    [answers('tmux 3.3a'), 'ok', /3\.3a/],
    [answers('tmux 3.2'), 'ok', /3\.2/],
    [answers('tmux 3.1c'), 'problem', /older than 3\.2/],
    [answers('tmux master'), 'notice', /tells no version/],
    [{ state: 'missing', output: '' }, 'problem', /not installed/],
    [{ state: 'fails', output: 'no libevent' }, 'problem', /no libevent/],
    [{ state: 'hung', output: '' }, 'unknown', /in time/],
  ] as const) t.match(judgeNeeds({ tmux, flock })[0], { check: 'tmux', outcome, says }, tmux.output)
})

t.test('flock', async t => {
  for (const [facts, outcome] of [
    [flock, 'ok'],
    [{ state: 'fails', output: 'flock: unrecognized option: version' }, 'warning'],
    [answers('BusyBox v1.36'), 'warning'],
    [{ state: 'missing', output: '' }, 'problem'],
    [{ state: 'hung', output: '' }, 'unknown'],
  ] as const) t.match(judgeNeeds({ tmux: answers('tmux 3.4'), flock: facts })[1], { check: 'flock', outcome }, facts.output)
})
