"""Every page, run without a browser by Streamlit's AppTest."""
