"""How places are named and how they follow one another; values in, values out."""
