"""The dashboard's pages: the only place for Streamlit."""
