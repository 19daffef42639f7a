"""English."""

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
        "{fact:fact} is {value:value}",
        "{of.fact:fact} is not {of.value:value}",
        "{fact:fact} is at least {value:number}",
        "{of.fact:fact} is not at least {of.value:number}",
        "{fact:fact} is at most {value:number}",
        "{of.fact:fact} is not at most {of.value:number}",
        "{fact:fact} is one of {values:values}",
        "{of.fact:fact} is none of {of.values:values}",
        "the context {context:context} holds",
        "the context {of.context:context} does not hold",
        "{who:who} acts as {role:role}",
        "nobody acts as {of.role:role}",
        "{of.who:who_not} does not act as {of.role:role}",
    ),
    denial="it is not so that",
    before="already before any act",
    both=JoinedWords(
        opening="both",
        between="and",
        several="each of these holds:",
        single="this one holds:",
        none="no condition need be met",
        empty="no condition need be met (an empty list)",
    ),
    either=JoinedWords(
        opening="either",
        between="or",
        closing="(or both)",
        several="at least one of these holds:",
        single="at least this one holds:",
        none="no condition suffices",
        empty="no condition suffices (an empty list)",
    ),
    each="",
    whole="The condition is that ….",
)

_ACTS = "[ towards {counterparty:role}]"
_WHEN = "[ if {condition:condition}][, {exceptions*exception}]."
_STILL = "still so if there were another way"
_UNSEEN = "still so if nobody knew"
_MIND = "who would mind"
_AGENT = "still their own if an agent did it for them"

