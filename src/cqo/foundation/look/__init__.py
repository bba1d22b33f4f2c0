"""The look: frames of pages, tags, the rendering of forms, stylesheet and script. Holds no rows, asks nobody, stands on nothing.

Who fills it: `config/wiring.py` registers where the navigation, the unread count and the capacities come from (`navigation.register`);
every page extends `base.html` (public), `page.html` (signed in) or one of the pages built on them: `list.html`, `case.html`, `form.html`,
`confirm.html`, `print.html`. Each of them says at its top which variables and blocks it knows.
"""
