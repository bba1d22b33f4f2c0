"""What an answer is worth, and what points come to on the scale of 100."""


def points(key: str, choice: str, points_tenths: int, *, half: bool = False) -> int:
    """Tenths of a point for the letters chosen: all for exactly the right ones, none for anything wrong.

    half: some but not all of the right letters, and no wrong one, are worth half (half a tenth is dropped), where the rules say so.
    """
    if not key or not choice:
        return 0
    if choice == key:
        return points_tenths
    return points_tenths // 2 if half and set(choice) < set(key) else 0


def of_hundred(points_tenths: int, *, total_tenths: int) -> int:
    """Points of a paper in tenths of a point of 100, rounded half up; none of an empty paper."""
    return (points_tenths * 2000 + total_tenths) // (2 * total_tenths) if total_tenths else 0
