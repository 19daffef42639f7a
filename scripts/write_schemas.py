"""Write the JSON Schemas of every document to schemas/v1, after a model has changed."""

from pathlib import Path

from commonweal.documents import write_schemas

for file in write_schemas(Path(__file__).resolve().parents[1] / "schemas"):
    print(file.name)
