"""What stands in a life-long file, gathered from every stage."""
