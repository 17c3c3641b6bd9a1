import t from 'tap'
import { atLeast } from '../../../src/core/checks/at-least.js'

t.test('versions by their first two numbers', async t => {
  for (const [text, least, verdict] of [
    ['v20.17.0', [20, 17], true],
    ['v20.16.9', [20, 17], false],
    ['v24.0.1', [20, 17], true],
    ['tmux 3.2', [3, 2], true],
    ['tmux 3.3a', [3, 2], true],
    ['tmux 3.1c', [3, 2], false],
    ['tmux next-3.7', [3, 2], true],
    ['tmux 10.0', [3, 2], true],
    ['tmux master', [3, 2], undefined],
    ['252.38-1~deb12u1', [249, 0], true],
    ['249', [249, 0], true],
    ['248~rc1', [249, 0], false],
    ['', [1, 0], undefined],
  ] as const) t.equal(atLeast(text, least), verdict, text)
})
