import type { CorrectionRule } from './correction-rules.js'

const rule = (name: string, where: CorrectionRule['where'], pattern: RegExp, asked = false): CorrectionRule => ({ name, where, pattern, asked })

/** What an agent writes, as against what users, servers and pages of the developer's own program do. */
const written =
  'tests?|specs?|code|comments?|types?|imports?|names?|naming|commits?|commit messages?|functions?|methods?|class(?:es)?|components?|modules?|helpers?|mocks?|migrations?|hooks?|readme|docs|docstrings?|pr|controllers?|handlers?|models?|dependencies|fixtures?|variables|logic|branch|diff'

/** A sentence that begins so asks for something new. */
const task =
  '(?!(?:add|write|create|make|implement|move|build|show|run|use|put|check|look|fix|find|update|change|rename|refactor|explain|list|return|render|document|test|install|generate|set|store|log|read|give|convert|replace|extract|split|deploy|upload|send|open|print|handle|support|if|when|as|while|can|could|would|let|let\'s|i want|i\'d like|i need|why|what|how|should|is|are|do|does|did)\\b)'

/** Verbs in the past, without those of which an agent is told that it did well, or reminded. */
const past =
  '(?!(?:mentioned|suggested|proposed|asked|wanted|needed|liked|listed|described|explained|named|recommended|fixed|nailed|solved|helped|found|offered|pointed|noticed|finished|succeed|need|feed)\\b)(?:\\w{2,}ed|made|took|ran|built|gave|did|went|chose|lost|kept|sent|hid|wrote|cut|split|bumped|threw|told|put|got)'

/**
 * How English says that something was wrong without a word that says so, by what makes such a sentence a correction: it tells what the agent did, asks
 * why a thing is (still) there, tells how things were or are done here, wants back what was, or says where a thing belongs and where not.
 */
