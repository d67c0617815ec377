# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# What is installed, and the Debian package: `cmake --install build --prefix DIR` works from any DIR,
# `cpack --config build/CPackConfig.cmake` writes a .deb into the current directory. tools/package-test
# installs that one in a fresh Debian and uses it.
include(GNUInstallDirs)
string(REGEX MATCH "^[0-9]+" llvm_major "${DMA_LINT_LLVM_VERSION}")

install(TARGETS dma-lint DESTINATION ${CMAKE_INSTALL_BINDIR})
# The command looks there for it: tools/dma-lint/jobs.c.
install(TARGETS dma-lint-worker DESTINATION libexec/dma-lint)
install(TARGETS dma-lint-plugin DESTINATION ${CMAKE_INSTALL_LIBDIR})
install(FILES docs/dma-lint.1 DESTINATION ${CMAKE_INSTALL_MANDIR}/man1)
install(FILES tools/completion/dma-lint.bash RENAME dma-lint
        DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions)
install(FILES tools/completion/_dma-lint
        DESTINATION ${CMAKE_INSTALL_DATADIR}/zsh/vendor-completions)
install(FILES README.md LICENSE DESTINATION ${CMAKE_INSTALL_DOCDIR})
install(DIRECTORY docs examples DESTINATION ${CMAKE_INSTALL_DOCDIR}
        PATTERN dma-lint.1 EXCLUDE PATTERN CMakeLists.txt EXCLUDE)

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME dma-lint)
set(CPACK_PACKAGE_CONTACT "dma-lint developers <dma-lint@localhost>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "static checker for the DMA API of Linux drivers")
set(CPACK_PACKAGE_DESCRIPTION
"dma-lint finds misuse of the Linux DMA mapping API in driver source before the
driver runs: unchecked mappings, error paths that leak, unmaps that do not
match, memory that no device may touch. A command for files, kernel trees and
patches, a Clang plugin, and a runtime on which driver code can be tested.")
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION devel)
# Libraries by their symbols; the headers of Clang's own, which the worker reads, by name.
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS_PRIVATE_DIRS ${CMAKE_BINARY_DIR}/lib ${CMAKE_BINARY_DIR}/runtime-shim)
set(CPACK_DEBIAN_PACKAGE_DEPENDS "libclang-common-${llvm_major}-dev")
set(CPACK_DEBIAN_PACKAGE_RECOMMENDS "git, make")
set(CPACK_DEBIAN_PACKAGE_SUGGESTS "clang-${llvm_major}, libjansson-dev, libdw-dev")
include(CPack)
