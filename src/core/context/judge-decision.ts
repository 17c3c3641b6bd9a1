import { judgeResolution } from './judge-resolution.js'
import { ownWords } from './own-words.js'

/** `decision` is the sentence that decides and `reason` the one that says why (the same, when it does both), verbatim; '' when there is none. */
export interface JudgedDecision {
  readonly isDecision: boolean
  readonly decision: string
  readonly reason: string
}

/**
 * Whether a text decides something technical: a user's ("let's use X instead of Y", "we decided …", "go with option 2") or Claude's stated choice
 * ("I'll use X because Y"). In: the message as written. Out: the first sentence that does, and the reason it or the next sentence gives, as they
 * were written. A question decides nothing, nor does what is quoted or code, nor a next step ("I'll read the file first"). Claude says "I'll use" of
 * every tool it calls, so that such a sentence counts only with a reason or an alternative. How well this works is printed by `npm run judge`.
 */
export const judgeDecision = (text: string): JudgedDecision => {
  const sentences = ownWords(text).slice(0, 200)
  const at = sentences.findIndex(({ words, asked }, index) => !asked && decides(words.slice(0, 2_000), because.test(sentences[index + 1]?.words ?? '')))
  const found = sentences[at]
  if (found === undefined) return { isDecision: false, decision: '', reason: '' }
  if (because.test(found.words) || judgeResolution(found.words, found.words.replace(lead, '')) === 'argued') return { isDecision: true, decision: found.verbatim, reason: found.verbatim }
  const next = sentences[at + 1]
  return { isDecision: true, decision: found.verbatim, reason: next !== undefined && !next.asked && explains.test(next.words) ? next.verbatim : '' }
}

const decides = (words: string, goesOn: boolean): boolean => {
  const bare = words.replace(lead, '')
  if (step.test(bare) || open.test(words)) return false
  const resolution = judgeResolution(words, bare)
  if (resolution === 'argued' || settled.some(pattern => pattern.test(bare))) return true
  const reasoned = because.test(bare) || over.test(bare)
  return (chosen.test(bare) && reasoned) || ((stated.test(bare) || resolution === 'bare') && (reasoned || explains.test(bare) || goesOn))
}

/** What stands before the words that matter. */
const lead = /^(?:(?:ok(?:ay)?|yes|yeah|no|nope|alright|so|then|well|and|but|please|agreed|actually|great|fine|for now|here|my (?:approach|plan)|(?:i |we )?(?:talked|spoke|discussed|thought|slept) [^,:]{1,60}(?=[,:])|after [^,:]{1,80}(?=[,:] (?:we|i|let))|both would work|for [^,]{1,40}(?=,))\b[\s,.:;–—-]*)+(?=\S)/

