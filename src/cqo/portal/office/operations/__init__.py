"""Acts of the office screens on the parts that stand below `access`: each asks the gate, then calls the part."""
