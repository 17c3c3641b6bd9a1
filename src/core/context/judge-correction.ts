import { type CorrectionRule, correctionRules } from './correction-rules.js'
import { foreignCorrectionRules } from './foreign-correction-rules.js'
import { impliedCorrectionRules } from './implied-correction-rules.js'
import { impliedForeignRules } from './implied-foreign-rules.js'
import { ownWords, type Sentence } from './own-words.js'

/** `rule` names what decided, '' when nothing did. */
export interface JudgedCorrection {
  readonly isCorrection: boolean
  readonly rule: string
}

/**
 * Whether a user's message corrects what was just done, said or planned. In: the message as typed. Out: the verdict and the name of the first rule
 * that spoke. Known from the words alone: what Claude did is not looked at, so that "no, there is only one" (an answer) is told from "no, the
 * other one" by its form only. What is quoted, pasted or code does not count. A condition of a new task ("add X, but don't change Y") is none; a
 * prohibition that opens a message is one. How well this works is printed by `npm run judge`.
 */
export const judgeCorrection = (text: string): JudgedCorrection => {
  // A correction is said in a few sentences; what is far behind them is a specification, or pasted.
  const sentences = ownWords(text).filter(({ words }) => !onlyFiller.test(words)).slice(0, 12).map(sentence => ({ ...sentence, words: harmless.reduce((words, phrase) => words.replace(phrase, ' … '), sentence.words.slice(0, 2_000)).trim() }))
  const [first] = sentences
  if (first === undefined) return { isCorrection: false, rule: '' }
  const opening = { ...first, words: first.words.replace(fillers, '') }
  const wonders = sentences.some(({ words }) => curious.test(words))
  const rule = rules.find(each => !(wonders && each.asked) && reach(each, opening, sentences).some(sentence => speaks(each, sentence)))
  return { isCorrection: rule !== undefined, rule: rule?.name ?? '' }
}

const rules = [...correctionRules, ...impliedCorrectionRules, ...foreignCorrectionRules, ...impliedForeignRules]

const reach = ({ where }: CorrectionRule, opening: Sentence, sentences: readonly Sentence[]): readonly Sentence[] => {
  if (where === 'opening') return [opening]
  return where === 'early' ? [opening, ...sentences.slice(1, 2)] : [opening, ...sentences]
}

const speaks = ({ where, asked, pattern }: CorrectionRule, { words, listed, asked: question }: Sentence): boolean =>
  (asked || !question) && (!listed || where === 'anywhere') && pattern.test(words)

/** What stands before the word that matters. */
const fillers = /^(?:(?:h+m+|u+h+|u+m+|m+k|k|ugh|meh|whoa|oh|dude|man|bro|mate|lol|honestly|look|listen|sigh|ok(?:ay)?|well|wait|hey|sorry|please|pls|and|but|so|also|yes|yeah|great|thanks|guys|claude|bitte|ach|s'il te plaît|por favor|per favore|proszę|请)\b[\s,.!:…-]+)+(?=\S)/u

/** "Hmm...", which ends like a sentence. */
const onlyFiller = /^(?:h+m+|u+h+m*|u+m+|m+k|ok(?:ay)?|well|wait|oh|dude|man|sigh|sorry|so|and|but)[\s,.!:…-]*$/

/** Who asks why only to know. */
const curious = /\b(?:(?:just|only|merely) (?:curious|wondering|asking|interested)|out of (?:curiosity|interest)|i'm (?:curious|wondering))\b|(?<!\p{L})(?:nur aus neugier|nur so gefragt|par curiosité|por curiosidad|per curiosità|просто интересно)(?!\p{L})|只是好奇|気になっただけ/u

/** What has the words of a correction and is none. */
const harmless: readonly RegExp[] = [
  /\bno (?:problem|worries|idea|rush|need|thanks|thank you|(?:further |more |other )?questions|further|longer|more|matter|doubt|hurry|big deal)\b/g,
  /\bno[,.]? (?:it'?s|that'?s|this is|all|looks|it is|that is) (?:fine|good|ok|okay|great|perfect|all)\b/g,
  /^no[,.]? (?:there (?:is|are|was|were)|i (?:haven'?t|have not|don'?t have|do not have)|we (?:have|haven'?t|only (?:have|use|support|need))|not (?:that i know|really|at the moment))\b/g,
  /^no \w+[,.:;] [^.!?]*\b(?:is|are) (?:\w+er|more|less|too|enough)\b/g,
  /^no[,.]? [^.!?]*\b(?:go ahead|carry on|go on|(?:that'?s|it'?s) fine)\b/g,
  /\bnot (?:yet|sure|bad|urgent|only|really sure|that (?:i know|it matters|bad))\b/g,
  /\b(?:never ?mind|nvm|why not|or not|if not|whether or not|if so)\b/g,
  /\b(?:don'?t|do not|dont) (?:worry|forget|know|mind|hesitate|stop|ask again|care|bother)\b/g,
  /\b(?:you (?:were|are)|you're) (?:absolutely |totally |completely )?(?:right|correct)\b|\bi was wrong\b|\bmy (?:bad|mistake|fault)\b/g,
  /\bkein(?:e)? (?:problem|ding|thema|akt|ahnung|sorge|eile|stress|fragen?)\b|(?<!\bimmer )\bnoch nicht\b|\bnicht (?:schlimm|schlecht|wahr|vergessen|nur)\b|\boder nicht\b|\bvergiss nicht\b/g,
  /\bpas (?:de (?:souci|problème)|encore|mal|grave)\b|\baucune idée\b|\bn'oublie pas\b|\bpourquoi pas\b/g,
  /\bno (?:pasa nada|sé|hay (?:prisa|problema)|te preocupes|olvides|importa)(?!\p{L})|\b(?:todavía|aún) no\b|\bpor qué no\b/gu,
  /\bnessun problema\b|\bnon (?:ancora|so|importa|male|dimenticare|preoccuparti|c'è (?:problema|fretta))\b|\bperché no\b/g,
  /\bsem (?:problemas?|pressa)\b|\bainda não\b|\bnão (?:sei|faz mal|esqueças?|importa|há (?:problema|pressa)|se preocupe)(?!\p{L})/gu,
  /\bgeen (?:probleem|idee|haast|zorgen)\b|\b(?:nog niet|niet (?:slecht|erg|vergeten|te missen))\b|\bvergeet niet\b/g,
  /(?<!\p{L})nie (?:ma (?:sprawy|problemu)|wiem|szkodzi|zapomnij|martw się|spiesz się)(?!\p{L})|(?<!\p{L})jeszcze nie(?!\p{L})/gu,
  /(?<!\p{L})(?:нет (?:проблем|спешки)|не (?:страшно|важно|знаю|уверена?|срочно|забудь(?:те)?|торопись|беспокойся|спеши|помешает|за что)|(?:ещё|еще|пока) нет?|неважно|ничего страшного|почему бы и нет)(?!\p{L})/gu,
  /没关系|没问题|还没有?|不知道|不错|不急|不客气|别担心|不用担心|别忘了?|不要忘记/g,
  /問題(?:ない|ありません)|まだ(?!動か|直って|直ら|エラー|同じ|失敗)|わからない|分からない|悪くない|かまいません|忘れないで/g,
]
