"""Board night, and a class's scenarios drawn together."""
