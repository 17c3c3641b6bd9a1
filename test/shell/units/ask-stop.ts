import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import { askStop } from '../../../src/shell/units/ask-stop.js'
import { scratch, standIn } from '../../helpers/fresh-home.js'

const withPath = (t: Test, path: string): void => {
  const before = process.env.PATH
  process.env.PATH = path
  t.teardown(() => (process.env.PATH = before))
}

t.test('asks the user manager once, without waiting, and says whether it took the job', async t => {
  const bin = scratch(t, 'bin')
  withPath(t, `${bin}:${process.env.PATH ?? ''}`)
  standIn(bin, 'systemctl', `echo "$*" >>'${bin}/asked'`)
  t.equal(askStop('work'), true)
  t.equal(readFileSync(join(bin, 'asked'), 'utf8'), '--user --no-block stop claude-session@work.service\n')
  standIn(bin, 'systemctl', 'exit 1')
  t.equal(askStop('work'), false)
})

t.test('that there is no systemctl is no error', async t => {
  withPath(t, scratch(t, 'empty'))
  t.equal(askStop('work'), false)
})
