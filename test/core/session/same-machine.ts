import t from 'tap'
import { sameMachine } from '../../../src/core/session/same-machine.js'

const [one, two] = ['1'.repeat(32), '2'.repeat(32)]

t.test('the machine-id or the host name is enough; localhost is nobody’s name', async t => {
  t.ok(sameMachine(`${one}/ada`, `${one}/ada`))
  t.ok(sameMachine(`${one}/ada`, `${one}/other`), 'renamed')
  t.ok(sameMachine(`${one}/ada`, `${two}/ada`), 'made anew under its name')
  t.ok(sameMachine('/ada', `${two}/ada`))
  t.notOk(sameMachine(`${one}/ada`, `${two}/other`))
  t.notOk(sameMachine('/5f0c', '/77aa'), 'two containers without a machine-id')
  t.notOk(sameMachine(`${one}/localhost`, `${two}/localhost`))
  t.ok(sameMachine('/localhost', '/localhost'), 'nothing tells them apart')
  t.ok(sameMachine(undefined, `${one}/ada`), 'not known')
})
