"""What every interactive stands on: the contract, its place on a page, its live twin, levers, pictures and theme.

The contract knows no renderer. Importing the kit makes two known to it: `page` and `live`.
"""

from joint_working.kit import live, page

__all__ = ["live", "page"]
