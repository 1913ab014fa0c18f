"""Files that people take away: a sheet of cells, as CSV or as a workbook."""

from portal.services.exports.csv_file import csv_of
from portal.services.exports.sheet import Cell, Sheet, neutral
from portal.services.exports.workbook import xlsx_of

__all__ = ["Cell", "Sheet", "csv_of", "neutral", "xlsx_of"]
