import t from 'tap'
import { correctionRules } from '../../../src/core/context/correction-rules.js'

/** For each rule a sentence, in lower case, that it finds, and one that it does not. */
const examples: Readonly<Record<string, readonly [found: string, left: string]>> = {
  no: ['nope, the other one', 'now the other one'],
  not: ['not the tests', 'notes are missing'],
  "isn't": ["that isn't how it works", "the router isn't documented"],
  "doesn't": ["this doesn't do what i asked", "the button doesn't work"],
  'not, but': ['the port is 5433, not 5432', 'it does not matter, the port is 5433 and that one is free'],
  never: ['never push to main', 'the spinner never goes away'],
  wrong: ["that's wrong", 'show an error when the password is wrong'],
  "don't": ["don't guess", "i don't know"],
  "don't want": ["i don't want a class", "i don't know"],
  'we do not': ["we don't use semicolons", "we don't know yet"],
  stop: ['stop adding emojis', 'stop the server'],
  instead: ['return null instead', 'use a set instead of a list'],
  actually: ['actually, a map', 'actually works'],
  'other way round': ['other way round please', 'the way back'],
  'hold on': ['hold on', 'hold the lock'],
  'let us not': ["let's not do that", "let's do that"],
  undo: ['undo the last change', 'undo needs a plan'],
  undid: ['i reverted your commit', 'i deleted your branch by mistake'],
  'was fine before': ['it was fine before you touched it', 'it was fine before the release'],
  'take away': ['remove that again', 'delete them.'],
  'you have got': ["you've got both of them", 'you know both of them'],
  'there is none': ["there's no apps/web", "there's no stack trace"],
  except: ['works, except that it starts at 1', 'works on the first try'],
  'you do not understand': ["i don't think you get it", "i don't think the cache matters"],
  'was it not': ["isn't that what we just removed?", "isn't there a helper?"],
  'leave alone': ['leave the config alone', 'leave a comment'],
  'you did': ['you forgot the null check', 'list what you forgot'],
  'you are': ['now you are editing dist', 'say what you are doing'],
  your: ['your change broke the build', 'your change is fine'],
  'why did you': ['why did you delete it?', 'why did it stop?'],
  'I said': ['i meant the other one', 'i meant to ask whether it works'],
  'not asked': ["that's not what i asked for", 'that is what i need'],
  'does not exist': ['that function does not exist', 'says the account already exists'],
  'not needed': ["that check isn't needed", 'we need that check'],
  'should not': ["it shouldn't be in the api", 'it should not follow redirects'],
  'too much': ['way too complicated', 'too many users log in at night'],
  bad: ["that's a bad idea", 'handle bad input'],
  'ended up': ['nice but the retry ended up in the controller', 'we ended up with two pages'],
  'still broken': ['still not working', 'it still runs'],
  but: ['nice, but in local time', 'sounds good, but make it async'],
  only: ['only change the css', 'only two are left'],
  'it is called': ["it's called fetchall", 'what is it called'],
  again: ['again with the any types', 'once again'],
  'from now on': ["from now on don't write summaries", 'from now on we pair'],
  'no such thing here': ['no readme files unless i ask', 'no readme was found'],
  skip: ['skip the refactoring, just fix it', 'skip the first line'],
  'plain dislike': ['👎 unreadable', '👍'],
  'agreed otherwise': ['we had agreed that it stays', 'we agree'],
  useless: ['this section is noise', 'remove the noise'],
  simpler: ['simpler please', 'is a simpler way known'],
  'we cannot': ["we can't use await there", "we can't reproduce it"],
  half: ["that's half right", 'one half is done'],
  'what you do': ['and what you read is the example file', 'tell me what you think'],
  'must stay': ['the lock has to stay', 'stay on this branch'],
  'out of scope': ['out of scope', 'the scope is clear'],
  'would break': ['that would break the login', 'what would break?'],
  faults: ['some issues in our doc', 'issues with the docker setup'],
}

t.test('every rule has an example, and every example a rule', async t => {
  t.same([...new Set(correctionRules.map(({ name }) => name))].sort(), Object.keys(examples).sort())
})

t.test('each rule finds what it is for and leaves what only looks like it', async t => {
  for (const [name, [found, left]] of Object.entries(examples)) {
    const patterns = correctionRules.filter(rule => rule.name === name).map(({ pattern }) => pattern)
    t.ok(patterns.some(pattern => pattern.test(found)), `${name}: ${found}`)
    t.notOk(patterns.some(pattern => pattern.test(left)), `${name}, not: ${left}`)
  }
})

t.test('no pattern remembers where it was', async t => {
  t.same(correctionRules.filter(({ pattern }) => pattern.global || pattern.sticky), [])
})
