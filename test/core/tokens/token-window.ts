import t from 'tap'
import { tokenModelKey, tokenWindow } from '../../../src/core/tokens/token-window.js'

t.test('models that are known have the window that is documented', async t => {
  const windows: [string, number][] = [
    ['claude-3-sonnet-20240229', 200_000], ['claude-3-5-sonnet-latest', 200_000], ['claude-3-7-sonnet-20250219', 200_000], ['claude-3-opus-20240229', 200_000],
    ['claude-sonnet-4', 200_000], ['claude-sonnet-4-20250514', 200_000], ['claude-sonnet-4-5-20250929', 200_000], ['claude-opus-4-1-20250805', 200_000], ['claude-opus-4-5', 200_000],
    ['claude-haiku-4-5-20251001', 200_000], ['us.anthropic.claude-sonnet-4-20250514-v1:0', 200_000], ['claude-sonnet-4@20250514', 200_000],
    ['claude-opus-4-6', 1_000_000], ['claude-opus-4-8', 1_000_000], ['claude-opus-5', 1_000_000], ['claude-sonnet-5', 1_000_000], ['claude-fable-5', 1_000_000], ['claude-fable-5-1', 1_000_000],
    ['claude-sonnet-4-6[1m]', 1_000_000], ['anything[1m]', 1_000_000],
  ]
  for (const [model, window] of windows) t.equal(tokenWindow(model, 1_000), window, model)
})

t.test('a model that is not known has no window', async t => {
  for (const model of ['', '<synthetic>', 'claude', 'claude-2', 'claude-haiku-5', 'claude-fable-4', 'gpt-9', 'opus', 'constructor', '__proto__', 'claude-opus-4-6-turbo', 'x'.repeat(10_000)]) {
    t.equal(tokenWindow(model, 1_000), undefined, model.slice(0, 40))
  }
})

t.test('what is in use has room in the window, or the window is not known', async t => {
  t.equal(tokenWindow('claude-sonnet-4-5', 200_000), 200_000)
  t.equal(tokenWindow('claude-sonnet-4-5', 200_001), 1_000_000)
  t.equal(tokenWindow('claude-sonnet-4-5', 1_000_001), undefined)
  t.equal(tokenWindow('claude-sonnet-4-5', undefined), 200_000)
})

t.test('one model has one key, whoever names it', async t => {
  for (const name of ['claude-opus-4-6', 'claude-opus-4-6[1m]', 'claude-opus-4-6-20260101', 'us.anthropic.claude-opus-4-6-20260101-v1:0', 'Claude-Opus-4-6', 'claude-opus-4-6@20260101']) {
    t.equal(tokenModelKey(name), 'claude-opus-4-6', name)
  }
  t.equal(tokenModelKey('other'), 'other')
  t.equal(tokenModelKey(''), '')
})