export const impliedCorrectionRules: readonly CorrectionRule[] = [
  rule('what you did', 'sentence', new RegExp(`(?:^|[,;:] |\\b(?:and|but|because|think) )you(?:'ve|'d| have)? (?:just |again |also |only |totally |even |accidentally |already )*${past}\\b(?!.* (?:great|well|perfect(?:ly)?|nicely|good)\\b)`)),
  rule('why not', 'sentence', /\bwhy (?:did|are|do|have|were|would|will|can|is)n't (?:you|it|that|this)\b(?!.* (?:in prod|for (?:users|customers)))|\bwhy you (?:did|do|are|have|were|keep|would)\b/, true),
  rule('why not', 'sentence', /^did you (?:just )?(?:forget|miss|skip|ignore|need to|really)\b|^why (?:are|is) (?:you|we) \w+ing\b|^why do (?:you|we) keep\b/, true),
  rule('why still', 'sentence', /^(?:but |and |so )?why (?:is|are|does|do|has|have|did|am) .* (?:still|again|suddenly|no longer|gone|both|all of a sudden)\b|^why (?:is|are|does|do) (?:\w+ ){0,2}(?:my|our|the) .* now\??$/, true),
  rule('why still', 'sentence', /^(?:but |and |so )?why (?:is|are) there (?:now |suddenly |all )*(?:so many|so much|all|an? (?:new|second|third|separate)|another|extra|now)\b/, true),
  rule('why still', 'sentence', /^why (?:all )?(?:these|this much|so many|so much|the (?:extra|new|additional|whole|second))\b/, true),
  rule('what for', 'sentence', /^why do(?:es)? (?:we|this|it) (?:even |still |really )?(?:have|need)\b|^why would (?:we|you|i|anyone|anybody) (?:ever )?(?:need|want|do)\b/, true),
  rule('what for', 'sentence', /^what(?:'s| is| are) (?:with|up with|the point of) (?:the|all|this|these|that|having)\b|^(?:why|what)(?:'s| is| are) .* doing (?:here|there|in (?:here|there|the|this|my))\b/, true),
  rule('what for', 'sentence', /^since when\b/, true),
  rule('where did it go', 'sentence', /^(?:and |but )?where (?:did|has|have) .* (?:go|gone)\b|^what happened (?:to|with) (?:my|the|all|our)\b/, true),
  rule('what i see', 'early', /^(?:(?:you (?:say|said|claim\w*|told me) .*)?but )?i (?:still |now |really )?(?:don't|do not|can't|cannot|didn't) (?:see|find)\b(?! (?:why|how|a (?:problem|reason)|any (?:problem|reason)))/),
  rule('what i see', 'early', /\b(?:but|and) i (?:still )?(?:don't|can't|cannot) (?:see|find)\b/),
  rule('what i see', 'early', /^(?:i )?(?:now |still )?(?:see|get|got|have|there are|there's) .*\b(?:now|still|again|twice|duplicat\w*)(?:$|[ .,!])|^i now (?:see|get|have)\b/),
  rule('what i see', 'early', /^i (?:still )?see (?:duplicat\w*|two|three|no|both)\b/),
  rule('what you claim', 'early', /^you (?:say|said|claim\w*|told me|think)\b.*\b(?:but|yet)\b/),
  rule('what you claim', 'early', /\bi don't think .{2,60} (?:is|are|was|were|looks?|makes?|does|did) (?:correct|right|accurate|true|good|necessary|needed|sense|what|the right)\b/),
  rule('looks like', 'opening', /^(?:it )?(?:looks|seems|sounds|feels) like\b.*(?:n't\b|\b(?:not|still|no|missing|wrong|only|twice)\b)/),
  rule('looks like', 'opening', /^(?:that|this|it|these|those|they)(?: \w+)?(?:'s|'re| is| are) (?:now |still |all |completely )*(?:mal\w+|mis(?!sing)\w+|incomplete|inconsistent|inaccurate|invalid|duplicated?|outdated|stale|truncated|garbled|empty|unused|backwards)\b/),
  rule('looks like', 'opening', /^(?:half|most|none|some|two|three) of (?:these|those|them|this|that|your)\b|\bthis is the (?:second|third|fourth|\dth) \w+/),
  rule('looks like', 'opening', /^(?!(?:try|run|build|test|check|do|and|once|go|start|then)\b)\S+(?: \S+)? again[.,!…]/),
  rule('i have not said', 'sentence', /^i haven't (?:said|asked|approved|agreed|told|confirmed)\b|\b(?:has|have|just|suddenly)? ?(?:disappeared|vanished)\b(?!.*\bwhen\b)/),
  rule('like the rest', 'opening', new RegExp(`^${task}.*\\b(?:like (?:in )?(?:the (?:rest|others?)\\b|everywhere else|all the others)|everywhere else)`)),
  rule('next time', 'opening', /^(?:next time|in (?:the )?future|going forward)\b|(?:^|, |\band )(?:don't|do not) just \w+|\bmore careful(?:ly)?\b|^(?:read|look at|check) (?:\S+ ){1,3}again\b|^off by (?:one|\d)/),
  rule('next time', 'opening', /^do (?:it|that|this) yourself\b/),
  rule('has to go', 'sentence', /\b(?:the|that|this|it|these|those|they)\b.* (?:has|have|needs?|ha(?:s|ve) got) to go(?:$|[,.!;])|\bthere should (?:only |still |not )?be (?:only |just )?(?:one|two|no|multiple|more|a single)\b/),
  rule('gone', 'early', /^(?:now )?(?:the|my|our|all)(?: \w+){1,4} (?:is|are|got)(?: now| all| completely)? (?:gone|deleted|lost|hardcoded|broken)(?: now| again)\b/),
  rule('gone', 'early', /(?:^|, |\b(?:and|but) )now (?:the|my|our|it|i|we|all|every\w*|nothing|there)\b.* ?(?:isn't|aren't|doesn't|don't|won't|can't|fails?|throws?|crash\w*|broken?|gone|missing|no|not|nothing|twice|error\w*|wrong|empty|is|are)\b/),
  rule('we thought', 'sentence', /(?:^|[,;] |\bbut )(?:i|we) thought (?:we|you(?! were)|our|the (?:plan|idea|point)|that was|this was|it was (?:clear|agreed|supposed))\b/, true),
  rule('was meant', 'sentence', /(?:^|, )you were (?:told|asked|supposed|meant)\b/),
  rule('was meant', 'early', /^(?:this|that|it|these|those|they|we|you|i)(?: \w+)? (?:was|were) (?:supposed|meant|going) to\b(?! (?:ask|say|tell|do that|write|use)\b)|\b(?:supposed|meant) to\b.*\byou\b|^were supposed to\b/),
  rule('should be, is', 'sentence', new RegExp(`^${task}[^,]{2,60} should (?:be|say|have|return|show|use|go|come|live|read|stay|still)\\b.*(?:,| and| but) .*(?:\\bnow\\b|\\byou\\b)|^should(?:'ve| have)? (?:be|been|say|return|use)\\b`)),
  rule('as it was', 'sentence', /\b(?:like|as|the way|how|what) (?:it|they|that|this|things|we)(?: \w+)? (?:was|were|did|had(?: it)?|used to(?: be)?|worked|looked)(?: like)?(?: before| originally| earlier| in the beginning|$|[.,!;])/),
  rule('as it was', 'sentence', /\b(?:was|were|looked|worked) (?:already |perfectly |totally |just |much |way )*(?:fine|good|ok|okay|right|correct|better|nicer|cleaner|clearer|perfect|simpler) (?:as|before(?! (?:i|we|the)\b)|the way|already|without|until (?!i\b)|like (?:that|this|it))/),
  rule('as it was', 'sentence', /\b(?:old|previous|original|earlier|first) (?:\w+ ){0,3}(?:was|were|looked|worked|read) (?:\w+ )?(?:better|fine|good|nicer|clearer|cleaner|ok|right|correct|simpler|faster)\b/),
  rule('as it was', 'sentence', /^(?:that|it|this|\S+\.\w+) (?:was|were) (?:already )?(?:fine|good|ok|right|correct|better)(?:$|[,.!;])|\bi (?:liked|preferred) (?:it|the (?:old|previous|other|first|original))\b/),
  rule('as it was', 'sentence', /^(?:it|that|this|they|everything) (?:\w+ )?(?:used to (?:be|work)|worked|ran|passed|compiled) (?:\w+ )?(?:before|yesterday|earlier|an hour ago|until now|a minute ago)(?! (?:i|we|the)\b)/),
  rule('as it was', 'sentence', /\b(?:it|that) (?:was|were) (?:there|in there|in \w+ \w+) (?:before|earlier|\w+ (?:hour|minute)s? ago)\b/),
  rule('bring back', 'opening', /^(?:just )?(?:go|get|switch|change|move|turn|set|put|bring|roll|revert|give)\b.{0,60}\bback\b(?! (?:up|end|off|button|link|arrow|to (?:me|you|the (?:user|client|caller|server|browser|frontend|list|home))))/),
  rule('bring back', 'opening', /^(?:can|could) (?:we|i|you) (?:please |just )?(?:get|have|put|bring|restore|undo|revert|go) .*\b(?:back|undo|revert|restore|again)(?:$|[ ,.?!])(?!.*\b(?:to me|button|link)\b)/, true),
  rule('bring back', 'opening', /^(?:can|could) (?:we|you) (?:please |just )?(?:revert|undo|restore)\b/, true),
  rule('bring back', 'sentence', /(?:^|[,;] |\b(?:and|please|just) )(?:put|bring|change|set|turn|move|roll|switch) (?:it|that|this|them|those|these|everything|(?:the|my|our) \w+(?: \w+)?) (?:right )?back\b(?! (?:up|to (?:the (?:user|client|caller))))/),
  rule('bring back', 'sentence', /\bback to (?:the (?:old|previous|original|first|earlier|way|version) ?(?!page|screen|tab|step|item|view|url|list)|how (?:it|that)|what (?:it|we|i) (?:was|had|wrote))/),
  rule('bring back', 'sentence', /^(?:please )?restore (?:it|that|them|my|the (?:old|previous|original|deleted))\b|^(?:i )?(?:want|need) (?:the|my) .* back\b/),
  rule('as it is', 'opening', /^(?:please )?(?:leave|keep)\b.{0,50}\b(?:alone|untouched|as-is|as (?:it|they|that) (?:is|are|was|were)|where (?:it|they) (?:is|was|are|were)|out of (?:it|this|that))\b/),
  rule('done here', 'opening', /^(?:here )?we (?:already |always |all |only |normally |usually |actually |just |still )*(?:use|have|write|call|name|put|keep|do|format|test|run|import|throw|return|log|store|handle|deploy|commit|prefer|like|target|follow|indent)\b(?!.*\b(?:where|what|how|which)\b).{0,80}\b(?:here|in this (?:repo|project|code ?base|team|package|file|app)|in (?:all|every|the) (?:other|rest)\b.*|everywhere(?: else)?|for (?:that|this|it|those|these)|by convention|already)(?=[.!;]|$|, (?:not|remember|see|so|please|and not|never))/),
  rule('done here', 'sentence', /\bwe already (?:have|had|got|do|use|did|wrote) (?:(?:one|that|this|it|those|these|exactly)\b|.{2,40} (?:for (?:that|this|it|exactly)|that does|which does)\b)/),
  rule('done here', 'sentence', /\bthere(?:'s| is) already (?:one\b|.{2,40} (?:for (?:that|this|it)|that does|which does)\b)/),
  rule('done here', 'sentence', /(?<!\bwhat )\b(?:everything|everyone|the rest|the (?:whole|entire|rest of the) (?:code ?base|repo|project|file|app|team)|all the others?|every other \w+)(?: else)? (?:in (?:here|this \w+) )?(?:uses?|does|is(?! (?:working|fine|good|ok|done|ready|green))|has(?! been)|follows?|starts?|ends?|goes?|throws?|returns?)\b/),
  rule('belongs', 'opening', new RegExp(`^${task}(?:this|that|it|these|those|the \\w+(?: \\w+){0,3}|\\S+) (?:belongs?|goes?|lives?|should (?:go|live|be|sit|stay)|(?:has|have|needs?) to (?:go|live|be)|must (?:go|live|be)) (?:in|into|to|on|under|inside|at|next to|with|behind)\\b.*\\bnot\\b|^(?:this|that|it|these|those) (?:belongs?|doesn't belong)\\b`)),
  rule('belongs', 'opening', new RegExp(`^${task}[^,.;]{2,60},? not (?:the|in|on|from|with|to|at|for|into|under) \\S+(?: \\S+){0,3}$`)),
  rule('no place for', 'opening', new RegExp(`^(?:the |our |these |those |my |each |every |all |unit |integration |e2e )*(?:\\w+ )?(?:${written}) (?:should(?:n't| not| never| be| live| go| come| start)|(?:go|belong|live|sit) (?:next to|in|into|under|beside|with)|should(?:n't| not| never)|(?:do|does)(?:n't| not) (?:need|belong|have to|go|live)|(?:are|is)(?:n't| not) (?:supposed|allowed|meant))\\b`)),
  rule('no effect', 'opening', /^(?:it |that |this |nothing )?(?:still |just |also |now |really )*(?:doesn't|does not|didn't|did not|isn't|won't|not|no longer)(?: really| even| actually| seem to| do)? (?:works?|working|help(?:ed|ing)?|fix(?:ed)?|compil\w+|build(?:ing)?|chang(?:e|ed|ing)|do anything|anything|start(?:ing)?|pass(?:ing)?|any (?:better|different))\b(?!.*\bhow\b)/),
  rule('no effect', 'opening', /^nothing (?:changed|happens|happened|works)\b/),
  rule('no effect', 'opening', /(?:^|, )(?:the )?(?:exact(?:ly the)? |very )?same (?:exact )?(?:error|problem|result|thing|issue|story|output|bug|failure|stack ?trace)(?=$|[.,!;]| (?:as before|again|still|here|on))/),
  rule('still so', 'opening', /^still (?!waiting|working|works|thinking|to\b|need|open\b|todo|have to|running|on\b|good|fine|green|a (?:few|bit)|one|some|want)\w+/),
  rule('still so', 'opening', /^(?:it|that|this|they) still (?!works?\b|runs?\b|pass|needs?\b|counts|holds|applies)\w+s\b/),
  rule('still so', 'early', /\b(?:is|are|'s|'re) still (?:there\b|red\b|failing|not\b|wrong|the (?:old|same)|hardcoded|using|in(?! (?:progress|review|dev|development|flux|beta|alpha|the works|progress|beta|draft|staging|use|prod|flight))\b|too\b|showing|called|named|full of|importing)/),
  rule('nice, but', 'opening', /^(?:\S+ ){0,3}(?:good|nice|great|fine|better|close|almost|cool|works|ok(?:ay)?|thanks|lgtm|closer|perfect)\b[^.]{0,60}\b(?:but|though|except|only|however)\b.*(?:missing|forgot|\bstill\b|\bnot\b|n't\b|wrong|\bgone\b|\btoo\b|should|instead|no longer|\bold\b|\bwithout\b|\bwhy\b|\bno\b|empty|\bnow\b.*\b(?:is|are)\b)/, true),
  rule('reads badly', 'early', /^(?!let's |.*\b(?:existing|legacy|current|old) ).*\b(?:is|are|looks?|reads?|feels?|got|became|'s) (?:now |even |really |so |way |much |a bit |kind of |just |pretty |completely |totally )*(?:unreadable|ugly|uglier|worse|messy|a mess|overkill|weird|awful|terrible|horrible|cluttered|bloated|hacky|hard(?:er)? to (?:read|follow|understand)|over-?engineered|over the top)\b/),
  rule('rather you', 'sentence', /^(?:what the (?:hell|heck|fuck)|wth|wtf)\b|\b(?:doesn't|don't|does not|do not) (?:really |quite )?(?:seem|look|sound|feel) (?:right|correct|good)\b/, true),
  rule('rather you', 'sentence', /^we (?:really )?don't want (?:a|an|any|the|that|this|it|those|to)\b|\b(?:should not|shouldn't) be (?:needed|necessary|there|here)\b/, true),
  rule('rather you', 'sentence', /\bi(?:'d| would) (?:rather|prefer(?: it)?(?: if| that)?) (?:you|we (?:kept|didn't|don't)|it (?:stayed|was))\b/, true),
  rule('rather you', 'sentence', /\b(?:was|were|is)(?:n't| not) (?:part of|in the) (?:the )?(?:task|ticket|plan|scope|request|issue|this|that|it)\b|\bmore than (?:i|we) asked\b/, true),
  rule('rather you', 'sentence', /^(?:how many times|like i said|seriously[?!]|come on|c'mon)/, true),
  rule('too', 'opening', /^(?:the|that|this|it|these|those|your)\b[^,]{0,40}(?:'s|\b(?:is|are|seems?|looks?|feels?|got)) (?:\w+ ){0,2}too (?!late\b|early to\b)\w+/),
  rule('only that', 'early', /^(?:just|only) (?:the|this|that|those|these|in)\b(?!.*\bis\b).{0,60}(?:, (?:nothing|not)\b| please\b| (?:was|would have been) enough\b)/),
]
