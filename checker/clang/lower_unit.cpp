// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Which functions matter: those of the main file, and the inlines they reach, that call a
// function of the DMA API, directly or through others, and those of the main file that handle a
// dma_addr_t, or that free what another function has from the API or has mapped. A function that the
// API's table describes is a model and never lowered: what the table says wins over the body that a
// header happens to have.
//
#include "checker/clang/compat.h"
#include "checker/clang/lowering.h"
#include "clang/AST/Attr.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/ADT/STLExtras.h"
#include "rules/api.h"

using namespace clang;

namespace dl {

const dl_api *apiOf(const FunctionDecl *FD) {
  return FD->getIdentifier() ? dl_api_find(FD->getName().str().c_str(), FD->getNumParams()) : nullptr;
}

namespace {

bool isDmaAddress(QualType T) {
  T = T.isNull() ? T : QualType(T->getBaseElementTypeUnsafe(), 0);
  while (!T.isNull()) {
    if (const auto *P = T->getAs<PointerType>())
      return isDmaAddress(P->getPointeeType());
    const auto *Typedef = T->getAs<TypedefType>();
    if (!Typedef)
      return false;
    if (Typedef->getDecl()->getName() == "dma_addr_t")
      return true;
    T = Typedef->getDecl()->getUnderlyingType();
  }
  return false;
}

/// What it returns is the address of memory for the CPU, and is taken for a DMA
/// address at times.
bool makesPhysical(const FunctionDecl *FD) {
  return FD->getIdentifier() && FD->getName() == "virt_to_phys";
}

/// phys_to_virt() of a DMA address.
bool takesForPhysical(const CallExpr *Call) {
  const FunctionDecl *Callee = Call->getDirectCallee();
  return Callee->getIdentifier() && Callee->getName() == "phys_to_virt" && Call->getNumArgs() == 1 &&
         isDmaAddress(Call->getArg(0)->IgnoreParenImpCasts()->getType());
}

bool inTable(const FunctionDecl *FD) { return apiOf(FD) != nullptr; }

/// What one body says: whom it calls, and whether it handles DMA by itself.
struct Facts {
  llvm::SmallVector<const FunctionDecl *, 8> Callees;
  /// Given to others to call back: request_irq(irq, handler, ...).
  llvm::SmallVector<const FunctionDecl *, 2> HandsOut;
  bool UsesApi = false;
  bool HandlesAddress = false;
  /// Calls nothing and loops nowhere: cheap to follow, and it may be what two
  /// branches have in common ("is this a slave direction?").
  bool SmallLeaf = true;
  /// Members and variables that are given to kfree() and kin, or get another value than NULL.
  llvm::SmallVector<const ValueDecl *, 2> FreedOrFilled;
};

constexpr unsigned MaxLeafNodes = 48;

class FactFinder {
public:
  FactFinder(Facts &Found, BufferFinder *Buffers) : Found(Found), Buffers(Buffers) {}

  void function(const FunctionDecl *FD) {
    if (isDmaAddress(FD->getReturnType()))
      Found.HandlesAddress = true;
    for (const ParmVarDecl *P : FD->parameters())
      if (isDmaAddress(P->getType()))
        Found.HandlesAddress = true;
    walk(FD->getBody());
    if (Nodes > MaxLeafNodes || FD->isVariadic() || FD->getReturnType()->isVoidType() ||
        FD->getStorageClass() != SC_Static)
      Found.SmallLeaf = false;
  }

private:
  void walk(const Stmt *S) {
    if (!S || isa<UnaryExprOrTypeTraitExpr>(S))
      return;
    Nodes++;
    if (Buffers)
      Buffers->visit(S);
    if (isa<ForStmt, WhileStmt, DoStmt, AsmStmt, StmtExpr, LabelStmt, CallExpr>(S))
      Found.SmallLeaf = false;
    if (const auto *Call = dyn_cast<CallExpr>(S))
      if (const FunctionDecl *Callee = Call->getDirectCallee()) {
        calls(Callee);
        Found.HandlesAddress |= takesForPhysical(Call);
        for (const Expr *Arg : Call->arguments())
          handsOut(Arg);
      }
    if (isa<RecoveryExpr>(S))
      Found.UsesApi = true;
    if (const auto *Member = dyn_cast<MemberExpr>(S))
      if (isDmaAddress(Member->getType()))
        Found.HandlesAddress = true;
    if (const auto *Declaration = dyn_cast<DeclStmt>(S))
      for (const Decl *D : Declaration->decls())
        if (const auto *Cleanup = D->getAttr<CleanupAttr>())
          calls(Cleanup->getFunctionDecl());
    for (const Stmt *Child : S->children())
      walk(Child);
  }

  void handsOut(const Expr *Arg) {
    Arg = Arg->IgnoreParenCasts();
    if (const auto *Address = dyn_cast<UnaryOperator>(Arg))
      Arg = Address->getSubExpr()->IgnoreParenCasts();
    if (const auto *Ref = dyn_cast<DeclRefExpr>(Arg))
      if (const auto *FD = dyn_cast<FunctionDecl>(Ref->getDecl()))
        Found.HandsOut.push_back(FD->getCanonicalDecl());
  }

