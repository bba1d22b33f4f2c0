"""The way in: signing in, taking over a firm's or the own file, the privacy notice at the first sign-in, and one's own account."""
