import t from 'tap'
import { impliedCorrectionRules } from '../../../src/core/context/implied-correction-rules.js'

/** For each rule a sentence, in lower case, that it finds, and one that it does not. */
const examples: Readonly<Record<string, readonly [found: string, left: string]>> = {
  'what you did': ['you bumped react to 19', 'the option you suggested is fine'],
  'why not': ["why aren't you using the helper?", "why don't we need a mutex here?"],
  'why still': ['why is the old route still registered?', 'why is there a reason to wait?'],
  'what for': ["what's the point of this wrapper?", 'what is a wrapper?'],
  'where did it go': ['where did my tests go?', 'where do the tests go?'],
  'what i see': ["i don't see the endpoint", "i don't see why not"],
  'what you claim': ['you say it is fixed but it is not', 'you say when'],
  'next time': ['next time ask me', 'the next time it runs'],
  'looks like': ["looks like the type wasn't updated", 'looks like a plan'],
  'i have not said': ["i haven't approved that", "i haven't had lunch"],
  'like the rest': ['in snake case, like the rest', 'add a page like the others'],
  'has to go': ['that dependency has to go', 'that has to go through review'],
  gone: ["now the sidebar won't open", 'now do the sidebar'],
  'we thought': ['i thought we had agreed on this', 'i thought about the cache'],
  'was meant': ['this was supposed to be optional', 'the job runs nightly'],
  'should be, is': ['the title should be short and it is long now', 'the title should be short'],
  'as it was': ['the config was fine as it was', 'everything was fine'],
  'bring back': ['put the retry back', 'add a back button'],
  'as it is': ['leave the config as it is', 'leave a comment'],
  'done here': ['we use tabs here', 'we use react here, where would you put it'],
  belongs: ['this belongs in the service', 'this is in the service'],
  'no place for': ['the tests should not touch the network', 'the users should not see it'],
  'no effect': ["doesn't work", 'the button on the page works'],
  'still so': ['it still crashes', 'it still works'],
  'nice, but': ['nice, but the header is still blue', 'nice, now the header'],
  'reads badly': ['that is unreadable', 'the old code is a mess'],
  'rather you': ["i'd rather you asked first", "i'd rather have one table"],
  too: ['the table is too wide', 'is it too late'],
  'only that': ['just the header, nothing else', 'just the header is blue'],
}

t.test('every rule has an example, and every example a rule', async t => {
  t.same([...new Set(impliedCorrectionRules.map(({ name }) => name))].sort(), Object.keys(examples).sort())
})

t.test('each rule finds what it is for and leaves what only looks like it', async t => {
  for (const [name, [found, left]] of Object.entries(examples)) {
    const patterns = impliedCorrectionRules.filter(rule => rule.name === name).map(({ pattern }) => pattern)
    t.ok(patterns.some(pattern => pattern.test(found)), `${name}: ${found}`)
    t.notOk(patterns.some(pattern => pattern.test(left)), `${name}, not: ${left}`)
  }
})

t.test('no pattern remembers where it was', async t => {
  t.same(impliedCorrectionRules.filter(({ pattern }) => pattern.global || pattern.sticky), [])
})
