/** Whether a sentence resolves on something (`bare`) and, beside that, argues for it (`argued`). */
export type Resolution = 'none' | 'bare' | 'argued'

/**
 * How far a sentence is a resolution that stands on its reason: "drop IE11, nobody uses it". In: the words of the sentence, and the same behind what
 * opens it ("ok, then", "yes,"). A verb of choosing alone is also how a task begins, hence a resolution counts for a decision only where it is argued for.
 */
export const judgeResolution = (words: string, bare: string): Resolution => {
  // A reason is looked for behind every comma; what goes on for longer than this is not one resolution.
  const start = bare.slice(0, 400)
  if (!without.test(words) && !resolved.some(pattern => pattern.test(start))) return 'none'
  return argued.some(pattern => pattern.test(start)) ? 'argued' : 'bare'
}

/**
 * A verb of choosing (not one of working: "fix", "add", "change"), "we" with any verb but one that only tells how things are, one thing before another;
 * the same in other languages.
 */
const resolved: readonly RegExp[] = [
  /^(?:we |let's )?(?:just |rather |always |only )*(?:use|drop|cap|limit|avoid|stay|stick|prefer|skip|go|take|pick|choose|call|name|reuse|support|target|store|pin|allow|forbid|ban|postpone|leave out|stop supporting) (?!that\b|this\b|it\b|them\b|one\b|(?:through|over|on|ahead|back)\b|(?:\S+ ){1,5}(?:out|away|off|back)(?: again)?(?:,|$))/,
  /^(?:do|build|make|solve|handle|implement|model|put|run|keep|store|save|send|deploy|ship) (?:it|this|that|them|those|these|everything|all) (?:\w+ )?(?:with|as|in|via|using|on|by|through|behind|server|client)\b/,
  /^(?:because|since|given) .{4,80}?,? (?:we|i|let's) (?:will |are going to |'ll )?(?!have\b|need\b|can't|are\b|get\b|see\b)\w+/,
  /^we (?:will )?(?:never |always |only |simply |just )*(?!(?:prob\w*|presumably|also|really|never|always|only|simply|just|will|have|need|can't|cannot|are|get|got|see|had|was|were|know|want|think|don't|didn't|do|did|used|use|tried|found|lost|saw|should|could|must|may|might|would|still|already|said|agreed|\w+ed)\b)\w+ /,
  /^(?:it|this|that|the \w+(?: \w+)?)(?:'s| is|s)? (?:(?:going to be|gonna be|becomes?|gets?|stays?|remains?|moves? (?:to|into)|goes (?:to|into|through|over)|lives? in)) /,
  /^(?!not\b|no\b)(?:[\w.-]+ ){1,3}(?:(?:instead of|rather than|over)|,? ?(?<!\b(?:with|is|are|was|were|be|do|does|did|can|will|if|it|that) )(?:not|no)) [\w.-]+(?: [\w.-]+)?[,.;:–-]+ /u,
  /\b(?:so|hence|therefore|thus) (?:i|we)(?:.m|.re|.ll|) (?:\w+ing|\w+ed|put|kept|chose|went|made|built|wrote|split|left|keep|use|put|move)\b/,
  /^(?:the )?(?:best|cleanest|simplest|safest|cheapest|right|easiest|most \w+) (?:way|option|approach|fix|solution|choice|place)(?: here)? is\b/,
  /\b(?:get|gets|are|is|be) (?:soft |hard |always |never |only )*(?:deleted|stored|kept|hashed|cached|encrypted|rendered|validated|versioned|generated|archived|logged|retried|queued|signed) ?(?:\w+ ){0,6}?[,.;:–-] /u,
  /^wir (?!haben|sind|müssen|sollten|können|brauchen|wollen|wissen|sehen|bekommen|kriegen|hatten|waren|würden|dürfen)\p{L}+(?:en|ern)(?!\p{L})/u,
  /^[\w.-]+(?: [\w.-]+){0,2} for .{2,40}(?:,| and) [\w.-]+(?: [\w.-]+)? for /,
  /\b(?:is|are|will be|would be) (?:more than |good )?enough\b|^i.m (?:fine|ok|okay|happy) with /,
  /^(?:rather than|instead of) [^,]{3,80}, (?:i|we) \w+/,
  /^als \p{L}+ \p{L}+,|先不.{1,12}了|暂时不/u,
  /^(?:on|nous) (?!a |n'a|est|peut|doit|voit|sait|avons|sommes|devons|pouvons)\p{L}+(?!\p{L}) /u,
  /^(?:nos |lo |la |los |las |mejor |pues |entonces |vamos |al final )*(?:usamos|usemos|dejamos|dejemos|quedamos|hacemos|guardamos|ponemos|seguimos|elegimos|va a ser|será|prefiero)(?!\p{L})/u,
  /^(?:então |melhor |a gente |nós )*(?:usamos|usa|vamos|ficamos|fica|deixamos|deixa|fazemos|guardamos|mantemos|mantém|escolhemos|prefiro)(?!\p{L})/u,
  /^(?:allora |meglio |quindi )*(?!abbiamo|siamo|dobbiamo|possiamo|vediamo|sappiamo|proviamo|guardiamo)\p{L}+iamo(?!\p{L})|^(?:tengo|preferisco|meglio) /u,
  /(?<!\p{L})(?:бер[её]м|используем|решили|остаёмся|остаемся|оставляем|делаем|храним|переходим|выбираем|давай(?:те)? (?:возьмём|использовать|оставим|сделаем|на)|будет|будем)(?!\p{L})/u,
  /^(?!不|别|错).*用.{1,20}吧|就用|还是用|^(?!不|别|错).*用.{1,20}(?:不用|而不是|代替)|(?:保留|存在|放在).{1,20}(?:吧|，)|にし(?:ます|よう|ましょう)|で(?:いき|行き|進め)ま(?:す|しょう)|は使わ(?:ない|ず)|のまま(?:で|に)/u,
]

/** What there will not be, and what there will be. */
const without = /^no (?!that|it|this|i|we|you|they|there|not|please|the)\w+(?: \w+)?[,.;:–-]+ \w+(?: \w+)? (?:is|are|does|will|can)\b/

/** What argues: what somebody wants or needs, what is better, too much, enough or not worth it, what others do. */
const argued: readonly RegExp[] = [
  /\b(?:is|are) (?:much |far )?(?:simpler|easier|faster|cheaper|safer|cleaner|better) (?:\w+ )?than\b|\b\d+ ?%|[,.;:–-] no \w+$/u,
  /[,.;:(–-] (?:.*\b)?(?:wants?|needs?|has to|have to|can't|cannot|won't|too|more|less|fewer|only|enough|(?:not|isn't|aren't) worth|costs?|scales?|requires?|under|below|easier|simpler|faster|cheaper|safer|nicer|better|nobody|no one|don't need|doesn't need|don't want|smaller|cleaner|lighter|quicker|shorter|fine for|good for|what (?:the (?:rest|others?)|everyone|everybody|we all)|(?:already|all|everyone|everybody|nobody|no one) \w+s?)\b/u,
  /\bso (?:the|they|nobody|no one|our|you|users?) /,
  /[,.;:(–-] (?:.*(?<!\p{L}))?(?:zu|reicht|sonst|sinon|si no|senão|altrimenti|иначе|no (?:compensa|vale|merece|hay|tenemos|tem|temos)|kann|brauchen|wäre|einfacher|schneller|besser|trop|plus|moins|suffit|más|menos|demasiado|así|ya|mais|menos|muito|mesmo|já|più|troppo|già|basta|есть|проще|быстрее|дешевле|слишком|нужен|нужна|нужно|хватит|хватает)(?!\p{L})/u,
  /потому что|так как|чтобы|[，。、].*(?:会|更|太|不|够|能|要|最多|只有|否则|方便|简单|快)|から(?:です|だ|。|$)/u,
]
