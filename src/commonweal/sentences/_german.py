"""German: conditions stand in clauses whose verb comes last, after ``wenn`` and ``dass``."""

from __future__ import annotations

from commonweal.sentences._form import Form
from commonweal.sentences._grammar import (
    SHARED,
    ConditionWords,
    Grammar,
    JoinedWords,
    SentenceForm as Says,
    atoms,
)

_CONDITION = ConditionWords(
    atoms=atoms(
        "{fact:fact} {value:value} ist",
        "{of.fact:fact} nicht {of.value:value} ist",
        "{fact:fact} mindestens {value:number} ist",
        "{of.fact:fact} nicht mindestens {of.value:number} ist",
        "{fact:fact} höchstens {value:number} ist",
        "{of.fact:fact} nicht höchstens {of.value:number} ist",
        "{fact:fact} eines von {values:values} ist",
        "{of.fact:fact} keines von {of.values:values} ist",
        "der Kontext {context:context} gilt",
        "der Kontext {of.context:context} nicht gilt",
        "{who:who} als {role:role} handelt",
        "niemand als {of.role:role} handelt",
        "{of.who:who_not} nicht als {of.role:role} handelt",
    ),
    denial="es nicht so ist, dass",
    before="schon vor jeder Handlung",
    both=JoinedWords(
        opening="sowohl",
        between="als auch",
        several="jede der folgenden Aussagen zutrifft:",
        single="diese eine Aussage zutrifft:",
        none="keine Bedingung erfüllt sein muss",
        empty="keine Bedingung erfüllt sein muss (eine leere Liste)",
    ),
    either=JoinedWords(
        opening="entweder",
        between="oder",
        closing="(oder beides)",
        several="mindestens eine der folgenden Aussagen zutrifft:",
        single="mindestens diese eine Aussage zutrifft:",
        none="keine Bedingung genügt",
        empty="keine Bedingung genügt (eine leere Liste)",
    ),
    each="dass",
    whole="Die Bedingung ist, dass ….",
)

_ACTS = "[ gegenüber {counterparty:role}]"
_WHEN = "[, wenn {condition:condition}][, {exceptions*exception}]."
_STILL = "auch wenn es einen anderen Weg gäbe"
_UNSEEN = "auch wenn es niemand wüsste"
_MIND = "wen es stören würde"
_AGENT = "noch das Eigene, wenn ein Agent es übernähme"

