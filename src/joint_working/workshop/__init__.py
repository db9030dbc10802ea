"""The Board night workshop: its words from `data/workshop_*.csv`, its numbers from the models and the evidence.

`content` reads the tables and fills their slots, `sheets` lays them out. The book's pages show the sheets, and
`joint_working.site.pack` prints them as one PDF. Nothing here holds a number of its own.
"""
