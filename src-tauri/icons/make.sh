#!/usr/bin/env bash
# Draws the icons: an open ledger, white on the one red. Needs ImageMagick.
set -euo pipefail
cd "$(dirname "$0")"
convert -size 512x512 xc:none \
  -fill '#a61b1b' -draw 'roundrectangle 28,28 484,484 72,72' \
  -fill white -draw "path 'M 112,136 L 228,136 Q 256,140 256,164 Q 256,140 284,136 L 400,136 L 400,368 L 282,368 Q 256,372 256,392 Q 256,372 230,368 L 112,368 Z'" \
  -fill none -stroke '#a61b1b' -strokewidth 10 -draw 'line 256,164 256,388' \
  -stroke '#8b93a0' -strokewidth 12 \
  -draw 'line 146,196 222,196' -draw 'line 146,248 222,248' -draw 'line 146,300 222,300' \
  -draw 'line 290,196 366,196' -draw 'line 290,248 366,248' -draw 'line 290,300 366,300' \
  -strip PNG32:icon.png
convert icon.png -resize 128x128 -strip PNG32:128x128.png
convert icon.png -resize 32x32 -strip PNG32:32x32.png
convert icon.png -resize 256x256 -define icon:auto-resize=256,64,48,32,16 icon.ico
