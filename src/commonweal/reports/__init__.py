"""Reports: the page that shows a decision whole, with its disputes, and how to verify it."""

from commonweal.reports._checker_page import (
    render_checker_page,
    write_checker_page,
)
from commonweal.reports._myself_page import (
    render_myself_page,
    write_myself_page,
)
from commonweal.reports._page import (
    render_report,
    write_report,
)
from commonweal.reports._picture_file import (
    Picture,
    picture_file,
)
from commonweal.reports._steward_view import (
    StewardView,
    read_steward_view,
)
from commonweal.reports._truth import (
    TruthFindings,
    compare_with_truth,
)
from commonweal.reports._truth_row import (
    TruthRow,
)

__all__ = [
    "Picture",
    "StewardView",
    "TruthFindings",
    "TruthRow",
    "compare_with_truth",
    "picture_file",
    "read_steward_view",
    "render_checker_page",
    "render_myself_page",
    "render_report",
    "write_checker_page",
    "write_myself_page",
    "write_report",
]