ENGLISH = Grammar(
    tag="en",
    name="English",
    openings={
        "norm": Form("Norm {name:norm}: {text:text}."),
        "context": Form("Context {name:context}: {text:text}."),
        "compact": Form("Compact {name:compact}: {title:text}."),
        "value_card": Form("Values card of {participant:participant}: {title:text}."),
    },
    sentences={
        "norm": (
            Says(
                Form(
                    "Whoever acts as {role:role} must do {action:action}"
                    + _ACTS
                    + "[ by {deadline:moment}]"
                    + _WHEN,
                    {"modality": "obliged"},
                )
            ),
            Says(
                Form(
                    "Whoever acts as {role:role} must not do {action:action}" + _ACTS + _WHEN,
                    {"modality": "forbidden"},
                )
            ),
            Says(
                Form(
                    "Whoever acts as {role:role} may do {action:action}" + _ACTS + _WHEN,
                    {"modality": "permitted"},
                )
            ),
            Says(Form("This is guaranteed.", {"guaranteed": True})),
            Says(Form("This is not guaranteed.", {"guaranteed": False})),
            Says(Form("It is issued by {issuer:institution} {level:level}."), throughout=True),
            Says(
                Form("It is in force from {in_force_from:moment}[ until {in_force_until:moment}]."),
                throughout=True,
            ),
            Says(
                Form(
                    "It applies only upon the breach of {upon_breach.norm:norm}"
                    '[upon_breach.by="addressee"| by those whom it binds]'
                    '[upon_breach.by="anyone"| by anybody].'
                )
            ),
            Says(Form("It rests on {grounds*ground}.")),
            Says(
                Form(
                    "It takes precedence over {over:norm}, as granted by {granted_by:institution}."
                ),
                each="priority",
            ),
            Says(Form("If it is broken, what is due is: {reparation:text}.")),
            Says(Form("The sanction is: {sanction:text}.")),
            Says(
                Form(
                    "It comes from {source.type:source}[: {source.citation:text}]"
                    "[source.citation=null| (no citation)]."
                ),
                throughout=True,
            ),
        ),
        "context": (Says(Form("It is narrower than {broader:names.context}.")),),
        "compact": (
            Says(Form("It is made by {parties:names.party}.")),
            Says(Form("It consists of {norms:names.norm}.")),
            Says(Form("It is bounded by {bounded_by:names.compact}.")),
            Says(Form("It amends {amends:compact}.")),
            Says(Form("It needs the assent of {required:names.party}.")),
            Says(Form("At least {quorum:count} of its parties must assent.")),
            Says(Form("It was proposed on {proposed_at:moment}.")),
            Says(Form("Assents count until {assent_until:moment}.")),
            Says(Form("Its norms may yield to its bounds in some cases.", {"may_yield": True})),
            Says(Form("Its norms yield to its bounds in no case.", {"may_yield": False})),
            Says(
                Form(
                    "Whatever could not be decided of its bounds is answered for by"
                    " {undecided_accepted_by:party}."
                )
            ),
            Says(
                Form(
                    "{party:party} assents on {at:moment}[: {reasons:text}]"
                    "[reasons=null| (no reasons)].",
                    {"assents": True},
                ),
                each="assents",
            ),
            Says(
                Form(
                    "{party:party} objects on {at:moment}[: {reasons:text}]"
                    "[reasons=null| (no reasons)].",
                    {"assents": False},
                ),
                each="assents",
            ),
            Says(Form("It runs from {term_from:moment}[ until {term_until:moment}].")),
            Says(Form("It may be changed like this: {amendment:text}.")),
        ),
        "value_card": (
            Says(
                Form(
                    "Whoever lives by it attends to {text:text}"
                    f"[; {_STILL}: {{evidence.if_another_way:answer}}]"
                    f"[evidence.if_another_way=null|; {_STILL}: not answered]"
                    f"[; {_UNSEEN}: {{evidence.if_nobody_knew:answer}}]"
                    f"[evidence.if_nobody_knew=null|; {_UNSEEN}: not answered]"
                    f"[; {_MIND}: {{evidence.who_would_mind:text}}]"
                    f"[evidence.who_would_mind=null|; {_MIND}: not answered]"
                    f"[; {_AGENT}: {{evidence.delegable:answer}}]"
                    f"[evidence.delegable=null|; {_AGENT}: not answered]"
                    "[evidence={}|; with no answers]"
                    "[; told in characters {spans*span}][spans=[]|; told nowhere]."
                ),
                each="policies",
            ),
            Says(Form("It belongs to {contexts:names.context}.")),
            Says(Form("The choice that it came from: {lived_choice:text}.")),
            Says(Form("Its author has confirmed it.", {"confirmed": True})),
            Says(Form("Its author has not confirmed it.", {"confirmed": False})),
            Says(Form("It replaces {supersedes:record}.")),
            Says(Form("Its nonce is {nonce:text}.")),
        ),
        SHARED: (
            Says(
                Form(
                    "Said by {by:speaker} on {said_at:moment} ({origin:origin})"
                    "[, in the language {language:text}]."
                ),
                throughout=True,
            ),
        ),
    },
    throughout="The following holds throughout.",
    without="Expressly without",
    absent={
        "language": "language",
        "counterparty": "counterparty",
        "exceptions": "exceptions",
        "in_force_until": "end",
        "deadline": "deadline",
        "upon_breach": "breach that it follows",
        "grounds": "grounds",
        "reparation": "reparation",
        "sanction": "sanction",
        "priority": "precedence",
        "broader": "broader contexts",
        "bounded_by": "bounds",
        "amends": "amended compact",
        "required": "required parties",
        "quorum": "quorum",
        "proposed_at": "proposal",
        "assent_until": "end of assent",
        "undecided_accepted_by": "answer for its bounds",
        "assents": "assents",
        "term_until": "end of term",
        "lived_choice": "lived choice",
        "supersedes": "predecessor",
    },
    parts={
        "exception": (Form("unless {when:condition}[ ({text:text})][text=null| (without words)]"),),
        "ground": (
            Form("the card {card:card}[norm=null| (no norm)]"),
            Form("the norm {norm:norm}[card=null| (no card)]"),
        ),
        "span": (Form("{start:count} to {end:count}"),),
    },
    choices={
        "level": {
            "supranational": "at the supranational level",
            "organisational": "at the level of an organisation",
            "individual": "at the level of an individual",
        },
        "source": {
            "law": "a law",
            "treaty": "a treaty",
            "policy": "a policy",
            "contract": "a contract",
            "compact": "a compact",
            "code": "a code",
            "learned": "observed behaviour",
            "personal": "the resolve of one person",
        },
        "origin": {
            "person": "a person",
            "model": "a model",
            "import": "an import",
            "synthetic": "synthetic",
        },
        "answer": {"yes": "yes", "no": "no", "unsure": "unsure"},
        "who": {
            "actor": "the actor",
            "counterparty": "the counterparty",
            "decider": "the decider",
            "anyone": "anyone",
        },
        "who_not": {
            "actor": "the actor",
            "counterparty": "the counterparty",
            "decider": "the decider",
        },
    },
    truths=("false", "true"),
    conjunctions=("and", "or"),
    condition=_CONDITION,
)
