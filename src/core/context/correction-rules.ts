/** A way to say that what was done is not what was wanted. `pattern` is tried on `Sentence.words`. */
export interface CorrectionRule {
  readonly name: string
  /** `opening`: how the message begins (behind "ok", "wait", "please", …); `early`: its first two sentences; `sentence`: any; none but `anywhere` in a list. */
  readonly where: 'opening' | 'early' | 'sentence' | 'anywhere'
  /** Whether a question counts. */
  readonly asked: boolean
  readonly pattern: RegExp
}

const rule = (name: string, where: CorrectionRule['where'], pattern: RegExp, asked = false): CorrectionRule => ({ name, where, pattern, asked })

/** Said of what the agent did, whatever the tense. */
const did = [
  'forgot(?:ten)?|missed|broke(?:n)?|deleted|changed|removed|renamed|added|dropped|misunderstood|misread|ignored|skipped|mocked|overwr(?:ote|itten)|duplicated|invented|hallucinated|left|reverted|replaced|touched|moved|swapped|put',
  "didn'?t|did not|haven'?t|should(?:n'?t| not| have)|can'?t just|were supposed|made (?:it|that|this|them) up|got (?:it|that|this|them)|got .{1,60} (?:wrong|mixed up|backwards)|don'?t (?:understand|get|see|need)|do not (?:understand|need)|keep \\w+ing|keep (?:on )?forgetting|always|never|still (?:use|have)|only (?:changed|fixed|did)|wrote|used",
].join('|')

/**
 * How a correction is said in English, in the order they are tried: the plain words first (no, not, never, wrong, don't, stop, instead, actually),
 * then what is said without any of them.
 */
