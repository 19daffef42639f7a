"""What withstands what: arguments and attacks, preferences, and audiences that order values."""

from commonweal.argumentation._audiences import (
    AUDIENCE_QUESTIONS,
    AudienceQuestion,
    AudienceResult,
    solve_audience,
)
from commonweal.argumentation._certificate import ArgumentCertificate, write_certificates
from commonweal.argumentation._extensions import (
    ACCEPTANCE_MODES,
    NOT_CHECKED,
    SEMANTICS,
    AcceptanceMode,
    AcceptanceResult,
    ExtensionsResult,
    Semantics,
    solve_acceptance,
    solve_extensions,
)
from commonweal.argumentation._framework import ArgumentFramework
from commonweal.argumentation._framework_file import (
    FORMATS,
    Format,
    FrameworkFile,
    read_framework,
    write_framework,
)
from commonweal.argumentation._grounded import LABELS, GroundedLabels, solve_grounded
from commonweal.argumentation._preferences import REDUCTIONS, PreferenceFramework, Reduction
from commonweal.argumentation._structured import (
    LINKS,
    SET_ORDERS,
    AttackKind,
    Link,
    SetOrder,
    StructuredArgument,
    StructuredAttack,
    StructuredFramework,
    structured_framework,
)
from commonweal.argumentation._theory import ArgumentationTheory, InferenceRule, denied
from commonweal.argumentation._values import (
    COMPARISONS,
    PARITIES,
    Audience,
    Comparison,
    Parity,
    ValueFramework,
)

__all__ = [
    "ACCEPTANCE_MODES",
    "AUDIENCE_QUESTIONS",
    "COMPARISONS",
    "FORMATS",
    "LABELS",
    "LINKS",
    "NOT_CHECKED",
    "PARITIES",
    "REDUCTIONS",
    "SEMANTICS",
    "SET_ORDERS",
    "AcceptanceMode",
    "AcceptanceResult",
    "ArgumentCertificate",
    "ArgumentFramework",
    "ArgumentationTheory",
    "AttackKind",
    "Audience",
    "AudienceQuestion",
    "AudienceResult",
    "Comparison",
    "ExtensionsResult",
    "Format",
    "FrameworkFile",
    "GroundedLabels",
    "InferenceRule",
    "Link",
    "Parity",
    "PreferenceFramework",
    "Reduction",
    "Semantics",
    "SetOrder",
    "StructuredArgument",
    "StructuredAttack",
    "StructuredFramework",
    "ValueFramework",
    "denied",
    "read_framework",
    "solve_acceptance",
    "solve_audience",
    "solve_extensions",
    "solve_grounded",
    "structured_framework",
    "write_certificates",
    "write_framework",
]
