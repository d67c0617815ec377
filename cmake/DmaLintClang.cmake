# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# Finds LLVM and Clang, 14 to 22, as Debian and apt.llvm.org package them, and describes them as
# targets, so that no other file has to know where anything lives:
#
#   dl_clang_headers   what C++ that includes Clang is compiled with
#   dl_clang_shared    libclang-cpp and libLLVM, for the worker
#   dl_libclang        the C library with the compilation database, for the command
#
# The newest version found is taken, unless LLVM_DIR or Clang_DIR says which.
include_guard(GLOBAL)

set(DMA_LINT_LLVM_OLDEST 14)
set(DMA_LINT_LLVM_NEWEST 22)

# A directory that somebody named has to be right: find_package() would silently look elsewhere.
# The root of an installation is as good as its lib/cmake/llvm.
function(dl_check_named variable package)
  foreach(dir ${${variable}} ${${variable}}/lib/cmake/${package})
    file(GLOB config ${dir}/*Config.cmake)
    if(config)
      set(${variable} ${dir} CACHE PATH "Where the package configuration is" FORCE)
      return()
    endif()
  endforeach()
  message(FATAL_ERROR "${variable} is ${${variable}}, where no package configuration is; Debian "
    "has it in /usr/lib/llvm-N/lib/cmake/${package}")
endfunction()

# LLVM_DIR from where Clang_DIR points, or from the newest /usr/lib/llvm-N that has headers.
function(dl_choose_llvm)
  if(LLVM_DIR)
    dl_check_named(LLVM_DIR llvm)
    return()
  endif()
  if(Clang_DIR)
    dl_check_named(Clang_DIR clang)
    get_filename_component(beside ${Clang_DIR}/../llvm ABSOLUTE)
    set(LLVM_DIR ${beside} CACHE PATH "Where the package configuration is" FORCE)
    return()
  endif()
  foreach(major RANGE ${DMA_LINT_LLVM_NEWEST} ${DMA_LINT_LLVM_OLDEST} -1)
    set(dir /usr/lib/llvm-${major}/lib/cmake)
    if(EXISTS ${dir}/llvm/LLVMConfig.cmake AND EXISTS ${dir}/clang/ClangConfig.cmake)
      set(LLVM_DIR ${dir}/llvm CACHE PATH "Where the package configuration is" FORCE)
      return()
    endif()
  endforeach()
endfunction()

function(dl_refuse_llvm_version version where)
  message(FATAL_ERROR "LLVM ${version} (${where}) is not supported: dma-lint builds with LLVM and "
    "Clang ${DMA_LINT_LLVM_OLDEST} to ${DMA_LINT_LLVM_NEWEST}. Name another one with "
    "-DLLVM_DIR=/usr/lib/llvm-${DMA_LINT_LLVM_NEWEST}/lib/cmake/llvm")
endfunction()

# LLVMConfig.cmake of an unsupported version may fail in its own ways: look at its version first.
function(dl_check_llvm_version)
  set(version_file ${LLVM_DIR}/LLVMConfigVersion.cmake)
  if(LLVM_DIR AND EXISTS ${version_file})
    include(${version_file})
    string(REGEX MATCH "^[0-9]+" major "${PACKAGE_VERSION}")
    if(major AND (major LESS DMA_LINT_LLVM_OLDEST OR major GREATER DMA_LINT_LLVM_NEWEST))
      dl_refuse_llvm_version(${PACKAGE_VERSION} ${LLVM_DIR})
    endif()
  endif()
endfunction()

dl_choose_llvm()
dl_check_llvm_version()
find_package(LLVM QUIET CONFIG)
if(NOT LLVM_FOUND)
  message(FATAL_ERROR "No LLVM found. Install llvm-N-dev, libclang-N-dev and clang-N with N from "
    "${DMA_LINT_LLVM_OLDEST} to ${DMA_LINT_LLVM_NEWEST}, name one with -DLLVM_DIR=..., or build "
    "only what needs no LLVM with -DDMA_LINT_WITH_CLANG=OFF")
endif()
if(LLVM_VERSION_MAJOR LESS DMA_LINT_LLVM_OLDEST OR
   LLVM_VERSION_MAJOR GREATER DMA_LINT_LLVM_NEWEST)
  dl_refuse_llvm_version(${LLVM_PACKAGE_VERSION} ${LLVM_DIR})
endif()

# Clang has to be of the same installation: look beside LLVM, not in the whole system.
if(NOT Clang_DIR)
  get_filename_component(beside ${LLVM_DIR}/../clang ABSOLUTE)
  set(Clang_DIR ${beside} CACHE PATH "Where the package configuration is" FORCE)
endif()
get_filename_component(llvm_root ${LLVM_DIR}/.. REALPATH)
get_filename_component(clang_root ${Clang_DIR}/.. REALPATH)
if(NOT llvm_root STREQUAL clang_root)
  message(FATAL_ERROR "LLVM_DIR (${LLVM_DIR}) and Clang_DIR (${Clang_DIR}) are of different "
    "installations: give one of them, in a fresh build directory")
endif()
find_package(Clang QUIET CONFIG)
if(NOT Clang_FOUND OR NOT TARGET clang-cpp)
  message(FATAL_ERROR "LLVM ${LLVM_PACKAGE_VERSION} has no Clang development files with it: "
    "install libclang-${LLVM_VERSION_MAJOR}-dev and clang-${LLVM_VERSION_MAJOR}")
endif()

add_library(dl_clang_headers INTERFACE)
target_include_directories(dl_clang_headers SYSTEM INTERFACE
  ${CLANG_INCLUDE_DIRS} ${LLVM_INCLUDE_DIRS})
separate_arguments(llvm_definitions NATIVE_COMMAND "${LLVM_DEFINITIONS}")
target_compile_definitions(dl_clang_headers INTERFACE ${llvm_definitions})
# Neither exceptions nor RTTI: without RTTI our classes need no typeinfo of Clang's, so that they
# fit a Clang that was built without it, and a wrong host gets as far as the version guard.
target_compile_options(dl_clang_headers INTERFACE
  -fno-exceptions -fno-rtti -Wall -Wextra -Werror -Wno-unused-parameter)

add_library(dl_clang_shared INTERFACE)
target_link_libraries(dl_clang_shared INTERFACE clang-cpp LLVM)

find_library(DMA_LINT_LIBCLANG NAMES clang-${LLVM_VERSION_MAJOR} clang
  PATHS ${LLVM_LIBRARY_DIR} NO_DEFAULT_PATH)
if(NOT DMA_LINT_LIBCLANG)
  message(FATAL_ERROR "No libclang in ${LLVM_LIBRARY_DIR}: install libclang-${LLVM_VERSION_MAJOR}-dev")
endif()
add_library(dl_libclang INTERFACE)
target_include_directories(dl_libclang SYSTEM INTERFACE ${LLVM_INCLUDE_DIRS})
target_link_libraries(dl_libclang INTERFACE ${DMA_LINT_LIBCLANG})

# Clang's own headers (stddef.h and the like), which the worker has to find without a driver.
find_path(DMA_LINT_RESOURCE_DIR include/stddef.h NO_DEFAULT_PATH
  PATHS ${LLVM_LIBRARY_DIR}/clang/${LLVM_VERSION_MAJOR}
        ${LLVM_LIBRARY_DIR}/clang/${LLVM_VERSION_MAJOR}.${LLVM_VERSION_MINOR}.${LLVM_VERSION_PATCH})
if(NOT DMA_LINT_RESOURCE_DIR)
  message(FATAL_ERROR "Clang ${LLVM_VERSION_MAJOR} has no headers of its own in "
    "${LLVM_LIBRARY_DIR}/clang: install libclang-common-${LLVM_VERSION_MAJOR}-dev")
endif()

# The compiler of the same version: tests load the plugin into it.
find_program(DMA_LINT_CLANG NAMES clang-${LLVM_VERSION_MAJOR} clang
  PATHS ${LLVM_TOOLS_BINARY_DIR} NO_DEFAULT_PATH)

# For other directories: this file is read once, in the scope of whoever comes first.
set(DMA_LINT_LLVM_VERSION ${LLVM_PACKAGE_VERSION} CACHE INTERNAL "")
set(DMA_LINT_LLVM_TOOLS_DIR ${LLVM_TOOLS_BINARY_DIR} CACHE INTERNAL "")

message(STATUS "LLVM ${LLVM_PACKAGE_VERSION} in ${LLVM_DIR}")
