import t from 'tap'
import { decodeSign, encodeSign, isNewBoundary, knownSigns, openSigns, settleSigns, splitSigns, type Sign } from '../../../src/core/session/boundary.js'

const rolled = 1_700_000_100_000
const sign = (fields: Partial<Sign>): Sign => ({ by: 'record', kind: 'compact', at: rolled - 2_000, key: '', rolled: 0, ...fields })
const began = (fields: Partial<Sign>): Sign => sign({ rolled, ...fields })
const record = (key: string, at = rolled - 2_000): Sign => sign({ by: 'record', key, at })
const hook = (key = '', at = rolled + 1_000): Sign => sign({ by: 'hook', key, at })
const screen = (at = rolled + 1_000): Sign => sign({ by: 'screen', at })

t.test('every sign is new to a session that no boundary began', async t => {
  for (const one of [record('u1'), hook(), screen()]) t.ok(isNewBoundary([], one))
  t.same(openSigns([record('u1'), screen()]), [record('u1'), screen()])
})

t.test('the same record is the same boundary, whoever names it, however late', async t => {
  const signs = [began({ by: 'record', key: 'u1' })]
  t.notOk(isNewBoundary(signs, record('u1')))
  t.notOk(isNewBoundary(signs, hook('u1', rolled + 3_600_000)))
  t.ok(isNewBoundary(signs, record('u2')), 'another one is another')
  t.ok(isNewBoundary(signs, hook('u2')))
})

t.test('a record that comes after the rollover it belongs to is attributed to it, once', async t => {
  for (const by of ['hook', 'screen'] as const) {
    t.notOk(isNewBoundary([began({ by })], record('u1')))
    t.ok(isNewBoundary([began({ by }), began({ by: 'record', key: 'u1' })], record('u2')), 'the second is new')
    t.ok(isNewBoundary([began({ by })], record('u1', rolled + 60_000)), 'and so is one of a later time')
  }
})

t.test('a hook without a name belongs to the rollover that another witness caused shortly before', async t => {
  t.notOk(isNewBoundary([began({ by: 'screen' })], hook('', rolled + 60_000)))
  t.ok(isNewBoundary([began({ by: 'screen' })], hook('', rolled + 600_000)))
  t.notOk(isNewBoundary([began({ by: 'hook' })], hook('', rolled + 5_000)), 'called twice')
  t.ok(isNewBoundary([began({ by: 'hook' })], hook('', rolled + 60_000)))
})

t.test('the screen is wiped once a boundary: a wipe that follows the rollover belongs to it, the next one does not', async t => {
  t.notOk(isNewBoundary([began({ by: 'hook' })], screen()))
  t.ok(isNewBoundary([began({ by: 'hook' }), began({ by: 'screen' })], screen()))
})

t.test('signs that belong to the rollover before are not open', async t => {
  const late = record('u1')
  t.same(openSigns([began({ by: 'record', key: 'u1' }), late, hook('u2')]), [hook('u2')])
})

t.test('a late sign is settled once, and is no new one afterwards', async t => {
  const signs: Sign[] = [began({ by: 'screen' }), hook('', rolled + 60_000)]
  const settled = settleSigns(signs, [])
  t.same(settled, [{ ...hook('', rolled + 60_000), rolled }])
  t.same(settleSigns([...signs, ...settled], []), [])
  t.same(openSigns([...signs, ...settled]), [])
})

t.test('of several that are met at once, the first may be the late one and the next a new boundary', async t => {
  const signs = [began({ by: 'hook' })]
  const settled = settleSigns(signs, [record('u1'), record('u2')])
  t.same(settled, [{ ...record('u1'), rolled }, record('u2')])
  t.same(openSigns([...signs, ...settled]), [record('u2')])
})

t.test('a sign survives its file; a torn line is none', async t => {
  const one = record('u1')
  t.same(decodeSign(encodeSign(one).trimEnd()), one)
  for (const line of ['', '{"by":"record","k', 'null', '7', '{"by":"nobody"}']) t.equal(decodeSign(line), undefined, line)
})

t.test('of two boundaries between two looks the first is rolled over at, and the second left for the session after it', async t => {
  const clear = (by: Sign['by'], key: string, at: number): Sign => sign({ by, kind: 'clear', key, at })
  const [screen, first, second, seen] = [clear('screen', '', 50), clear('hook', 'b', 10), clear('hook', 'c', 20), clear('record', 'c', 15)]
  t.same(splitSigns([screen, second, first, seen]), { here: [screen, first], later: [second, seen] }, 'two clears, of which the transcript shows the last')
  t.same(splitSigns([hook('u2', 1), record('u1', 5), record('u2', 9)]), { here: [record('u1', 5)], later: [hook('u2', 1), record('u2', 9)] }, 'the hook of a compaction may name the one after it')
  t.same(splitSigns([screen, hook('u1', 5), hook('u2', 9)]), { here: [screen, hook('u1', 5)], later: [hook('u2', 9)] }, 'where the transcript is not seen')
})

t.test('a sign that names an earlier boundary is of that one, and leaves the last one without a name', async t => {
  const signs = [began({ by: 'record', key: 'u1', rolled: rolled - 60_000 }), began({ by: 'screen' })]
  const late = hook('u1')
  t.same(settleSigns(signs, [late]), [{ ...late, rolled: rolled - 60_000 }])
  const noted = [...signs, ...settleSigns(signs, [late])]
  t.notOk(isNewBoundary(noted, record('u2')), 'the record that comes after it names the last one')
  t.ok(isNewBoundary([...noted, began({ key: 'u2' })], record('u3')))
})

t.test('a witness counts as late for so long and no longer: 30 seconds for a record, two minutes for a hook that owes its word, ten seconds for one that calls twice', async t => {
  for (const [sign, signs, latest] of [
    [record('u1', rolled), [began({ by: 'hook' })], 30_000],
    [hook('', rolled), [began({ by: 'screen' })], 120_000],
    [hook('', rolled), [began({ by: 'hook' })], 10_000],
  ] as const) {
    t.notOk(isNewBoundary(signs, { ...sign, at: rolled + latest }))
    t.ok(isNewBoundary(signs, { ...sign, at: rolled + latest + 1 }))
  }
})

t.test('the names of the boundaries that were rolled over at are handed down, the last 64, and nothing else is', async t => {
  const named = Array.from({ length: 70 }, (_, index) => began({ key: `u${index}`, rolled: index + 1 }))
  t.same(knownSigns([...named, began({ by: 'screen' }), record('open'), hook()]), named.slice(-64))
  t.same(knownSigns([]), [])
  t.notOk(isNewBoundary([...knownSigns(named), began({ key: 'own' })], record('u69')), 'so that a hook that comes to the session after next is known')
})

t.test('what was settled before is not settled again beside a new sign', async t => {
  const signs = [began({ key: 'u1' }), record('u2')]
  t.same(settleSigns(signs, [record('u2')]), [], 'an open one stands there already')
  t.same(settleSigns(signs, [hook('u2'), hook('u2')]), [hook('u2')], 'and one that is met twice is noted once')
})

t.test('a clear is one after its file too, and what is neither is a compaction', async t => {
  t.match(decodeSign(encodeSign(sign({ kind: 'clear' })).trimEnd()), { kind: 'clear' })
  t.match(decodeSign(encodeSign(sign({ kind: 'compact' })).trimEnd()), { kind: 'compact' })
  t.match(decodeSign('{"by":"screen","kind":"other","at":1,"key":"","rolled":0}'), { kind: 'compact' })
})
