"""The pot, hospital money, five years, prevention, and accounts as published."""
