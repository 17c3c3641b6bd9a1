import t from 'tap'
import { parseEnvironment } from '../../../src/core/units/parse-environment.js'

t.test('each variable has its value, also one that is quoted', async t => {
  t.same(parseEnvironment("HOME=/home/ada\nEMPTY=\nA=b=c\nODD=$'/home/it\\'s \\\\me'\nno variable\n"), { HOME: '/home/ada', EMPTY: '', A: 'b=c', ODD: "/home/it's \\me" })
  t.same(parseEnvironment(`# mine\nA='on disk'\nB="a \\"b\\"" \nC=plain\n`.replace('" \n', '"\n')), { A: 'on disk', B: 'a "b"', C: 'plain' })
  t.same(parseEnvironment(''), {})
})
