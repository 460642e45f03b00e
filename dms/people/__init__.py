"""Who works where: offices, units, positions, persons, and the one access policy."""
