"""Write a hint as HTML: what stands between backticks is code."""

from __future__ import annotations

import re

from markupsafe import Markup, escape


def prose(text: str, style: str = "") -> Markup:
    """Escape a hint; `style` is for code where no stylesheet reaches."""
    opening = f'<code style="{style}">' if style else "<code>"
    return Markup(re.sub(r"`([^`]+)`", rf"{opening}\1</code>", str(escape(text))))
