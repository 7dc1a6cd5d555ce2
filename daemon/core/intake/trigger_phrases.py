"""The words by which triggers are known, for the languages that the form reads. Data: settings add to it.

Phrases are separated by `|`; triggers.py says how one is written."""

from daemon.core.model.policy import TriggerRule


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


NEGATIONS = _words(
    """no not never none without neither nor cannot exclude excludes excluded kein keine keinen keinem keiner keinerlei nicht nie
    ohne weder pas sans aucun aucune jamais ni sin ningún ninguna nunca tampoco non senza nessun nessuna mai geen niet zonder nooit
    não nao sem nenhum nenhuma"""
)
CLAUSE_WORDS = _words("but however although though yet aber jedoch sondern mais pero sino ma però maar mas porém")
AFTERWARDS_DENIED = (
    "none", "no ", "was ruled out", "is ruled out", "ruled out", "can be ruled out", "can be excluded", "is excluded", "is not", "was not",
    "has not", "did not", "does not", "isn't", "wasn't", "hasn't", "not confirmed", "unlikely", "ausgeschlossen", "ist ausgeschlossen",
    "nicht", "ist nicht", "exclue", "descartada", "esclusa", "uitgesloten", "descartado",
)  # fmt: skip
ENTERPRISE = frozenset({"enterprise", "großkunde", "grosskunde", "konzern"})
SAME_AS_LOSS = frozenset({"cannot", "can't", "unable", "nobody", "nothing", "never", "not", "no"})  # phrases that are negations themselves


def _rule(name: str, level: int, phrases: str) -> TriggerRule:
    return TriggerRule(name, level, tuple(" ".join(phrase.split()) for phrase in phrases.split("|")))


