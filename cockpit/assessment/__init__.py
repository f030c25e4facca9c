"""What the inventory and the simulation say, as plain values: pure, without a screen."""
