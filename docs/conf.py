"""How the documentation is built: Sphinx, MyST, and nothing fetched from anywhere."""

from importlib.metadata import version as installed_version

project = "Commonweal"
author = "The Commonweal authors"
project_copyright = "The Commonweal authors, Apache-2.0"
release = installed_version("commonweal")
version = release

extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.napoleon"]
exclude_patterns = ["_build", "**/_*.md"]
# Words in the type of a field (Literal["target"]) are looked up as if they were names.
suppress_warnings = ["ref.python"]

myst_enable_extensions = ["colon_fence", "deflist"]
myst_heading_anchors = 3

autodoc_member_order = "bysource"
autodoc_typehints = "signature"
autodoc_typehints_format = "short"
autodoc_default_options = {
    "exclude-members": "model_config, model_post_init",
    "members": True,
    "show-inheritance": True,
    "undoc-members": True,
}
napoleon_google_docstring = True
napoleon_numpy_docstring = False
napoleon_use_ivar = True
python_use_unqualified_type_names = True
python_maximum_signature_line_length = 88

html_theme = "furo"
html_title = "Commonweal"
html_copy_source = False
html_show_sphinx = False
language = "en"