DEFAULT_TRIGGERS: tuple[TriggerRule, ...] = (
    _rule(
        "security",
        4,
        """
        security ... breach* | security incident* | security concern* | security issue* | security problem* | security hole* | security
        risk | security vulnerabilit* | data breach* | breach of data | privacy breach* | hacked | hacker* | been hacked | unauthori*
        access* | unauthori* login* | unauthori* user* | unauthori* person* | phishing | ransomware | malware | virus | spyware | account
        takeover | leak* ... data | data leak* | leaked ... data | leaked ... credential* | leaked ... password* | data ... leaked |
        password* ... leaked | customer* ... leaked | credentials ... stolen | stolen ... credential* | stolen ... password* | password*
        ... stolen | credential* ... leak* | compromised | vulnerabilit* | sql injection | xss | exposed ... data | data ... exposed |
        other customer's data | other customers' data | another customer's data | see ... other customers | intrusion* |
        sicherheitsvorfall* | sicherheitslücke* | sicherheitsproblem* | sicherheitsbedenken | datenleck* | datenpanne* | gehackt |
        unbefugt* | kompromittiert* | faille de sécurité | violation de données | fuite de données | piraté* | accès non autorisé* |
        incident de sécurité | brecha de seguridad | fallo de seguridad | fuga de datos | hackead* | acceso no autorizado | incidente de
        seguridad | violazione ... sicurezza | falla di sicurezza | violazione dei dati | fuga di dati | hackerat* | accesso non
        autorizzato | beveiligingslek* | beveiligingsincident* | datalek* | onbevoegd* | ongeautoriseerd* | violação de segurança | falha
        de segurança | vazamento de dados | acesso não autorizado
        """,
    ),
    _rule(
        "data_loss",
        4,
        """
        data loss* | loss of data | lost data | lost ... data | losing data | lose* ... data | lose* ... rows | lose* ... records | losing
        ... records | losing ... rows | lost ... records | lost ... rows | lost ... files | lost ... entries | lost ... documents |
        entries ... lost | documents ... lost | lost everything | lost all ... data | lost all ... work | data ... lost | data ... gone |
        data ... missing | missing data | missing records | missing rows | records ... missing | rows ... missing | records ... lost |
        records ... gone | records ... disappeared | data ... disappeared | files ... disappeared | data ... vanished | drops rows | drops
        records | data corrupt* | corrupt* ... data* | corrupt* ... record* | corrupt* ... file* | corrupt* ... table* | data ... corrupt*
        | database ... corrupt* | file* ... corrupt* | wiped | data ... deleted | deleted ... data | accidentally deleted | overwritten
        ... data | data ... overwritten | records ... overwritten | datenverlust* | daten ... verloren | daten ... verschwunden | daten
        ... gelöscht | daten ... beschädigt | verlust von daten | datenkorruption | perte de données | pertes de données | perdu ...
        données | données ... perdues | données corrompues | pérdida de datos | perdido ... datos | datos perdidos | datos ... corruptos |
        perdita di dati | perdita dati | perso ... dati | dati persi | dati corrotti | gegevensverlies | dataverlies | gegevens ...
        verloren | gegevens kwijt | perda de dados | perdeu ... dados | dados perdidos | dados corrompidos
        """,
    ),
    _rule(
        "outage",
        4,
        """
        outage* | system wide | systemwide | system is down | systems are down | system down | service is down | services are down | site
        is down | website is down | platform is down | server is down | servers are down | production is down | production down | prod is
        down | api is down | everything is down | completely down | whole system ... down | system* ... went down | server* ... went down
        | service ... went down | site went down | platform went down | everything went down | down for all | down for everyone | down for
        everybody | service disruption | service interruption | completely unavailable | service unavailable for all | all users ...
        affected | all customers ... affected | all users ... unable | all users ... cannot | all users ... can't | nobody can ... log |
        nobody can ... access | no one can ... log | no one can ... access | nobody can work | no one can work | total failure |
        systemausfall* | totalausfall* | ausfall ... system* | system ... ausgefallen | server ... ausgefallen | komplettausfall | niemand
        kann ... anmelden | niemand kann ... arbeiten | niemand kann ... zugreifen | keiner kann ... arbeiten | panne générale | panne
        totale | panne du système | système hors service | service hors service | interruption de service | caída del sistema | sistema
        caído | caída general | sistema ... fuera de servicio | servicio caído | sistema fermo | blocco totale | sistema ... fuori
        servizio | disservizio generale | storing ... hele | systeem ligt plat | alles ligt plat | systeemuitval | totale uitval | sistema
        fora do ar | fora do ar | queda do sistema | sistema caiu
        """,
    ),
    _rule(
        "legal",
        4,
        """
        legal action* | legal threat* | legal step* | legal issue* | legal proceeding* | legal department | legal team | legal claim* |
        legal counsel | lawyer* | attorney* | solicitor* | lawsuit* | law suit* | sue us | sue you | to sue | will sue | would sue | sues
        us | suing | going to court | go to court | take us to court | taking us to court | in court | litigation | cease and desist |
        breach of contract | subpoena* | court order* | injunction | gdpr complaint | gdpr violation | regulator* | data protection
        authority | anwalt* | anwält* | rechtsanwalt* | rechtliche schritte | klage einreichen | verklagen | verklagt | rechtsabteilung |
        vor gericht | juristische schritte | abmahnung | vertragsbruch | avocat* | action en justice | poursuites judiciaires | poursuivre
        en justice | mise en demeure | faire un procès | intenter un procès | engager un procès | abogad* | acciones legales | acción
        legal | demanda judicial | demandarnos | nos demandará | va a demandar | avvocat* | azioni legali | azione legale | vie legali |
        denuncia | advocaat | juridische stappen | rechtszaak | aanklagen | advogad* | ação judicial | medidas legais | processar
        judicialmente | nos processar
        """,
    ),
    _rule(
        "dissatisfaction",
        4,
        """
        threat* to cancel | threat* to leave | threat* to terminate | threat* to switch | threat* ... cancel* | cancel ... contract |
        cancel ... subscription | cancelling ... contract | canceling ... contract | cancel their account | cancel the account | cancel
        our contract | terminate ... contract | terminating ... contract | end the contract | leave us | leaving us | leave for ...
        competitor* | switch to ... competitor* | switching to ... competitor* | move to ... competitor* | moving to ... competitor* |
        going to a competitor | considering ... competitor* | about to churn | churn risk | furious | outraged | livid | enraged |
        infuriated | unacceptable | inacceptable | intolerable | extremely dissatisfied | extremely unhappy | extremely upset | extremely
        angry | extremely frustrated | very dissatisfied | very angry | severely dissatisfied | absolutely livid | worst ... ever | last
        chance | final straw | lost all trust | lost trust | lost confidence | severe dissatisfaction | severe customer dissatisfaction |
        kündigung | kündigen | droht ... kündig* | wütend | stinksauer | inakzeptabel | unzumutbar | äußerst unzufrieden | extrem
        unzufrieden | sehr unzufrieden | empört | unannehmbar | wechsel* ... wettbewerber | wechsel* ... konkurrenz | résilier |
        résiliation | furieux | furieuse | extrêmement mécontent* | très mécontent* | menace de partir | rescindir | furios* | inaceptable
        | muy descontent* | extremadamente insatisfech* | amenaza con | disdire | disdetta | furioso | inaccettabile | minaccia di | molto
        insoddisfatt* | opzeggen | woedend | onacceptabel | onaanvaardbaar | zeer ontevreden | dreigt ... opzeggen | dreigt ... stappen |
        dreigt ... vertrek* | dreigt ... concurrent* | cancelar o contrato | inaceitável | ameaça cancelar | muito insatisfeit*
        """,
    ),
    _rule(
        "media",
        4,
        """
        journalist* | a reporter | reporters | tv reporter | newspaper* | the press | to the press | press inquir* | press enquir* | press
        request* | press release | to the media | the media | in the media | media inquir* | media enquir* | media attention | media
        coverage | social media | going public | go public | went public | gone viral | going viral | went viral | goes viral | on twitter
        | on x.com | on linkedin | on facebook | on reddit | tweet* | bad press | pr crisis | pr disaster | pr concern* | pr issue* |
        public relations | tv station | news outlet* | public complaint | posted publicly | trustpilot | die presse | der presse | zur
        presse | la presse | pressestelle | presseanfrage | zeitung | zeitungen | öffentlich machen | an die öffentlichkeit | soziale
        medien | sozialen medien | journaliste* | réseaux sociaux | médias | prensa | periodista* | redes sociales | medios de
        comunicación | giornalist* | alla stampa | la stampa ha | organi di stampa | social network | de pers | krant | sociale media |
        imprensa | jornalista* | redes sociais
        """,
    ),
    _rule(
        "bug",
        3,
        """
        bug | bugs | buggy | stack trace* | stacktrace* | traceback* | unhandled exception* | throws ... exception* | exception ... thrown
        | runtime exception* | throws ... stack trace* |
        throws ... error* | nullpointer* | null pointer* | segfault* | crash* | core dump |
        regression* | software defect* | defect | defects | system issue* | internal server error* | server error* | error 500 | 500
        error* | http 500 | error 502 | error 503 | error 504 | 502 bad gateway | 503 service | 504 gateway | reproducible | since ...
        update | after ... update | since ... upgrade | after ... upgrade | since ... release | after ... release | broken since | memory
        leak* | deadlock* | race condition | wrong result* | engineering investigation | needs engineering | requires engineering |
        engineering team | developers need | malfunction* | programmfehler | softwarefehler | systemfehler | fehlermeldung* | absturz |
        stürzt ... ab | abgestürzt | seit ... update | bogue* | plante | plantage | erreur système | error del sistema | fallo del sistema
        | se cuelga | error interno | errore di sistema | errore interno | va in crash | softwarefout | systeemfout | loopt vast | crasht
        | erro do sistema | erro interno | trava
        """,
    ),
    _rule(
        "feature_request",
        3,
        """
        feature request* | request* ... feature | requests a feature | new feature | missing feature | enhancement request* | wish* for a
        feature | would like ... feature | funktionswunsch | feature wunsch | neue funktion | nouvelle fonctionnalité | demande de
        fonctionnalité | nueva funcionalidad | solicitud de función | nuova funzionalità | functieverzoek | nieuwe functie | nova
        funcionalidade
        """,
    ),
    _rule(
        "billing",
        2,
        """
        billing | billed | refund* | overcharg* | charged twice | double charge* | charged ... wrong* | wrong charge* | disput* ... charge*
        | disput* ... invoice* | disput* ... amount | invoice ... wrong | wrong invoice | incorrect invoice | invoice ... dispute* |
        chargeback* | credit note | rechnung ... falsch | falsche rechnung | rückerstattung | erstattung | doppelt berechnet | abrechnung* |
        facturation | remboursement | rembourser | facture ... contest* | facturación | reembolso | cobrado ... veces | fatturazione |
        rimborso | facturering | terugbetaling | restitutie | faturamento | cobrança
        """,
    ),
    _rule(
        "manager",
        2,
        """
        speak ... manager | speak ... supervisor | speak ... management | speak with management | talk ... manager | talk ... supervisor |
        talk ... management | ask* for ... manager | ask* for ... supervisor | demand* ... manager | want* ... manager | request* ...
        manager | request* ... supervisor | request* to speak | your boss | your superior | call from ... manager | escalate ... manager |
        someone in charge | person in charge | vorgesetzt* | geschäftsführung sprechen | teamleiter sprechen | mit ... manager | parler ...
        responsable | parler ... supérieur | parler ... directeur | hablar con ... responsable | hablar con ... gerente | hablar con ...
        supervisor | hablar con ... encargado | parlare con ... responsabile | parlare con ... superiore | leidinggevende | manager spreken
        | falar com ... gerente | falar com ... supervisor | falar com ... responsável
        """,
    ),
    _rule(
        "satisfaction",
        2,
        """
        unhappy | dissatisf* | disappointed | disappointment | frustrat* | annoyed | upset | angry | complain* | not satisfied | not happy |
        unsatisfied | customer satisfaction | bad experience | poor service | losing patience | lost patience | unzufrieden* | enttäuscht |
        verärgert | beschwert sich | beschwerde* | frustriert | mécontent* | insatisfait* | déçu* | se plaint | réclamation | descontent* |
        insatisfech* | decepcionad* | se queja | queja | insoddisfatt* | delus* | si lamenta | reclamo | ontevreden | teleurgesteld |
        klacht* | gefrustreerd | insatisfeit* | reclama | reclamação
        """,
    ),
    _rule(
        "policy_exception",
        2,
        """
        policy exception* | exception to ... policy | exception from ... policy | exceptional approval | outside ... policy | against ...
        policy | waive* | goodwill | exception to the rule | special approval | deviat* from ... policy | ausnahmeregelung |
        ausnahmegenehmigung | kulanz* | ausnahme von | dérogation | geste commercial | excepción | eccezione alla | deroga | uitzondering op
        | coulance | exceção
        """,
    ),
    _rule(
        "beyond_scope",
        1,
        """
        beyond support scope | beyond ... scope | outside ... scope | out of scope | beyond our ... knowledge | beyond my ... knowledge |
        beyond first line | beyond my access | no permission to | not able to access the | außerhalb des supportumfangs | übersteigt | hors
        du périmètre | fuera del alcance | fuori ambito | buiten de scope | fora do escopo
        """,
    ),
    _rule(
        "unresolved",
        1,
        """
        unable to resolve | cannot resolve | can't resolve | could not resolve | couldn't resolve | not resolved | still unresolved |
        unresolved | unable to solve | cannot solve | can't solve | could not solve | couldn't solve | not solved | still not fixed |
        nothing helped | nothing worked | tried everything | no solution found | several attempts | without success | kann nicht gelöst |
        nicht gelöst | ungelöst | keine lösung | ohne erfolg | non résolu | sans succès | sin resolver | sin éxito | irrisolt* | senza
        successo | onopgelost | zonder succes | não resolvido | sem sucesso
        """,
    ),
    _rule(
        "technical",
        1,
        """
        technical question* | technical issue* | technical problem* | technical help | how do i | how to configure | configuration question*
        | configuration issue* | configuration problem* | setup question | integration question | api question* | technische frage* |
        technisches problem | question technique | problème technique | pregunta técnica | problema técnico | domanda tecnica | problema
        tecnico | technische vraag | technisch probleem | questão técnica
        """,
    ),
    _rule(
        "process",
        1,
        """
        process question* | question ... process | question ... procedure | which procedure | what is the procedure | what's the process |
        what is the process | right process | prozessfrage* | frage zum prozess | frage zum ablauf | question de processus | question de
        procédure | pregunta sobre el proceso | domanda sul processo | procesvraag | pergunta sobre o processo
        """,
    ),
    _rule(
        "complex",
        1,
        """
        complex question* | complex case* | complex issue* | specialist knowledge | needs a specialist | specialist needed | expert
        knowledge | komplexe frage* | fachwissen | spezialwissen | question complexe | pregunta compleja | domanda complessa | complexe
        vraag | pergunta complexa
        """,
    ),
    _rule(
        "unusual_use",
        1,
        """
        unusual use* | unusual case* | unusual setup | uncommon use* | edge case* | never seen before | exotic setup | ungewöhnlich* ...
        nutzung | ungewöhnlich* ... anwendung* | sonderfall | cas d'usage inhabituel | cas inhabituel | caso de uso inusual | caso insolito
        | ongebruikelijk* | caso de uso incomum
        """,
    ),
    _rule(
        "improvement",
        1,
        """
        process improvement* | improvement suggestion* | suggestion for improvement | suggest* ... improvement* | improve ... process |
        verbesserungsvorschl* | suggestion d'amélioration | sugerencia de mejora | suggerimento di miglioramento | verbetervoorstel* |
        sugestão de melhoria
        """,
    ),
    _rule(
        "second_opinion",
        1,
        """
        second opinion | another opinion | second pair of eyes | another pair of eyes | sanity check | zweite meinung | deuxième avis |
        second avis | segunda opinión | secondo parere | tweede mening | segunda opinião
        """,
    ),
)
