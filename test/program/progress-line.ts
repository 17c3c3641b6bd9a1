import t from 'tap'
import { progressLine } from '../../src/program/progress-line.js'

t.test('nobody is told who does not watch', async t => t.equal(progressLine({ terminal: false, print: () => t.fail('told') }, () => 0, 'sessions'), undefined))

t.test('who watches is told after two seconds, and every two seconds', async t => {
  let time = 0
  const told: string[] = []
  const progress = progressLine({ terminal: true, print: text => told.push(text) }, () => time, 'sessions looked at')
  for (let done = 0; done < 50; done += 1) {
    time = done * 100
    progress?.(done, 50)
  }
  t.strictSame(told, ['20 of 50 sessions looked at', '40 of 50 sessions looked at'])
})
