"""What is done to many cards at once from their list: chosen, looked at beforehand, done, reported, taken back as a whole.

A room says in its module `bulk.py` how its lists choose rows (`chooser`) and what else may be done with them (`verb`).
"""
