#!/bin/sh
# Reads the spine over AT-SPI on a bus of its own: session.sh PROGRAM-PYTHON SYSTEM-PYTHON.
/usr/libexec/at-spi-bus-launcher --launch-immediately &
bus=$!
QT_LINUX_ACCESSIBILITY_ALWAYS_ON=1 QT_QPA_PLATFORM=xcb "$1" -m tests.ui.at_spi.speaker &
speaker=$!
timeout 60 "$2" tests/ui/at_spi/reader.py
code=$?
kill "$speaker" "$bus"
exit "$code"
