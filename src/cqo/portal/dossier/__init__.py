"""The life-long file of a firm or a person, read from every stage."""
