"""Keys and what is done with them: personal data at rest (SM4-GCM, GB/T 32907), look-up hashes (HMAC-SM3, GB/T 32905), masked forms.

Stands on nothing. Every sealed value begins with the version of the key that sealed it, so that keys can change while old values stay readable.
"""