  void calls(const FunctionDecl *Callee) {
    if (makesPhysical(Callee))
      Found.HandlesAddress = true;
    if (inTable(Callee))
      Found.UsesApi = true;
    else
      Found.Callees.push_back(Callee->getCanonicalDecl());
  }

  Facts &Found;
  BufferFinder *Buffers; ///< null: not asked for
  unsigned Nodes = 0;
};

/// The call graph below the main file.
class Selection {
public:
  explicit Selection(llvm::function_ref<bool(SourceLocation)> InMain) : InMain(InMain) {}

  /// A function and all that it reaches.
  void add(const FunctionDecl *FD) {
    const FunctionDecl *Def = FD->getDefinition();
    if (!Def || !Def->hasBody() || inTable(Def))
      return;
    auto [It, New] = All.try_emplace(Def->getCanonicalDecl());
    if (!New)
      return;
    BufferFinder Buffers;
    bool Mine = InMain(Def->getLocation());
    FactFinder(It->second, Mine ? &Buffers : nullptr).function(Def);
    Buffers.finish();
    noteBuffers(It->second, Buffers);
    if (It->second.UsesApi || (It->second.HandlesAddress && Mine))
      Work.push_back(Def->getCanonicalDecl());
    auto Callees = It->second.Callees; // the map moves while it grows
    for (const FunctionDecl *Callee : Callees) {
      Callers[Callee].push_back(Def->getCanonicalDecl());
      add(Callee);
    }
  }

  /// From the functions that use the API to all that reach them.
  void spread() {
    addFreers();
    while (!Work.empty()) {
      const FunctionDecl *FD = Work.pop_back_val();
      if (!Matter.insert(FD).second)
        continue;
      for (const FunctionDecl *Caller : Callers[FD])
        Work.push_back(Caller);
    }
    llvm::SmallVector<const FunctionDecl *, 32> Reached(Matter.begin(), Matter.end());
    addRegistrars();
    for (const FunctionDecl *FD : Reached)
      for (const FunctionDecl *Callee : All[FD].Callees)
        if (isFollowableLeaf(Callee))
          Matter.insert(Callee);
  }

  void noteBuffers(Facts &Found, const BufferFinder &Buffers) {
    for (const auto *Of : {&Buffers.Freed, &Buffers.Filled})
      Found.FreedOrFilled.append(Of->begin(), Of->end());
    Freed.insert(Buffers.Freed.begin(), Buffers.Freed.end());
    Kept.insert(Buffers.Kept.begin(), Buffers.Kept.end());
  }

  /// What the API has in one function is freed in another: those that free it, or that put
  /// other memory there.
  void addFreers() {
    for (const auto &[FD, Found] : All)
      if (llvm::any_of(Found.FreedOrFilled, [this](const ValueDecl *VD) {
            return Kept.count(VD) && Freed.count(VD);
          }))
        Work.push_back(FD);
  }

  /// Who calls back decides what a function may do: those that say so matter. Those that name only these do not: the map
  /// is in no order.
  void addRegistrars() {
    llvm::SmallVector<const FunctionDecl *, 8> Registrars;
    for (const auto &[FD, Found] : All)
      if (!Found.HandsOut.empty() && InMain(FD->getDefinition()->getLocation()) &&
          llvm::any_of(Found.HandsOut,
                       [this](const FunctionDecl *Given) { return Matter.count(Given); }))
        Registrars.push_back(FD);
    Matter.insert(Registrars.begin(), Registrars.end());
  }

  /// With a body, small, and not one that the engine models itself.
  bool isFollowableLeaf(const FunctionDecl *FD) {
    auto It = All.find(FD);
    return It != All.end() && It->second.SmallLeaf &&
           !dl_kernel_find(FD->getDeclName().isIdentifier() ? FD->getName().str().c_str() : "");
  }

  /// The definitions that matter and are not the main file's.
  llvm::SmallVector<const FunctionDecl *, 32> ofHeaders() const {
    llvm::SmallVector<const FunctionDecl *, 32> Found;
    for (const FunctionDecl *FD : Matter)
      if (!InMain(FD->getDefinition()->getLocation()))
        Found.push_back(FD->getDefinition());
    return Found;
  }

