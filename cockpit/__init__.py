"""The executive cockpit: workbook in, pages and exports out."""
