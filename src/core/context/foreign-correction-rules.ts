import type { CorrectionRule } from './correction-rules.js'

const rule = (language: string, name: string, where: CorrectionRule['where'], pattern: RegExp, asked = false): CorrectionRule => ({ name: `${language}: ${name}`, where, pattern, asked })

/** The plain words of a correction in other languages. `\b` knows only the letters of ASCII, hence `(?!\p{L})`. */
export const foreignCorrectionRules: readonly CorrectionRule[] = [
  rule('de', 'nein', 'opening', /^(?:nein|nee|nö|falsch|stopp|halt|quatsch|doch nicht|nicht|niemals|nie)(?!\p{L})(?! (?:…|ganz klar))/u),
  rule('de', 'falsch', 'sentence', /^(?:das|es|dies|die \w+|der \w+) (?:ist|war|sind|stimmt|passt|funktioniert|geht|soll(?:te)?) (?:so |aber |immer noch |doch )*(?:falsch|nicht|kein)|^falsche[rs]? \p{L}+|^so (?:war|ist|geht|sollte|wollte ich) (?:das|es) nicht(?!\p{L})/u),
  rule('de', 'immer noch nicht', 'early', /^(?:das |es |der \p{L}+ |die \p{L}+ )?(?:geht|läuft|klappt|funktioniert|stimmt|kommt) (?:immer noch|noch immer|weiterhin|trotzdem) (?:nicht|kein)(?!\p{L})|^immer noch (?:nicht|kein|der|die|das|falsch|kaputt)(?!\p{L})/u),
  rule('de', 'bitte nicht', 'opening', /^(?:keine?n? \p{L}+|nicht \p{L}+)|^(?:lass|lasst) (?:das|es|die|den|bitte)|^hör auf|^(?:fass|ändere|mach|benutze?|nimm|verwende)\b.* (?:nicht|keine?)(?!\p{L})/u),
  rule('de', 'stattdessen', 'opening', /stattdessen|^eigentlich|^lieber|^(?:das )?andersrum|^umgekehrt/u),
  rule('de', 'rückgängig', 'sentence', /rückgängig|^(?:mach|nimm|stell) (?:das|es|die \p{L}+) (?:wieder )?zurück|^zurück damit/u),
  rule('de', 'ich wollte', 'sentence', /(?:^|, )ich (?:wollte|meinte|hab(?:e)? (?:doch |schon |dir )*(?:gesagt|gemeint)|sagte|will (?:das |es )?(?:nicht|kein))(?!\p{L})|^(?:warum|wieso|weshalb) hast du(?!\p{L})|^du (?:hast|solltest|sollst)(?!\p{L})(?! (?:\p{L}+ )?recht(?!\p{L}))/u, true),

  rule('fr', 'non', 'opening', /^(?:non|pas (?:comme|ça|du|le|la|les|ce|dans|celui)|faux|jamais|attends?)(?![\p{L}'])/u),
  rule('fr', 'faux', 'sentence', /^(?:c'est|c'était|ça c'est) (?:faux|incorrect|pas|mauvais|l'inverse)(?!\p{L})|^ce n'est pas(?!\p{L})|^mauvais(?:e)? \p{L}+|^ça ne (?:marche|va|fait) (?:toujours )?pas|^(?:ça|il|elle) (?:plante|échoue|bloque|casse) (?:toujours|encore)/u),
  rule('fr', 'ne pas', 'opening', /^(?:n'\p{L}+|ne \p{L}+) (?:pas|plus|jamais|rien)(?!\p{L})|^(?:arrête|arrêtez|cesse)(?!\p{L})|^laisse /u),
  rule('fr', 'plutôt', 'opening', /(?<!\p{L})plutôt(?!\p{L})|à la place|^en fait(?!\p{L})|^annule(?!r)|^(?:remets|reviens)(?!\p{L})/u),
  rule('fr', "j'ai dit", 'sentence', /(?:^|, )(?:j'ai (?:déjà )?(?:dit|demandé)|je (?:voulais|parlais|veux pas|ne veux pas))(?!\p{L})|^pourquoi (?:as-tu|tu as|t'as)(?!\p{L})|^tu (?:as|n'as) (?:encore |toujours )?(?:oublié|cassé|supprimé|changé|pas)(?!\p{L})/u, true),

  rule('es', 'no', 'opening', /^(?:no|así no|mal|incorrecto|nunca|jamás|para|alto|espera)(?=[,.!;:]|$)|^(?:eso|esto|está|es) (?:no|está|es)? ?(?:mal|incorrecto|falso|equivocado)/u),
  rule('es', 'no hagas', 'opening', /^no (?:\p{L}+(?:es|as)|lo|la|me|se)(?!\p{L})|^(?:deja|para) de(?!\p{L})|^nunca \p{L}+/u),
  rule('es', 'eso no es', 'sentence', /^(?:eso|esto|así|ese|esa) (?:\p{L}+ )?no(?!\p{L})|(?<!\p{L})equivocad[oa](?!\p{L})/u),
  rule('es', 'sigue sin', 'early', /^(?:eso |esto )?(?:sigue (?:sin|fallando|igual|mal|dando)|todavía falla|aún falla)(?!\p{L})/u),
  rule('es', 'en su lugar', 'opening', /^(?!.*(?:usamos|vamos|usemos|hacemos|dejamos)(?!\p{L})).*en (?:su|lugar de|vez de)(?: lugar| eso)?(?!\p{L})|^en realidad(?!\p{L})|^mejor (?:usa|con)(?!\p{L})|^(?:deshaz|revierte)(?!\p{L})/u),
  rule('es', 'dije', 'sentence', /(?:^|, )(?:(?:te |ya )*(?:dije|pedí|quería|quise decir)|no te pedí)(?!\p{L})|^no quiero(?!\p{L})|^¿?por qué (?:has|\p{L}+ste)(?!\p{L})|^otra vez(?!\p{L})|déjal[oa] como|^(?:has|te has) (?:olvidado|roto|borrado|cambiado)/u, true),

  rule('it', 'no', 'opening', /^(?:no|non così|mai|fermo|ferma|aspetta)(?=[,.!;:]|$)|^(?:è|era|questo è|quello è) (?:\p{L}+ )?(?:sbagliat[oa]|errat[oa]|fals[oa])|^file sbagliato/u),
  rule('it', 'non fare', 'opening', /^non \p{L}+(?:are|ere|ire|arlo|erlo)(?!\p{L})|^smetti(?:la)?(?!\p{L})|^lascia (?:stare|perdere|il|la|i|le)(?!\p{L})/u),
  rule('it', 'invece', 'opening', /(?<!\p{L})invece(?!\p{L})|^in realtà|^(?:annulla|ripristina)(?!\p{L})|^(?:questo |quello )?non è (?:quello|così|vero|giusto)/u),
  rule('it', 'ho detto', 'sentence', /(?:^|, )(?:(?:ti )?ho (?:già )?(?:detto|chiesto)|volevo|intendevo)(?!\p{L})|^non voglio(?!\p{L})|^perché hai(?!\p{L})|^hai (?:dimenticato|rotto|cancellato|cambiato)/u, true),

  rule('pt', 'não', 'opening', /^(?:não|assim não|nunca|para|espera)(?=[,.!;:]|$)|^(?:isso |isto )?(?:está|tá|é|fica) (?:\p{L}+ )?(?:errad[oa]|fals[oa]|incorret[oa])|^(?:ficheiro|arquivo) errado/u),
  rule('pt', 'não faças', 'opening', /^não \p{L}+(?:a|as|e|es|em|am)(?!\p{L})|^(?:pare|para|deixa|deixe) de(?!\p{L})/u),
  rule('pt', 'em vez disso', 'opening', /em vez d|no lugar d|^na verdade|^(?:desfaz|desfaça|reverte|reverta|volta (?:atrás|isso|ao))(?!\p{L})|^(?:isso |isto )?não (?:é|era) (?:isso|isto|o que|assim)/u),
  rule('pt', 'eu disse', 'sentence', /(?:^|, )(?:eu )?(?:já )?(?:disse|pedi|queria dizer|quis dizer)(?!\p{L})|^não quero(?!\p{L})|^por ?qu[eê] (?:você |tu )?\p{L}+(?:ou|aste|este|iste)(?!\p{L})/u, true),

  rule('nl', 'nee', 'opening', /^(?:nee|neen|fout|stop met|wacht|nooit|niet (?:zo|de|het|die|dat|doen))(?!\p{L})(?! …)|^verkeerde? \p{L}+/u),
  rule('nl', 'klopt niet', 'sentence', /^(?:dat|dit|het) (?:klopt|is|werkt|was|hoort) (?:nog steeds |zo |helemaal )?(?:niet|fout|verkeerd|onjuist)|^(?:dat|dit) is niet/u),
  rule('nl', 'in plaats daarvan', 'opening', /in plaats (?:daar)?van|^eigenlijk|^liever|^(?:draai|zet) (?:dat|het|dit|die \p{L}+) (?:weer )?terug|ongedaan/u),
  rule('nl', 'ik bedoelde', 'sentence', /(?:^|, )ik (?:bedoelde|zei|wilde|vroeg|wil (?:geen|niet))(?!\p{L})|^waarom heb je(?!\p{L})|^je (?:hebt|bent) (?:het |de )?\p{L}* ?(?:vergeten|kapot|verwijderd)|^(?:raak|gebruik|doe|verander)\b.* (?:niet|geen)(?!\p{L})/u, true),

  rule('pl', 'nie', 'opening', /^(?:nie|źle|błąd|stój|czekaj|nigdy|przestań)(?=[,.!;:\s]|$)(?! (?:…|działa))/u),
  rule('pl', 'to nie', 'sentence', /^to (?:jest )?(?:nie|źle|błąd|błędne|nieprawda)(?!\p{L})|^(?:zły|niewłaściwy|nie ten) plik/u),
  rule('pl', 'zamiast', 'opening', /zamiast (?:tego|nowego|\p{L}+)|^właściwie|^(?:cofnij|przywróć|wycofaj)(?!\p{L})|^zostaw /u),
  rule('pl', 'mówiłem', 'sentence', /(?:^|, )(?:mówił[ea]m|chodziło mi|miał[ea]m na myśli|chciał[ea]m|nie chcę|prosił[ea]m)(?!\p{L})|^(?:dlaczego|czemu|po co) (?:usun|zmien|zmien|doda)\p{L}+(?:łeś|łaś)(?!\p{L})/u, true),

  rule('zh', '不', 'opening', /^(?:不对|不是|不要|不行|不用|不能|不准|错|别|停|等等|等一下|搞错|弄错|我不是|你搞错|你弄错|你错)/u),
  rule('zh', '还是', 'early', /^(?:还是|仍然)(?:不|没|报错|一样|失败|错)/u),
  rule('zh', '错', 'sentence', /(?:这|那|你)(?:样|个|里)?(?:不对|不是我|错了|有误|写错|改错)|我(?:说的|要的|的意思|是说|让你)|我没有?(?:让|叫|说|要求)/u),
  rule('zh', '撤销', 'sentence', /^(?:请)?(?:撤销|撤回|还原|回滚|恢复)|改回(?:去|来)|应该(?:是|用).*(?:不是|而不)|^(?:而是|其实)|为什么(?:删|改|动|加)了/u, true),

  rule('ja', 'いや', 'opening', /^(?:いや|いいえ|違(?:う|い)|ちがう|ダメ|だめ|駄目|待って|ストップ|そうじゃ(?:な|ない)|そうではな|やめて)/u),
  rule('ja', 'まだ', 'early', /^まだ(?:動か|直って|直ら|エラー|同じ|失敗)/u),
  rule('ja', '間違い', 'sentence', /(?:それ|これ|そこ|\p{L}{1,8})(?:は|が)(?:間違って|違い|違う|おかしい|正しくな)|間違って(?:い|る)|(?:じゃなくて|ではなくて?)(?!.*にし(?:ます|ましょう|よう))|そうじゃない/u),
  rule('ja', 'ないで', 'sentence', /(?:しない|触らない|変えない|使わない|消さない|入れない|書かない|追加しない|変更しない)で|(?:の|こと)は?(?:やめ|止め)て|^(?!.*ボタン).*元に戻して|と言った(?:の|はず|でしょ)|なぜ.*(?:消し|変え|削除し)た/u, true),
]