  bool matters(const FunctionDecl *FD) const { return Matter.count(FD->getCanonicalDecl()); }

private:
  llvm::function_ref<bool(SourceLocation)> InMain;
  llvm::DenseMap<const FunctionDecl *, Facts> All;
  llvm::DenseMap<const FunctionDecl *, llvm::SmallVector<const FunctionDecl *, 4>> Callers;
  llvm::DenseSet<const FunctionDecl *> Matter;
  llvm::DenseSet<const ValueDecl *> Kept, Freed; ///< members and variables, see BufferFinder
  llvm::SmallVector<const FunctionDecl *, 32> Work;
};

} // namespace

UnitLowering::UnitLowering(ASTContext &Context, const LowerOptions &Options)
    : Context(Context), Options(Options) {
  const SourceManager &SM = Context.getSourceManager();
  SourceLocation Start = SM.getLocForStartOfFile(SM.getMainFileID());
  PresumedLoc P = SM.getPresumedLoc(Start, /*UseLineDirectives=*/false);
  StringRef Name = P.isValid() ? P.getFilename() : "-";
  while (compat::startsWith(Name, "./"))
    Name = Name.drop_front(2);
  Unit = dl_ir_unit_new(Name.str().c_str());
  if (Options.Module)
    Unit->module = dl_ir_intern(Unit, Options.Module);
}

// A driver that includes its other .c files is one driver.
bool UnitLowering::isMainFile(SourceLocation L) const {
  const SourceManager &SM = Context.getSourceManager();
  L = SM.getExpansionLoc(L);
  if (SM.getFileID(L) == SM.getMainFileID())
    return true;
  PresumedLoc P = SM.getPresumedLoc(L, /*UseLineDirectives=*/false);
  return P.isValid() && compat::endsWith(P.getFilename(), ".c");
}

void UnitLowering::lower(const FunctionDecl *FD) {
  const Stmt *Body = FD->getBody();
  dl_decl *D = decl(FD);
  if (D->func)
    return;
  dl_func *F = dl_ir_func(Unit, D, FD->getStorageClass() == SC_Static,
                          !isMainFile(FD->getLocation()), loc(FD->getLocation()),
                          loc(Body->getEndLoc()));
  FunctionLowering(*this, FD, F).run();
}

// Functions of headers come in the order of their places, whatever included them first, and by
// whatever path.
static void sortByPlace(llvm::SmallVectorImpl<const FunctionDecl *> &Functions,
                        const SourceManager &SM) {
  auto Place = [&SM](const FunctionDecl *FD) {
    FileID File = SM.getFileID(SM.getExpansionLoc(FD->getLocation()));
    const FileEntry *Entry = SM.getFileEntryForID(File);
    return std::make_pair(Entry ? Entry->tryGetRealPathName() : StringRef(),
                          SM.getFileOffset(SM.getExpansionLoc(FD->getLocation())));
  };
  llvm::sort(Functions, [&](const FunctionDecl *A, const FunctionDecl *B) {
    return Place(A) < Place(B);
  });
}

void UnitLowering::noteListed(const Stmt *Init) {
  if (!Init)
    return;
  if (const auto *Ref = dyn_cast<DeclRefExpr>(Init)) {
    const dl_decl *D = Decls.lookup(Ref->getDecl()->getCanonicalDecl());
    if (D && D->func)
      D->func->decl->listed = true;
  }
  for (const Stmt *Child : Init->children())
    noteListed(Child);
}

dl_unit *UnitLowering::run() {
  llvm::SmallVector<const FunctionDecl *, 64> Definitions;
  llvm::SmallVector<const VarDecl *, 64> Variables;
  noteIncludes();
  const Decl *First = Options.After ? Options.After->getNextDeclInContext()
                                    : *Context.getTranslationUnitDecl()->decls_begin();
  for (const Decl *D = First; D; D = D->getNextDeclInContext()) {
    if (const auto *FD = dyn_cast<FunctionDecl>(D))
      if (FD->isThisDeclarationADefinition() && FD->hasBody() && isMainFile(FD->getLocation()))
        Definitions.push_back(FD);
    if (const auto *VD = dyn_cast<VarDecl>(D))
      if (VD->hasInit() && isMainFile(VD->getLocation()))
        Variables.push_back(VD);
  }
  auto InMain = [this](SourceLocation L) { return isMainFile(L); };
  Selection Chosen(InMain);
  for (const FunctionDecl *FD : Definitions)
    Chosen.add(FD);
  Chosen.spread();
  llvm::SmallVector<const FunctionDecl *, 32> OfHeaders = Chosen.ofHeaders();
  sortByPlace(OfHeaders, Context.getSourceManager());
  for (const FunctionDecl *FD : OfHeaders)
    lower(FD);
  for (const FunctionDecl *FD : Definitions)
    if ((Options.Everything && !inTable(FD)) || Chosen.matters(FD))
      lower(FD);
  for (const FunctionDecl *FD : Definitions) {
    const dl_decl *D = Decls.lookup(FD->getCanonicalDecl());
    if (Unit->nfuncs && !(D && D->func))
      noteTested(FD);
  }
  for (const VarDecl *VD : Variables)
    if (Unit->nfuncs)
      noteListed(VD->getInit());
  return Unit;
}

dl_unit *lowerUnit(ASTContext &Context, const Preprocessor *, const LowerOptions &Options) {
  return UnitLowering(Context, Options).run();
}

} // namespace dl
