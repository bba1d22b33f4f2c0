"""Who can sign in and for whom they act: people with a sign-in, organisations, posts and the people who hold them, delegation and hand-over.

System, security and audit administrators (三员) exclude each other. An outsider's way in is an activation code printed on a slip, or a letter the county checks.
"""