GERMAN = Grammar(
    tag="de",
    name="German",
    openings={
        "norm": Form("Norm {name:norm}: {text:text}."),
        "context": Form("Kontext {name:context}: {text:text}."),
        "compact": Form("Vereinbarung {name:compact}: {title:text}."),
        "value_card": Form("Wertekarte von {participant:participant}: {title:text}."),
    },
    sentences={
        "norm": (
            Says(
                Form(
                    "Wer als {role:role} handelt, muss {action:action}"
                    + _ACTS
                    + "[ bis zum {deadline:moment}] tun"
                    + _WHEN,
                    {"modality": "obliged"},
                )
            ),
            Says(
                Form(
                    "Wer als {role:role} handelt, darf {action:action}"
                    + _ACTS
                    + " nicht tun"
                    + _WHEN,
                    {"modality": "forbidden"},
                )
            ),
            Says(
                Form(
                    "Wer als {role:role} handelt, darf {action:action}" + _ACTS + " tun" + _WHEN,
                    {"modality": "permitted"},
                )
            ),
            Says(Form("Das ist garantiert.", {"guaranteed": True})),
            Says(Form("Das ist nicht garantiert.", {"guaranteed": False})),
            Says(
                Form("Sie wurde von {issuer:institution} {level:level} erlassen."),
                throughout=True,
            ),
            Says(
                Form("Sie gilt ab dem {in_force_from:moment}[ bis zum {in_force_until:moment}]."),
                throughout=True,
            ),
            Says(
                Form(
                    "Sie gilt nur nach einer Verletzung von {upon_breach.norm:norm}"
                    '[upon_breach.by="addressee"| durch diejenigen, die sie bindet]'
                    '[upon_breach.by="anyone"| durch irgendwen].'
                )
            ),
            Says(Form("Sie beruht auf {grounds*ground}.")),
            Says(
                Form("Sie hat Vorrang vor {over:norm}, gewährt von {granted_by:institution}."),
                each="priority",
            ),
            Says(Form("Wird sie verletzt, so ist geschuldet: {reparation:text}.")),
            Says(Form("Als Sanktion folgt: {sanction:text}.")),
            Says(
                Form(
                    "Sie stammt aus {source.type:source}[: {source.citation:text}]"
                    "[source.citation=null| (ohne Fundstelle)]."
                ),
                throughout=True,
            ),
        ),
        "context": (Says(Form("Er ist enger als {broader:names.context}.")),),
        "compact": (
            Says(Form("Sie wird von {parties:names.party} geschlossen.")),
            Says(Form("Sie umfasst {norms:names.norm}.")),
            Says(Form("Sie wird begrenzt durch {bounded_by:names.compact}.")),
            Says(Form("Sie ändert {amends:compact}.")),
            Says(Form("Sie braucht die Zustimmung von {required:names.party}.")),
            Says(Form("Mindestens {quorum:count} ihrer Beteiligten müssen zustimmen.")),
            Says(Form("Sie wurde am {proposed_at:moment} vorgeschlagen.")),
            Says(Form("Zustimmungen zählen bis zum {assent_until:moment}.")),
            Says(
                Form(
                    "Ihre Normen dürfen in manchen Fällen ihren Grenzen weichen.",
                    {"may_yield": True},
                )
            ),
            Says(Form("Ihre Normen weichen ihren Grenzen in keinem Fall.", {"may_yield": False})),
            Says(
                Form(
                    "Für das, was über ihre Grenzen nicht entschieden werden konnte, steht"
                    " {undecided_accepted_by:party} ein."
                )
            ),
            Says(
                Form(
                    "{party:party} stimmt am {at:moment} zu[: {reasons:text}]"
                    "[reasons=null| (ohne Gründe)].",
                    {"assents": True},
                ),
                each="assents",
            ),
            Says(
                Form(
                    "{party:party} widerspricht am {at:moment}[: {reasons:text}]"
                    "[reasons=null| (ohne Gründe)].",
                    {"assents": False},
                ),
                each="assents",
            ),
            Says(Form("Sie läuft ab dem {term_from:moment}[ bis zum {term_until:moment}].")),
            Says(Form("Sie kann so geändert werden: {amendment:text}.")),
        ),
        "value_card": (
            Says(
                Form(
                    "Wer danach lebt, achtet auf {text:text}"
                    f"[; {_STILL}: {{evidence.if_another_way:answer}}]"
                    f"[evidence.if_another_way=null|; {_STILL}: nicht beantwortet]"
                    f"[; {_UNSEEN}: {{evidence.if_nobody_knew:answer}}]"
                    f"[evidence.if_nobody_knew=null|; {_UNSEEN}: nicht beantwortet]"
                    f"[; {_MIND}: {{evidence.who_would_mind:text}}]"
                    f"[evidence.who_would_mind=null|; {_MIND}: nicht beantwortet]"
                    f"[; {_AGENT}: {{evidence.delegable:answer}}]"
                    f"[evidence.delegable=null|; {_AGENT}: nicht beantwortet]"
                    "[evidence={}|; ohne Antworten]"
                    "[; erzählt in den Zeichen {spans*span}][spans=[]|; nirgends erzählt]."
                ),
                each="policies",
            ),
            Says(Form("Sie gehört zu {contexts:names.context}.")),
            Says(Form("Die Entscheidung, aus der sie stammt: {lived_choice:text}.")),
            Says(Form("Wer sie verfasst hat, hat sie bestätigt.", {"confirmed": True})),
            Says(Form("Wer sie verfasst hat, hat sie nicht bestätigt.", {"confirmed": False})),
            Says(Form("Sie ersetzt {supersedes:record}.")),
            Says(Form("Ihre Nonce ist {nonce:text}.")),
        ),
        SHARED: (
            Says(
                Form(
                    "Gesagt von {by:speaker} am {said_at:moment} ({origin:origin})"
                    "[, in der Sprache {language:text}]."
                ),
                throughout=True,
            ),
        ),
    },
    throughout="Folgendes gilt durchweg.",
    without="Ausdrücklich ohne",
    absent={
        "language": "Sprache",
        "counterparty": "Gegenpartei",
        "exceptions": "Ausnahmen",
        "in_force_until": "Ende",
        "deadline": "Frist",
        "upon_breach": "Verletzung, der sie folgt",
        "grounds": "Gründe",
        "reparation": "Wiedergutmachung",
        "sanction": "Sanktion",
        "priority": "Vorrang",
        "broader": "weitere Kontexte",
        "bounded_by": "Grenzen",
        "amends": "geänderte Vereinbarung",
        "required": "notwendige Beteiligte",
        "quorum": "Mindestzahl",
        "proposed_at": "Vorschlag",
        "assent_until": "Ende der Zustimmung",
        "undecided_accepted_by": "Einstehen für ihre Grenzen",
        "assents": "Stellungnahmen",
        "term_until": "Ende der Laufzeit",
        "lived_choice": "gelebte Entscheidung",
        "supersedes": "Vorgänger",
    },
    parts={
        "exception": (
            Form("es sei denn, dass {when:condition}[ ({text:text})][text=null| (ohne Worte)]"),
        ),
        "ground": (
            Form("der Karte {card:card}[norm=null| (keine Norm)]"),
            Form("der Norm {norm:norm}[card=null| (keine Karte)]"),
        ),
        "span": (Form("{start:count} bis {end:count}"),),
    },
    choices={
        "level": {
            "supranational": "auf überstaatlicher Ebene",
            "organisational": "auf der Ebene einer Organisation",
            "individual": "auf der Ebene einer einzelnen Person",
        },
        "source": {
            "law": "einem Gesetz",
            "treaty": "einem Staatsvertrag",
            "policy": "einer Richtlinie",
            "contract": "einem Vertrag",
            "compact": "einer Vereinbarung",
            "code": "einem Kodex",
            "learned": "beobachtetem Verhalten",
            "personal": "dem Entschluss einer einzelnen Person",
        },
        "origin": {
            "person": "ein Mensch",
            "model": "ein Modell",
            "import": "ein Import",
            "synthetic": "synthetisch",
        },
        "answer": {"yes": "ja", "no": "nein", "unsure": "unsicher"},
        "who": {
            "actor": "die handelnde Partei",
            "counterparty": "die Gegenpartei",
            "decider": "die entscheidende Partei",
            "anyone": "irgendjemand",
        },
        "who_not": {
            "actor": "die handelnde Partei",
            "counterparty": "die Gegenpartei",
            "decider": "die entscheidende Partei",
        },
    },
    truths=("falsch", "wahr"),
    conjunctions=("und", "oder"),
    condition=_CONDITION,
)
