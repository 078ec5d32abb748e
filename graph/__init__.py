"""zhimai: Chinese news in, a knowledge graph out."""
