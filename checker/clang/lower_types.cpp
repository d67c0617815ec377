// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Clang's types, declarations and places as entries of a unit. A type keeps the name that the
// source gives it as far as that means something here: typedefs of integers ("dma_addr_t") stay,
// other typedefs, typeof and qualifiers are looked through, except for what a pointer points to
// being const. Names are unique in a unit: a second "struct x" of another scope gets a suffix.
//
#include "checker/clang/compat.h"
#include "checker/clang/lowering.h"
#include "clang/AST/Attr.h"
#include "clang/AST/RecordLayout.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Lex/Lexer.h"
#include "rules/api.h"

using namespace clang;

namespace dl {

// ---- Places ----------------------------------------------------------------------------------

// Where a person looks: a macro's own text is at its expansion, an argument where it is written.
dl_loc UnitLowering::loc(SourceLocation L) {
  if (L.isInvalid())
    return 0;
  const SourceManager &SM = Context.getSourceManager();
  L = SM.getFileLoc(L);
  auto [It, New] = Locs.try_emplace(L.getRawEncoding(), 0);
  if (!New)
    return It->second;
  PresumedLoc P = SM.getPresumedLoc(L, /*UseLineDirectives=*/false);
  if (P.isInvalid())
    return 0;
  StringRef File = P.getFilename();
  while (compat::startsWith(File, "./"))
    File = File.drop_front(2);
  return It->second = dl_ir_loc(Unit, File.str().c_str(), P.getLine(), P.getColumn());
}

// Of a type without a name. It is one in all units, whatever path a unit comes to it by.
std::string UnitLowering::placeName(SourceLocation L) {
  const dl_place *P = dl_ir_place(Unit, loc(L));
  if (!P || !P->file)
    return "(unnamed)";
  const SourceManager &SM = Context.getSourceManager();
  const FileEntry *Entry = SM.getFileEntryForID(SM.getFileID(SM.getFileLoc(L)));
  StringRef Path = Entry ? Entry->tryGetRealPathName() : StringRef();
  return "(" + (Path.empty() ? std::string(P->file) : Path.str()) + ":" +
         std::to_string(P->line) + ":" + std::to_string(P->column) + ")";
}

// Inside of a macro argument the name comes from where the argument was written: only macros
// whose own text holds the callee count. The outermost one that the tables know is what the user
// asked for; what lies further out is the driver's own wrapper.
const char *UnitLowering::macroName(SourceLocation L, StringRef CalleeName) {
  const SourceManager &SM = Context.getSourceManager();
  std::string Best;
  while (L.isMacroID()) {
    if (SM.isMacroArgExpansion(L)) {
      L = SM.getImmediateSpellingLoc(L);
      continue;
    }
    std::string Name = Lexer::getImmediateMacroName(L, SM, Context.getLangOpts()).str();
    if (!dl_api_find(Name.c_str(), 0) && !dl_kernel_find(Name.c_str()))
      break;
    Best = Name;
    L = SM.getImmediateExpansionRange(L).getBegin();
  }
  if (Best.empty() || CalleeName == Best)
    return nullptr;
  return dl_ir_intern(Unit, Best.c_str());
}

// ---- Types -----------------------------------------------------------------------------------

std::string UnitLowering::uniqueName(std::string Name, const void *Key) {
  std::string Try = Name;
  for (unsigned N = 2;; N++) {
    auto [It, New] = Names.try_emplace(Try, Key);
    if (New || It->second == Key)
      return Try;
    Try = Name + "." + std::to_string(N);
  }
}

std::string UnitLowering::tagName(const TagDecl *Tag) {
  std::string Name;
  if (Tag->getIdentifier())
    Name = (Tag->getKindName() + " " + Tag->getName()).str();
  else if (const TypedefNameDecl *Typedef = Tag->getTypedefNameForAnonDecl())
    Name = Typedef->getName().str();
  else
    Name = (Tag->getKindName() + " ").str() + placeName(Tag->getLocation());
  return uniqueName(Name, Tag->getCanonicalDecl());
}

dl_type *UnitLowering::makeInt(const std::string &Name, QualType T) {
  bool IsEnum = T->isEnumeralType();
  if (T->isIncompleteType())
    return dl_ir_type_int(Unit, Name.c_str(), 32, false, IsEnum);
  return dl_ir_type_int(Unit, Name.c_str(), Context.getIntWidth(T),
                        T->isSignedIntegerOrEnumerationType(), IsEnum);
}

const dl_type *UnitLowering::sizeOfType(const dl_type *Measured) {
  std::string Name = "sizeof(" + std::string(Measured->name) + ")";
  return dl_ir_type_int(Unit, Name.c_str(), Context.getIntWidth(Context.getSizeType()), false,
                        false);
}

dl_type *UnitLowering::makeRecord(const RecordDecl *RD) {
  uint64_t Size = 0;
  if (const RecordDecl *Def = RD->getDefinition())
    if (!Def->isInvalidDecl())
      Size = Context.getASTRecordLayout(Def).getSize().getQuantity();
  return dl_ir_type_record(Unit, tagName(RD).c_str(), Size, RD->isUnion());
}

dl_type *UnitLowering::makeArray(const ArrayType *AT) {
  const dl_type *Elem = type(AT->getElementType());
  uint64_t Count = 0;
  std::string Suffix;
  if (const auto *CA = dyn_cast<ConstantArrayType>(AT)) {
    Count = CA->getSize().getLimitedValue(INT64_MAX);
    Suffix = std::to_string(Count);
  } else if (isa<VariableArrayType>(AT)) {
    Suffix = "*"; // C's own spelling of "a length that is not constant"
  }
  // The outer dimension comes first: int a[2][3] is an array of two "int [3]".
  std::string Name = Elem->name;
  size_t Bracket = Elem->kind == DL_TYPE_ARRAY ? Name.find('[') : std::string::npos;
  if (Bracket == std::string::npos)
    Name += " [" + Suffix + "]";
  else
    Name.insert(Bracket, "[" + Suffix + "]");
  return dl_ir_type_array(Unit, Name.c_str(), Elem, Count);
}

dl_type *UnitLowering::makeFunction(const FunctionType *FT) {
  std::string Name = std::string(type(FT->getReturnType())->name) + " (";
  if (const auto *Proto = dyn_cast<FunctionProtoType>(FT)) {
    const char *Separator = "";
    for (QualType P : Proto->param_types()) {
      Name += Separator + std::string(type(P)->name);
      Separator = ", ";
    }
    if (Proto->isVariadic())
      Name += std::string(Separator) + "...";
    else if (!Proto->getNumParams())
      Name += "void";
  }
  return dl_ir_type_function(Unit, (Name + ")").c_str());
}

const dl_type *UnitLowering::pointerTo(const dl_type *Elem, bool ToConst) {
  std::string Name = (ToConst ? "const " : "") + std::string(Elem->name);
  size_t Inner = Name.find("(*");
  if (Elem->kind == DL_TYPE_FUNCTION)
    Name.insert(Name.find('('), "(*)");
  else if (Elem->kind == DL_TYPE_ARRAY)
    Name.insert(Name.find('['), "(*)");
  else if (Elem->kind == DL_TYPE_POINTER && Inner != std::string::npos)
    Name.insert(Inner + 1, "*");
  else
    Name += Elem->kind == DL_TYPE_POINTER ? "*" : " *";
  return dl_ir_type_pointer(Unit, Name.c_str(), Elem, ToConst);
}

// What C calls scalar and the IR does not compute with.
dl_type *UnitLowering::makeOther(QualType T) {
  T = T.getCanonicalType().getUnqualifiedType();
  if (T->isVoidType())
    return dl_ir_type_void(Unit);
  if (T->isBitIntType())
    return makeInt(T.getAsString(), T);
  if (T->isRealFloatingType() || T->isAnyComplexType() || T->isVectorType())
    return dl_ir_type_float(Unit, T.getAsString().c_str(), Context.getTypeSize(T));
  if (T->isIntegerType())
    return makeInt(T.getAsString(), T);
  return dl_ir_type_int(Unit, "int", Context.getIntWidth(Context.IntTy), true, false);
}

dl_type *UnitLowering::makeType(QualType T) {
  for (;;) {
    if (const auto *Typedef = dyn_cast<TypedefType>(T.getTypePtr()))
      if (T->isIntegralOrEnumerationType() && !T->isBitIntType())
        return makeInt(uniqueName(Typedef->getDecl()->getName().str(),
                                  T.getCanonicalType().getTypePtr()),
                       T);
    QualType Next = T.getSingleStepDesugaredType(Context).getUnqualifiedType();
    if (Next.getTypePtr() == T.getTypePtr())
      break;
    T = Next;
  }
  if (const auto *PT = dyn_cast<PointerType>(T.getTypePtr())) {
    QualType To = PT->getPointeeType();
    return const_cast<dl_type *>(pointerTo(type(To), To.isConstQualified()));
  }
  if (const auto *AT = dyn_cast<AtomicType>(T.getTypePtr()))
    return type(AT->getValueType());
  if (const auto *Array = dyn_cast<ArrayType>(T.getTypePtr()))
    return makeArray(Array);
  if (const auto *FT = dyn_cast<FunctionType>(T.getTypePtr()))
    return makeFunction(FT);
  if (const TagDecl *Tag = T->getAsTagDecl()) {
    if (const auto *RD = dyn_cast<RecordDecl>(Tag))
      return makeRecord(RD);
    return makeInt(tagName(Tag), T);
  }
  return makeOther(T);
}

// After an error types can be dependent even in C; nothing may be asked of such a type.
dl_type *UnitLowering::type(QualType T) {
  if (T.isNull() || T->isDependentType())
    T = Context.IntTy;
  auto It = Types.find(T.getTypePtr());
  if (It != Types.end())
    return It->second;
  dl_type *Made = makeType(T.getLocalUnqualifiedType());
  return Types[T.getTypePtr()] = Made;
}

// ---- Members, variables, functions -----------------------------------------------------------

uint32_t UnitLowering::field(const FieldDecl *FD, dl_type *Record) {
  auto It = Fields.find(FD);
  if (It != Fields.end())
    return It->second;
  const RecordDecl *RD = FD->getParent();
  uint64_t Offset = 0;
  uint32_t Width = 0;
  if (!RD->isInvalidDecl() && RD->isCompleteDefinition())
    Offset = Context.getASTRecordLayout(RD).getFieldOffset(FD->getFieldIndex());
  if (FD->isBitField() && !FD->getBitWidth()->isValueDependent())
    Width = compat::bitWidth(FD, Context);
  std::string Name = FD->getIdentifier() ? FD->getName().str() : "";
  return Fields[FD] =
             dl_ir_record_field(Unit, Record, Name.c_str(), type(FD->getType()), Offset, Width);
}

// Variables inside of functions carry the function's name, as in a debugger.
const dl_global *UnitLowering::global(const VarDecl *VD) {
  VD = VD->getCanonicalDecl();
  dl_global *&G = Globals[VD];
  if (G)
    return G;
  std::string Name = VD->getIdentifier() ? VD->getName().str() : "unnamed";
  const auto *Function = dyn_cast<FunctionDecl>(VD->getDeclContext());
  if (Function && VD->isStaticLocal())
    Name = Function->getName().str() + "." + Name;
  Name = uniqueName("$" + Name, VD).substr(1); // apart from the types' names
  const VarDecl *Def = VD->getMostRecentDecl();
  return G = dl_ir_global(Unit, Name.c_str(), type(Def->getType()),
                          VD->getStorageClass() == SC_Static,
                          Def->getType().isConstant(Context));
}

dl_decl *UnitLowering::declNamed(StringRef Name, const FunctionDecl *Like) {
  std::vector<const dl_type *> Params;
  bool Variadic = true;
  if (const auto *Proto = Like->getType()->getAs<FunctionProtoType>()) {
    Variadic = Proto->isVariadic();
    for (QualType P : Proto->param_types())
      Params.push_back(type(P));
  }
  dl_decl *D = dl_ir_decl(Unit, Name.str().c_str(), type(Like->getReturnType()), Params.data(),
                          Params.size(), Variadic);
  D->noreturn = Like->isNoReturn();
  D->defined = Like->isDefined();
  return D;
}

dl_decl *UnitLowering::decl(const FunctionDecl *FD) {
  dl_decl *&D = Decls[FD->getCanonicalDecl()];
  if (!D) {
    const FunctionDecl *Recent = FD->getMostRecentDecl();
    std::string Name = FD->getIdentifier() ? FD->getName().str() : "unnamed";
    D = declNamed(Name, Recent);
  }
  return D;
}

} // namespace dl
