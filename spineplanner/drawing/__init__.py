"""The schematic of the spine as shapes in millimetres, the same for screen and paper."""
