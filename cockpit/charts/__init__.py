"""Charts: a tidy frame and a Vega-Lite spec; knows no Streamlit."""
