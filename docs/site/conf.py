"""How Sphinx makes the site; `docs/site/build.py` runs it once a language, on a copy of the repository's pages."""

import os

project = "Losslings"
author = "the authors of Losslings"
copyright = author  # noqa: A001 # Sphinx' own name
html_title = project
extensions = ["myst_parser", "sphinx.ext.mathjax"]
myst_enable_extensions = ["dollarmath", "colon_fence"]
myst_heading_anchors = 3
source_suffix = {".md": "markdown"}
# Pages show commands and code in languages that Pygments does not know.
suppress_warnings = ["misc.highlighting_failure"]

html_theme = "furo"
html_static_path = ["_static"]
html_extra_path = ["_extra"]  # the pages to play with
html_show_sourcelink = False
html_copy_source = False
# The reader may have no network: MathJax lies beside the pages, and it draws its letters itself.
mathjax_path = "mathjax.js"
html_css_files = ["site.css"]
html_theme_options = {"footer_icons": []}
templates_path = ["_templates"]
_sidebar = ("brand", "search", "scroll-start", "navigation", "scroll-end")
html_sidebars = {"**": ["language.html", *(f"sidebar/{part}.html" for part in _sidebar)]}
# The same page in the other language, which `build.py` names.
_other = os.environ.get("SITE_OTHER_LANGUAGE", "ko 한국어").partition(" ")
html_context = {"other_language": _other[0], "other_language_name": _other[2]}
