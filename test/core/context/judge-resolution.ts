import t from 'tap'
import { judgeResolution } from '../../../src/core/context/judge-resolution.js'

const judge = (words: string): string => judgeResolution(words, words)

t.test('a resolution that stands on its reason is argued', async t => {
  for (const words of ['drop ie11, nobody uses it', 'redis instead of kafka, it is simpler', 'do it with a queue, the webhook needs an answer', 'no orm, raw sql is easier to profile', 'cap uploads at 20mb so the proxy survives', 'wir lassen das, der umbau ist zu teuer', '缓存用redis吧，本地内存不够', 'берём postgres, там есть jsonb']) t.equal(judge(words), 'argued', words)
})

t.test('one without a reason is bare', async t => {
  for (const words of ['drop ie11', 'do it with a queue', 'we version it by date']) t.equal(judge(words), 'bare', words)
})

t.test('a task, an observation and what was is none', async t => {
  for (const words of ['fix the test, it is too slow', 'we need a queue, it is too slow', 'we used jenkins, it was cheaper', 'take the preview out again, nobody needs it', 'the build is slow because it is too big', '']) t.equal(judge(words), 'none', words)
})
