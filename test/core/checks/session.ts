import t from 'tap'
import { planCure } from '../../../src/core/checks/plan-cure.js'
import { isStale, judgeSession, type SessionFacts, type TimerFacts } from '../../../src/core/checks/session.js'

const timers = (more: Partial<TimerFacts> = {}): TimerFacts[] => [{ name: 'capture', runs: true, secondsAgo: 100, ...more }, { name: 'context', runs: true, secondsAgo: 200 }, { name: 'token', runs: true, secondsAgo: 10 }]
const well: SessionFacts = { id: 'work', damaged: '', marker: 'good', capturedAgo: 100, pane: 'lives', next: '', trouble: '', ticks: 'units', timers: timers(), period: 300 }
const supervised: SessionFacts = { ...well, ticks: 'supervisor', timers: [] }

t.test('what is wrong with a session, and what --fix does about it', async t => {
  for (const [facts, outcome, says, plan] of [
    [well, 'ok', /captured 100 s ago, by its timers/, []],
    [supervised, 'ok', /by the embedded supervisor/, []],
    [{ ...well, capturedAgo: 900 }, 'ok', /15 min ago/, []],
    [{ ...well, capturedAgo: 901, timers: timers({ secondsAgo: 901 }) }, 'problem', /last capture was 15 min ago/, ['capture', 'timers']],
    [{ ...well, capturedAgo: 901 }, 'warning', /last capture was/, []],
    [{ ...well, capturedAgo: 901, period: 1_200 }, 'ok', /./, []],
    [{ ...well, timers: timers({ runs: false }) }, 'warning', /timers are stopped: capture/, ['capture', 'timers']],
    [{ ...well, capturedAgo: 4_000, timers: timers({ runs: false }) }, 'problem', /timers are stopped: capture; its last capture was 67 min ago/, ['capture', 'timers']],
    [{ ...supervised, capturedAgo: 10_000 }, 'problem', /last capture was 3 h ago/, ['capture']],
    [{ ...well, ticks: 'nobody', timers: [] }, 'problem', /nothing runs its ticks/, ['capture', 'start']],
    [{ ...well, ticks: 'unknown', timers: [] }, 'unknown', /could not be found out/, []],
    [{ ...well, pane: 'gone' }, 'warning', /its pane is gone/, []],
    [{ ...well, pane: 'gone', ticks: 'nobody', timers: [], capturedAgo: 90_000 }, 'problem', /^its pane is gone$/, []],
    [{ ...well, pane: 'unknown' }, 'unknown', /does not answer/, []],
    [{ ...well, marker: 'damaged' }, 'warning', /marker is damaged/, ['capture']],
    [{ ...well, marker: 'missing', capturedAgo: undefined }, 'warning', /no marker/, []],
    [{ ...well, next: 'later' }, 'warning', /rollover to later has not/, []],
    [{ ...well, trouble: 'the capture tick failed' }, 'warning', /the capture tick failed/, []],
    [{ ...well, damaged: 'session.toml is not TOML' }, 'problem', /not TOML/, []],
  ] as const) {
    t.match(judgeSession(facts), { check: 'session work', outcome, says }, String(says))
    t.same(planCure(facts), plan, String(says))
    if (outcome === 'problem') t.not(judgeSession(facts).do, '', 'a problem comes with what to do')
  }
})

t.test('what to do needs no user manager where there may be none', async t => {
  t.equal(judgeSession({ ...supervised, ticks: 'nobody' }).do, 'claude-session recover, or claude-session doctor --fix')
  t.equal(judgeSession({ ...supervised, trouble: 'the capture tick failed' }).do, 'claude-session logs work tells why')
})

t.test('stale is more than three periods, and never what nobody knows', async t => {
  t.equal(isStale({ capturedAgo: 900, period: 300 }), false)
  t.equal(isStale({ capturedAgo: 901, period: 300 }), true)
  t.equal(isStale({ capturedAgo: undefined, period: 300 }), false)
})