export const correctionRules: readonly CorrectionRule[] = [
  rule('no', 'opening', /^(?:no+|nope|nah|nay|negative)(?=$|[\s,.!:;…-])(?! (?:…|\w+ (?:for|yet|in|so)\b|(?:repro|stack|tests?|errors?|luck|way to)\b))/),
  rule('not', 'opening', /^not (?:like|so|the|that|what|a|an|true|right|correct|quite|in|on|here|there|this|how|my|needed|necessary|good|ok|okay|with|by|for|every|all|again|what)\b(?! (?:single|bad))/),
  rule('not', 'early', /^(?:that|this|it|these|those|which|here)(?:'?s| is| are|'re| was| were)? (?:still |really |just |simply )?(?:not|n't) (?!(?:ours|mine|urgent|me)\b)/),
  rule("isn't", 'early', /^(?:that|this|it|those|these) (?:isn'?t|aren'?t|wasn'?t|is not) /),
  rule("doesn't", 'early', /^(?:that|this)(?: \w+)? (?:doesn'?t|does not|didn'?t|did not|won'?t|can'?t|cannot) /),
  rule('not, but', 'sentence', /^[^,]{1,80}, not (?:\S+ ){0,3}\S+$|\bshould be \S+,? not \S+/),
  rule('never', 'opening', /^never (?!…)\w+/),
  rule('wrong', 'opening', /^(?:that'?s |thats |tahts |this is |it'?s |you'?re |you are )?(?:(?:on|in|at) )?(?:the |completely |totally |plain |still |just )*(?:wrong|incorrect|false|bogus|nonsense|backwards|reversed|the opposite)\b/),
  rule('wrong', 'sentence', /^(?:that|this|it|you|your \w+|the (?:output|result|answer|code|fix|change|name|order|test|last \w+))(?:'?s|'re| is| are| was| looks?| seems?| got (?:it|that))(?: \w+)? (?:wrong|incorrect|off|backwards|reversed|broken|invalid)\b/),
  rule("don't", 'opening', /^(?:do not|don'?t|dont) (?!…)\w+/),
  rule("don't want", 'opening', /^i (?:don'?t|dont|do not|didn'?t|did not|never) (?:want|like|ask|say|said|need|tell|agree|approve|mean|asked|told|wanted)\b/),
  rule('we do not', 'opening', /^we (?:don'?t|dont|do not|never|no longer) (?!…|know|need to)\w+/),
  rule('stop', 'opening', /^(?:stop|halt)(?:$|[\s]*[,.!;:…-]|\s+(?:it|that|this|here|now|right there|please)\b|\s+\w+ing\b)/),
  rule('stop', 'opening', /^(?:can|could|would|will) you (?:please )?(?:stop|quit|not|leave|keep)\b|^(?:quit|cut|avoid) \w+ing\b|^(?:could|can) you please not\b/, true),
  rule('instead', 'opening', /\binstead(?:$|[,.!]| please)|^instead\b/),
  rule('actually', 'opening', /^actually\b(?!,? (?:works?|fine|good|you'?(?:'ve|'re| are) (?:right|convinced)|i (?:like|love)))/),
  rule('other way round', 'sentence', /\b(?:other way (?:a)?round|the opposite|vice versa|you got (?:it|that) backwards)\b/),
  rule('hold on', 'opening', /^(?:hold on|hang on|cancel (?:that|this|it)|abort|forget (?:that|it)|scrap that|scratch that)\b/),
  rule('let us not', 'early', /^let'?s not\b(?! (?:decide|forget|worry|rush))|^(?:i'?d|i would) (?:rather|prefer)(?: you)? (?:not|didn'?t|don'?t)\b|^(?:i'?d|i would) prefer .* (?:over|to|instead|rather)\b/),
  rule('undid', 'sentence', /^(?!.*\bby mistake\b)i(?:'ve| have)? (?:had to )?(?:just )?(?:revert(?:ed)?|discard(?:ed)?|thr(?:ew|own) away|undid|undo(?:ne)?|rolled back|restored?|removed)\b.*\b(?:your|that|this|it|those|changes?)\b|^i(?:'ve| have) (?:reverted|undone|discarded)\b/),
  rule('take away', 'early', /^(?:(?:for now|please|just|now|then) )*(?:remove|delete|drop|get rid of) (?:that|this|it|them|those|these)\b(?= (?!(?:file|function|class|directory|endpoint|column|old)\b)\w)/, true),
  rule('you have got', 'sentence', /^you(?:'ve| have) got\b/),
  rule('there is none', 'opening', /^there(?:'s| is| are|'re)(?:n'?t| not| no)\b(?! (?:… |\w* ?(?:stack|logs?|errors?|way|rush|hurry|output|message)\b))/),
  rule('except', 'early', /\b(?:works?|worked|working|good|fine|great|right|perfect(?:ly)?|expected)\b.{0,20} except\b/),
  rule('you do not understand', 'sentence', /\b(?:don'?t|do not) think (?:you|that you|that'?s|this is|it'?s)\b/),
  rule('was it not', 'opening', /^(?:isn'?t|wasn'?t|didn'?t|aren'?t|haven'?t) (?:that|this|it|we|i|you)\b.*\b(?:just|already|supposed|said|told|agreed?)\b/, true),
  rule('undo', 'sentence', /^(?:please )?(?:revert|undo|roll ?back|back out)\b(?! (?:button|support|feature|command|a commit|needs?|is|was|will|should|does|doesn'?t|has|works?|in the|and redo))|\bput (?:it|that|this|them|the \w+(?: \w+)?) back\b|\b(?:take|took) (?:it|that|this|them) (?:back )?out\b|^take (?:\S+ ){1,4}out\b|\b(?:yank|rip) (?:it|that|them)\b/),
  rule('undo', 'opening', /^(?:can|could|would|will) you (?:please |pls )?(?:put|change|bring|set|turn|move|get|give) .*\bback\b(?! (?:to me|up|and forth))/, true),
  rule('was fine before', 'sentence', /\b(?:was|were|worked|works|ran|passed) (?:\w+ )?before (?:you|your)\b/),
  rule('leave alone', 'opening', /^(?:leave|keep) (?:it|that|this|them|the|our|my|those|these)\b(?!.*\b(?:for (?:later|now)|until|running|going)\b)/),
  rule('you did', 'anywhere', new RegExp(`(?:^|[,;:] |\\b(?:and|but|because) |^(?:this|that|the|those) \\w+ )(?:i think |again )?you(?:'ve| have|'d| had)? (?:just |again |also |clearly |only |totally )*(?:${did})\\b`), true),
  rule('you are', 'early', /(?:^|[,;:] |\b(?:and|but|because|think|now) )(?:you'?re|you are) (?:again |still |now |just )?(?:\w+ing\b|wrong|not|(?:in|on|at) (?:the|a|my|main|master)\b(?! (?:right|same))|over\w+)(?! (?:great|good|well|fine))/),
  rule('your', 'sentence', /\b(?:your|that) (?:last |latest )?(?:change|edit|fix|commit|assumption|refactoring|patch)\b.* (?:broke|breaks|wrong|is not|isn'?t|doesn'?t|didn'?t)|\bafter your (?:\w+ )?(?:change|edit|fix|commit)\b|\b(?:with|by) that last (?:edit|change)\b/),
  rule('why did you', 'sentence', /^what (?:the \w+ |on earth )?(?:are|were) you (?:doing|thinking|talking)|^(?:how|why|how\/why) (?:on earth )?did (?:we|you) (?:drop|remove|delete|change|lose|skip|rename)|^(?:but |and |so )?(?:why|how come) (?:did|are|do|would|have|were) you\b|^why (?:is|are) there (?:an?|so|still|now)\b.* (?:in there|in here|now)\b/, true),
  rule('I said', 'sentence', /(?:^|[,;:] |\b(?:because|but|as|like) )(?:as |like |all )?(?:i|we) (?:already |just |only |clearly |specifically |did |explicitly )*(?:said|told|meant|mean|asked|wanted|expected|hoped)\b(?!,? (?:to ask|to know|to see|to say|if|whether|what|how|about))/),
  rule('I said', 'sentence', /^(?:didn'?t|did) i (?:not )?(?:say|tell|ask)\b|^by \w+ i mean\b/, true),
  rule('not asked', 'sentence', /\b(?:didn'?t ask|never asked|not (?:what|waht|wat|wht) (?:i|we)|what i asked|nobody asked|who asked)\b/),
  rule('does not exist', 'sentence', /\b(?:there (?:is|'s) no such|(?:that|this|the) (?:\w+ )?(?:doesn'?t|does not) exist|you made (?:it|that) up|^(?:that|this|it|we|you) (?:function |file |already )*(?:already )?(?:exists?|ha(?:ve|s) (?:that|it|one)))\b|^there'?s no such\b/, true),
  rule('not needed', 'opening', /^(?:you |we )?(?:don'?t|do not) (?:need|have) to\b/),
  rule('not needed', 'sentence', /\b(?:isn'?t|aren'?t|not|is not|are not) (?:needed|necessary|required|intended)\b|\bunnecessary\b|\b(?:doesn'?t|does not) compile\b/),
  rule('should not', 'sentence', /(?:^|[,;:] |\b(?:and|but|because|so|apps?|example) )(?:it|this|that|these|those|they) shouldn'?t (?:be|have|need)\b|^the (?:\w+ )?shouldn'?t\b/),
  rule('agreed otherwise', 'sentence', /(?:^|[,.] |\bbut )we (?:had |have )?agreed (?:that|on|to)\b|\bi (?:would have|'?d have) (?:expected|thought|preferred)\b/),
  rule('useless', 'early', /^(?!let'?s ).{1,60} (?:is|are) (?:just |only |really |very )?(?:confusing|noise|redundant|misleading|pointless|overkill)\b|^(?:this|that|it) has nothing to do with\b/),
  rule('instead', 'early', /^(?:that|this|it) \w+s\b.* instead of\b/),
  rule('too much', 'opening', /^.{1,40} (?:is|are) (?:way|far|much) too \w+/),
  rule('we cannot', 'opening', /^we (?:can'?t|cannot)\b (?!reproduce|see|find|access|log|connect|open|reach|tell)/),
  rule('half', 'opening', /^(?:that'?s|thats|this is|it'?s) (?:way|half|far|only half|just|hardly|barely|nowhere near) (?!what i|great|fine|good)/),
  rule('what you do', 'early', /\b(?:what|where|how) you (?:do|did|read|wrote|have|use[d]?|call(?:ed)?|return(?:ed)?|changed|show(?:ed)?) (?!(?:think|next|want|need)\b)|\byou did (?:it|that|this)\b|\byour (?!own\b|\w+ is fine|approach|plan|idea)\w+ (?:(?!is\b|was\b|has\b|sounds\b|looks\b|makes\b|histories\b)\w+s|does|still|only|never) /),
  rule('must stay', 'sentence', /\b(?:has to|have to|must|should|needs? to) stay(?:$|[.,!;])/),
  rule('out of scope', 'opening', /^(?:that'?s |this is )?out of scope\b|^for the (?:second|third|last|nth|\w+th) time\b|^careful\b|^i'?m not (?:convinced|happy|a fan|sure about)\b|^read \S+ (?:\S+ )?again\b/),
  rule('would break', 'early', /^(?:that|this|it)(?: \w+)? (?:would|will) (?:break|wipe|delete|lose|leak|block|kill|crash|fail|overwrite)\b|\bthat \w+ would (?:wipe|break|delete|lose)\b/),
  rule('simpler', 'opening', /^(?:much )?(?:simpler|shorter|smaller|less|fewer)\b.{0,12}(?:please|$|[.,!])/),
  rule('faults', 'opening', /^(?:some|a few|several|two|three|there are|there'?s|still)? ?(?:\w+ )?(?:issues?|problems?|errors?|mistakes?|things wrong) (?:in|with) (?:our|your|what you)\b/),
  rule('too much', 'opening', /^(?:that'?s |this is |it'?s )?(?:(?:way |far |much |a bit )+too \w+|too (?:much|many|complicated|complex|long|verbose|clever|big|slow|early)\b.{0,15}(?:$|[.,!;])|over-?(?:engineered|complicated|kill)\b)/),
  rule('bad', 'sentence', /^(?:that|this|it)(?:'?s| is| was) (?:a )?(?:really |very )?(?:bad|terrible|horrible|ugly|worse|too|the old|the wrong|nonsense|overkill|exactly what)\b|\bmade it worse\b/),
  rule('ended up', 'sentence', /\bbut\b.* (?:ended up|landed|went missing|is gone|is missing)\b/),
  rule('still broken', 'opening', /^(?:still (?:not|broken|fails|failing|crashes|the same|wrong|no|(?:does|is|did|was|wo|ca)n'?t|does not|is not|get(?:ting)? the)\b|same (?:error|problem|issue|stack ?trace|result) (?:as before|again|still)|nothing changed|no change)\b|^are you (?:really )?sure\b/, true),
  rule('but', 'opening', /^(?:ok(?:ay)?|nice|good|great|fine|better|close|almost|cool|yes|works)[,.]? (?:but|though|except)\b|^(?:almost|close|not quite|nearly)[.,:]|^but\b|^without\b/),
  rule('but', 'early', /^but (?:please )?(?:do not|don'?t|dont|never|stop|not)\b/),
  rule('only', 'opening', /^only (?:change|touch|edit|modify|fix|the|in|this|that)\b/),
  rule('it is called', 'opening', /^(?:it'?s|it is|they'?re|that'?s) (?:called|named|spelled)\b/),
  rule('again', 'opening', /^again\b/),
  rule('from now on', 'opening', /^(?:from now on|remember|for the last time|as (?:i )?said(?: before)?)\b.*\b(?:no|not|never|don'?t|dont|stop|only)\b/),
  rule('no such thing here', 'opening', /^(?:absolutely )?no (?:\w+ ){1,3}(?:unless|please|here|anymore)\b/),
  rule('skip', 'opening', /^(?:skip|drop|forget) (?:the|that|this)\b.*\bjust\b/),
  rule('plain dislike', 'anywhere', /👎|^(?:ugh|wtf)\b/u),
]