/** Next steps that begin like a choice. */
const step = /^(?:let'?s|i'?ll|let me|i will|we'?ll) (?:\w+ )?(?:run|see|look|check|start|begin|discuss|talk|try|read|continue|update|explore|test|wait|think|first)\b|\b(?:use|using) (?:grep|the (?:screenshot|output|log|read tool|search|todo|\w+ tool))\b/

/** Not decided yet, or asked for. */
const open =
  /\b(?:maybe|perhaps|not sure|unsure|undecided|haven't decided|have not decided|not decided|have to decide|need to decide|until we decide|can't decide|should we|what if|used to|if we)\b|(?<!\p{L})(?:vielleicht|noch nicht|nicht sicher|peut-être|pas encore|quizás?|tal vez|todavía no|aún no|talvez|ainda não|não decidimos|no hemos decidido|forse|non ancora|non abbiamo|może|misschien|может|ещё не|пока не)(?!\p{L})|还没|可能|かもしれ|まだ決/u

/** Words that decide by themselves. */
const settled: readonly RegExp[] = [
  /\blet'?s (?:just |rather |simply )?(?:use|go (?:with|for)|(?:stick|stay) (?:with|to)|limit|keep|do (?:the|option|it)|switch|take|store|drop|move to|pick|adopt|avoid)\b/,
  /^(?:decision\b[^:]{0,60}|decided|settled|agreed):/,
  /^i'?d (?:go|stick|stay) (?:with|for)\b/,
  /(?<!\bnot what )(?<!\bas )\b(?:we|i|the team|team)(?:'ve| have|'re| are)? (?:have |has |finally |now |already |just )?(?:decided|chose|chosen|opted|settled|agreed|picked)\b(?! (?:who|if|whether))/,
  /^(?:please )?(?:go|going|stick|stay) (?:with|for|to)\b/,
  /^(?:please )?(?:take |use |pick |do |choose )?(?:the )?(?:option|variant|approach|alternative|plan) (?:\d|[a-d])\b/,
  /^(?:please )?(?:take |use |pick |do |choose |go with )?the (?:first|second|third|last|former|latter) (?:approach|option|variant|one|solution|alternative)\b(?=.*(?:[.,:]|because|since|$))(?!$|,? (?:and|then)\b)/,
  /(?:^|[:;] )(?:we|we'?re)(?:'ll| will| are|'re)? (?:going (?:to|with|for)|use only|target|support|keep(?:ing)?|stick(?:ing)?|switch(?:ing)?|standardi[sz]\w+|migrat\w+|moving|dropping)\b/,
  /^we'?ll (?:use|go|keep|store|stick|take|support|drop|target|version)\b/,
  /^(?:number|#) ?\d{1,2}\b[.,:]? (?:it'?s|because|since|please)\b/,
  /^switch (?:to|over to)\b/,
  /^i(?:'d)? (?:prefer|would prefer) (?!to (?:look|see|read|check|review|wait|test|try|discuss|do)\b).*/,
  /^i(?:'d| would) rather (?!not\b|you\b).* than\b/,
  /^(?:option )?[a-d1-9][.,]? (?:please|because|since)\b/,
  /^i want .* (?:and not|not|rather than|instead of|over)\b/,
  /^(?:please )?use (?!this|that|the (?:file|screenshot|attached)|it\b).* (?:for(?! this\b)|as|instead of|rather than|over|because|since)\b/,
  /^store .* (?:as|in)\b/,
  /^(?:\S+ ){1,4}it is$/,
  /^all new \w+ (?:goes|go|lives|must|should)\b/,
  /^(?:events|requests|calls|data|messages|everything) (?:go|goes|will go|lives?)\b/,
  /^(?:i'?m|i am) (?:going|sticking) (?:with|for)\b|^i(?:'ll)? (?:choose|pick|take) (?:the|option|variant)\b/,
  /^(?:(?:dann|also|gut|ok|na gut),? )*(?:nehmen|verwenden|nutzen|bleiben|machen|setzen) wir(?!\p{L})/u,
  /(?<!\p{L})(?:wir (?:nehmen|verwenden|nutzen|bleiben bei|setzen auf|haben uns .*entschieden)|nimm (?:variante|option)|ich (?:nehme|habe mich .*entschieden))(?!\p{L})/u,
  /(?<!\p{L})(?:on a décidé|nous avons décidé|on (?:utilise|prend|part sur|garde)|prends l'option)(?!\p{L})/u,
  /(?<!\p{L})(?:(?:hemos decidido|decidimos|vamos a usar|vamos con|usemos|usa la opción)|(?:abbiamo deciso|usiamo|andiamo con|scegliamo)|(?:decidimos|vamos usar|vamos com|usamos))(?!\p{L})/u,
  /(?<!\p{L})(?:(?:we (?:gaan voor|kiezen|gebruiken|hebben besloten)|we besloten)|(?:zdecydowaliśmy|wybieramy|używamy|bierzemy opcję))(?!\p{L})/u,
  /(?:我们)?(?:决定|选择|采用|就用)|(?:ことにし(?:ます|ました|よう)|に決め(?:ます|ました|た)|で行き(?:ます|ましょう)|を採用|は[^。、]{1,40}(?:にします|にしよう|にしましょう|を使います|を使いましょう))/u,
]

/** What Claude says of a choice, and of a tool it is about to call. */
const chosen = /^(?:i'?ll|i will|i'?m (?:going to|using)|i(?:'ve)? (?:used|chose|opted|kept|put|went with|picked|settled on)|let me|we'?ll|we will|keep|ich (?:verwende|nutze|werde)|i'?d) (?:\w+ )?|^(?:keep|write|store|inject|put|move|use)\b/

/** How things are to be, which is a choice where a reason or an alternative stands with it. */
const stated = /^(?:the|our|all) [^,.]{1,60} (?:will be|stays?|remains?|lives?|is kept|are kept|is stored|are stored)\b|^(?:keep|leave) (?:the|our) \w+,/

const because = /\b(?:because|since|as (?:we|i|it|they|there|three|two|the|that|this)\b|so that|so (?:we|it|that|support)|due to|given that|weil|da (?:wir|es|sie|die|das)|denn|damit|parce qu|car|porque|perché|omdat|want|bo|ponieważ)\b|因为|ため|ので/
const over = /\b(?:instead of|rather than|over|and not|statt|anstatt|plutôt que|en vez de|invece di|em vez de|in plaats van|zamiast)\b/
/** How a sentence behind a decision begins when it says why. */
const explains = /\b(?:because|since|reason|too|can't|cannot|won't|would|needs?|bite|easier|simpler|faster|cheaper|safer|avoids?|otherwise|so that|weil|denn)\b/
