// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Which headers the main file includes itself, as far as rules/ has a word about them. Read off its
// text, not off the preprocessor: a header that something else has included before, or that a
// preamble holds, is never entered again, and the line stands there all the same.
//
#include "checker/clang/compat.h"
#include "checker/clang/lowering.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Lex/Lexer.h"
#include "rules/api.h"

using namespace clang;

namespace dl {

/// What stands between <> or "" where a directive's name ends.
static std::string headerName(StringRef Rest) {
  Rest = Rest.ltrim(" \t");
  if (Rest.empty() || (Rest[0] != '<' && Rest[0] != '"'))
    return "";
  size_t End = Rest.find(Rest[0] == '<' ? '>' : '"', 1);
  return End == StringRef::npos ? "" : Rest.slice(1, End).str();
}

void UnitLowering::noteIncludes() {
  const SourceManager &SM = Context.getSourceManager();
  FileID Main = SM.getMainFileID();
  StringRef Text = SM.getBufferData(Main);
  Lexer Raw(SM.getLocForStartOfFile(Main), Context.getLangOpts(), Text.begin(), Text.begin(),
            Text.end());
  Token Tok;
  Tok.startToken();
  for (bool End = false; !End && !Tok.is(tok::eof);) {
    End = Raw.LexFromRawLexer(Tok);
    if (!Tok.is(tok::hash) || !Tok.isAtStartOfLine())
      continue;
    SourceLocation Place = Tok.getLocation();
    End = Raw.LexFromRawLexer(Tok);
    if (!Tok.is(tok::raw_identifier) || Tok.getRawIdentifier() != "include")
      continue;
    std::string Name = headerName(Text.substr(SM.getFileOffset(Tok.getEndLoc())));
    if (dl_api_is_inner_header(Name.c_str()))
      dl_ir_include(Unit, Name.c_str(), loc(Place));
  }
}

} // namespace dl
