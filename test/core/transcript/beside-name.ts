import t from 'tap'
import { besideName } from '../../../src/core/transcript/beside-name.js'

t.test('a harmless name stays', async t => {
  for (const name of ['agent-a1.jsonl', 'agent-a1.meta.json', 'toolu_01AbC.txt']) t.equal(besideName(name), name)
})

t.test('what could lead elsewhere or hide does not come through', async t => {
  for (const name of ['', '.', '..', '.ssh', '.copy.new']) t.equal(besideName(name), undefined, name)
  for (const name of ['a b.txt', '-rf', 'a\n.txt', 'é.txt', '\u202etxt.exe', '~x', 'x'.repeat(255)]) t.match(besideName(name), /^[A-Za-z0-9_][A-Za-z0-9_.~-]{0,120}$/, JSON.stringify(name))
})

t.test('two names stay two', async t => {
  t.not(besideName('a b.txt'), besideName('a?b.txt'))
  t.not(besideName(`${'x'.repeat(240)}1.txt`), besideName(`${'x'.repeat(240)}2.txt`))
})
