# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
# Files into a C source: for each NAME.EXT an array "const unsigned char dl_html_NAME_EXT[]".
#
#    cmake -DOUT=FILE "-DFILES=FILE;..." -P embed.cmake
set(text "/* Made by embed.cmake. */\n#include \"checker/report/html.h\"\n")
foreach(file IN LISTS FILES)
  get_filename_component(name ${file} NAME)
  string(MAKE_C_IDENTIFIER "dl_html_${name}" name)
  file(READ ${file} bytes HEX)
  string(REGEX REPLACE "(................................................................)" "\\1\n" bytes "${bytes}")
  string(REGEX REPLACE "([0-9a-f][0-9a-f])" "0x\\1," bytes "${bytes}")
  string(APPEND text "const unsigned char ${name}[] = {\n${bytes}0\n};\n")
endforeach()
file(WRITE ${OUT} "${text}")
